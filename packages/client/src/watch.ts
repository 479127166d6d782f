// The log as it happens: an endless iterable that resumes by index, so that no event is missed and none comes twice. A
// reader that is slower than the log lets go of the stream and takes it up again, instead of filling its memory.
import { type LogEvent, RegistryError, type StreamEvents } from '@action-registry/schema';
import type { RegistryClient } from './trpc-client.js';

/** What to watch: action names or `namespace.*`; `after` is the last index already seen; `signal` ends it. */
export type WatchOptions = { names?: string[]; types?: StreamEvents['types']; after?: number; signal?: AbortSignal };

/** Events that wait for the reader; with so many the stream is let go until all are read. */
const WAITING_MAX = 1_000;

/** Where a subscription puts what comes and a reader takes it from; `last` is the last index that came, -1 for none. */
type Inbox = {
  events: LogEvent[];
  last: number;
  failure?: unknown;
  isOver: boolean;
  wake: () => void;
  subscription?: { unsubscribe: () => void } | undefined;
};

/** Events after `after`, then as they come; a lost connection is taken up again after the last one seen. */
export async function* watchEvents(trpc: RegistryClient, options: WatchOptions): AsyncGenerator<LogEvent> {
  const { signal, after = -1 } = options;
  const inbox: Inbox = { events: [], last: after, isOver: signal?.aborted === true, wake: () => undefined };
  const stop = (): void => {
    inbox.isOver = true;
    inbox.wake();
  };
  signal?.addEventListener('abort', stop);
  try {
    while (true) {
      const next = inbox.events.shift();
      if (next !== undefined) yield next;
      else if (inbox.failure !== undefined) throw inbox.failure;
      else if (inbox.isOver) return;
      else {
        const news = new Promise<void>((resolve) => Object.assign(inbox, { wake: resolve }));
        inbox.subscription ??= subscribe(trpc, options, inbox);
        await news;
      }
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    letGo(inbox);
  }
}

function subscribe(trpc: RegistryClient, { names, types }: WatchOptions, inbox: Inbox): { unsubscribe: () => void } {
  const input = { ...(names && { names }), ...(types && { types }), ...(inbox.last >= 0 && { after: inbox.last }) };
  const subscription = trpc.events.stream.subscribe(input, {
    onData: ({ data }) => receive(inbox, data),
    onError: (failure) => {
      inbox.failure = failure;
      inbox.wake();
    },
    onComplete: () => {
      // A stream that was let go completes as well, and is not the end of the watch.
      if (inbox.subscription === subscription) inbox.isOver = true;
      inbox.wake();
    },
  });
  return subscription;
}

function receive(inbox: Inbox, event: LogEvent): void {
  if (!Number.isSafeInteger(event?.index)) {
    inbox.failure = new RegistryError('INTERNAL', 'The registry sends events without a place in the log.', {
      details: {},
    });
  } else if (event.index > inbox.last) {
    // After a reconnect a server may begin with what it is not sure to have sent; that is passed over.
    inbox.last = event.index;
    inbox.events.push(event);
  }
  if (inbox.events.length >= WAITING_MAX) letGo(inbox);
  inbox.wake();
}

function letGo(inbox: Inbox): void {
  const { subscription } = inbox;
  inbox.subscription = undefined;
  subscription?.unsubscribe();
}
