// Edits of a draft come each second while somebody types; the log gets the first of a minute at once and the last of it
// when the minute is over, so that nothing is unlogged for long and nothing is logged a hundred times.
import {
  appendLog,
  clearPendingEdit,
  type Database,
  type Db,
  type DefinitionRow,
  getWorkspaceSlug,
  listPendingEdits,
  listWorkspaceIds,
} from '@action-registry/db';
import type { CallerContext } from '../context.js';
import { privateEntry } from './log-entry.js';
import { transact } from './transact.js';

const WINDOW_MS = 60_000;
const FLUSH_BATCH = 100;

type Pending = { pending_actor: string | null; pending_since: string | null };
type Edit = { ctx: CallerContext; row: DefinitionRow; digest: string; at: string };

/** Logs an edit or leaves it pending; answers the pending columns that the update must write. */
export async function coalesce(tx: Db, { ctx, row, digest, at }: Edit): Promise<Pending> {
  const { actor, workspaceId, workspace } = ctx.principal;
  const isRecent = Date.parse(at) - Date.parse(row.updated_at) < WINDOW_MS;
  const isSameActor = row.pending_actor === null ? row.updated_by === ctx.principal.name : row.pending_actor === actor;
  if (isRecent && isSameActor) return { pending_actor: actor, pending_since: row.pending_since ?? at };
  await flushPendingEdit(tx, { row, workspace, at });
  const event = {
    type: 'definition.update',
    subject: `definition:${row.id}`,
    data: { digest, before: row.digest, revision: row.revision + 1 },
  } as const;
  await appendLog(tx, [privateEntry(event, { actor, workspaceId, workspace, at })]);
  return { pending_actor: null, pending_since: null };
}

/** Logs a definition's pending edit, as it stands in `row`. */
export async function flushPendingEdit(
  tx: Db,
  { row, workspace, at }: { row: DefinitionRow; workspace: string; at: string },
): Promise<void> {
  if (row.pending_actor === null) return;
  const event = {
    type: 'definition.update',
    subject: `definition:${row.id}`,
    data: { digest: row.digest, revision: row.revision },
  } as const;
  await appendLog(tx, [
    privateEntry(event, { actor: row.pending_actor, workspaceId: row.workspace_id, workspace, at }),
  ]);
  await clearPendingEdit(tx, row.id);
}

/** Logs every pending edit older than a minute, workspace by workspace; several servers may do this at once. */
export async function flushPendingEdits(database: Database, now: Date): Promise<void> {
  const before = new Date(now.getTime() - WINDOW_MS).toISOString();
  for (const workspaceId of await listWorkspaceIds(database.db)) {
    await transact(database, workspaceId, async (tx) => {
      const workspace = await getWorkspaceSlug(tx, workspaceId);
      for (const row of await listPendingEdits(tx, { before, limit: FLUSH_BATCH }))
        await flushPendingEdit(tx, { row, workspace, at: now.toISOString() });
    });
  }
}
