// The one table of commands. Palette, shortcuts and shortcut sheet derive from it; a page says what a command does there by
// registering a handler while it is mounted, and the one registered last wins.
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { commandMessages } from './messages/commands.js';
import { createStore } from './store.js';

/** A command's name. */
export type CommandId = keyof typeof commandMessages.titles;
/** Where a command stands in palette and sheet. */
type CommandGroup = Exclude<keyof typeof commandMessages.groups, 'actions'>;

/**
 * `keys` are its shortcuts in the notation of keys.ts. `inText` ones work while typing too. `sheetOnly` ones are handled
 * by the component they belong to and are listed for the reader.
 */
export type CommandInfo = {
  group: CommandGroup;
  keys?: readonly string[];
  inText?: boolean;
  sheetOnly?: boolean;
};

/** Every command that exists. */
export const COMMANDS: Readonly<Record<CommandId, CommandInfo>> = {
  'palette.open': { group: 'here', keys: ['Mod+K'], inText: true },
  'shortcuts.show': { group: 'here', keys: ['?'] },
  'search.focus': { group: 'here', keys: ['/'] },
  'view.copyLink': { group: 'here' },
  'news.show': { group: 'here', keys: ['r'] },
  'action.overview': { group: 'here' },
  'action.edit': { group: 'here', keys: ['e'] },
  'action.use': { group: 'here', keys: ['u'] },
  'action.versions': { group: 'here', keys: ['v'] },
  'action.clone': { group: 'here', keys: ['c'] },
  'action.older': { group: 'here', keys: ['['] },
  'action.newer': { group: 'here', keys: [']'] },
  'action.copyReference': { group: 'here', keys: ['.'] },
  'action.verify': { group: 'here' },
  'action.moveChannel': { group: 'here' },
  'action.deprecate': { group: 'here' },
  'action.yank': { group: 'here' },
  'go.library': { group: 'go', keys: ['g l'] },
  'go.drafts': { group: 'go', keys: ['g d'] },
  'go.catalogues': { group: 'go', keys: ['g c'] },
  'go.log': { group: 'go', keys: ['g o'] },
  'go.keys': { group: 'go', keys: ['g k'] },
  'go.trusted': { group: 'go' },
  'go.apiKeys': { group: 'go' },
  'go.settings': { group: 'go', keys: ['g s'] },
  'go.workspace': { group: 'go' },
  'go.members': { group: 'go' },
  'go.help': { group: 'go' },
  'create.action': { group: 'create', keys: ['n'] },
  'create.prompt': { group: 'create' },
  'create.command': { group: 'create' },
  'create.tool': { group: 'create' },
  'create.device': { group: 'create' },
  'create.catalogue': { group: 'create' },
  'create.apiKey': { group: 'create' },
  'create.member': { group: 'create' },
  'theme.light': { group: 'settings' },
  'theme.dark': { group: 'settings' },
  'theme.system': { group: 'settings' },
  'rail.toggle': { group: 'settings' },
  'session.signIn': { group: 'settings' },
  'session.signOut': { group: 'settings' },
  'list.move': { group: 'list', keys: ['j', 'k'], sheetOnly: true },
  'list.open': { group: 'list', keys: ['Enter'], sheetOnly: true },
  'list.select': { group: 'list', keys: ['Space'], sheetOnly: true },
  'list.range': { group: 'list', keys: ['Shift+ArrowDown', 'Shift+ArrowUp'], sheetOnly: true },
  'list.ends': { group: 'list', keys: ['Home', 'End'], sheetOnly: true },
  'list.peek': { group: 'list', keys: ['p'], sheetOnly: true },
  'list.clear': { group: 'list', keys: ['Escape'], sheetOnly: true },
  'draft.save': { group: 'editor', keys: ['Mod+S'], inText: true },
  'draft.review': { group: 'editor', keys: ['Mod+Enter'], inText: true },
  'publish.sign': { group: 'editor', keys: ['Mod+Enter'], inText: true },
  'draft.undo': { group: 'editor', keys: ['Mod+Z'], inText: true },
  'draft.redo': { group: 'editor', keys: ['Mod+Shift+Z', 'Mod+Y'], inText: true },
  'draft.quickFix': { group: 'editor', keys: ['Mod+.'], inText: true },
  'draft.nextProblem': { group: 'editor', keys: ['F8'], inText: true },
  'draft.previousProblem': { group: 'editor', keys: ['Shift+F8'], inText: true },
  'draft.viewForm': { group: 'editor', keys: ['Alt+1'], inText: true },
  'draft.viewJson': { group: 'editor', keys: ['Alt+2'], inText: true },
  'draft.viewBoth': { group: 'editor', keys: ['Alt+3'], inText: true },
  'draft.preview': { group: 'editor' },
  'draft.fullScreen': { group: 'editor', keys: ['Mod+Shift+F'], inText: true },
  'draft.discard': { group: 'editor' },
  'draft.clone': { group: 'editor' },
  'draft.leaveEditor': { group: 'editor', keys: ['Escape Tab'], sheetOnly: true },
};

/** What a command does here and now; `disabledReason` keeps it visible and says why it cannot. */
export type CommandHandler = { run: () => void; disabledReason?: string | undefined };

type Registration = { id: CommandId; handler: () => CommandHandler };

const registrations = createStore<readonly Registration[]>([]);

/** Makes a command work while the component is mounted and `run` is a function. */
export function useCommand(id: CommandId, run: (() => void) | undefined, disabledReason?: string): void {
  const current = useRef<CommandHandler>({ run: () => {} });
  useEffect(() => {
    current.current = { run: run ?? (() => {}), disabledReason };
  });
  const isOn = run !== undefined;
  useEffect(() => {
    if (!isOn) return;
    const registration: Registration = { id, handler: () => current.current };
    registrations.set([...registrations.get(), registration]);
    return () => registrations.set(registrations.get().filter((each) => each !== registration));
  }, [id, isOn]);
}

/** The handler of a command as it stands, undefined where it does nothing. */
export function findHandler(id: CommandId): CommandHandler | undefined {
  return registrations
    .get()
    .findLast((registration) => registration.id === id)
    ?.handler();
}

/** Runs a command; false when nothing handles it here. */
export function runCommand(id: CommandId): boolean {
  const handler = findHandler(id);
  if (handler === undefined || handler.disabledReason !== undefined) return false;
  handler.run();
  return true;
}

/** The commands that do something now, in the table's order. */
export function useActiveCommands(): CommandId[] {
  const list = useSyncExternalStore(registrations.subscribe, registrations.get);
  return useMemo(() => {
    const active = new Set(list.map(({ id }) => id));
    return commandIds().filter((id) => active.has(id));
  }, [list]);
}

/** Every command's name, in the table's order. */
export function commandIds(): CommandId[] {
  // The table's type has exactly these keys.
  return Object.keys(COMMANDS) as CommandId[];
}

/** A command's first shortcut, for buttons and menus. */
export function keysOf(id: CommandId): string | undefined {
  return COMMANDS[id].keys?.[0];
}
