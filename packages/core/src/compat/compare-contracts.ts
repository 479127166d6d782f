// May this document follow that one under the same name? Both sides, every difference, what may surprise, and the least version
// that is honest about it. The same in the server, the command line and the browser.
import type {
  ComparisonPolicy,
  ComparisonVerdict,
  ContractChange,
  ContractComparison,
  DangerousFinding,
} from '@action-registry/schema';
import { toJsonPointer } from '../strict-json-error.js';
import { describeChange } from './change-words.js';
import { compareSide, type SideAnswer } from './compare-side.js';
import { type ContractDocument, findDocumentChanges, hiddenIn } from './document-changes.js';
import type { JudgeMaker } from './judge.js';
import { createProver, type Prover, STEPS_MAX } from './prover.js';
import { inOrder } from './schema-order.js';
import { leastBump, leastVersion } from './version-bump.js';

/** How documents are compared. */
export type CompareOptions = {
  /** Who is relied on; `declared_only`. */
  readonly policy?: ComparisonPolicy | undefined;
  /** Validators that must agree on witnesses, beside the one that always judges. */
  readonly judges?: readonly JudgeMaker[] | undefined;
  /** The most steps that one proof may take. */
  readonly steps?: number | undefined;
};

/** The most steps of all proofs of one comparison together. */
const COMPARISON_STEPS_MAX = 60_000;
const ROOTS = { input: 'inputSchema', output: 'outputSchema' } as const;

/** Compares an older document with a newer one. The same documents always have the same answer, however their keys are ordered. */
export function compareContracts(
  old: ContractDocument,
  next: ContractDocument,
  options: CompareOptions = {},
): ContractComparison {
  return compareWith(createProver(COMPARISON_STEPS_MAX), [old, next], options);
}

/**
 * The answer of compareContracts where all of it takes no more than `stepsMax` steps together; else undefined. For who has
 * something else to do, and can ask for the rest elsewhere.
 */
export function findQuickComparison(
  old: ContractDocument,
  next: ContractDocument,
  { stepsMax, ...options }: CompareOptions & { readonly stepsMax: number },
): ContractComparison | undefined {
  const prover = createProver(stepsMax);
  const comparison = compareWith(prover, [old, next], options);
  return prover.ranOut ? undefined : comparison;
}

function compareWith(
  prover: Prover,
  [old, next]: readonly [ContractDocument, ContractDocument],
  { policy = 'declared_only', judges = [], steps = STEPS_MAX }: CompareOptions,
): ContractComparison {
  const options = { policy, judges, steps, prover };
  const pair = (side: 'input' | 'output') => ({
    side,
    old: inOrder(old[ROOTS[side]]),
    new: inOrder(next[ROOTS[side]]),
  });
  const input = compareSide(pair('input'), options);
  const output = compareSide(pair('output'), options);
  const outside = findDocumentChanges(old, next);
  const verdict = worst([
    input.comparison.verdict,
    output.comparison.verdict,
    ...outside.map((change) => change.verdict),
  ]);
  const isExtended = input.isExtended || output.isExtended;
  const bump = leastBump({ verdict, isExtended }, old.version);
  return {
    verdict,
    policy,
    input: input.comparison,
    output: output.comparison,
    changes: [...sideChanges(input, 'input'), ...sideChanges(output, 'output'), ...outside],
    dangerous: [...sideDangers(input, 'input'), ...sideDangers(output, 'output')],
    bump,
    ...(old.version === undefined ? {} : { least_version: leastVersion(old.version, bump) }),
  };
}

function worst(verdicts: readonly ComparisonVerdict[]): ComparisonVerdict {
  if (verdicts.includes('breaking')) return 'breaking';
  return verdicts.includes('unknown') ? 'unknown' : 'compatible';
}

function sideChanges({ changes }: SideAnswer, side: 'input' | 'output'): ContractChange[] {
  return changes.map(({ change, verdict }) => ({
    side,
    pointer: toJsonPointer([ROOTS[side], ...change.path]),
    kind: change.kind,
    verdict,
    message: `${describeChange(change, side)}.${typeof change.after === 'string' ? hiddenIn(change.after) : ''}`,
  }));
}

function sideDangers({ dangers }: SideAnswer, side: 'input' | 'output'): DangerousFinding[] {
  return dangers.map(({ kind, path, message, witness }) => ({
    side,
    pointer: toJsonPointer([ROOTS[side], ...path]),
    kind,
    message,
    ...(witness === undefined ? {} : { witness: witness.value }),
  }));
}
