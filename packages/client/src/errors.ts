// From what tRPC's client throws to the one error class. Nobody else looks into tRPC's errors.
import { isErrorCode, isRegistryError, RegistryError, WireError } from '@action-registry/schema';
import { isTRPCClientError } from '@trpc/client';

/** The registry's error in anything that a call threw; what is none becomes UNREACHABLE. */
export function toRegistryError(thrown: unknown, url: string): RegistryError {
  if (isRegistryError(thrown)) return thrown;
  if (thrown instanceof Error && isRegistryError(thrown.cause)) return thrown.cause;
  const wire = findWireError(thrown);
  if (wire !== undefined && isErrorCode(wire.code)) {
    // The wire's details were typed by the server; a newer one may add fields.
    const error = new RegistryError(wire.code, wire.message, { details: wire.details as never, cause: thrown });
    error.requestId = wire.request_id;
    return error;
  }
  return toUnreachable(url, thrown);
}

/** UNREACHABLE in words. */
export function toUnreachable(url: string, cause: unknown): RegistryError<'UNREACHABLE'> {
  return new RegistryError('UNREACHABLE', `No registry answers at ${url}. Is it running? \`npm start\` starts one.`, {
    details: { url },
    cause,
  });
}

function findWireError(thrown: unknown): WireError | undefined {
  if (!isTRPCClientError(thrown)) return undefined;
  const data: unknown = thrown.data;
  const candidate = typeof data === 'object' && data !== null && 'error' in data ? data.error : undefined;
  return WireError.safeParse(candidate).data;
}
