// Procedures of the log and its live stream.
import {
  AuditPage,
  GetConsistency,
  GetInclusion,
  ListAudit,
  ListLogEntries,
  LogCheckpoint,
  LogConsistency,
  LogEntryPage,
  type LogEvent,
  LogInclusion,
  StreamEvents,
} from '@action-registry/schema';
import { tracked } from '@trpc/server';
import { z } from 'zod';
import { listAudit } from '../services/audit.js';
import { listEntries, watchEvents } from '../services/log.js';
import { getCheckpoint, getConsistency, getInclusion } from '../services/log-proofs.js';
import { callerProcedure, procedure, router } from '../trpc.js';

/** log.* */
export const logRouter = router({
  checkpoint: procedure({ permission: 'read' })
    .output(LogCheckpoint)
    .query(({ ctx }) => getCheckpoint(ctx)),
  inclusion: procedure({ permission: 'read', rest: { method: 'GET', path: '/log/inclusion' } })
    .input(GetInclusion)
    .output(LogInclusion)
    .query(({ ctx, input }) => getInclusion(ctx, input)),
  consistency: procedure({ permission: 'read', rest: { method: 'GET', path: '/log/consistency' } })
    .input(GetConsistency)
    .output(LogConsistency)
    .query(({ ctx, input }) => getConsistency(ctx, input)),
  entries: procedure({ permission: 'read', rest: { method: 'GET', path: '/log/entries' } })
    .input(ListLogEntries)
    .output(LogEntryPage)
    .query(({ ctx, input }) => listEntries(ctx, input)),
  audit: callerProcedure({ permission: 'audit:read', rest: { method: 'GET', path: '/log/audit' } })
    .input(ListAudit)
    .output(AuditPage)
    .query(({ ctx, input }) => listAudit(ctx, input)),
});

/** events.* */
export const eventsRouter = router({
  stream: procedure({ permission: 'read' })
    .input(StreamEvents)
    .output(z.custom<AsyncIterable<ReturnType<typeof tracked<LogEvent>>>>())
    .subscription(async function* ({ ctx, input, signal }) {
      const until = signal ?? new AbortController().signal;
      for await (const event of watchEvents(ctx, input, until)) yield tracked(String(event.index), event);
    }),
});
