// A document against its whole line: the release that it follows, and for a property that comes back the releases before that
// one (contracts.md §2). What the server's gate asks, and what the command line and the editor ask before it.
import type { ContractChange, ContractComparison } from '@action-registry/schema';
import { type CompareOptions, compareContracts } from './compare-contracts.js';
import type { ContractDocument } from './document-changes.js';
import { findReturnedProperties } from './returned-properties.js';
import { leastVersion } from './version-bump.js';

type Released = ContractDocument & { readonly version: string };

/** The release that a document follows, and those before it; they count only where `addsProperties` says so. */
export type ContractLine = { readonly base: Released; readonly earlier: readonly Released[] };

/** Compares a document with the line that it continues. */
export function compareInLine(
  { base, earlier }: ContractLine,
  next: ContractDocument,
  options: CompareOptions,
): ContractComparison {
  const compared = compareContracts(base, next, options);
  const returned = findReturnedProperties(earlier, base, next);
  return returned.length === 0 ? compared : withReturned(compared, returned, base.version);
}

function withReturned(
  compared: ContractComparison,
  returned: readonly ContractChange[],
  base: string,
): ContractComparison {
  const isBreaking = compared.verdict === 'breaking' || returned.some(({ verdict }) => verdict === 'breaking');
  const bump = base.startsWith('0.') ? 'minor' : 'major';
  return {
    ...compared,
    verdict: isBreaking ? 'breaking' : 'unknown',
    changes: [...returned, ...compared.changes],
    bump,
    least_version: leastVersion(base, bump),
  };
}
