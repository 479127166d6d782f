// A document against its whole line: the release that it follows, and for a property that comes back the releases before that
// one (contracts.md §2). What the server's gate asks, and what the command line and the editor ask before it.
import type { ContractChange, ContractComparison } from '@action-registry/schema';
import { type CompareOptions, compareContracts } from './compare-contracts.js';
import type { ContractDocument } from './document-changes.js';
import { type EarlierContract, findReturnedProperties, type ReturnedProperties } from './returned-properties.js';
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
  const changes = isWhole ? returned.changes : [...returned.changes, NOT_ALL];
  return withReturned(compared, { ...returned, changes }, base.version);
}

/** Nobody is told that nothing came back where not all could be asked. */
const NOT_ALL: ContractChange = {
  ...{ side: 'document', pointer: '', kind: 'property_returned', verdict: 'unknown' },
  message:
    'Properties are new here, and not all earlier releases could be asked whether they had them with other types.',
};

function withReturned(compared: ContractComparison, returned: ReturnedProperties, base: string): ContractComparison {
  const { changes, dangerous } = returned;
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
