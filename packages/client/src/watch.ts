// The log as it happens: an endless iterable that resumes by index, so that no event is missed and none comes twice.
import type { LogEvent, StreamEvents } from '@action-registry/schema';
import type { RegistryClient } from './trpc-client.js';

/** What to watch: action names or `namespace.*`; `after` is the last index already seen; `signal` ends it. */
export type WatchOptions = { names?: string[]; types?: StreamEvents['types']; after?: number; signal?: AbortSignal };

/** Where a subscription puts what comes and a reader takes it from. */
type Inbox = { events: LogEvent[]; failure?: unknown; isOver: boolean; wake: () => void };

/** Events after `after`, then as they come; a lost connection is taken up again after the last one seen. */
export async function* watchEvents(trpc: RegistryClient, options: WatchOptions): AsyncGenerator<LogEvent> {
  const { signal } = options;
  const inbox: Inbox = { events: [], isOver: signal?.aborted === true, wake: () => undefined };
  const stop = (): void => {
    inbox.isOver = true;
    inbox.wake();
  };
  signal?.addEventListener('abort', stop);
  const subscription = subscribe(trpc, options, inbox);
  try {
    while (true) {
      const next = inbox.events.shift();
      if (next !== undefined) yield next;
      else if (inbox.failure !== undefined) throw inbox.failure;
      else if (inbox.isOver) return;
      else await new Promise<void>((resolve) => Object.assign(inbox, { wake: resolve }));
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    subscription.unsubscribe();
  }
}

function subscribe(
  trpc: RegistryClient,
  { names, types, after }: WatchOptions,
  inbox: Inbox,
): { unsubscribe: () => void } {
  let last = after ?? -1;
  const input = { ...(names && { names }), ...(types && { types }), ...(after !== undefined && { after }) };
  return trpc.events.stream.subscribe(input, {
    onData: ({ data }) => {
      // After a reconnect a server may begin with what it is not sure to have sent.
      if (data.index <= last) return;
      last = data.index;
      inbox.events.push(data);
      inbox.wake();
    },
    onError: (failure) => {
      inbox.failure = failure;
      inbox.wake();
    },
    onComplete: () => {
      inbox.isOver = true;
      inbox.wake();
    },
  });
}
