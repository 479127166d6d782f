// Whether the browser promised to keep what is stored here, or may clear it when room runs out.
import { useEffect, useSyncExternalStore } from 'react';
import { createStore } from './store.js';

const promise = createStore<boolean | undefined>(undefined);

/** Asks for the promise; answers whether it was given. */
export function askPersistence(): Promise<boolean> {
  return learn(() => navigator.storage?.persist?.());
}

/** Whether the promise was given, followed; undefined until that is known. */
export function usePersistence(): boolean | undefined {
  useEffect(() => {
    if (promise.get() === undefined) void learn(() => navigator.storage?.persisted?.());
  }, []);
  return useSyncExternalStore(promise.subscribe, promise.get);
}

/** Browsers without these functions, and those that refuse, promise nothing. */
async function learn(find: () => Promise<boolean> | undefined): Promise<boolean> {
  const isKept = await Promise.resolve(find()).then(
    (answer) => answer === true,
    () => false,
  );
  promise.set(isKept);
  return isKept;
}
