// The log as its readers audit it: events that a workspace may see, newest first, with where its own came from. Its own events
// and the public ones of others are read apart, each by an index that has nothing else in it: what others keep to themselves
// is never walked through, so how much of it there is does not even show in how long an answer takes.
import type { AuditSource, EventType } from '@action-registry/schema';
import { and, desc, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import type { Db } from '../database.js';
import { logEvents, logLeaves, logSources } from '../tables.js';
import { type EntryRow, entryColumns, toEntry, type VisibleLogEntry } from './log.js';

/** Which events: each filter narrows the others. `subject` may end in `*`; times are `from` ≤ at < `to`. */
export type AuditFilter = {
  types?: readonly EventType[] | undefined;
  actor?: string | undefined;
  subject?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

/**
 * A page: whose audit it is (the transaction's workspace), by the slug whose events are wanted (undefined: everybody's), and
 * the index to go on from, exclusive.
 */
export type AuditQuery = {
  reader: { workspaceId: number; workspace: string };
  workspace?: string | undefined;
  filter: AuditFilter;
  before?: number | undefined;
  limit: number;
};

/** An event of an audit; `source` is there for those that the transaction's workspace caused. */
export type AuditRow = VisibleLogEntry & { source?: AuditSource };

/** Events that the transaction's workspace may see, newest first. */
export async function listAuditEvents(tx: Db, query: AuditQuery): Promise<AuditRow[]> {
  const picked = selectAuditIndexes(tx, query).as('picked');
  const rows = await tx
    .select({
      ...entryColumns,
      address: logSources.address,
      user_agent: logSources.user_agent,
      request_id: logSources.request_id,
      credential: logSources.credential,
    })
    .from(picked)
    .innerJoin(logEvents, eq(logEvents.idx, picked.idx))
    .innerJoin(logLeaves, eq(logLeaves.idx, picked.idx))
    .leftJoin(logSources, eq(logSources.idx, picked.idx))
    .orderBy(desc(picked.idx));
  return rows.map(toAuditRow);
}

/** The indexes of a page of them. */
export function selectAuditIndexes(tx: Db, { reader, workspace, filter, before, limit }: AuditQuery) {
  const narrowed = and(...toConditions(filter), before === undefined ? undefined : lt(logEvents.idx, before));
  const select = (whose: SQL | undefined) =>
    tx
      .select({ idx: logEvents.idx })
      .from(logEvents)
      .where(and(whose, narrowed))
      .orderBy(desc(logEvents.idx))
      .limit(limit);
  const own = select(eq(logEvents.workspace_id, reader.workspaceId));
  if (workspace === reader.workspace) return own;
  const isOthers = sql`${logEvents.workspace_id} is distinct from ${reader.workspaceId}`;
  const others = select(
    and(sql`${logEvents.public}`, isOthers, workspace === undefined ? undefined : eq(logEvents.workspace, workspace)),
  );
  if (workspace !== undefined) return others;
  return unionAll(own, others).orderBy(desc(sql`idx`)).limit(limit);
}

function toConditions({ types, actor, subject, from, to }: AuditFilter): (SQL | undefined)[] {
  return [
    types && inArray(logEvents.type, [...types]),
    actor === undefined ? undefined : eq(logEvents.actor, actor),
    subject === undefined ? undefined : toSubjectCondition(subject),
    from === undefined ? undefined : gte(logEvents.at, from),
    to === undefined ? undefined : lt(logEvents.at, to),
  ];
}

/** No subject has a character behind this one. */
const LAST_CHARACTER = '\u{10FFFF}';

/** A prefix is a range: below row-level security an index is used for comparisons alone, and not for patterns. */
function toSubjectCondition(subject: string): SQL | undefined {
  if (!subject.endsWith('*')) return eq(logEvents.subject, subject);
  const prefix = subject.slice(0, -1);
  return and(gte(logEvents.subject, prefix), lt(logEvents.subject, `${prefix}${LAST_CHARACTER}`));
}

type JoinedRow = EntryRow & Record<'address' | 'user_agent' | 'request_id' | 'credential', string | null>;

function toAuditRow({ address, user_agent, request_id, credential, ...row }: JoinedRow): AuditRow {
  const source = {
    ...(address !== null && { address }),
    ...(user_agent !== null && { user_agent }),
    ...(request_id !== null && { request_id }),
    ...(credential !== null && { credential }),
  };
  return {
    ...toEntry(row),
    type: row.type as EventType,
    subject: row.subject ?? '',
    actor: row.actor ?? '',
    ...(Object.keys(source).length > 0 && { source }),
  };
}
