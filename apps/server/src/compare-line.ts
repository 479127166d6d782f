// A document held against the release that it follows, and against those before it for properties that come back. The same here and
// in the worker threads.
import { type ContractDocument, compareContracts, compareInLine, findQuickComparison } from '@action-registry/core';
import { createAjvJudge } from '@action-registry/core/ajv-judge';
import type { ComparisonPolicy, ContractComparison } from '@action-registry/schema';

/**
 * What is compared, as texts of documents; `earlier` are contracts of releases before the older one, which is then a stable
 * release, and `isWhole` whether these are all that matter.
 */
export type LineTask = {
  readonly old: string;
  readonly next: string;
  readonly policy: ComparisonPolicy;
  readonly earlier?: readonly string[];
  readonly isWhole?: boolean;
};

type Release = ContractDocument & { readonly version: string };

const JUDGES = [createAjvJudge];
/** Ten milliseconds or so, a few times that at worst: 5 KB with all fields changed need two thirds of it. */
const QUICK_STEPS = 3_000;

/** The comparison; unbounded but by the steps of core's proofs. */
export function compareLine({ old, next, policy, earlier = [], isWhole = true }: LineTask): ContractComparison {
  const line = { base: parse(old), earlier: earlier.map(parse), isWhole };
  return compareInLine(line, parse(next), { policy, judges: JUDGES });
}

/** The same where it takes little work, else undefined. */
export function findQuickLine({ old, next, policy, earlier }: LineTask): ContractComparison | undefined {
  if (earlier !== undefined) return undefined;
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
