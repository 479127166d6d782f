import { BUILTIN_CATALOGUES } from '@action-registry/core';
import { expect, test } from 'vitest';
import type { Command } from './catalogue-data.js';
import { findCommands, groupCommands } from './command-filter.js';

const mobile = BUILTIN_CATALOGUES.find(({ device_model }) => device_model === 'android_mobile');
const commands: Command[] = (mobile?.commands ?? []).map((command) => ({ ...command, from: 'android_mobile' }));
const namesOf = (q: string): string[] => findCommands(commands, q).map(({ name }) => name);

test('a search finds a command by name, alias, parameter, type and words, in any order and case', () => {
  expect(namesOf('swipe LEFT')).toEqual(['swipe_left']);
  expect(namesOf('left swipe')).toEqual(['swipe_left']);
  expect(namesOf('scroll_up')).toEqual(['swipe_up']);
  expect(namesOf('long_press')).toEqual(['press_key']);
  expect(namesOf('adb')).toHaveLength(commands.length);
  expect(namesOf('swipe_upp')).toEqual([]);
  expect(namesOf('  ')).toHaveLength(commands.length);
});

test('groups are types in order, commands in order of name, with what is deprecated last', () => {
  const command = (name: string, more: Partial<Command> = {}): Command => ({
    ...{ name, action_type: 'web', description: 'd', risk: 'read', params_schema: {}, from: 'm' },
    ...more,
  });
  const groups = groupCommands([
    command('b'),
    command('a', { deprecated: true }),
    command('c', { action_type: 'adb' }),
    command('ab'),
  ]);
  expect(groups.map(({ type, commands: list }) => [type, list.map(({ name }) => name)])).toEqual([
    ['adb', ['c']],
    ['web', ['ab', 'b', 'a']],
  ]);
});
