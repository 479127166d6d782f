// What only the caller of the command line can mend: a missing file, a flag that makes no sense.

/** A mistake in how the command was called; the message says what to do instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
