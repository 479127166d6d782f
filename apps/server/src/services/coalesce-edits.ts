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
} from '@action-registry/db';
import type { CallerContext } from '../context.js';
import { privateEntry } from './log-entry.js';
import { transact } from './transact.js';

const WINDOW_MS = 60_000;
const FLUSH_BATCH = 100;

type Pending = Pick<DefinitionRow, 'pending_actor' | 'pending_since'>;
type Edit = { ctx: CallerContext; row: DefinitionRow; digest: string; at: string };

/** What an edit of `row` does to the log: entries to append, and the pending columns that the update must write. */
export function coalesce({ ctx, row, digest, at }: Edit): { entries: LogEntryInput[]; pending: Pending } {
  const { actor, workspaceId, workspace } = ctx.principal;
  const isRecent = Date.parse(at) - Date.parse(row.updated_at) < WINDOW_MS;
  const isSameActor = row.pending_actor === null ? row.updated_by === ctx.principal.name : row.pending_actor === actor;
  if (isRecent && isSameActor)
    return { entries: [], pending: { pending_actor: actor, pending_since: row.pending_since ?? at } };
  const event = {
    type: 'definition.update',
    subject: `definition:${row.id}`,
    data: { digest, before: row.digest, revision: row.revision + 1 },
  } as const;
  return {
    entries: [...toPendingEntries(row, { workspace, at }), privateEntry(event, { actor, workspaceId, workspace, at })],
    pending: { pending_actor: null, pending_since: null },
  };
}

/** The entry of a definition's pending edit, which made it what it is at `row`'s revision; none where nothing waits. */
export function toPendingEntries(
  row: Pick<DefinitionRow, 'id' | 'digest' | 'revision' | 'workspace_id' | 'pending_actor'>,
  { workspace, at }: { workspace: string; at: string },
): LogEntryInput[] {
  const { id, digest, revision, workspace_id: workspaceId, pending_actor: actor } = row;
  if (actor === null) return [];
  const event = { type: 'definition.update', subject: `definition:${id}`, data: { digest, revision } } as const;
  return [privateEntry(event, { actor, workspaceId, workspace, at })];
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
