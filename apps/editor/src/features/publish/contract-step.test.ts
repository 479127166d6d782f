import type { CompatRules, PublishContract } from '@action-registry/schema';
import { describe, expect, it } from 'vitest';
import { findGateBase, findLeast, findOutcome } from './contract-step.js';

const of = (...versions: string[]) => versions.map((version) => ({ version, yanked: false }));
const refused = { base: '1.3.0' } as PublishContract;
const rules: CompatRules = { policy: 'enforce', callers: 'declared_only' };
const unknown = { verdict: 'unknown', least_version: '2.0.0' } as const;
const step = { version: '1.2.1', isGate: true, rules, accepted: '' };

describe('the version that the gate compares with', () => {
  it('follows the version that is typed', () => {
    const line = { versions: of('1.0.0', '1.2.0', '2.0.0'), refused: undefined };
    expect(['1.1.0', '1.2.1', '2.0.1', '3.0.0', '1.2'].map((version) => findGateBase(line, version))).toEqual([
      '1.0.0',
      '1.2.0',
      '2.0.0',
      undefined,
      undefined,
    ]);
  });

  it('is the one that a refusal named, where that was published meanwhile', () => {
    const line = { versions: of('1.2.0'), refused };
    expect(['1.2.1', '1.3.1', '2.0.0'].map((version) => findGateBase(line, version))).toEqual([
      '1.2.0',
      '1.3.0',
      undefined,
    ]);
  });
});

describe('what becomes of a publish', () => {
  it.each([
    ['a step that is too small', step, 'refused'],
    ['a reason of blanks', { ...step, accepted: '  ' }, 'refused'],
    ['a reason', { ...step, accepted: 'Only longer.' }, 'accepted'],
    ['a version that has to fit nothing', { ...step, isGate: false }, 'free'],
    ['a registry that warns', { ...step, rules: { ...rules, policy: 'warn' as const } }, 'warned'],
    ['a registry that asks nothing', { ...step, rules: { ...rules, policy: 'off' as const } }, 'off'],
  ])('%s', (_what, some, outcome) => {
    expect(findOutcome(unknown, some)).toBe(outcome);
  });
});

it('offers the least version that is not taken', () => {
  expect(findLeast(unknown, of('1.2.0'))).toBe('2.0.0');
  expect(findLeast(unknown, of('2.0.0'))).toBe('2.0.1');
  expect(findLeast({}, [])).toBeUndefined();
});
