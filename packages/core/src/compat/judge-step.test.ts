import { describe, expect, it } from 'vitest';
import { judgeStep, toComparisonPolicy } from './judge-step.js';

const breaking = { verdict: 'breaking', least_version: '2.0.0' } as const;
const unknown = { verdict: 'unknown', least_version: '2.0.0' } as const;
const grown = { verdict: 'compatible', least_version: '1.3.0' } as const;

describe('what becomes of a publish', () => {
  it.each([
    ['a step large enough', breaking, { version: '2.0.0', policy: 'enforce' }, 'passed'],
    ['a step that is too small', breaking, { version: '1.3.0', policy: 'enforce' }, 'refused'],
    ['a reason for what breaks', breaking, { version: '1.3.0', policy: 'enforce', accepted: 'x' }, 'refused'],
    ['what is not decided', unknown, { version: '1.3.0', policy: 'enforce' }, 'refused'],
    ['a reason for what is not decided', unknown, { version: '1.3.0', policy: 'enforce', accepted: 'x' }, 'accepted'],
    ['a reason that nobody needs', unknown, { version: '2.0.0', policy: 'enforce', accepted: 'x' }, 'passed'],
    ['a growth under a patch', grown, { version: '1.2.1', policy: 'enforce' }, 'refused'],
    ['a registry that warns', breaking, { version: '1.2.1', policy: 'warn' }, 'warned'],
    ['an older document without a version', { verdict: 'breaking' }, { version: '1.0.0', policy: 'enforce' }, 'passed'],
  ] as const)('%s', (_what, compared, step, outcome) => {
    expect(judgeStep(compared, step)).toBe(outcome);
  });

  it('is asked by the letter where callers may send anything', () => {
    expect([toComparisonPolicy('any'), toComparisonPolicy('declared_only')]).toEqual(['strict', 'declared_only']);
  });
});
