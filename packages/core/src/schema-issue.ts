// A schema library's issue, as far as errors need it, and its words. The library's own messages name its types; people
// need to read what the value must be.

/** What a zod issue offers, structurally: this package does not depend on zod. */
export type SchemaIssue = {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly expected?: string;
  readonly format?: string;
  readonly origin?: string;
  readonly maximum?: number | bigint;
  readonly minimum?: number | bigint;
  readonly keys?: readonly string[];
  readonly values?: readonly unknown[];
  readonly options?: readonly unknown[];
  readonly errors?: readonly (readonly SchemaIssue[])[];
};

const KIND_OF_VALUE: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};
const ENTRIES_BY_ORIGIN: Readonly<Record<string, string>> = { string: 'characters', array: 'entries' };

/** What is wrong, as the rest of a sentence that begins with the field: "must be a string, not a number". */
export function describeIssue(issue: SchemaIssue, input: unknown): string {
  const value = valueAt(input, issue.path);
  if (issue.code === 'invalid_type') return describeType(issue.expected ?? '', value);
  if (value === undefined && issue.code !== 'custom') return 'is required';
  if (issue.code === 'too_big') return describeSize(issue, value, `at most ${formatCount(issue.maximum)}`);
  if (issue.code === 'too_small') return describeSize(issue, value, `at least ${formatCount(issue.minimum)}`);
  const choices = issue.values ?? issue.options;
  if (choices !== undefined && isLibraryText(issue)) return `must be ${formatChoices(choices)}`;
  if (issue.code === 'invalid_format' && isLibraryText(issue)) return `must be a valid ${issue.message.slice(8)}`;
  return issue.message;
}

/** The value at a path of own keys and indexes, or undefined. */
export function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}

/** What a size limit counts: characters as Unicode code points, entries of a list, or the number itself. */
export function sizeOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.length;
  return typeof value === 'string' ? value.length - countPairs(value) : undefined;
}

/** How many characters of a text take two UTF-16 units. */
function countPairs(text: string): number {
  return text.match(/[\u{10000}-\u{10FFFF}]/gu)?.length ?? 0;
}

function describeType(expected: string, value: unknown): string {
  if (value === undefined) return 'is required';
  const wanted = KIND_OF_VALUE[expected] ?? expected;
  // A fraction is a number, but not the whole number that was wanted: naming its type would help nobody.
  if (expected === 'int' && typeof value === 'number') return `must be ${wanted}`;
  const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  const given = type === 'boolean' ? 'a boolean' : (KIND_OF_VALUE[type] ?? type);
  return `must be ${wanted}, not ${given}`;
}

function describeSize(issue: SchemaIssue, value: unknown, bound: string): string {
  if (!isLibraryText(issue)) return issue.message;
  const unit = ENTRIES_BY_ORIGIN[issue.origin ?? ''];
  if (unit === undefined) return `must be ${bound}`;
  const length = sizeOf(value) ?? 0;
  if (length === 0) return 'must not be empty';
  return `must have ${bound} ${unit}; it has ${formatCount(length)}`;
}

/** Messages written in our schemas begin with a verb; the library's own begin with one of these words. */
function isLibraryText({ message }: SchemaIssue): boolean {
  return /^(?:Invalid|Too) /.test(message);
}

function formatChoices(values: readonly unknown[]): string {
  const texts = values.map((value) => (typeof value === 'string' ? `"${value}"` : String(value)));
  return texts.length === 1 ? String(texts[0]) : `one of ${texts.join(', ')}`;
}

function formatCount(count: number | bigint | undefined): string {
  return String(count ?? '').replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}
