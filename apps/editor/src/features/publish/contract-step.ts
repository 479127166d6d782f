// What the typed version means to the registry's gate: which release it is compared with, what becomes of the publish, and
// the least version that passes. The same rules as the gate's own, so that a refusal is told before anything is signed.
import { findContractBase, isVersion, judgeStep } from '@action-registry/core';
import { type CompatRules, type ContractComparison, PublishContract } from '@action-registry/schema';
import { type CallError, detailsOf } from '../../lib/errors.js';
import { firstFree } from '../../lib/release-changes.js';

/** A version of the action, as far as the choice of a base needs it. */
type Candidate = { version: string; yanked: boolean };
/** What the gate refused is known to it, and counts as a version that is there. */
type Line = { versions: readonly Candidate[]; refused: PublishContract | undefined };

/** The version that the gate compares a release under `version` with; undefined where it compares nothing. */
export function findGateBase({ versions, refused }: Line, version: string): string | undefined {
  if (!isVersion(version)) return undefined;
  const learned = refused === undefined ? [] : [{ version: refused.base, yanked: false }];
  return findContractBase([...versions, ...learned], version);
}

/** `free`: nothing is published that the version has to fit. `off`: the registry asks nothing. */
export type StepOutcome = PublishContract['outcome'] | 'free' | 'off';

type Step = {
  version: string;
  /** Whether the comparison is the one that the gate makes. */
  isGate: boolean;
  rules: CompatRules;
  accepted: string;
};

/** What becomes of a publish under a version. */
export function findOutcome(
  compared: Pick<ContractComparison, 'verdict' | 'least_version'>,
  { version, isGate, rules: { policy }, accepted }: Step,
): StepOutcome {
  if (policy === 'off') return 'off';
  if (!isGate) return 'free';
  return judgeStep(compared, { version, policy, accepted: accepted.trim() === '' ? undefined : accepted });
}

/** The least version that passes and is not taken; undefined where the comparison names none. */
export function findLeast(
  { least_version }: Pick<ContractComparison, 'least_version'>,
  versions: readonly Candidate[],
): string | undefined {
  return least_version === undefined
    ? undefined
    : firstFree(least_version, new Set(versions.map(({ version }) => version)));
}

/** What the registry said of the step that it refused; undefined for any other error. */
export function findRefusedContract(error: CallError): PublishContract | undefined {
  return PublishContract.safeParse(detailsOf(error, 'INCOMPATIBLE_CHANGE')?.contract).data;
}
