// A document held against the release beside it, and against those beyond that one for properties that come back. The same here and
// in the worker threads.
import {
  type ContractDocument,
  compareBelow,
  compareContracts,
  compareInLine,
  findQuickComparison,
} from '@action-registry/core';
import { createAjvJudge } from '@action-registry/core/ajv-judge';
import type { ComparisonPolicy, ContractComparison } from '@action-registry/schema';

/**
 * What is compared, as texts of documents. `earlier` are contracts of releases before the older one, which is then a stable
 * release; `later` those of releases after the newer one, which then is. `isWhole` says whether they are all that matter.
 */
export type LineTask = {
  readonly old: string;
  readonly next: string;
  readonly policy: ComparisonPolicy;
  readonly earlier?: readonly string[];
  readonly later?: readonly string[];
  readonly isWhole?: boolean;
};

type Release = ContractDocument & { readonly version: string };

const JUDGES = [createAjvJudge];
/** Ten milliseconds or so, a few times that at worst: 5 KB with all fields changed need two thirds of it. */
const QUICK_STEPS = 3_000;

/** The comparison; unbounded but by the steps of core's proofs. */
export function compareLine({ old, next, policy, earlier = [], later, isWhole = true }: LineTask): ContractComparison {
  const options = { policy, judges: JUDGES };
  const [older, newer] = [parse(old), parse(next)];
  if (later !== undefined) return compareBelow(older, { above: newer, later: later.map(parse), isWhole }, options);
  return compareInLine({ base: older, earlier: earlier.map(parse), isWhole }, newer, options);
}

/** The same where it takes little work, else undefined. */
export function findQuickLine({ old, next, policy, earlier, later }: LineTask): ContractComparison | undefined {
  if (earlier !== undefined || later !== undefined) return undefined;
  return findQuickComparison(parse(old), parse(next), { policy, judges: JUDGES, stepsMax: QUICK_STEPS });
}

/** What is said of documents that nobody could compare: each difference, and that what it means is not known. */
export function undecidedLine({ old, next, policy }: LineTask): ContractComparison {
  return compareContracts(parse(old), parse(next), { policy, steps: 0 });
}

/** A stored text is canonical and was checked when it came; it is only read here. */
function parse(text: string): Release {
  return JSON.parse(text) as Release;
}
