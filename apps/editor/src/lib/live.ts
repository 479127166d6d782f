// Live events, one stream per browser: HTTP/1.1 allows six connections to a host, so the tab that holds a Web Lock listens
// and tells the others over a BroadcastChannel. When it closes, the next tab goes on after the last event that was seen.
import type { LogEvent } from '@action-registry/schema';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { createStore } from './store.js';
import type { ApiClient } from './trpc.js';

/** `paused`: the registry refuses this caller the stream. */
export type LiveState = 'connecting' | 'live' | 'reconnecting' | 'offline' | 'paused';

type Note = { type: 'event'; event: LogEvent } | { type: 'state'; state: LiveState } | { type: 'ask' };

const NAME = 'action-registry.live';
const RETRY_MS = 3_000;
/** Whoever may not listen now may after signing in. */
const REFUSED_MS = 15_000;

const state = createStore<LiveState>('connecting');
const listeners = new Set<(event: LogEvent) => void>();
const gaps = new Set<() => void>();
let lastIndex: number | undefined;

/** Where the stream stands, followed. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(state.subscribe, state.get);
}

/** Calls `onEvent` for each event while mounted. */
export function useLiveEvents(onEvent: (event: LogEvent) => void): void {
  const current = useRef(onEvent);
  useEffect(() => {
    current.current = onEvent;
  });
  useEffect(() => {
    const listener = (event: LogEvent): void => current.current(event);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
}

/** Calls `onGap` after a connection was lost and is back: what is shown may be old, so it is fetched once. */
export function onLiveGap(onGap: () => void): () => void {
  gaps.add(onGap);
  return () => gaps.delete(onGap);
}

/** Starts listening; returns what ends it. */
export function startLive(client: ApiClient): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  const channel = new BroadcastChannel(NAME);
  const share = (note: Note): void => {
    take(note);
    channel.postMessage(note);
  };
  channel.addEventListener('message', ({ data }: MessageEvent<Note>) => take(data));
  channel.postMessage({ type: 'ask' } satisfies Note);
  const listen = (): Promise<void> => lead(client, { channel, share, signal });
  // Locks, like WebCrypto, are there on secure origins only; elsewhere each tab has a stream of its own.
  const started = navigator.locks === undefined ? listen() : navigator.locks.request(NAME, { signal }, listen);
  started.catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  window.addEventListener('online', () => setState('reconnecting'), { signal });
  window.addEventListener('offline', () => setState('offline'), { signal });
  return () => {
    ending.abort();
    channel.close();
  };
}

function take(note: Note): void {
  if (note.type === 'state') setState(note.state);
  if (note.type !== 'event') return;
  const { event } = note;
  if (lastIndex !== undefined && event.index <= lastIndex) return;
  lastIndex = event.index;
  for (const listener of listeners) listener(event);
}

function setState(next: LiveState): void {
  const wasLost = state.get() === 'reconnecting' || state.get() === 'offline';
  state.set(next);
  if (next === 'live' && wasLost) for (const onGap of gaps) onGap();
}

type Lead = { channel: BroadcastChannel; share: (note: Note) => void; signal: AbortSignal };

/** Holds the one stream until the signal; tabs that ask are told where it stands. */
async function lead(client: ApiClient, { channel, share, signal }: Lead): Promise<void> {
  channel.addEventListener('message', ({ data }: MessageEvent<Note>) => {
    if (data.type === 'ask') channel.postMessage({ type: 'state', state: state.get() } satisfies Note);
  });
  // Another tab listened until now; what happened since is fetched once.
  if (state.get() === 'live') setState('reconnecting');
  while (!signal.aborted) {
    // A connection that outlived the network is begun anew as soon as there is one.
    const isOnline = untilOnline(signal);
    const isRefused = await streamOnce(client, share, isOnline);
    if (!signal.aborted && !isOnline.aborted) await wait(isRefused ? REFUSED_MS : RETRY_MS, isOnline);
  }
}

/** A signal that aborts with another one, or when the browser is online again. */
function untilOnline(signal: AbortSignal): AbortSignal {
  const ending = new AbortController();
  const end = (): void => ending.abort();
  window.addEventListener('online', end, { once: true, signal: ending.signal });
  signal.addEventListener('abort', end, { once: true, signal: ending.signal });
  if (signal.aborted) end();
  return ending.signal;
}

/** One subscription, which reconnects by itself; ends with the signal, or when it fails. True when it was refused. */
function streamOnce(client: ApiClient, share: (note: Note) => void, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const report = (next: LiveState): void => share({ type: 'state', state: navigator.onLine ? next : 'offline' });
    const subscription = client.events.stream.subscribe(lastIndex === undefined ? {} : { after: lastIndex }, {
      onConnectionStateChange: ({ state: now, error }) => {
        if (now === 'pending') report('live');
        else if (now === 'connecting' && error != null) report('reconnecting');
      },
      onData: ({ data }) => share({ type: 'event', event: data }),
      onError: (error) => {
        const isRefused = error.data?.code === 'UNAUTHORIZED' || error.data?.code === 'FORBIDDEN';
        report(isRefused ? 'paused' : 'reconnecting');
        resolve(isRefused);
      },
      onComplete: () => resolve(false),
      onStopped: () => resolve(false),
    });
    signal.addEventListener('abort', () => subscription.unsubscribe(), { once: true });
  });
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
