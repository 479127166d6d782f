// The log as it happens: an endless iterable that resumes by index, so that no event is missed and none comes twice.
import type { LogEvent, StreamEvents } from '@action-registry/schema';
import type { RegistryClient } from './trpc-client.js';

/** What to watch: action names or `namespace.*`; `after` is the last index already seen; `signal` ends it. */
export type WatchOptions = { names?: string[]; types?: StreamEvents['types']; after?: number; signal?: AbortSignal };

/** Events after `after`, then as they come; a lost connection is taken up again after the last one seen. */
export async function* watchEvents(
  trpc: RegistryClient,
  { names, types, after, signal }: WatchOptions,
): AsyncGenerator<LogEvent> {
  const queue: LogEvent[] = [];
  let failure: unknown;
  let isOver = false;
  let wake = (): void => undefined;
  let last = after ?? -2;
  const input = { ...(names && { names }), ...(types && { types }), ...(after !== undefined && { after }) };
  const subscription = trpc.events.stream.subscribe(input, {
    onData: ({ data }) => {
      if (data.index <= last) return;
      last = data.index;
      queue.push(data);
      wake();
    },
    onError: (error) => {
      failure = error;
      wake();
    },
    onComplete: () => {
      isOver = true;
      wake();
    },
  });
  const stop = (): void => {
    isOver = true;
    wake();
  };
  signal?.addEventListener('abort', stop);
  if (signal?.aborted === true) stop();
  try {
    while (true) {
      const next = queue.shift();
      if (next !== undefined) yield next;
      else if (failure !== undefined) throw failure;
      else if (isOver) return;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    subscription.unsubscribe();
  }
}
