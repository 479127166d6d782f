import { ChannelName } from '@action-registry/schema';
import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, it } from 'vitest';
import { parseReference, parseSelector, toReference } from './reference.js';
import { actionNames, versions } from './testing/arbitraries.js';
import { codeOf, refusalOf } from './testing/refusals.js';

describe('references', () => {
  it('take channel latest where nothing else is said', () => {
    expect(parseReference('files.move')).toEqual({
      name: 'files.move',
      selector: { type: 'channel', value: 'latest' },
    });
  });

  it.each([
    ['1.2.0', 'version'],
    ['2.0.0-rc.1', 'version'],
    ['^1.2', 'range'],
    ['1.2', 'range'],
    ['1', 'range'],
    ['*', 'range'],
    ['x', 'range'],
    ['v1', 'range'],
    ['>=1.0.0 <2.0.0', 'range'],
    ['1.x || 3.x', 'range'],
    ['latest', 'channel'],
    ['production', 'channel'],
    ['v1-beta', 'channel'],
  ])('read the selector %j as a %s', (value, type) => {
    expect(parseReference(`files.move@${value}`).selector).toEqual({ type, value });
  });

  it('read back as they are written', () => {
    fc.assert(
      fc.property(actionNames, versions, (name, value) => {
        const reference = { name, selector: { type: 'version' as const, value } };
        expect(parseReference(toReference(reference))).toEqual(reference);
      }),
    );
  });

  it('never confuse a channel with a range', () => {
    const channels = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/).filter((text) => ChannelName.safeParse(text).success);
    fc.assert(
      fc.property(channels, (channel) => {
        expect(semver.validRange(channel)).toBeNull();
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(['vv0', 'vvx', 'vv12', 'v1', 'x', 'x0', 'v', '1x'])('refuse %j as the name of a channel', (text) => {
    expect(ChannelName.safeParse(text).success).toBe(false);
  });

  it.each(['@files/move', '@files/move@1.0.0', '@'])('refuse the leading @ of %j', (text) => {
    expect(codeOf(() => parseReference(text))).toBe('INVALID_NAME');
  });

  it('answer a leading @ with the dotted name', () => {
    const { details } = refusalOf(() => parseReference('@files/move@^1'), 'INVALID_NAME');
    expect(details.suggestions?.[0]?.value).toBe('files.move@^1');
  });

  it.each(['', 'Files.Move', 'files..move@1.0.0', 'a b'])('refuse the name of %j', (text) => {
    expect(codeOf(() => parseReference(text))).toBe('INVALID_NAME');
  });

  it.each(['a@', 'a@ ', 'a@1.0.0+build', 'a@^1+x', 'a@Production', 'a@1.0.0@2.0.0', 'a@not/one', 'a@1.2.3.4'])(
    'refuse the selector of %j',
    (text) => {
      expect(codeOf(() => parseReference(text))).toBe('INVALID_VERSION');
    },
  );

  it('answer a misspelt latest and a version with build metadata with what was meant', () => {
    expect(refusalOf(() => parseSelector('Latest'), 'INVALID_VERSION').details.suggestions?.[0]?.value).toBe('latest');
    for (const text of ['Latest', '1.0.0+b'])
      expect(refusalOf(() => parseSelector(text, '/from'), 'INVALID_VERSION').details.issues?.[0]?.path).toBe('/from');
    expect(refusalOf(() => parseSelector('1.0.0+b'), 'INVALID_VERSION').details.suggestions?.[0]?.value).toBe('1.0.0');
  });

  it('refuse more than 200 characters, on both sides of the limit', () => {
    const long = (length: number) => `a@${'>=1.0.0 '.repeat(40).slice(0, length - 2 - 5)}1.0.0`;
    expect(long(200)).toHaveLength(200);
    expect(codeOf(() => parseReference(long(200)))).toBe('accepted');
    const { details } = refusalOf(() => parseReference(long(201)), 'INVALID_NAME');
    expect(details).toMatchObject({ limit: 200, actual: 201 });
  });

  it('are refused with a catalogue error, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 250 }), (text) => {
        expect(['accepted', 'INVALID_NAME', 'INVALID_VERSION']).toContain(codeOf(() => parseReference(text)));
      }),
    );
  });
});
