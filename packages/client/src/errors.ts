// From what tRPC's client throws to the one error class. Nobody else looks into tRPC's errors.
import { isErrorCode, isRegistryError, RegistryError, WireError } from '@action-registry/schema';
import { isTRPCClientError } from '@trpc/client';

/** What a call threw, as a RegistryError where it is the registry's or the network's doing; a bug of ours stays as it is. */
export function toCallError(thrown: unknown, url: string): unknown {
  if (!isTRPCClientError(thrown)) return thrown;
  if (isRegistryError(thrown.cause)) return thrown.cause;
  const wire = findWireError(thrown.data);
  if (wire !== undefined) return toRegistryError(wire, thrown);
  // No body of tRPC's came back: a proxy, or something that is no registry.
  if (thrown.meta?.response !== undefined || thrown.cause instanceof SyntaxError) return toStranger(url, thrown);
  return thrown;
}

/** UNREACHABLE in words: nothing answered. */
export function toUnreachable(url: string, cause: unknown): RegistryError<'UNREACHABLE'> {
  return new RegistryError('UNREACHABLE', `No registry answers at ${url}.`, { details: { url }, cause });
}

function toStranger(url: string, cause: unknown): RegistryError<'UNREACHABLE'> {
  return new RegistryError('UNREACHABLE', `What answers at ${url} is no action registry.`, { details: { url }, cause });
}

/** A code that this client does not know comes from a newer registry; it is told as INTERNAL, with its words kept. */
function toRegistryError(wire: WireError, cause: unknown): RegistryError {
  const error = isErrorCode(wire.code)
    ? // The server typed the details by the code; a newer one may have added fields.
      new RegistryError(wire.code, wire.message, { details: wire.details as never, cause })
    : new RegistryError('INTERNAL', `${wire.message} (${wire.code})`, { details: {}, cause });
  error.requestId = wire.request_id;
  return error;
}

function findWireError(data: unknown): WireError | undefined {
  const candidate = typeof data === 'object' && data !== null && 'error' in data ? data.error : undefined;
  return WireError.safeParse(candidate).data;
}
