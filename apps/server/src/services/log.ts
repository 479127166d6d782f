// Reading the log: pages of entries, and a stream that never misses nor repeats one.
import { listEventsAfter, listLogEntries, logSize } from '@action-registry/db';
import type { ListLogEntries, LogEntryPage, LogEvent, StreamEvents } from '@action-registry/schema';
import { z } from 'zod';
import type { Context } from '../context.js';
import { parseCursor, toCursor } from './cursor.js';
import { transact } from './transact.js';

const STREAM_BATCH = 200;

/** Entries from `start`, oldest first; what the caller may not see is a `private` leaf. */
export async function listEntries(ctx: Context, { start, limit, cursor }: ListLogEntries): Promise<LogEntryPage> {
  const from = parseCursor('log', cursor, z.int().nonnegative()) ?? start;
  const items = await transact(ctx.database, ctx.principal?.workspaceId ?? null, (tx) =>
    listLogEntries(tx, { start: from, limit }),
  );
  const last = items.at(-1);
  const size = Math.max(await logSize(ctx.database.db), (last?.index ?? -1) + 1);
  return {
    items,
    size,
    ...(last !== undefined && last.index + 1 < size && { next_cursor: toCursor('log', last.index + 1) }),
  };
}

/** Events after the last one seen, then as they happen, until the signal aborts. */
export async function* streamEvents(ctx: Context, input: StreamEvents, signal: AbortSignal): AsyncGenerator<LogEvent> {
  const seen = input.lastEventId === undefined ? input.after : Number(input.lastEventId);
  let after = seen ?? ctx.feed.size() - 1;
  while (!signal.aborted) {
    // Read the size before the entries: what comes between is read on the next turn.
    const size = ctx.feed.size();
    const position = after;
    const events = await transact(ctx.database, ctx.principal?.workspaceId ?? null, (tx) =>
      listEventsAfter(tx, { after: position, limit: STREAM_BATCH }),
    );
    for (const event of events) {
      after = event.index;
      if (isWanted(event, input)) yield event;
    }
    if (events.length < STREAM_BATCH) await ctx.feed.grown(Math.max(size, after + 1), signal);
  }
}

function isWanted(event: LogEvent, { types, names, workspace }: StreamEvents): boolean {
  if (types !== undefined && !types.includes(event.type)) return false;
  if (workspace !== undefined && event.workspace !== workspace) return false;
  return names === undefined || names.some((name) => isAbout(event.subject, name));
}

/** Subjects of releases and channels are `name@…`; a name may end in `.*`. */
function isAbout(subject: string, name: string): boolean {
  const [about = ''] = subject.split('@');
  return about === name || (name.endsWith('.*') && about.startsWith(name.slice(0, -1)));
}
