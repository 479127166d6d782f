// One tab edits a draft, the others look: a Web Lock says which. A tab that takes over asks the holder to save and let go
// first, and steals the lock only when the holder does not answer.
import { useEffect, useRef, useState } from 'react';

/** `elsewhere`: another tab edits; `lost`: another tab took over from this one. */
export type LockState = 'waiting' | 'held' | 'elsewhere' | 'lost';

const CHANNEL = 'action-registry.drafts';
const ANSWER_MS = 2_000;

type Note = { type: 'release'; name: string };

/** What the lock calls: when this tab holds it, and before it lets go. */
export type LockOptions = { onTaken: () => void; onRelease: () => Promise<void> };

/** Holds the lock of a name while mounted; without locks (insecure origins) every tab edits. No name, no lock. */
export function useDraftLock(
  name: string | undefined,
  options: LockOptions,
): { state: LockState; takeOver: () => void } {
  const [state, setState] = useState<LockState>('waiting');
  const current = useRef(options);
  const taking = useRef<() => void>(() => {});
  useEffect(() => {
    current.current = options;
  });
  useEffect(() => {
    if (name === undefined || navigator.locks === undefined) {
      setState('held');
      return;
    }
    const lock = openLock(name, setState, current);
    taking.current = lock.takeOver;
    void lock.start();
    return lock.close;
  }, [name]);
  return { state, takeOver: () => taking.current() };
}

function openLock(name: string, setState: (state: LockState) => void, options: { current: LockOptions }) {
  const channel = new BroadcastChannel(CHANNEL);
  let letGo: (() => void) | undefined;
  let isClosed = false;
  const hold = (): Promise<void> => {
    setState('held');
    return new Promise((resolve) => {
      letGo = resolve;
    });
  };
  const request = async (how: LockOptionsOf): Promise<boolean> => {
    let isHeld = false;
    try {
      await navigator.locks.request(name, how, (lock) => {
        if (lock === null || isClosed) return undefined;
        isHeld = true;
        if (how.ifAvailable !== true) options.current.onTaken();
        return hold();
      });
    } catch {
      // Stolen, or the wait was given up.
      if (isHeld && !isClosed) setState('lost');
    }
    return isHeld;
  };
  channel.onmessage = ({ data }: MessageEvent<Note>) => {
    if (data.type !== 'release' || data.name !== name || letGo === undefined) return;
    setState('lost');
    void options.current.onRelease().finally(() => {
      letGo?.();
      letGo = undefined;
    });
  };
  return {
    start: async () => {
      if (!(await request({ ifAvailable: true })) && !isClosed) setState('elsewhere');
    },
    takeOver: () => {
      channel.postMessage({ type: 'release', name } satisfies Note);
      const signal = AbortSignal.timeout(ANSWER_MS);
      void request({ signal }).then((wasHeld) => (wasHeld || isClosed ? undefined : request({ steal: true })));
    },
    close: () => {
      isClosed = true;
      letGo?.();
      channel.close();
    },
  };
}

type LockOptionsOf = { ifAvailable?: true; steal?: true; signal?: AbortSignal };
