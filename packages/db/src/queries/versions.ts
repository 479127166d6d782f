// Releases with what was logged about them later. A row is inserted once; that is all that is ever written here.
import { and, asc, desc, eq, gte, inArray, lt, lte, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../database.js';
import { actionDeprecations, actionVersions, actionYanks } from '../tables.js';

/** A release to store; `version_key` sorts in SemVer order byte by byte. */
export type VersionInput = Omit<typeof actionVersions.$inferInsert, 'id'>;

const stateColumns = {
  deprecation_reason: actionDeprecations.reason,
  severity: actionDeprecations.severity,
  replaced_by: actionDeprecations.replaced_by,
  deprecated_log_index: actionDeprecations.log_index,
  yank_reason: actionYanks.reason,
  yanked_log_index: actionYanks.log_index,
};

const summaryColumns = {
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
  ...stateColumns,
};

const selectVersions = (db: Db, where: SQL | undefined) =>
  db
    .select(summaryColumns)
    .from(actionVersions)
    .leftJoin(actionDeprecations, deprecationOf)
    .leftJoin(actionYanks, yankOf)
    .where(where)
    .$dynamic();
const deprecationOf = and(
  eq(actionDeprecations.name, actionVersions.name),
  eq(actionDeprecations.version, actionVersions.version),
);
const yankOf = and(eq(actionYanks.name, actionVersions.name), eq(actionYanks.version, actionVersions.version));

/** A release without its document; its state's columns are null where it is neither deprecated nor yanked. */
export type VersionRow = Awaited<ReturnType<typeof selectVersions>>[number];
/** A release as stored, with `canonical`. */
export type FullVersionRow = VersionRow & { canonical: string };

/** Stores a release; undefined when (name, version) is taken. */
export async function insertVersion(tx: Db, row: VersionInput): Promise<{ id: number } | undefined> {
  const [inserted] = await tx
    .insert(actionVersions)
    .values(row)
    .onConflictDoNothing({ target: [actionVersions.name, actionVersions.version] })
    .returning({ id: actionVersions.id });
  return inserted;
}

/** One release with its canonical text and state. */
export async function findVersion(db: Db, name: string, version: string): Promise<FullVersionRow | undefined> {
  const [row] = await db
    .select({ ...summaryColumns, canonical: actionVersions.canonical })
    .from(actionVersions)
    .leftJoin(actionDeprecations, deprecationOf)
    .leftJoin(actionYanks, yankOf)
    .where(and(eq(actionVersions.name, name), eq(actionVersions.version, version)));
  return row;
}

/** Many releases with their canonical texts and states, in no order; what does not exist is left out. */
export function findVersions(db: Db, ids: readonly { name: string; version: string }[]): Promise<FullVersionRow[]> {
  const names = sql.param(ids.map(({ name }) => name));
  const versions = sql.param(ids.map(({ version }) => version));
  return db
    .select({ ...summaryColumns, canonical: actionVersions.canonical })
    .from(actionVersions)
    .leftJoin(actionDeprecations, deprecationOf)
    .leftJoin(actionYanks, yankOf)
    .where(
      sql`(${actionVersions.name}, ${actionVersions.version}) in (select * from unnest(${names}::text[], ${versions}::text[]))`,
    );
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
  return selectVersions(db, where).orderBy(desc(actionVersions.version_key)).limit(limit);
}

/** All releases of many actions, highest first within each, as far as the log had them at index `at_most`. */
export function listVersionKeys(
  db: Db,
  { names, at_most }: { names: readonly string[]; at_most?: number | undefined },
): Promise<VersionRow[]> {
  const where = and(
    sql`${actionVersions.name} = any(${sql.param(names)}::text[])`,
    at_most === undefined ? undefined : lte(actionVersions.log_index, at_most),
  );
  return selectVersions(db, where).orderBy(asc(actionVersions.name), desc(actionVersions.version_key));
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
