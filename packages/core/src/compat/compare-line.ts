// A document against its whole line: the release that it follows, and for a property that comes back the releases before that
// one (contracts.md §2). What the server's gate asks, and what the command line and the editor ask before it.
import type { ContractChange, ContractComparison } from '@action-registry/schema';
import { type CompareOptions, compareContracts } from './compare-contracts.js';
import type { ContractDocument } from './document-changes.js';
import {
  type EarlierContract,
  findReturnedProperties,
  findReturningProperties,
  type ReturnedProperties,
} from './returned-properties.js';
import { leastVersion } from './version-bump.js';

/**
 * The release that a document follows, and those before it; they count only where `addsProperties` says so. Not `isWhole` where
 * some of those that count are not among them.
 */
export type ContractLine = {
  readonly base: EarlierContract;
  readonly earlier: readonly EarlierContract[];
  readonly isWhole?: boolean;
};

/** Compares a document with the line that it continues. */
export function compareInLine(
  { base, earlier, isWhole = true }: ContractLine,
  next: ContractDocument,
  options: CompareOptions,
): ContractComparison {
  const compared = compareContracts(base, next, options);
  const returned = findReturnedProperties(earlier, base, next);
  return withReturned(compared, { ...returned, isWhole }, base.version);
}

/** The release above a document, and those above that one; they count only where `addsProperties` says so of the two. */
export type ContractAbove = {
  readonly above: EarlierContract;
  readonly later: readonly EarlierContract[];
  readonly isWhole?: boolean;
};

/** Compares the release above a document with it: whether who calls the document may be given that release instead. */
export function compareBelow(
  document: EarlierContract,
  { above, later, isWhole = true }: ContractAbove,
  options: CompareOptions,
): ContractComparison {
  const compared = compareContracts(document, above, options);
  const returned = findReturningProperties(document, above, later);
  return withReturned(compared, { ...returned, isWhole }, document.version);
}

/** Nobody is told that nothing comes back where not all could be asked. */
const NOT_ALL: ContractChange = {
  ...{ side: 'document', pointer: '', kind: 'property_returned', verdict: 'unknown' },
  message:
    'A property is in one of the two only, and not all other releases could be asked whether it is another there.',
};

function withReturned(
  compared: ContractComparison,
  { isWhole, dangerous, ...returned }: ReturnedProperties & { isWhole: boolean },
  base: string,
): ContractComparison {
  const changes = isWhole ? returned.changes : [...returned.changes, NOT_ALL];
  const told = { ...compared, dangerous: [...dangerous, ...compared.dangerous] };
  if (changes.length === 0) return told;
  const isBreaking = compared.verdict === 'breaking' || changes.some(({ verdict }) => verdict === 'breaking');
  const bump = base.startsWith('0.') ? 'minor' : 'major';
  return {
    ...told,
    verdict: isBreaking ? 'breaking' : 'unknown',
    changes: [...changes, ...compared.changes],
    bump,
    least_version: leastVersion(base, bump),
  };
}
