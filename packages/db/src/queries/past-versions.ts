// Releases as they stood after an entry of the log. Rows say only what stands now, so yanks and deprecations are read from
// the last entry about each release at or before the index; what was undone or replaced since is not missed.
import type { EventType } from '@action-registry/schema';
import { and, desc, eq, inArray, lte, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { Db } from '../database.js';
import { actionVersions, logEvents, logLeaves } from '../tables.js';
import { isOneOf, laterSignatures, type ReleaseId, summaryColumns, type VersionRow } from './versions.js';

/** Releases without their texts, in no order, of those that were published at or before index `at_most`. */
export function findPastVersions(
  db: Db,
  ids: readonly ReleaseId[],
  { at_most }: { at_most: number },
): Promise<VersionRow[]> {
  const deprecation = lastWord(db, { said: 'release.deprecate', unsaid: 'release.undeprecate', at_most });
  const yank = lastWord(db, { said: 'release.yank', unsaid: 'release.unyank', at_most });
  const fact = (leaf: SQLWrapper, field: string) => sql<string | null>`${leaf} ->> ${field}`;
  return db
    .select({
      ...summaryColumns,
      later_signatures: laterSignatures(at_most),
      deprecation_reason: fact(deprecation.leaf, 'reason'),
      severity: fact(deprecation.leaf, 'severity'),
      replaced_by: fact(deprecation.leaf, 'replaced_by'),
      yank_reason: fact(yank.leaf, 'reason'),
    })
    .from(actionVersions)
    .leftJoinLateral(deprecation, sql`true`)
    .leftJoinLateral(yank, sql`true`)
    .where(and(isOneOf(ids), lte(actionVersions.log_index, at_most)));
}

type Word = { said: EventType; unsaid: EventType; at_most: number };

/** The last leaf about a release of the type `said`; null when nothing was said, or when that was taken back. */
function lastWord(db: Db, { said, unsaid, at_most }: Word) {
  // Two of these stand beside each other, and columns of subqueries are called by their names alone.
  const leaf: SQL.Aliased<unknown> = sql`case when ${logEvents.type} = ${said} then ${logLeaves.leaf}::jsonb end`.as(
    `leaf of ${said}`,
  );
  return db
    .select({ leaf })
    .from(logEvents)
    .innerJoin(logLeaves, eq(logLeaves.idx, logEvents.idx))
    .where(
      and(
        sql`${logEvents.subject} = ${actionVersions.name} || '@' || ${actionVersions.version}`,
        inArray(logEvents.type, [said, unsaid]),
        lte(logEvents.idx, at_most),
      ),
    )
    .orderBy(desc(logEvents.idx))
    .limit(1)
    .as(`last ${said}`);
}
