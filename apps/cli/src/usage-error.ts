// What only the caller of the command line can mend: a missing file, a flag that makes no sense.
import { suggest } from '@action-registry/core';
import { RegistryError, type Suggestion } from '@action-registry/schema';

/** What was given, and the values there are: the nearest of them are suggested. */
export type Choice = { given: string; known: Iterable<string> };

/** USAGE: a mistake in how the command was called; the message says what to do instead. */
export class UsageError extends RegistryError<'USAGE'> {
  constructor(message: string, { cause, choice }: { cause?: unknown; choice?: Choice } = {}) {
    super('USAGE', message, {
      details: choice === undefined ? {} : toDetails(choice),
      ...(cause !== undefined && { cause }),
    });
  }
}

function toDetails({ given, known }: Choice): { suggestions: Suggestion[] } {
  return { suggestions: suggest(given, known) };
}
