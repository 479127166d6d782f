// Joins class names and leaves out what does not apply.

/** The names that are texts, with a space between. */
export function classNames(...names: readonly (string | false | undefined)[]): string {
  return names.filter((name) => name !== false && name !== undefined && name !== '').join(' ');
}
