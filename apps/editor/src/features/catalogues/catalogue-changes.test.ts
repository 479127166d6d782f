import type { CatalogueCommand, JsonObject } from '@action-registry/schema';
import { describe, expect, test } from 'vitest';
import { findCommandChanges, isUnchanged, toBump } from './catalogue-changes.js';

const command = (
  name: string,
  properties: JsonObject = {},
  more: Partial<CatalogueCommand> = {},
): CatalogueCommand => ({
  ...{ name, action_type: 'web', description: 'd', risk: 'read' },
  params_schema: { type: 'object', properties, additionalProperties: false },
  ...more,
});
const needing = (name: string, properties: JsonObject): CatalogueCommand =>
  command(name, {}, { params_schema: { type: 'object', properties, required: Object.keys(properties) } });
const bumpOf = (before: CatalogueCommand[], after: CatalogueCommand[], previous = '1.2.3') =>
  toBump(findCommandChanges(before, after), previous);

describe('the differences between two lists of commands', () => {
  test('are what came, what went, and what is another in which fields', () => {
    const changes = findCommandChanges(
      [command('a'), command('b'), command('c', { x: { type: 'string' } })],
      [command('b', {}, { risk: 'write' }), command('c', { y: { type: 'integer' } }), command('d')],
    );
    expect(changes.added).toEqual(['d']);
    expect(changes.removed).toEqual(['a']);
    expect(changes.changed.map(({ name, fields }) => [name, fields.map(({ field, param }) => param ?? field)])).toEqual(
      [
        ['b', ['risk']],
        ['c', ['y', 'x']],
      ],
    );
  });

  test('are none for the same commands in another order, with their keys in another order', () => {
    const { name, ...rest } = command('a');
    expect(isUnchanged(findCommandChanges([command('b'), command('a')], [{ ...rest, name }, command('b')]))).toBe(true);
  });

  test('say that a parameter is needed now, though its rules are the same', () => {
    const before = command('a', {}, { params_schema: { type: 'object', properties: { x: {} } } });
    const [change] = findCommandChanges([before], [needing('a', { x: {} })]).changed;
    expect(change?.fields).toEqual([expect.objectContaining({ param: 'x', turned: 'required', breaks: true })]);
  });
});

describe('the version rises', () => {
  const x = { x: { type: 'string' } };
  const pages = (...values: string[]): JsonObject => ({ page: { enum: values } });
  const upTo = (maximum: number): JsonObject => ({ n: { maximum } });
  test.each([
    ['by a major step when a command went', [command('a')], [], 'major'],
    ['by a major step when a parameter went', [command('a', x)], [command('a')], 'major'],
    [
      'by a major step when a parameter is narrower',
      [command('a', x)],
      [command('a', { x: { type: 'integer' } })],
      'major',
    ],
    ['by a major step when a new parameter is needed', [command('a')], [needing('a', x)], 'major'],
    [
      'by a major step when parameters close',
      [command('a', {}, { params_schema: { type: 'object' } })],
      [command('a')],
      'major',
    ],
    ['by a minor step when a command came', [], [command('a')], 'minor'],
    ['by a minor step when a parameter came that may be left out', [command('a')], [command('a', x)], 'minor'],
    ['by a minor step when a value came', [command('a', pages('x'))], [command('a', pages('x', 'y'))], 'minor'],
    ['by a major step when a value went', [command('a', pages('x', 'y'))], [command('a', pages('x'))], 'major'],
    ['by a minor step when a bound gives way', [command('a', upTo(3))], [command('a', upTo(4))], 'minor'],
    ['by a major step when a bound is tighter', [command('a', upTo(4))], [command('a', upTo(3))], 'major'],
    ['by a major step when a bound comes', [command('a', { n: {} })], [command('a', upTo(3))], 'major'],
    [
      'by a patch when words change',
      [command('a', x)],
      [command('a', { x: { type: 'string', description: 'w' } })],
      'patch',
    ],
    ['by a patch when nothing changes', [command('a')], [command('a')], 'patch'],
  ] as const)('%s', (_what, before, after, bump) => {
    expect(bumpOf([...before], [...after])).toBe(bump);
  });

  test('by less below 1.0.0', () => {
    expect(bumpOf([command('a')], [], '0.2.0')).toBe('minor');
    expect(bumpOf([], [command('a')], '0.2.0')).toBe('patch');
  });
});
