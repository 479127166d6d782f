// One check of a verification and how it is taken out: a text of a file of packages/core/src, replaced by another. A text
// that is gone or stands twice is an error, so that no list can go stale unseen.
import type { VerifyCode } from '@action-registry/schema';

/** A check taken out: `find` stands once in `file`; one of `tests` must turn red. `codes` are the words it guards. */
export type Mutation = {
  name: string;
  file: string;
  find: string;
  replace: string;
  tests: readonly string[];
  codes?: readonly VerifyCode[];
};

type Edit = Omit<Mutation, 'file' | 'tests'>;

/** These edits of one file, each to be seen by one of these tests. */
export function inFile(file: string, tests: readonly string[], edits: readonly Edit[]): Mutation[] {
  return edits.map((edit) => ({ file, tests, ...edit }));
}

/** The text of a file without the check; throws `Error` unless the check's text stands in it once. */
export function mutate(text: string, { name, file, find, replace }: Mutation): string {
  const [before, after, ...more] = text.split(find);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`${file}: the text of the check '${name}' does not stand there exactly once`);
  return before + replace + after;
}
