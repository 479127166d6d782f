import type { JsonObject } from '@action-registry/schema';
import { describe, expect, it } from 'vitest';
import { findBase, findChanges, firstFree } from './release-changes.js';

const document: JsonObject = {
  name: 'files.move',
  version: '1.0.0',
  kind: 'command',
  title: 'Move',
  spec: { cmd: 'mv "$from" "$to"', timeout_s: 30 },
  inputSchema: {
    type: 'object',
    properties: { from: { type: 'string' }, to: { type: 'string' }, force: { type: 'boolean' } },
    required: ['from', 'to'],
  },
  metadata: { tags: ['files'] },
};

const changed = (change: JsonObject) => findChanges(document, { ...document, ...change });
const places = (change: JsonObject) => changed(change).map(({ place: { area, field } }) => `${area} ${field}`);
const withInputs = (properties: JsonObject, required: string[]) => ({
  inputSchema: { type: 'object', properties, required },
});
const { from, to, force } = { from: { type: 'string' }, to: { type: 'string' }, force: { type: 'boolean' } };

describe('what a release changes', () => {
  it('is nothing when only the version is another one', () => {
    expect(changed({ version: '1.0.1' })).toEqual([]);
  });

  it('is told setting by setting and input by input', () => {
    expect(changed({ spec: { cmd: 'mv "$from" "$to"', timeout_s: 60 } })).toEqual([
      { place: { area: 'spec', field: 'timeout_s' }, before: 30, after: 60 },
    ]);
    expect(places({ metadata: { tags: ['files', 'disk'] } })).toEqual(['metadata tags']);
    expect(places(withInputs({ from, to, force, vlan: { type: 'integer' } }, ['from', 'to']))).toEqual(['input vlan']);
    expect(changed(withInputs({ from, to, force }, ['from', 'to', 'force']))).toMatchObject([
      { place: { area: 'input', field: 'force' }, before: force, after: force, turned: 'required' },
    ]);
    expect(changed(withInputs({ from, to, force }, ['to']))).toMatchObject([{ turned: 'optional' }]);
    expect(places({ title: undefined as never, description: 'x' })).toEqual(['document description', 'document title']);
  });

  it('is everything when there is nothing before it', () => {
    const all = findChanges(undefined, document);
    expect(all.map(({ place }) => place.field)).toContain('cmd');
    expect(all.every(({ before }) => before === undefined)).toBe(true);
  });

  it('is told sequence by sequence for a device, and no sequence is lost', () => {
    const home = { command: 'press_key', params: { key: 'HOME' } };
    const set = (id: string, ...actions: JsonObject[]): JsonObject => ({ id, actions });
    const spec = (...action_sets: JsonObject[]): JsonObject => ({ spec: { device_model: 'tv', action_sets } });
    const between = (before: JsonObject, after: JsonObject) =>
      findChanges(before, after).map(({ place, ...sides }) => [`${place.area} ${place.field}`, sides]);
    const forward = spec(set('forward', home));
    expect(between(forward, spec(set('forward', home, { ...home, label: 'Again' })))).toEqual([
      [
        'steps forward',
        { before: 'press_key {"key":"HOME"}', after: 'press_key {"key":"HOME"}\npress_key {"key":"HOME"} "Again"' },
      ],
    ]);
    expect(between(forward, spec({ ...set('forward', home), label: 'There' }))).toEqual([
      ['stepsLabel forward', { before: undefined, after: 'There' }],
    ]);
    const back = set('back');
    expect(between(spec(set('forward', home), back), spec(back, set('forward', home)))).toEqual([
      ['spec action_sets', { before: 'forward, back', after: 'back, forward' }],
    ]);
    expect(between(forward, spec({ ...set('forward', home), more: 1 })).map(([place]) => place)).toContain(
      'spec action_sets',
    );
  });

  it('leaves out no rule of a schema', () => {
    expect(places({ inputSchema: { ...(document.inputSchema as JsonObject), additionalProperties: false } })).toEqual([
      'document inputSchema',
    ]);
  });
});

it.each([
  ['1.3.0', [], '1.3.0'],
  ['1.3.0', ['1.3.0', '1.3.1'], '1.3.2'],
  ['2.0.0', ['1.9.0'], '2.0.0'],
])('the first free version from %s, where %j are taken, is %s', (least, taken, version) => {
  expect(firstFree(least, new Set(taken))).toBe(version);
});

it('compares with the highest stable version that is not yanked', () => {
  const versions = [
    { version: '2.0.0-rc.1', yanked: false },
    { version: '1.10.0', yanked: true },
    { version: '1.9.0', yanked: false },
    { version: '1.2.0', yanked: false },
  ];
  expect(findBase(versions)).toBe('1.9.0');
  expect(findBase(versions.slice(0, 2))).toBe('2.0.0-rc.1');
  expect(findBase([])).toBeUndefined();
});
