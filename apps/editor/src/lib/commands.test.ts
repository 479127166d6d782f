import { expect, test } from 'vitest';
import { COMMANDS, commandIds } from './commands.js';
import { isSingleLetter, toChords } from './keys.js';
import { commandMessages } from './messages/commands.js';

const bindings = commandIds()
  .filter((id) => COMMANDS[id].sheetOnly !== true)
  .flatMap((id) => (COMMANDS[id].keys ?? []).map((keys) => ({ ...COMMANDS[id], id, keys })));

test('every command has a title', () => {
  for (const id of commandIds()) expect(commandMessages.titles[id]).not.toBe('');
});

test('no shortcut takes a key that belongs to the browser', () => {
  const taken = bindings.filter(({ keys }) => /^Mod\+[WTNLPD]$/.test(keys));
  expect(taken).toEqual([]);
});

test('no two commands share a shortcut, save the two that are never on one page', () => {
  const users = new Map<string, string[]>();
  for (const { id, keys } of bindings) {
    const chord = toChords(keys).join(' ');
    users.set(chord, [...(users.get(chord) ?? []), id]);
  }
  expect([...users.values()].filter((ids) => ids.length > 1)).toEqual([['draft.review', 'publish.sign']]);
});

test('no single key is the start of a sequence', () => {
  const starts = bindings.map(({ keys }) => toChords(keys)).filter((chords) => chords.length > 1);
  for (const [first] of starts) expect(bindings.some(({ keys }) => keys === first)).toBe(false);
});

test('single letters never act while one types', () => {
  expect(bindings.filter(({ keys, inText }) => isSingleLetter(keys) && inText === true)).toEqual([]);
});
