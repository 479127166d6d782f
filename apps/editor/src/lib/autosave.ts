// When a draft is saved: a moment after typing, at once when asked, never while the registry would refuse it, and again by
// itself when the registry can be reached. A machine of states; what saving means is told from outside.
import { createStore, type Store } from './store.js';

/** Where a draft stands; also what the page says in `data-save-state`. */
export type SaveState =
  | 'clean'
  | 'dirty'
  | 'saving'
  | 'saved'
  | 'invalid'
  | 'offline-saved-locally'
  | 'conflict'
  | 'error';

/** How one save ended. `refused`: the registry said what to mend. */
export type SaveOutcome = 'saved' | 'refused' | 'offline' | 'conflict' | 'failed';

/** What the machine needs to know and do. */
export type AutosaveOptions = {
  /** True while the draft differs from what the registry has. */
  isChanged: () => boolean;
  /** True while the registry would accept the draft, as far as that is known. */
  isSavable: () => boolean;
  /** Resolves when `isSavable` knows; nothing is sent before. */
  ready?: () => Promise<void>;
  /** Sends the draft as it is now. */
  save: () => Promise<SaveOutcome>;
  delayMs?: number;
  retryMs?: number;
};

/** The machine. */
export type Autosave = Pick<Store<SaveState>, 'get' | 'subscribe'> & {
  /** The draft was changed. */
  touch: () => void;
  /** Says where the draft stands; sends nothing. */
  look: () => void;
  /** Saves what there is to save, without waiting; resolves when nothing is on its way any more. */
  flush: () => Promise<SaveState>;
  /** The registry may be reached again. */
  online: () => void;
  /** A conflict was settled: saving goes on. */
  settle: () => Promise<SaveState>;
  /** The registry has exactly the draft that is here. */
  reset: () => void;
  /** Ends it; nothing is sent afterwards. */
  stop: () => void;
};

const DELAY_MS = 800;
const RETRY_MS = 5_000;
const STATE_AFTER: Readonly<Record<SaveOutcome, SaveState>> = {
  saved: 'saved',
  refused: 'invalid',
  offline: 'offline-saved-locally',
  conflict: 'conflict',
  failed: 'error',
};

/** A machine for a draft that the registry has as it is. */
export function createAutosave(options: AutosaveOptions): Autosave {
  const { delayMs = DELAY_MS } = options;
  const runner = createRunner(options);
  const { store, run, judge, wait, cancel } = runner;
  return {
    get: store.get,
    subscribe: store.subscribe,
    touch: () => {
      if (runner.isBusy() || store.get() === 'conflict') return;
      const state = judge();
      cancel();
      if (state === 'dirty') wait(delayMs);
      // Offline stays said until a save succeeds: the text is kept here either way.
      if (state !== 'dirty' || store.get() !== 'offline-saved-locally') store.set(state);
    },
    look: () => {
      if (!runner.isBusy()) store.set(judge());
    },
    flush: run,
    online: () => {
      if (store.get() === 'offline-saved-locally' || store.get() === 'error') void run();
    },
    settle: () => {
      store.set('dirty');
      return run();
    },
    reset: () => {
      cancel();
      runner.setRest('clean');
      store.set('clean');
    },
    stop: runner.stop,
  };
}

/** What sends, one save at a time, until nothing is left to send or nothing can be. */
function createRunner({ isChanged, isSavable, ready, save, retryMs = RETRY_MS }: AutosaveOptions) {
  const store = createStore<SaveState>('clean');
  let rest: SaveState = 'clean';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<SaveState> | undefined;
  let isStopped = false;
  const cancel = (): void => clearTimeout(timer);
  const wait = (ms: number): void => {
    cancel();
    timer = setTimeout(() => void run(), ms);
  };
  const judge = (): SaveState => {
    if (!isChanged()) return rest;
    return isSavable() ? 'dirty' : 'invalid';
  };
  const sendOnce = async (): Promise<SaveState> => {
    store.set('saving');
    if (ready !== undefined) {
      await ready();
      if (isStopped) return store.get();
      // What was not known before, and what was typed meanwhile.
      const state = judge();
      if (state !== 'dirty') return show(state);
    }
    const outcome = await save();
    if (outcome === 'saved') rest = 'saved';
    if (isStopped) return store.get();
    if (outcome === 'offline') wait(retryMs);
    return show(STATE_AFTER[outcome]);
  };
  const show = (state: SaveState): SaveState => {
    store.set(state);
    return state;
  };
  const drain = async (): Promise<SaveState> => {
    // What was typed while the last save was on its way is saved after it.
    for (;;) {
      const state = await sendOnce();
      if (state !== 'saved' || isStopped || !isChanged()) return state;
      if (!isSavable()) return show('invalid');
    }
  };
  const run = (): Promise<SaveState> => {
    cancel();
    if (isStopped || store.get() === 'conflict') return Promise.resolve(store.get());
    if (running !== undefined) return running;
    const state = judge();
    if (state !== 'dirty') return Promise.resolve(show(state));
    running = drain().finally(() => {
      running = undefined;
    });
    return running;
  };
  const stop = (): void => {
    isStopped = true;
    cancel();
  };
  const setRest = (state: SaveState): void => {
    rest = state;
  };
  return { store, run, judge, wait, cancel, stop, setRest, isBusy: () => isStopped || running !== undefined };
}
