// Exit codes: 0 done, 1 our fault, 2 refused, 3 unreachable. They derive from the catalogue, so that a new code has one.
import { isRegistryError, isServerErrorCode, statusOf } from '@action-registry/schema';
import { UsageError } from './usage-error.js';

/** The exit code of anything thrown. */
export function exitCodeOf(thrown: unknown): 1 | 2 | 3 {
  if (thrown instanceof UsageError) return 2;
  if (!isRegistryError(thrown)) return 1;
  if (thrown.code === 'UNREACHABLE' || thrown.code === 'TIMEOUT' || thrown.code === 'UNAVAILABLE') return 3;
  // What only a client raises is a refusal of its own.
  if (!isServerErrorCode(thrown.code)) return 2;
  return statusOf(thrown.code) === 500 ? 1 : 2;
}
