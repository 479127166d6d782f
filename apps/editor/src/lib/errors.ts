// What a failed call says, in one shape: the catalogue's code, words for people, and the request's id. Nobody else looks
// into tRPC's errors.
import type { ErrorCode, ErrorDetails, Suggestion } from '@action-registry/schema';
import { toPageQuotes } from './quotes.js';

/** A refusal of the registry, or a call that never arrived (`OFFLINE`), or a fault of this page (`FAULT`). */
export type CallError = {
  code: ErrorCode | 'OFFLINE' | 'FAULT';
  message: string;
  details: Readonly<Record<string, unknown>>;
  requestId: string | undefined;
};

type Wire = { code: ErrorCode; message: string; details: Record<string, unknown>; request_id: string };

/** Whatever was thrown, as a `CallError`. */
export function toCallError(thrown: unknown): CallError {
  const wire = findWire(thrown);
  if (wire !== undefined)
    return {
      code: wire.code,
      message: toPageQuotes(wire.message),
      details: wire.details,
      requestId: wire.request_id || undefined,
    };
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const cameBack = isRecord(thrown) && isRecord(thrown.meta) && thrown.meta.response !== undefined;
  const isNetwork = isRecord(thrown) && thrown.name === 'TRPCClientError' && !cameBack;
  return { code: isNetwork ? 'OFFLINE' : 'FAULT', message, details: {}, requestId: undefined };
}

/** The details of an error when it has that code. */
export function detailsOf<Code extends ErrorCode>(error: CallError, code: Code): ErrorDetails<Code> | undefined {
  // The server typed the details by the code.
  return error.code === code ? (error.details as ErrorDetails<Code>) : undefined;
}

/** Near values that the registry named, best first. */
export function suggestionsOf({ details }: CallError): string[] {
  const list = Array.isArray(details.suggestions) ? (details.suggestions as Suggestion[]) : [];
  return list.map(({ value }) => value);
}

/** True when trying again later may help. */
export function isPassing({ code }: CallError): boolean {
  return code === 'OFFLINE' || code === 'UNAVAILABLE' || code === 'INTERNAL' || code === 'RATE_LIMITED';
}

function findWire(thrown: unknown): Wire | undefined {
  const data = isRecord(thrown) ? thrown.data : undefined;
  const error = isRecord(data) ? data.error : undefined;
  return isRecord(error) && typeof error.code === 'string' ? (error as Wire) : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
