// The audit: the log's events that a workspace may see, newest first, with where each came from.
import { z } from 'zod';
import { LIMITS } from './limits.js';
import { EventType, LogEvent } from './log.js';
import { Timestamp } from './names.js';
import { PageInput, pageOf } from './page.js';
import { WorkspaceSlug } from './workspace.js';

/**
 * From where an event of the caller's own workspace came. It is kept beside the log and not committed to by it: an operator
 * may have to delete addresses. `credential` is the shown part of an API key, or `session` of one.
 */
export const AuditSource = z.object({
  address: z.string().optional(),
  user_agent: z.string().optional(),
  request_id: z.string().optional(),
  credential: z.string().optional(),
});
export type AuditSource = z.infer<typeof AuditSource>;

/** One event; what was before and after is in `data`. */
export const AuditEvent = LogEvent.extend({ source: AuditSource.optional() });
export type AuditEvent = z.infer<typeof AuditEvent>;

/** What an audit is asked for; the filters narrow each other. `subject` may end in `*`; times are `from` ≤ at < `to`. */
const AUDIT_FILTERS = {
  types: z.array(EventType).min(1).max(LIMITS.listEntries).optional(),
  actor: z.string().min(1).max(LIMITS.queryCharacters).optional(),
  subject: z.string().min(1).max(LIMITS.queryCharacters).optional(),
  workspace: WorkspaceSlug.optional(),
  from: Timestamp.optional(),
  to: Timestamp.optional(),
};

/** Input of `log.audit`. */
export const ListAudit = z.strictObject({ ...PageInput, ...AUDIT_FILTERS });
export type ListAudit = z.infer<typeof ListAudit>;
export const AuditPage = pageOf(AuditEvent);
export type AuditPage = z.infer<typeof AuditPage>;

/** What `GET /log/audit.csv` and `GET /log/audit.ndjson` export: all that the filters leave. */
export const ExportAudit = z.strictObject(AUDIT_FILTERS);
export type ExportAudit = z.infer<typeof ExportAudit>;
