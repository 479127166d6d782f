// What was typed and is not saved yet, kept in this browser with each change, so that a closed tab, a crash or a cut line
// loses nothing. An entry belongs to one user, draft and tab, and goes when the registry has what it holds.
import { readStore, writeStore } from './browser-database.js';

/** Work that was not saved: the draft's text, the revision it began from, and when it was typed (ISO 8601). */
export type JournalEntry = {
  user: string;
  draft: string;
  tab: string;
  text: string;
  revision: number;
  at: string;
};

/** Writes the work of one tab on one draft; the newest text wins, and writes never overtake each other. */
export type JournalWriter = {
  /** Keeps a text; resolves when it, or a newer one, is written. */
  keep: (text: string, revision: number) => Promise<void>;
  /** The registry has it: takes the entry away. */
  clear: () => Promise<void>;
};

type Place = Pick<JournalEntry, 'user' | 'draft' | 'tab'>;

/** A writer. A browser that keeps no storage keeps nothing; typing goes on. */
export function openJournal(place: Place): JournalWriter {
  const write = serialize(async (entry: Pick<JournalEntry, 'text' | 'revision'> | undefined) => {
    await writeStore('journal', (store) => {
      if (entry === undefined) store.delete([place.user, place.draft, place.tab]);
      else store.put({ ...place, ...entry, at: new Date().toISOString() } satisfies JournalEntry);
    });
  });
  return {
    keep: (text, revision) => write({ text, revision }),
    clear: () => write(undefined),
  };
}

/** One write at a time; of those that wait only the newest is done. */
export function serialize<T>(work: (value: T) => Promise<void>): (value: T) => Promise<void> {
  let waiting: { value: T } | undefined;
  let running: Promise<void> | undefined;
  const drain = async (): Promise<void> => {
    while (waiting !== undefined) {
      const { value } = waiting;
      waiting = undefined;
      try {
        await work(value);
      } catch {
        // Nobody can be told while they type; the state of saving says whether the registry has it.
      }
    }
    running = undefined;
  };
  return (value) => {
    waiting = { value };
    running ??= drain();
    return running;
  };
}

/**
 * Work on a draft that closed tabs left behind, newest first; `onFound` hears of it now, and again when a tab that has some
 * closes: one that was killed is told from an open one a moment later only.
 */
export async function watchRecoverable(
  place: Omit<Place, 'tab'>,
  { signal, onFound }: { signal: AbortSignal; onFound: (entries: JournalEntry[]) => void },
): Promise<void> {
  const look = async (): Promise<string[]> => {
    const entries = await listEntries(place);
    const open = await listOpenTabs();
    const left = entries.filter(({ tab }) => !open.has(tab)).sort((a, b) => (a.at < b.at ? 1 : -1));
    if (!signal.aborted) onFound(left);
    return entries.map(({ tab }) => tab).filter((tab) => open.has(tab) && tab !== thisTab);
  };
  for (const tab of await look()) navigator.locks?.request(TAB_LOCK + tab, { signal }, () => {}).then(look, () => {});
}

async function listEntries({ user, draft }: Omit<Place, 'tab'>): Promise<JournalEntry[]> {
  try {
    const range = IDBKeyRange.bound([user, draft, ''], [user, draft, '\uffff']);
    return await readStore<JournalEntry[]>('journal', (store) => store.getAll(range));
  } catch {
    return [];
  }
}

/** Forgets work that was taken over, dropped or saved. */
export async function dropEntry({ user, draft, tab }: Place): Promise<void> {
  await writeStore('journal', (store) => store.delete([user, draft, tab])).catch(() => {});
}

const TAB_LOCK = 'action-registry.tab.';

let thisTab: string | undefined;

/** This tab's own name, new with each load of the page; others can see that it is open. */
export function currentTab(): string {
  if (thisTab !== undefined) return thisTab;
  const name = crypto.getRandomValues(new Uint32Array(2)).join('-');
  thisTab = name;
  // Held until the page goes. Without locks (insecure origins) every entry counts as left behind.
  navigator.locks?.request(TAB_LOCK + name, () => new Promise(() => {})).catch(() => {});
  return name;
}

async function listOpenTabs(): Promise<Set<string>> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  const names = held.flatMap(({ name = '' }) => (name.startsWith(TAB_LOCK) ? [name.slice(TAB_LOCK.length)] : []));
  return new Set(names);
}
