// What a failed statement means, read from SQLSTATEs and socket errors; drivers and drizzle wrap them differently.
import { DatabaseTimeoutError } from './deadline.js';

const UNIQUE_VIOLATION = '23505';
/** What row-level security, privileges and the triggers that guard ownership raise. */
const INSUFFICIENT_PRIVILEGE = '42501';
/** What `enter_place` raises. */
const PLACE_CHANGED = 'AR001';
/** Serialization failure and deadlock: the same transaction may succeed when run again. */
const RETRYABLE = new Set(['40001', '40P01']);
/** SQLSTATEs and Node or driver codes of a database that is away, starting, stopping or overloaded. */
const UNAVAILABLE = new Set([
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  // A statement or a lock took too long.
  '57014',
  '55P03',
  '25P03',
  '25P04',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
]);
/** Connection exceptions, insufficient resources (too many connections, disk or memory full), system errors. */
const UNAVAILABLE_CLASSES = ['08', '53', '58'];

type Failure = {
  code?: unknown;
  syscall?: unknown;
  constraint?: unknown;
  constraint_name?: unknown;
  message?: unknown;
};

/** An error and what caused it, outermost first. */
function causes(error: unknown): Failure[] {
  const chain: Failure[] = [];
  let next: unknown = error;
  while (typeof next === 'object' && next !== null && chain.length < 10) {
    chain.push(next);
    next = (next as { cause?: unknown }).cause;
  }
  return chain;
}

function codesOf(error: unknown): string[] {
  return causes(error).flatMap(({ code }) => (typeof code === 'string' ? [code] : []));
}

/** True when a unique constraint (the named one, if given) refused a row. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return causes(error).some(
    (failure) =>
      failure.code === UNIQUE_VIOLATION &&
      // postgres.js and PGlite name the field differently.
      (constraint === undefined || failure.constraint_name === constraint || failure.constraint === constraint),
  );
}

/** True when the database could not be asked or did not answer in time; the same call may succeed later. */
export function isDatabaseUnavailable(error: unknown): boolean {
  return (
    causes(error).some(
      (failure) => failure instanceof DatabaseTimeoutError || isClosedPglite(failure) || isMissingSocket(failure),
    ) || codesOf(error).some((code) => UNAVAILABLE.has(code) || isUnavailableClass(code))
  );
}

/** True for a serialization failure or a deadlock: run the whole transaction again. */
export function isRetryable(error: unknown): boolean {
  return codesOf(error).some((code) => RETRYABLE.has(code));
}

/** True when a place that was to be entered was no longer as it had been read. */
export function isPlaceChanged(error: unknown): boolean {
  return codesOf(error).includes(PLACE_CHANGED);
}

/** True when a row may not be written by this workspace. */
export function isDenied(error: unknown): boolean {
  return codesOf(error).includes(INSUFFICIENT_PRIVILEGE);
}

function isUnavailableClass(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code) && UNAVAILABLE_CLASSES.some((prefix) => code.startsWith(prefix));
}

/** PGlite says so in words only. */
function isClosedPglite({ message }: Failure): boolean {
  return message === 'PGlite is closed' || message === 'PGlite is closing';
}

/** No socket file where the server's should be. Any other ENOENT is about some file, not the database. */
function isMissingSocket({ code, syscall }: Failure): boolean {
  return code === 'ENOENT' && syscall === 'connect';
}
