// The event door: the log as server-sent events. `Last-Event-ID` resumes without a gap or a repeat.
import { toInvalidInput } from '@action-registry/core';
import { StreamEvents } from '@action-registry/schema';
import type { Context } from '../context.js';
import { streamEvents } from '../services/log.js';
import { toEventBytes } from './event-bytes.js';

const HEADERS = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-cache, no-transform',
  'X-Accel-Buffering': 'no',
};

/** Streams events to one client until it goes away. */
export function streamToClient(request: Request, ctx: Context): Response {
  const query = new URL(request.url).searchParams;
  const after = query.get('after');
  const lastEventId = request.headers.get('last-event-id');
  const raw = {
    ...(lastEventId !== null && { lastEventId }),
    ...(after !== null && { after: Number(after) }),
    ...(query.has('type') && { types: query.getAll('type') }),
    ...(query.has('name') && { names: query.getAll('name') }),
    ...(query.has('workspace') && { workspace: query.get('workspace') }),
  };
  const input = StreamEvents.safeParse(raw);
  if (!input.success) throw toInvalidInput(input.error, raw, { schema: StreamEvents });
  const stop = new AbortController();
  request.signal.addEventListener('abort', () => stop.abort());
  const events = streamEvents(ctx, input.data, stop.signal);
  const onFailure = (error: unknown) => ctx.log.warn({ err: error }, 'an event stream ended early');
  return new Response(toEventBytes(events, { stop, onFailure }), { headers: HEADERS });
}
