// The event door: the log as server-sent events. `Last-Event-ID` resumes without a gap or a repeat.
import { toInvalidInput } from '@action-registry/core';
import { type LogEvent, StreamEvents } from '@action-registry/schema';
import type { Context } from '../context.js';
import { streamEvents } from '../services/log.js';

const KEEP_ALIVE_MS = 15_000;
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
  };
  const input = StreamEvents.safeParse(raw);
  if (!input.success) throw toInvalidInput(input.error, raw, { schema: StreamEvents });
  const stop = new AbortController();
  request.signal.addEventListener('abort', () => stop.abort());
  const events = streamEvents(ctx, input.data, stop.signal);
  return new Response(toByteStream(events, stop), { headers: HEADERS });
}

function toByteStream(events: AsyncGenerator<LogEvent>, stop: AbortController): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let timer: NodeJS.Timeout | undefined;
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(': connected\n\n'));
      timer = setInterval(() => controller.enqueue(encoder.encode(': still here\n\n')), KEEP_ALIVE_MS);
      timer.unref();
    },
    async pull(controller) {
      const { value, done } = await events.next();
      if (done === true || value === undefined) {
        clearInterval(timer);
        controller.close();
        return;
      }
      controller.enqueue(
        encoder.encode(`id: ${value.index}\nevent: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`),
      );
    },
    cancel() {
      clearInterval(timer);
      stop.abort();
    },
  });
}
