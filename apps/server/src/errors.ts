// From whatever was thrown to the one error that travels, with total maps from the catalogue to tRPC. What is not a known
// refusal becomes INTERNAL without a word of its own; its cause goes to the server's log only.
import { toInvalidInput } from '@action-registry/core';
import { isDatabaseUnavailable } from '@action-registry/db';
import { type ErrorStatus, isRegistryError, RegistryError, statusOf, type WireError } from '@action-registry/schema';
import { TRPCError } from '@trpc/server';
import { z } from 'zod';
import { LogStopError } from './log-stop.js';

const TRPC_CODES = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_SUPPORTED',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  422: 'UNPROCESSABLE_CONTENT',
  429: 'TOO_MANY_REQUESTS',
  500: 'INTERNAL_SERVER_ERROR',
  503: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<ErrorStatus, TRPCError['code']>;

/** How long a caller should wait for an operator to look, in seconds. */
const STOPPED_RETRY_S = 60;
/** How long a caller should wait when the database is away, in seconds. */
const RETRY_AFTER_S = 1;

/** What a request was, for errors that come before any procedure. */
export type Attempt = { method: string; path: string; input?: unknown };

/** The catalogue's error for anything thrown. */
export function toRegistryError(thrown: unknown, attempt: Attempt): RegistryError {
  if (isRegistryError(thrown)) return thrown;
  if (thrown instanceof TRPCError) return fromTrpc(thrown, attempt);
  if (isDatabaseUnavailable(thrown)) return unavailable(thrown);
  if (thrown instanceof LogStopError) return stopped(thrown);
  return new RegistryError('INTERNAL', 'The registry failed. Try again, and report the request id if it persists.', {
    details: {},
    cause: thrown,
  });
}

/** A refused input, a framework's refusal, or whatever a procedure threw. */
function fromTrpc(error: TRPCError, attempt: Attempt): RegistryError {
  if (isRegistryError(error.cause)) return error.cause;
  // Output that breaks its schema carries a ZodError too, but under INTERNAL_SERVER_ERROR.
  if (error.code === 'BAD_REQUEST' && error.cause instanceof z.ZodError)
    return toInvalidInput(error.cause, attempt.input);
  return fromFramework(error, attempt) ?? toRegistryError(error.cause ?? new Error(error.message), attempt);
}

function fromFramework(error: TRPCError, { method, path }: Attempt): RegistryError | undefined {
  switch (error.code) {
    case 'NOT_FOUND':
      return new RegistryError('ROUTE_NOT_FOUND', `There is no procedure '${path}'. docs/api.md lists them.`, {
        details: { method, path },
      });
    case 'METHOD_NOT_SUPPORTED':
      return new RegistryError('METHOD_NOT_ALLOWED', `'${path}' is not called with ${method}.`, {
        details: { method, path, allowed: [method === 'GET' ? 'POST' : 'GET'] },
      });
    case 'UNSUPPORTED_MEDIA_TYPE':
      return new RegistryError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as JSON with Content-Type: application/json.', {
        details: { received: '', expected: 'application/json' },
      });
    case 'PARSE_ERROR':
      return new RegistryError('INVALID_JSON', 'The input is not JSON.', {
        details: { reason: 'syntax', pointer: '', offset: 0 },
      });
    case 'BAD_REQUEST':
      return new RegistryError('INVALID_BODY', 'The input does not have the shape of this call.', {
        details: { issues: [{ path: '', message: 'must be the input of this procedure' }] },
      });
    default:
      return undefined;
  }
}

function unavailable(cause: unknown): RegistryError<'UNAVAILABLE'> {
  return new RegistryError('UNAVAILABLE', `The database does not answer. Try again after ${RETRY_AFTER_S} s.`, {
    details: { retry_after_s: RETRY_AFTER_S },
    cause,
  });
}

/** The error as it travels. */
export function toWireError(error: RegistryError, requestId: string): WireError {
  return { code: error.code, message: error.message, details: { ...error.details }, request_id: requestId };
}

/** The error as tRPC knows it, so that its numbers and statuses are right too. */
export function toTrpcError(error: RegistryError): TRPCError {
  return new TRPCError({ code: TRPC_CODES[statusOf(error.code)], message: error.message, cause: error });
}

/** Nothing is told of the difference: the operator's log has it. */
function stopped(cause: LogStopError): RegistryError<'UNAVAILABLE'> {
  const message = 'The log of this registry is not the one that was signed before. Its operator has to look at it.';
  return new RegistryError('UNAVAILABLE', message, { details: { retry_after_s: STOPPED_RETRY_S }, cause });
}
