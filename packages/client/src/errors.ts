// From what tRPC's client throws to the one error class. Nobody else looks into tRPC's errors, and nothing in them is
// believed to have the shape that its code promises.
import {
  ERRORS,
  isErrorCode,
  isRegistryError,
  isServerErrorCode,
  RegistryError,
  WireError,
} from '@action-registry/schema';
import { isTRPCClientError } from '@trpc/client';
import { toStranger } from './network-errors.js';

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

/**
 * A code that this client does not know comes from a newer registry; it is told as INTERNAL, with its words kept. So are the
 * codes that only a client raises: no registry can speak for the checks made here.
 */
function toRegistryError(wire: WireError, cause: unknown): RegistryError {
  const { code, message } = wire;
  const error =
    isErrorCode(code) && isServerErrorCode(code)
      ? new RegistryError(code, message, { details: toDetails(code, wire.details), cause })
      : new RegistryError('INTERNAL', `${message} (${code})`, { details: {}, cause });
  error.requestId = wire.request_id;
  return error;
}

/** The details as they came, with what a newer registry added; none at all where they are not those of the code. */
function toDetails(code: keyof typeof ERRORS, details: WireError['details']): never {
  return (ERRORS[code].details.safeParse(details).success ? details : {}) as never;
}

/** The error in the body of a REST answer; undefined where there is none. */
export function toWireError(body: unknown): RegistryError | undefined {
  const wire = findWireError(body);
  return wire && toRegistryError(wire, undefined);
}

function findWireError(data: unknown): WireError | undefined {
  const candidate = typeof data === 'object' && data !== null && 'error' in data ? data.error : undefined;
  return WireError.safeParse(candidate).data;
}
