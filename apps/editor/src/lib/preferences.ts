// What this browser remembers of its user's taste: theme, rail, shortcuts, snippet language. Kept in local storage, shared
// by its tabs, and never sent.
import { useSyncExternalStore } from 'react';
import { createStore } from './store.js';

/** `theme.js` reads the theme under this name before the first paint. */
const PREFIX = 'action-registry.';

/** The choices, and what holds until one is made. */
export type Preferences = {
  theme: 'system' | 'light' | 'dark';
  rail: 'open' | 'closed';
  letterKeys: 'on' | 'off';
  snippet: string;
  reference: 'pinned' | 'channel';
};

const DEFAULTS: Preferences = {
  theme: 'system',
  rail: 'open',
  letterKeys: 'on',
  snippet: 'typescript',
  reference: 'pinned',
};

const store = createStore<Preferences>(DEFAULTS);

/** Reads what is stored, follows other tabs and applies the theme; called once. */
export function startPreferences(): void {
  const read = (): void => {
    store.set(readAll());
    applyTheme(store.get().theme);
  };
  read();
  window.addEventListener('storage', (event) => {
    if (event.key === null || event.key.startsWith(PREFIX)) read();
  });
}

/** One preference as it stands now. */
export function getPreference<Name extends keyof Preferences>(name: Name): Preferences[Name] {
  return store.get()[name];
}

/** Changes one preference here and in the browser's other tabs. */
export function setPreference<Name extends keyof Preferences>(name: Name, value: Preferences[Name]): void {
  store.set({ ...store.get(), [name]: value });
  if (name === 'theme') applyTheme(store.get().theme);
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // Storage is full or blocked: the choice holds for this page.
  }
}

/** One preference, followed. */
export function usePreference<Name extends keyof Preferences>(name: Name): Preferences[Name] {
  return useSyncExternalStore(store.subscribe, () => store.get()[name]);
}

function readAll(): Preferences {
  const values: Record<string, string> = { ...DEFAULTS };
  for (const name of Object.keys(DEFAULTS)) {
    const stored = readStored(name);
    if (stored !== null) values[name] = stored;
  }
  return values as Preferences;
}

function readStored(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

function applyTheme(theme: Preferences['theme']): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
