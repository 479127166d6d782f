// Reading the log: pages of entries, and a stream that never misses nor repeats one.
import { isCredentialGood, listEventsAfter, listLogEntries, logSize } from '@action-registry/db';
import {
  type ListLogEntries,
  type LogEntryPage,
  type LogEvent,
  RegistryError,
  type StreamEvents,
} from '@action-registry/schema';
import { z } from 'zod';
import type { Context } from '../context.js';
import { parseCursor, toCursor } from './cursor.js';
import { transact } from './transact.js';

const STREAM_BATCH = 200;
/** A timer cannot wait for months; looking again now and then costs nothing. */
const LOOK_AGAIN_MS = 60_000;

/** Entries from `start`, oldest first; what the caller may not see is a `private` leaf. */
export async function listEntries(ctx: Context, { start, limit, cursor }: ListLogEntries): Promise<LogEntryPage> {
  const from = parseCursor('log', cursor, z.int().nonnegative()) ?? start;
  const { items, head } = await transact(ctx, ctx.principal?.workspaceId ?? null, async (tx) => ({
    items: await listLogEntries(tx, { start: from, limit }),
    head: await logSize(tx),
  }));
  const last = items.at(-1);
  // Each statement sees its own moment.
  const size = Math.max(head, (last?.index ?? -1) + 1);
  return {
    items,
    size,
    ...(last !== undefined && last.index + 1 < size && { next_cursor: toCursor('log', last.index + 1) }),
  };
}

/**
 * Events after the last one seen, then as they happen, until the signal aborts or the credential by which the caller came
 * is revoked or runs out: a stream does not outlive it.
 */
export async function* streamEvents(ctx: Context, input: StreamEvents, signal: AbortSignal): AsyncGenerator<LogEvent> {
  const seen = input.lastEventId === undefined ? input.after : Number(input.lastEventId);
  let after = seen ?? ctx.feed.size() - 1;
  while (!signal.aborted) {
    // Read the size before the entries: what comes between is read on the next turn.
    const size = ctx.feed.size();
    const events = await readEvents(ctx, after);
    if (events === undefined) return;
    for (const event of events) {
      after = event.index;
      if (isWanted(event, input)) yield event;
    }
    if (events.length === STREAM_BATCH) continue;
    // All up to the size was read: what the caller may not see of it is not read again each time the log grows.
    after = Math.max(after, size - 1);
    await waitForMore(ctx, after + 1, signal);
  }
}

/** Until the log is longer, the signal aborts, or the caller's credential may have run out: nothing grows then. */
async function waitForMore({ feed, principal, now }: Context, size: number, signal: AbortSignal): Promise<void> {
  const ends = [principal?.credential.until, principal?.endsAt, principal?.session?.expires_at];
  const left = Math.min(...ends.map((at) => (at == null ? LOOK_AGAIN_MS : Date.parse(at) - now().getTime())));
  const over = new AbortController();
  const stop = () => over.abort();
  const timer = setTimeout(stop, Math.max(Math.min(left, LOOK_AGAIN_MS), 1));
  signal.addEventListener('abort', stop);
  try {
    if (!signal.aborted) await feed.grown(size, over.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** The same for callers who can be told why: throws UNAUTHENTICATED when the stream ends before the signal aborts. */
export async function* watchEvents(ctx: Context, input: StreamEvents, signal: AbortSignal): AsyncGenerator<LogEvent> {
  yield* streamEvents(ctx, input, signal);
  if (signal.aborted) return;
  throw new RegistryError('UNAUTHENTICATED', 'The API key or session of this stream works no longer. Sign in again.', {
    details: { reason: 'revoked' },
  });
}

/** The next events, undefined once the caller's credential works no longer. */
function readEvents({ database, principal, now }: Context, after: number): Promise<LogEvent[] | undefined> {
  return transact({ database }, principal?.workspaceId ?? null, async (tx) => {
    if (principal !== undefined) {
      if (!(await isCredentialGood(tx, { ...principal.credential, at: now().toISOString() }))) return undefined;
    }
    return listEventsAfter(tx, { after, limit: STREAM_BATCH });
  });
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
