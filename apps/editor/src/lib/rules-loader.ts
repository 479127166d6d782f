// Fetches the rules of drafts apart from the page. Until they are here nothing says that a draft has no problems, and nothing
// is saved; where they cannot be fetched the registry alone judges what is saved, and each save tries to fetch them again.
import { createStore, type Store } from './store.js';

/** The rules of drafts. */
export type ProblemRules = typeof import('./problem-rules.js');

/** The rules, undefined until they were fetched, null when they could not be. */
export type RulesLoader = Pick<Store<ProblemRules | null | undefined>, 'get' | 'subscribe'> & {
  /** Fetches them unless they are here; resolves when they are, or when they could not be fetched. */
  load: () => Promise<void>;
};

/** A loader that has fetched nothing yet. */
export function createRulesLoader(fetchRules = (): Promise<ProblemRules> => import('./problem-rules.js')): RulesLoader {
  const store = createStore<ProblemRules | null | undefined>(undefined);
  let pending: Promise<void> | undefined;
  const fetchOnce = async (): Promise<void> => {
    try {
      store.set(await fetchRules());
    } catch {
      store.set(null);
    }
    pending = undefined;
  };
  const load = async (): Promise<void> => {
    if (store.get() != null) return;
    pending ??= fetchOnce();
    await pending;
  };
  return { get: store.get, subscribe: store.subscribe, load };
}
