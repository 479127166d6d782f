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

/** The parts of a comma-separated value, each one of what there is; `what` names one of them in the refusal. */
export function parseChoices<Value extends string>(text: string, known: readonly Value[], what: string): Value[] {
  return text.split(',').map((part) => {
    const given = part.trim();
    const value = known.find((each) => each === given);
    if (value !== undefined) return value;
    const near = suggest(given, known).length > 0;
    const hint = near ? '' : ` There are ${known.join(', ')}.`;
    throw new UsageError(`There is no ${what} '${given}'.${hint}`, { choice: { given, known } });
  });
}
