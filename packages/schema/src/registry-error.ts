// The one error class. Decide by `code`, never by class or message: several copies of this module can be loaded at once.
import {
  CLIENT_ERRORS,
  ERRORS,
  type ErrorCode,
  type ErrorDetails,
  type ErrorStatus,
  type ServerErrorCode,
} from './errors.js';

/** An expected refusal; `message` says what, why and the next step in one or two sentences. */
export class RegistryError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'RegistryError';
  readonly code: Code;
  readonly details: ErrorDetails<Code>;
  /** The server's id of the request, where the error came over the wire. */
  requestId: string | undefined;

  constructor(code: Code, message: string, options: { details: ErrorDetails<Code>; cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details;
  }
}

/** True for registry errors, whichever copy of this module made them. */
export function isRegistryError(error: unknown): error is RegistryError {
  return error instanceof Error && error.name === 'RegistryError' && 'code' in error && isErrorCode(error.code);
}

/** True for codes of the catalogue. */
export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && (Object.hasOwn(ERRORS, code) || Object.hasOwn(CLIENT_ERRORS, code));
}

/** True for codes that a server answers. */
export function isServerErrorCode(code: ErrorCode): code is ServerErrorCode {
  return Object.hasOwn(ERRORS, code);
}

/** The HTTP status of a code; client-only codes have none on the wire and count as 500. */
export function statusOf(code: ErrorCode): ErrorStatus {
  return isServerErrorCode(code) ? ERRORS[code].status : 500;
}
