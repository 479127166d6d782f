// Edits of a draft come each second while somebody types; the log gets the first of a minute at once and the last of it
// when the minute is over, so that nothing is unlogged for long and nothing is logged a hundred times.
import {
  appendLog,
  clearPendingEdits,
  type Database,
  type DefinitionRow,
  getWorkspaceSlug,
  type LogEntryInput,
  listPendingEdits,
  listWorkspaceIds,
  NOTHING_PENDING,
} from '@action-registry/db';
import type { JsonObject } from '@action-registry/schema';
import type { CallerContext } from '../context.js';
import { privateEntry } from './log-entry.js';
import { transact } from './transact.js';

const WINDOW_MS = 60_000;
const FLUSH_BATCH = 100;

type Pending = { [Column in keyof typeof NOTHING_PENDING]: DefinitionRow[Column] };
/** What a definition is, as the log says it: the revision's content is kept beside the log, under this digest. */
type Standing = Pick<DefinitionRow, 'digest' | 'revision' | 'enabled'>;
type Edit = { ctx: CallerContext; row: DefinitionRow; after: Omit<Standing, 'revision'>; at: string };

/** What an edit of `row` does to the log: entries to append, and the pending columns that the update must write. */
export function coalesce({ ctx, row, after, at }: Edit): { entries: LogEntryInput[]; pending: Pending } {
  const { actor, workspaceId, workspace } = ctx.principal;
  const isRecent = Date.parse(at) - Date.parse(row.updated_at) < WINDOW_MS;
  const isSameActor = row.pending_actor === null ? row.updated_by === ctx.principal.name : row.pending_actor === actor;
  if (isRecent && isSameActor) {
    const waits = { pending_since: row.pending_since ?? at, pending_before: row.pending_before ?? toStanding(row) };
    return { entries: [], pending: { pending_actor: actor, pending_source: ctx.source ?? null, ...waits } };
  }
  const event = {
    type: 'definition.update',
    subject: `definition:${row.id}`,
    data: toChange(toStanding(row), { ...after, revision: row.revision + 1 }),
  } as const;
  return {
    entries: [...toPendingEntries(row, { workspace, at }), privateEntry(event, { actor, workspaceId, workspace, at })],
    pending: NOTHING_PENDING,
  };
}

/** What an event of a definition says: from what to what, null for what was not or is no more. */
export function toChange(before: JsonObject | null, after: Standing | null): JsonObject {
  return { before, after: after && toStanding(after) };
}

/** A definition as its events say it. */
export function toStanding({ digest, revision, enabled }: Standing): JsonObject {
  return { digest, revision, enabled };
}

type Waiting = Standing & Pick<DefinitionRow, 'id' | 'workspace_id' | keyof Pending>;

/** The entry of a definition's pending edits, which made it what it is at `row`'s revision; none where nothing waits. */
export function toPendingEntries(row: Waiting, { workspace, at }: { workspace: string; at: string }): LogEntryInput[] {
  const { id, workspace_id: workspaceId, pending_actor: actor, pending_source: source } = row;
  if (actor === null) return [];
  const data = toChange(row.pending_before, row);
  const event = { type: 'definition.update', subject: `definition:${id}`, data } as const;
  return [{ ...privateEntry(event, { actor, workspaceId, workspace, at }), source }];
}

/** Logs every pending edit older than a minute, workspace by workspace; several servers may do this at once. */
export async function flushPendingEdits(database: Database, now: Date): Promise<void> {
  const before = new Date(now.getTime() - WINDOW_MS).toISOString();
  for (const workspaceId of await listWorkspaceIds(database.db)) {
    await transact({ database }, workspaceId, async (tx) => {
      const rows = await listPendingEdits(tx, { before, limit: FLUSH_BATCH });
      if (rows.length === 0) return;
      const act = { workspace: await getWorkspaceSlug(tx, workspaceId), at: now.toISOString() };
      await clearPendingEdits(
        tx,
        rows.map(({ id }) => id),
      );
      await appendLog(
        tx,
        rows.flatMap((row) => toPendingEntries(row, act)),
      );
    });
  }
}
