// Exit codes: 0 done, 1 our fault, 2 refused, 3 unreachable. They derive from the catalogue, so that a new code has one.
import { isServerErrorCode, statusOf } from '@action-registry/schema';
import { toKnownError } from './print-error.js';

/** The exit code of anything thrown. */
export function exitCodeOf(thrown: unknown): 1 | 2 | 3 {
  const { code } = toKnownError(thrown);
  if (code === 'UNREACHABLE' || code === 'TIMEOUT' || code === 'UNAVAILABLE') return 3;
  // What only a client raises is a refusal of its own.
  if (!isServerErrorCode(code)) return 2;
  return statusOf(code) === 500 ? 1 : 2;
}
