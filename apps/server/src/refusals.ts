// Attempts that were refused: one line of the server's log and one count by code, for those who watch over a registry. Neither
// holds anything a caller wrote but the path, and no secret. What was merely malformed is no attempt.
import type { ErrorCode, RegistryError } from '@action-registry/schema';
import type { Context } from './context.js';

const REFUSALS: ReadonlySet<ErrorCode> = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'CROSS_SITE_REQUEST',
  'NAMESPACE_FORBIDDEN',
  'APPROVAL_REQUIRED',
  'RATE_LIMITED',
  'SIGNATURE_INVALID',
  'UNKNOWN_KEY',
  'KEY_NOT_AUTHORIZED',
  'KEY_REVOKED',
]);

type Refused = Pick<Context, 'log' | 'metrics' | 'principal' | 'address' | 'requestId'>;

/** Notes a refused attempt at `path` (a URL's, or a procedure's name) that would have taken `permission`. */
export function noteRefusal(
  { log, metrics, principal, address, requestId }: Refused,
  { code, details }: RegistryError,
  { path, permission }: { path: string; permission: string },
): void {
  if (!REFUSALS.has(code)) return;
  metrics.refusal(code);
  const line = {
    code,
    ...('reason' in details && { reason: details.reason }),
    permission: 'permission' in details ? details.permission : permission,
    actor: principal?.actor ?? null,
    address,
    request_id: requestId,
    path,
  };
  log.warn(line, 'refused');
}
