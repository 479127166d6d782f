// Procedures of the log and its live stream.
import { ListLogEntries, LogEntryPage, type LogEvent, StreamEvents } from '@action-registry/schema';
import { tracked } from '@trpc/server';
import { z } from 'zod';
import { listEntries, watchEvents } from '../services/log.js';
import { procedure, router } from '../trpc.js';

/** log.* */
export const logRouter = router({
  entries: procedure({ permission: 'read', rest: { method: 'GET', path: '/log/entries' } })
    .input(ListLogEntries)
    .output(LogEntryPage)
    .query(({ ctx, input }) => listEntries(ctx, input)),
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
