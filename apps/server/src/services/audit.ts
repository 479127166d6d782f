// The audit: what the log says to one workspace, newest first. A page shows the workspace's own events in full and everybody's
// public ones; the same filters export all there is, page by page, so that no export holds more than one of them in memory.
import { isCredentialGood, listAuditEvents } from '@action-registry/db';
import {
  type AuditEvent,
  type AuditPage,
  type ExportAudit,
  LIMITS,
  type ListAudit,
  RegistryError,
} from '@action-registry/schema';
import { z } from 'zod';
import type { CallerContext } from '../context.js';
import { parseCursor, toCursor } from './cursor.js';
import { isStorableTime } from './storable-time.js';
import { transact } from './transact.js';

/** A page of the audit. */
export async function listAudit(ctx: CallerContext, { limit, cursor, ...filter }: ListAudit): Promise<AuditPage> {
  const before = parseCursor('audit', cursor, z.int().nonnegative());
  assertStorableTimes(filter);
  const events = await readEvents(ctx, filter, { before, limit: limit + 1 });
  const items = events.slice(0, limit);
  const last = items.at(-1);
  return { items, ...(events.length > limit && last && { next_cursor: toCursor('audit', last.index) }) };
}

/** Everything that the filters leave, a page at a time; throws UNAUTHENTICATED once the caller's credential works no longer. */
export async function* exportAudit(ctx: CallerContext, filter: ExportAudit): AsyncGenerator<AuditEvent[]> {
  assertStorableTimes(filter);
  for (let before: number | undefined; ; ) {
    const events = await readEvents(ctx, filter, { before, limit: LIMITS.pageItems });
    if (events.length > 0) yield events;
    if (events.length < LIMITS.pageItems) return;
    before = events.at(-1)?.index;
  }
}

/** A walk of many pages does not outlive the credential that began it, so each page looks again. */
function readEvents(
  ctx: CallerContext,
  { workspace, ...filter }: ExportAudit,
  { before, limit }: { before: number | undefined; limit: number },
): Promise<AuditEvent[]> {
  const { credential, ...reader } = ctx.principal;
  return transact(ctx, reader.workspaceId, async (tx) => {
    if (!(await isCredentialGood(tx, { ...credential, at: ctx.now().toISOString() }))) throw toRevoked();
    return listAuditEvents(tx, { reader, workspace, filter, before, limit });
  });
}

function toRevoked(): RegistryError<'UNAUTHENTICATED'> {
  return new RegistryError('UNAUTHENTICATED', 'The API key or session of this call works no longer. Sign in again.', {
    details: { reason: 'revoked' },
  });
}

function assertStorableTimes({ from, to }: Pick<ExportAudit, 'from' | 'to'>): void {
  const issues = Object.entries({ from, to }).flatMap(([field, time]) =>
    time === undefined || isStorableTime(time) ? [] : [{ path: `/${field}`, message: 'must be of year 1 or later' }],
  );
  if (issues.length === 0) return;
  throw new RegistryError('INVALID_BODY', 'No event is of the year 0. Give a time of year 1 or later.', {
    details: { issues },
  });
}
