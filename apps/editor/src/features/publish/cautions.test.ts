import { describe, expect, it } from 'vitest';
import type { ReleaseChange } from '../../lib/release-changes.js';
import { findCautions } from './cautions.js';

const change: ReleaseChange = {
  place: { area: 'document', field: 'title' },
  before: 'a',
  after: 'b',
};
const made = { changes: [change], version: '1.3.0', warnings: [] };
const factsOf = (began: string | undefined, base: string | undefined) => ({
  draft: { base_version: began },
  base: base === undefined ? undefined : { version: base },
});

describe('what to look at before signing', () => {
  it('is nothing when the draft began from what is published', () => {
    expect(findCautions(factsOf('1.2.0', '1.2.0'), made)).toEqual([]);
    expect(findCautions(factsOf(undefined, undefined), made)).toEqual([]);
  });

  it.each([
    ['a draft that began from an older version', factsOf('1.1.0', '1.2.0'), made, /began from 1\.1\.0, and 1\.2\.0/],
    ['a draft that began elsewhere', factsOf(undefined, '1.2.0'), made, /did not begin from 1\.2\.0/],
    ['no change', factsOf('1.2.0', '1.2.0'), { ...made, changes: [] }, /Nothing changed since 1\.2\.0/],
    ['a lower version', factsOf('1.2.0', '1.2.0'), { ...made, version: '1.1.9' }, /1\.1\.9 is lower than 1\.2\.0/],
  ])('is told of %s', (_what, facts, given, words) => {
    const cautions = findCautions(facts, given);
    expect(cautions).toHaveLength(1);
    expect(cautions[0]).toMatch(words);
  });

  it('names the field that a warning is about', () => {
    const warnings = [
      { path: '/spec/cmd', code: 'hidden_character' as const, message: 'Has one.' },
      { path: '/spec/other', code: 'hidden_character' as const, message: 'Has one.' },
    ];
    expect(findCautions(factsOf('1.2.0', '1.2.0'), { ...made, warnings })).toEqual([
      'Command: Has one.',
      '/spec/other: Has one.',
    ]);
  });
});
