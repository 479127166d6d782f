// Events as the bytes of a server-sent event stream. Whatever ends the events ends the stream and its keep-alive with it: a
// timer that outlived its stream would throw outside any promise, and end the whole process.
import type { LogEvent } from '@action-registry/schema';

const KEEP_ALIVE_MS = 15_000;

/** Who is told: `stop` ends the events once nobody reads them, `onFailure` hears why they ended of themselves. */
type StreamEnds = { stop: AbortController; onFailure: (error: unknown) => void };

/**
 * The bytes of a stream of events, with a comment every 15 s. When the events fail the stream ends as if they were over:
 * its reader connects again and resumes after the last event it saw.
 */
export function toEventBytes(
  events: AsyncGenerator<LogEvent>,
  { stop, onFailure }: StreamEnds,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const end = (): void => {
    isOver = true;
    clearInterval(timer);
  };
  const next = async (): Promise<LogEvent | undefined> => {
    try {
      const { value, done } = await events.next();
      return done === true ? undefined : value;
    } catch (error) {
      onFailure(error);
      return undefined;
    }
  };
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(': connected\n\n'));
      timer = setInterval(() => controller.enqueue(encoder.encode(': still here\n\n')), KEEP_ALIVE_MS);
      timer.unref();
    },
    async pull(controller) {
      const event = await next();
      // Cancelled while this waited: the stream is closed already.
      if (isOver) return;
      if (event !== undefined) return controller.enqueue(encoder.encode(toText(event)));
      end();
      controller.close();
    },
    cancel() {
      end();
      stop.abort();
    },
  });
}

function toText(event: LogEvent): string {
  return `id: ${event.index}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}
