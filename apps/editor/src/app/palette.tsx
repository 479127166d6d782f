// What the palette offers: the commands that work here, places, and actions by name. `>` leaves the commands alone.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { kindIcons } from '../components/kind.js';
import { PaletteDialog, type PaletteGroup, type PaletteOption } from '../components/palette.js';
import { COMMANDS, type CommandId, findHandler, keysOf, runCommand, useActiveCommands } from '../lib/commands.js';
import { commandMessages } from '../lib/messages/commands.js';
import { paletteMessages } from '../lib/messages/palette.js';
import { useTRPC } from '../lib/trpc.js';
import { closeOverlay } from './overlay.js';

const ACTIONS_MAX = 8;
const HERE_FIRST = ['here', 'editor', 'go', 'create', 'settings', 'list'] as const;

/** The palette. */
export function Palette() {
  const [query, setQuery] = useState('');
  const isCommandsOnly = query.startsWith('>');
  const text = (isCommandsOnly ? query.slice(1) : query).trim();
  const commands = useCommandGroups(text);
  const { group: actions, isSearching } = useActionGroup(isCommandsOnly ? '' : text);
  const groups = isCommandsOnly || text === '' ? commands : [actions, ...commands];
  return (
    <PaletteDialog
      label={paletteMessages.label}
      placeholder={paletteMessages.placeholder}
      {...{ query, groups, isSearching }}
      onQuery={setQuery}
      onClose={closeOverlay}
    />
  );
}

function useCommandGroups(text: string): PaletteGroup[] {
  const active = useActiveCommands();
  return useMemo(() => {
    const wanted = active.filter((id) => id !== 'palette.open' && matches(commandMessages.titles[id], text));
    return HERE_FIRST.map((group) => ({
      id: group,
      label: commandMessages.groups[group],
      options: wanted.filter((id) => COMMANDS[id].group === group).map(toOption),
    }));
  }, [active, text]);
}

function toOption(id: CommandId): PaletteOption {
  return {
    id,
    label: commandMessages.titles[id],
    keys: keysOf(id),
    disabledReason: findHandler(id)?.disabledReason,
    // After the palette has closed and given the focus back.
    onSelect: () => setTimeout(() => runCommand(id)),
  };
}

function matches(title: string, text: string): boolean {
  const words = text.toLowerCase().split(/\s+/);
  return words.every((word) => title.toLowerCase().includes(word));
}

function useActionGroup(text: string): { group: PaletteGroup; isSearching: boolean } {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const q = useDeferredValue(text);
  const { data, isFetching } = useQuery(
    trpc.actions.search.queryOptions(
      { q, limit: ACTIONS_MAX },
      { enabled: q !== '', placeholderData: keepPreviousData },
    ),
  );
  const found = (data?.items ?? []).map(
    ({ name, latest_version, kind, title }): PaletteOption => ({
      id: `action-${name}`,
      icon: kindIcons[kind],
      label: <span className="mono">{name}</span>,
      hint: title ?? latest_version,
      onSelect: () => void navigate({ to: '/a/$reference', params: { reference: name } }),
    }),
  );
  const search: PaletteOption = {
    id: 'search',
    icon: Search,
    label: paletteMessages.searchFor(text),
    onSelect: () => void navigate({ to: '/library', search: { q: text } }),
  };
  const group = {
    id: 'actions',
    label: commandMessages.groups.actions,
    options: text === '' ? [] : [...found, search],
  };
  return { group, isSearching: isFetching };
}
