// The gate of a publish: the document against the release that it follows. A step too small for what changed is refused, or told
// where COMPAT_POLICY says so; what cannot be decided counts as breaking until the publisher accepts it with a reason.
import {
  addedNames,
  baseRange,
  type ContractDocument,
  judgeStep,
  type ParsedDocument,
  toComparisonPolicy,
} from '@action-registry/core';
import { type Db, findContracts, listContractBases, type StoredContract } from '@action-registry/db';
import {
  type ContractComparison,
  type PublishContract,
  type PublishRelease,
  RegistryError,
} from '@action-registry/schema';
import type { CallerContext } from '../context.js';
import { BaseMoved } from './base-moved.js';

const CHANGES_LOGGED_MAX = 50;
/** Bytes of documents before the base that are looked through, and of distinct contracts among them: thousands of ordinary ones. */
const EARLIER = { scanned_max: 64 * 1024 * 1024, bytes_max: 16 * 1024 * 1024 };

/** `base` is the version that was compared with, null where there is none, undefined where nothing is compared. */
export type GateAnswer = { base: string | null | undefined; contract: PublishContract | undefined };

/** Throws BaseMoved where the comparison was not with the release that the document follows now, under the place's lock. */
export async function assertBaseStands(tx: Db, id: { name: string; version: string }, gate: GateAnswer): Promise<void> {
  if (gate.base === undefined) return;
  const base = await findBase(tx, id);
  if ((base?.version ?? null) !== gate.base) throw new BaseMoved();
}

async function findBase(db: Db, { name, version }: { name: string; version: string }) {
  const [base] = await listContractBases(db, { name, ...baseRange(version), limit: 1 });
  return base;
}

/** What the gate needs of a caller's context. */
type GateContext = Pick<CallerContext, 'config' | 'database' | 'comparer'>;

/** What the gate says of a document. Throws INCOMPATIBLE_CHANGE. */
export async function checkContract(
  { config, database, comparer }: GateContext,
  { document: { name, version }, canonical }: Pick<ParsedDocument, 'document' | 'canonical'>,
  { accept_unknown }: Pick<PublishRelease, 'accept_unknown'>,
): Promise<GateAnswer> {
  const policy = config.compatPolicy;
  if (policy === 'off') return { base: undefined, contract: undefined };
  const base = await findBase(database.db, { name, version });
  if (base === undefined) return { base: null, contract: undefined };
  const compared = await compareWithLine(
    { config, database, comparer },
    { name, base, document: { version, canonical } },
  );
  const least = compared.least_version ?? version;
  const outcome = judgeStep(compared, { version, policy, accepted: accept_unknown });
  const contract: PublishContract = {
    ...compared,
    base: base.version,
    outcome,
    ...(outcome === 'accepted' && { accepted_reason: accept_unknown }),
  };
  if (outcome === 'refused') throw toIncompatible({ version, least }, contract);
  return { base: base.version, contract };
}

type Line = {
  name: string;
  base: { version: string; canonical: string };
  document: { version: string; canonical: string };
};

async function compareWithLine(
  { config, database, comparer }: GateContext,
  { name, base, document }: Line,
): Promise<ContractComparison> {
  const policy = toComparisonPolicy(config.compatCallers);
  const pair = { old: base.canonical, next: document.canonical, policy };
  const names = addedNames(toDocument(base), toDocument(document));
  if (names.length === 0) return comparer.compare(pair);
  const range = { from: baseRange(document.version).from, below: baseRange(base.version).below };
  const texts = names.map((property) => `${JSON.stringify(property)}:`);
  const found = await findContracts(database.db, { name, ...range, texts, ...EARLIER });
  const earlier = found.contracts.map(toText);
  if (earlier.length === 0 && found.is_whole) return comparer.compare(pair);
  return comparer.compare({ ...pair, earlier, isWhole: found.is_whole });
}

/** The contract as a document that has nothing else. */
function toText({ version, inputSchema, outputSchema }: StoredContract): string {
  const fields = Object.entries({ version: JSON.stringify(version), inputSchema, outputSchema });
  return `{${fields.flatMap(([field, text]) => (text === null ? [] : `"${field}":${text}`)).join()}}`;
}

/** A stored text is canonical and was checked when it came; it is only read here. */
function toDocument({ canonical }: { canonical: string }): ContractDocument {
  return JSON.parse(canonical) as ContractDocument;
}

type Step = { version: string; least: string };

function toIncompatible({ version, least }: Step, contract: PublishContract): RegistryError<'INCOMPATIBLE_CHANGE'> {
  const { base, verdict, changes } = contract;
  const reason = changes.find((change) => change.verdict !== 'compatible') ?? changes[0];
  const words = reason === undefined ? '' : ` ${reason.message}`;
  const next =
    verdict === 'unknown'
      ? `Publish as ${least}, or say why it is compatible all the same (accept_unknown).`
      : `Publish as ${least} or later, or undo the change.`;
  return new RegistryError(
    'INCOMPATIBLE_CHANGE',
    `The step from ${base} to ${version} is too small for what changed.${words} ${next}`,
    { details: { least_version: least, changes, base, contract } },
  );
}

/** What the log keeps of the comparison, beside the entry. */
export function toLoggedContract({ base, outcome, verdict, policy, bump, changes, accepted_reason }: PublishContract) {
  return {
    ...{ base, outcome, verdict, policy, bump },
    changes: changes.slice(0, CHANGES_LOGGED_MAX).map((change) => ({ ...change })),
    ...(accepted_reason !== undefined && { accepted_reason }),
  };
}
