// A document against the releases on both sides of its version: the one that it follows, with those before it, and the one above
// it, with those above that. Of the others, only contracts that name a property which may come back otherwise are read.
import { aboveRange, addedNames, baseRange, type ContractDocument, toComparisonPolicy } from '@action-registry/core';
import {
  type ContractRange,
  type Db,
  findContractRelease,
  findContracts,
  type StoredContract,
} from '@action-registry/db';
import type { ContractComparison } from '@action-registry/schema';
import type { CallerContext } from '../context.js';

/** What comparing needs of a caller's context. */
export type ComparingContext = Pick<CallerContext, 'config' | 'database' | 'comparer'>;

/** A document with its version, as canonical text. */
export type VersionedText = { version: string; canonical: string };

/** Names a document's version. */
type Id = { name: string; version: string };

/** Bytes of documents that are looked through, and of distinct contracts among them: thousands of ordinary ones. */
const OTHERS = { scanned_max: 64 * 1024 * 1024, bytes_max: 16 * 1024 * 1024 };

/** The release that a version follows; undefined where it begins a line. */
export function findBase(db: Db, { name, version }: Id): Promise<VersionedText | undefined> {
  return findContractRelease(db, { name, ...baseRange(version) }, 'highest');
}

/** The next release above a version in its line; undefined where there is none, and for a pre-release. */
export async function findAbove(db: Db, { name, version }: Id): Promise<VersionedText | undefined> {
  const range = aboveRange(version);
  return range && (await findContractRelease(db, { name, ...range }, 'lowest'));
}

/** The highest release of the line of a version that has one above it: what passes as a step from that one passes in the line. */
export async function findTop(db: Db, { name, version }: Id): Promise<VersionedText | undefined> {
  const range = aboveRange(version);
  return range && (await findContractRelease(db, { name, ...range }, 'highest'));
}

/** A name and two documents under it: the lower version first. */
type Pair = { name: string; lower: VersionedText; upper: VersionedText };

/** The document `upper` compared with the release `lower` that it follows. */
export async function compareWithBase(
  ctx: ComparingContext,
  { name, lower, upper }: Pair,
): Promise<ContractComparison> {
  const pair = toPair(ctx, lower, upper);
  const { from } = baseRange(upper.version);
  const range = { name, from, below: baseRange(lower.version).below };
  const found = await findOthers(ctx, range, addedNames(toDocument(lower), toDocument(upper)));
  return ctx.comparer.compare(found === undefined ? pair : { ...pair, earlier: found.texts, isWhole: found.isWhole });
}

/** The release `upper` compared with the document `lower`, above which it stands. */
export async function compareWithAbove(
  ctx: ComparingContext,
  { name, lower, upper }: Pair,
): Promise<ContractComparison> {
  const pair = toPair(ctx, lower, upper);
  const range = aboveRange(upper.version);
  const names = addedNames(toDocument(upper), toDocument(lower));
  const found = range && (await findOthers(ctx, { name, ...range }, names));
  return ctx.comparer.compare(found === undefined ? pair : { ...pair, later: found.texts, isWhole: found.isWhole });
}

function toPair({ config }: ComparingContext, { canonical: old }: VersionedText, { canonical: next }: VersionedText) {
  return { old, next, policy: toComparisonPolicy(config.compatCallers) };
}

/** The contracts in a range that have a property by one of these names; undefined where none has. */
async function findOthers({ database }: ComparingContext, range: ContractRange, names: readonly string[]) {
  if (names.length === 0) return undefined;
  // As canonical JSON writes the key of a member.
  const texts = names.map((name) => `${JSON.stringify(name)}:`);
  const { contracts, is_whole: isWhole } = await findContracts(database.db, { ...range, texts, ...OTHERS });
  return contracts.length === 0 && isWhole ? undefined : { texts: contracts.map(toText), isWhole };
}

/** The contract as a document that has nothing else. */
function toText({ version, inputSchema, outputSchema }: StoredContract): string {
  const fields = Object.entries({ version: JSON.stringify(version), inputSchema, outputSchema });
  return `{${fields.flatMap(([field, text]) => (text === null ? [] : `"${field}":${text}`)).join()}}`;
}

/** A stored text is canonical and was checked when it came; it is only read here. */
function toDocument({ canonical }: VersionedText): ContractDocument {
  return JSON.parse(canonical) as ContractDocument;
}
