// What a network does instead of answering, in the catalogue's words. A key or password in an address is never repeated.
import { RegistryError } from '@action-registry/schema';

/** UNREACHABLE in words: nothing answered, and the system's name for why where it has one. */
export function toUnreachable(url: string, cause: unknown): RegistryError<'UNREACHABLE'> {
  const code = findSystemCode(cause);
  return unreachable(url, `No registry answers at ${url}${code === undefined ? '' : ` (${code})`}.`, cause);
}

/** UNREACHABLE in words: something answered that is no registry. */
export function toStranger(url: string, cause?: unknown): RegistryError<'UNREACHABLE'> {
  return unreachable(url, `What answers at ${url} is no action registry.`, cause);
}

/** UNREACHABLE in words: the registry sends its callers to another address, which only they can decide to trust. */
export function toElsewhere(url: string, target: string): RegistryError<'UNREACHABLE'> {
  return unreachable(
    url,
    `${url} sends its callers on to ${target}. Nothing was sent there: name that address instead.`,
  );
}

/** UNREACHABLE in words: an answer larger than `limit` bytes. */
export function toOversize(url: string, limit: number): RegistryError<'UNREACHABLE'> {
  return unreachable(url, `${url} answers with more than ${limit} bytes; no answer of a registry is that large.`);
}

/** UNREACHABLE in words: an address that no registry can have; it is not repeated, since it may hold a password. */
export function toNoAddress(): RegistryError<'UNREACHABLE'> {
  return unreachable(
    '',
    'A registry has an http or https address without a name, a password, a query or a fragment, such as https://registry.example. Nothing was sent.',
  );
}

/** TIMEOUT in words; `timeoutMs` is what one try was given. */
export function toTimeout(url: string, timeoutMs: number, cause: unknown): RegistryError<'TIMEOUT'> {
  return new RegistryError('TIMEOUT', `${url} did not answer within ${timeoutMs} ms.`, {
    details: { url, timeout_ms: timeoutMs },
    cause,
  });
}

/** Where a response sends its caller: the origin alone, since the rest of an address may be a secret; else undefined. */
export function findRedirect({ type, status, headers }: Response): string | undefined {
  // A browser tells that there was a redirect, and nothing of it.
  if (type === 'opaqueredirect') return 'another address';
  if (status < 300 || status > 399 || status === 304) return undefined;
  const location = headers.get('location') ?? '';
  return URL.canParse(location) ? new URL(location).origin : 'another path';
}

function unreachable(url: string, message: string, cause?: unknown): RegistryError<'UNREACHABLE'> {
  return new RegistryError('UNREACHABLE', message, { details: { url }, ...(cause !== undefined && { cause }) });
}

/** The first system error code in a chain of causes, such as ECONNREFUSED or CERT_HAS_EXPIRED. */
function findSystemCode(thrown: unknown): string | undefined {
  let error = thrown;
  for (let depth = 0; depth < 5 && error instanceof Error; depth++) {
    if ('code' in error && typeof error.code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(error.code)) return error.code;
    error = error.cause;
  }
  return undefined;
}
