// What the gate makes of a comparison: the same rule for the server that refuses, the command line that asks first and the
// editor that says so before anything is signed (contracts.md §2).
import type {
  ComparisonPolicy,
  CompatCallers,
  CompatRules,
  ContractComparison,
  PublishContract,
} from '@action-registry/schema';
import { isStepEnough } from './contract-base.js';

/** What is published: its version, the registry's policy, and the reason to accept what cannot be decided. */
export type ContractStep = {
  readonly version: string;
  readonly policy: Exclude<CompatRules['policy'], 'off'>;
  readonly accepted?: string | undefined;
};

/** What becomes of a publish; only what is `unknown` can be accepted with a reason. */
export function judgeStep(
  { verdict, least_version }: Pick<ContractComparison, 'verdict' | 'least_version'>,
  { version, policy, accepted }: ContractStep,
): PublishContract['outcome'] {
  if (least_version === undefined || isStepEnough(version, least_version)) return 'passed';
  if (verdict === 'unknown' && accepted !== undefined) return 'accepted';
  return policy === 'warn' ? 'warned' : 'refused';
}

/** The comparison that a gate makes which relies on these callers. */
export function toComparisonPolicy(callers: CompatCallers): ComparisonPolicy {
  return callers === 'any' ? 'strict' : 'declared_only';
}
