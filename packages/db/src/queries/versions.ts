// Releases with what was logged about them later. A row is inserted once; that is all that is ever written here.
import { and, asc, desc, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../database.js';
import type { StoredSignature } from '../tables/releases.js';
import { actionDeprecations, actionVersions, actionYanks, releaseSignatures } from '../tables.js';
import type { Logged } from './log.js';

/** A release to store; `version_key` sorts in SemVer order byte by byte. */
export type VersionInput = Logged<Omit<typeof actionVersions.$inferInsert, 'id'>>;

/** Columns of a release without its document. */
export const summaryColumns = {
  name: actionVersions.name,
  version: actionVersions.version,
  version_key: actionVersions.version_key,
  prerelease: actionVersions.prerelease,
  kind: actionVersions.kind,
  hash: actionVersions.hash,
  size: actionVersions.size,
  signatures: actionVersions.signatures,
  note: actionVersions.note,
  published_by: actionVersions.published_by,
  on_behalf_of: actionVersions.on_behalf_of,
  created_at: actionVersions.created_at,
  log_index: actionVersions.log_index,
  gate: actionVersions.gate,
};

/** A signature that was added to a release later, with the index of the entry that brought it. */
export type LaterSignature = StoredSignature & { log_index: number };

/** The signatures that were added to a release up to an index of the log, oldest first. */
export function laterSignatures(at_most?: number) {
  const until = at_most === undefined ? sql`` : sql` and later.log_index <= ${at_most}`;
  return sql<LaterSignature[]>`(
    select coalesce(jsonb_agg(jsonb_build_object('alg', 'ed25519', 'kid', later.kid, 'sig', later.sig, 'log_index', later.log_index)
      order by later.log_index, later.kid), '[]')
    from release_signatures later
    where later.name = action_versions.name and later.version = action_versions.version${until}
  )`.mapWith(toSignatures);
}

/** The two drivers differ in who parses JSON. */
function toSignatures(value: string | LaterSignature[]): LaterSignature[] {
  return typeof value === 'string' ? (JSON.parse(value) as LaterSignature[]) : value;
}

const stateColumns = {
  later_signatures: laterSignatures(),
  deprecation_reason: actionDeprecations.reason,
  severity: actionDeprecations.severity,
  replaced_by: actionDeprecations.replaced_by,
  yank_reason: actionYanks.reason,
};

const deprecationOf = and(
  eq(actionDeprecations.name, actionVersions.name),
  eq(actionDeprecations.version, actionVersions.version),
);
const yankOf = and(eq(actionYanks.name, actionVersions.name), eq(actionYanks.version, actionVersions.version));

const selectVersions = (db: Db) =>
  db
    .select({ ...summaryColumns, ...stateColumns })
    .from(actionVersions)
    .leftJoin(actionDeprecations, deprecationOf)
    .leftJoin(actionYanks, yankOf)
    .$dynamic();

const selectFullVersions = (db: Db) =>
  db
    .select({ ...summaryColumns, ...stateColumns, canonical: actionVersions.canonical })
    .from(actionVersions)
    .leftJoin(actionDeprecations, deprecationOf)
    .leftJoin(actionYanks, yankOf)
    .$dynamic();

/** A release without its document; its state's columns are null where it is neither deprecated nor yanked. */
export type VersionRow = Awaited<ReturnType<typeof selectVersions>>[number];
/** A release as stored, with `canonical`. */
export type FullVersionRow = VersionRow & { canonical: string };
/** What names one release. */
export type ReleaseId = { name: string; version: string };

/** Stores a release, for `appendLog` or to be awaited; a taken (name, version) is a unique violation. */
export function insertVersion(tx: Db, row: VersionInput) {
  return tx.insert(actionVersions).values(row);
}

/** Adds a signature to a release, for `appendLog` or to be awaited. */
export function insertLaterSignature(tx: Db, row: Logged<typeof releaseSignatures.$inferInsert>) {
  return tx.insert(releaseSignatures).values(row);
}

/** True for the rows of these releases; each pair is one look-up in the index. */
export function isOneOf(ids: readonly ReleaseId[]): SQL {
  const names = ids.map(({ name }) => name);
  const versions = ids.map(({ version }) => version);
  return sql`(${actionVersions.name}, ${actionVersions.version}) in (
    select asked.name, asked.version from unnest(${sql.param(names)}::text[], ${sql.param(versions)}::text[]) as asked (name, version)
  )`;
}

/** One release with its canonical text and state. */
export async function findVersion(db: Db, name: string, version: string): Promise<FullVersionRow | undefined> {
  const [row] = await selectFullVersions(db).where(
    and(eq(actionVersions.name, name), eq(actionVersions.version, version)),
  );
  return row;
}

/**
 * Releases with their canonical texts and states, in no order; those that do not exist are left out, and so are those
 * whose text has more than `bytes_max` bytes.
 */
export function findVersions(
  db: Db,
  ids: readonly ReleaseId[],
  { bytes_max }: { bytes_max: number },
): Promise<FullVersionRow[]> {
  return selectFullVersions(db).where(
    and(isOneOf(ids), sql`octet_length(${actionVersions.canonical}) <= ${bytes_max}`),
  );
}

/** The same without their texts. */
export function findVersionStates(db: Db, ids: readonly ReleaseId[]): Promise<VersionRow[]> {
  return selectVersions(db).where(isOneOf(ids));
}

/** An action's releases, highest first; `before` is the version key to go on from, exclusive. */
export function listVersions(
  db: Db,
  { name, before, limit }: { name: string; before?: string | undefined; limit: number },
): Promise<VersionRow[]> {
  const where = and(
    eq(actionVersions.name, name),
    before === undefined ? undefined : lt(actionVersions.version_key, before),
  );
  return selectVersions(db).where(where).orderBy(desc(actionVersions.version_key)).limit(limit);
}

/** The releases next to a version key, up to `limit` on each side, highest first: what to offer for one that is missing. */
export async function nearestVersions(
  db: Db,
  { name, version_key, limit }: { name: string; version_key: string; limit: number },
): Promise<string[]> {
  const side = (condition: SQL, order: SQL) =>
    db
      .select({ id: actionVersions.id })
      .from(actionVersions)
      .where(and(eq(actionVersions.name, name), condition))
      .orderBy(order)
      .limit(limit);
  const below = side(lt(actionVersions.version_key, version_key), desc(actionVersions.version_key));
  const above = side(gte(actionVersions.version_key, version_key), asc(actionVersions.version_key));
  const rows = await db
    .select({ version: actionVersions.version })
    .from(actionVersions)
    .where(sql`${inArray(actionVersions.id, below)} or ${inArray(actionVersions.id, above)}`)
    .orderBy(desc(actionVersions.version_key));
  return rows.map(({ version }) => version);
}
