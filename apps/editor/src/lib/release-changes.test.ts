import type { JsonObject } from '@action-registry/schema';
import { describe, expect, it } from 'vitest';
import { bumpOf, findBase, findChanges, nextVersion } from './release-changes.js';

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
      { place: { area: 'spec', field: 'timeout_s' }, before: 30, after: 60, isBreaking: false },
    ]);
    expect(places({ metadata: { tags: ['files', 'disk'] } })).toEqual(['metadata tags']);
    expect(places(withInputs({ from, to, force, vlan: { type: 'integer' } }, ['from', 'to']))).toEqual(['input vlan']);
    expect(changed(withInputs({ from, to, force }, ['from', 'to', 'force']))).toMatchObject([
      { place: { area: 'input', field: 'force' }, before: force, after: force, turned: 'required' },
    ]);
    expect(changed(withInputs({ from, to, force }, ['to']))).toMatchObject([{ turned: 'optional' }]);
    expect(places({ title: undefined as never, description: 'x' })).toEqual(['document description', 'document title']);
  });

  it('is everything when there is nothing before it, and then breaks nobody', () => {
    const all = findChanges(undefined, document);
    expect(all.map(({ place }) => place.field)).toContain('cmd');
    expect(all.every(({ before, isBreaking }) => before === undefined && !isBreaking)).toBe(true);
  });

  it('leaves out no rule of a schema', () => {
    expect(places({ inputSchema: { ...(document.inputSchema as JsonObject), additionalProperties: false } })).toEqual([
      'document inputSchema',
    ]);
  });
});

describe('how much a version rises', () => {
  it.each([
    ['patch', 'words only', { title: 'Move files', metadata: { tags: [] } }],
    ['minor', 'another command', { spec: { cmd: 'mv -i "$from" "$to"', timeout_s: 30 } }],
    ['minor', 'an optional input more', withInputs({ from, to, force, vlan: from }, ['from', 'to'])],
    ['minor', 'an input that is no longer needed', withInputs({ from, to, force }, ['from'])],
    ['major', 'an input less', withInputs({ from, to }, ['from', 'to'])],
    ['major', 'a needed input more', withInputs({ from, to, force, vlan: from }, ['from', 'to', 'vlan'])],
    ['major', 'an input that is needed now', withInputs({ from, to, force }, ['from', 'to', 'force'])],
    ['major', 'an input of another type', withInputs({ from, to, force: from }, ['from', 'to'])],
    ['major', 'another kind', { kind: 'tool' }],
  ])('%s: %s', (bump, _what, change) => {
    expect(bumpOf(changed(change as JsonObject))).toBe(bump);
  });

  it.each([
    [undefined, 'major', '1.0.0'],
    ['1.2.3', 'major', '2.0.0'],
    ['1.2.3', 'minor', '1.3.0'],
    ['1.2.3', 'patch', '1.2.4'],
    ['0.2.3', 'major', '0.3.0'],
    ['2.0.0-rc.1', 'major', '2.0.0'],
  ] as const)('after %s, %s gives %s', (latest, bump, version) => {
    expect(nextVersion(latest, bump, new Set())).toBe(version);
  });

  it('is never one that is taken', () => {
    expect(nextVersion('1.2.3', 'minor', new Set(['1.3.0', '1.3.1']))).toBe('1.3.2');
  });
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
