// The rows that follow from the log, as an audit reads them: in portions, or of a few names only.
import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Db } from '../database.js';
import { actionDeprecations, actions, actionVersions, actionYanks, channels, namespaces } from '../tables.js';
import { laterSignatures } from './versions.js';

/** Which rows: those of these action names (or namespaces), or all. */
type Names = readonly string[] | undefined;

const isNamed = (column: PgColumn, names: Names): SQL | undefined =>
  names === undefined ? undefined : sql`${column} = any(${sql.param(names)}::text[])`;

/** A release with its text and the name of the action that it belongs to; `id` is where to go on after. */
export type ReleaseAuditRow = Awaited<ReturnType<typeof listReleaseRows>>[number];

/** Releases in the order in which they were stored, from after `after`. */
export function listReleaseRows(db: Db, { names, after, limit }: { names: Names; after: number; limit: number }) {
  return db
    .select({
      id: actionVersions.id,
      name: actionVersions.name,
      version: actionVersions.version,
      version_key: actionVersions.version_key,
      prerelease: actionVersions.prerelease,
      kind: actionVersions.kind,
      canonical: actionVersions.canonical,
      hash: actionVersions.hash,
      size: actionVersions.size,
      signatures: actionVersions.signatures,
      log_index: actionVersions.log_index,
      action: actions.name,
      later_signatures: laterSignatures(),
    })
    .from(actionVersions)
    .leftJoin(actions, eq(actions.id, actionVersions.action_id))
    .where(and(gt(actionVersions.id, after), isNamed(actionVersions.name, names)))
    .orderBy(asc(actionVersions.id))
    .limit(limit);
}

/** What stands about releases and channels. */
export async function listStandingRows(db: Db, names: Names) {
  return {
    deprecations: await db.select().from(actionDeprecations).where(isNamed(actionDeprecations.name, names)),
    yanks: await db.select().from(actionYanks).where(isNamed(actionYanks.name, names)),
    channels: await db.select().from(channels).where(isNamed(channels.name, names)),
  };
}

/** Namespaces with their owners' slugs, and the actions in them with theirs. */
export async function listOwnerRows(db: Db, names: Names) {
  return {
    namespaces: await db
      .select({
        name: namespaces.name,
        workspace: sql<string | null>`workspace_slug(${namespaces.workspace_id})`,
        log_index: namespaces.log_index,
      })
      .from(namespaces)
      .where(isNamed(namespaces.name, names)),
    actions: await db
      .select({
        name: actions.name,
        namespace: actions.namespace,
        workspace: sql<string | null>`workspace_slug(${actions.workspace_id})`,
      })
      .from(actions)
      .where(isNamed(actions.namespace, names)),
  };
}
