// The log is not what this server knows it to be. Nothing is signed then: a second history must never get a signature.

/** Why the log's signer stops, in words with the next step; the start prints it and a running server answers UNAVAILABLE. */
export class LogStopError extends Error {
  override readonly name = 'LogStopError';
}
