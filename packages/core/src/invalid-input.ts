// The one map from a schema's complaints to the error catalogue, so that the same mistake has the same code, words and
// pointers through every door.
import { type ErrorDetails, type Issue, Kind, RegistryError, type Suggestion } from '@action-registry/schema';
import { describeIssue, type SchemaIssue, sizeOf, valueAt } from './schema-issue.js';
import { knownKeysAt } from './schema-keys.js';
import { toJsonPointer } from './strict-json-error.js';
import { suggest } from './suggest.js';

/** What this file needs of a zod error. */
export type SchemaError = { readonly issues: readonly SchemaIssue[] };

/** `schema` lets unknown keys be answered with the nearest known one; `at` is the place of the input in what was sent. */
export type InvalidInputOptions = { schema?: unknown; at?: readonly string[] };

/** The codes `toInvalidInput` answers with. */
export type InvalidInputCode =
  | 'INVALID_BODY'
  | 'INVALID_TITLE'
  | 'INVALID_KIND'
  | 'INVALID_SPEC'
  | 'INVALID_PROMPT'
  | 'INVALID_CMD'
  | 'INVALID_CWD'
  | 'INVALID_NAME'
  | 'INVALID_VERSION'
  | 'INVALID_SCHEMA'
  | 'INVALID_CURSOR';

const CODE_BY_FIELD: Readonly<Record<string, InvalidInputCode>> = {
  title: 'INVALID_TITLE',
  kind: 'INVALID_KIND',
  spec: 'INVALID_SPEC',
  prompt: 'INVALID_PROMPT',
  cmd: 'INVALID_CMD',
  cwd: 'INVALID_CWD',
  name: 'INVALID_NAME',
  namespace: 'INVALID_NAME',
  channel: 'INVALID_NAME',
  kid: 'INVALID_NAME',
  version: 'INVALID_VERSION',
  base_version: 'INVALID_VERSION',
  from: 'INVALID_VERSION',
  inputSchema: 'INVALID_SCHEMA',
  outputSchema: 'INVALID_SCHEMA',
  cursor: 'INVALID_CURSOR',
};

/** More issues than a person reads; one request cannot make a megabyte of them. */
const ISSUES_MAX = 100;

/** The catalogue's error for a schema's refusal of `input`: its code follows from the first issue's innermost known field. */
export function toInvalidInput(
  error: SchemaError,
  input: unknown,
  options: InvalidInputOptions = {},
): RegistryError<InvalidInputCode> {
  const issues = toIssues(error, input, options);
  const first = flattenUnions(error.issues)[0];
  const code = isUnnamedFrom(first, input) ? 'INVALID_BODY' : toCode([...(options.at ?? []), ...(first?.path ?? [])]);
  // The cursor's error has no details: nothing about the inside of a cursor is anybody's business.
  const details = code === 'INVALID_CURSOR' ? {} : toDetails(issues, first, input);
  return new RegistryError<InvalidInputCode>(code, toMessage(issues), { details, cause: error });
}

/** A `from` may be a version or a time: one that is missing, or is no time, says nothing of a version. */
function isUnnamedFrom(issue: SchemaIssue | undefined, input: unknown): boolean {
  if (issue?.path.at(-1) !== 'from') return false;
  return issue.format === 'datetime' || valueAt(input, issue.path) === undefined;
}

/** One issue for each place (at most 100): an RFC 6901 pointer, words, and a suggestion where one is near. */
export function toIssues(error: SchemaError, input: unknown, options: InvalidInputOptions = {}): Issue[] {
  const byPath = new Map<string, Issue>();
  for (const found of flattenUnions(error.issues)) {
    for (const issue of toIssuesOf(found, input, options)) if (!byPath.has(issue.path)) byPath.set(issue.path, issue);
    if (byPath.size >= ISSUES_MAX) break;
  }
  return [...byPath.values()].slice(0, ISSUES_MAX);
}

function toIssuesOf(issue: SchemaIssue, input: unknown, { schema, at = [] }: InvalidInputOptions): Issue[] {
  const path = [...at, ...issue.path.map(String)];
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeysAt(schema, input, issue.path);
    return (issue.keys ?? []).map((key) => ({
      path: toJsonPointer([...path, key]),
      message: 'is not a known field',
      ...suggestionOf(suggest(key, known)),
    }));
  }
  const suggestions = suggestValues(issue, input);
  return [{ path: toJsonPointer(path), message: describeIssue(issue, input), ...suggestionOf(suggestions) }];
}

/** One or two sentences: the first problem, what was probably meant, and how many more there are. */
export function toMessage(issues: readonly Issue[]): string {
  const [first] = issues;
  if (first === undefined) return 'The input does not have the shape of this call.';
  const field = first.path === '' ? 'The input' : `\`${first.path.slice(1).replaceAll('/', '.')}\``;
  const question = first.suggestion === undefined ? '' : ` Did you mean '${first.suggestion}'?`;
  const more = issues.length - 1;
  const rest = more === 0 ? '' : ` ${more} more ${more === 1 ? 'problem is' : 'problems are'} listed in the details.`;
  return `${field} ${first.message}.${question}${rest}`;
}

/** An alternative of a union that failed on the fewest counts is the one that was meant. */
function flattenUnions(issues: readonly SchemaIssue[]): SchemaIssue[] {
  return issues.flatMap((issue) => {
    const alternatives = (issue.errors ?? []).filter((alternative) => alternative.length > 0);
    if (issue.code !== 'invalid_union' || alternatives.length === 0) return [issue];
    const meant = alternatives.reduce((best, each) => (each.length < best.length ? each : best));
    return flattenUnions(meant.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })));
  });
}

function toCode(path: readonly PropertyKey[]): InvalidInputCode {
  for (const step of path.toReversed()) {
    const code = typeof step === 'string' && Object.hasOwn(CODE_BY_FIELD, step) ? CODE_BY_FIELD[step] : undefined;
    if (code !== undefined) return code;
  }
  return 'INVALID_BODY';
}

function toDetails(issues: Issue[], first: SchemaIssue | undefined, input: unknown): ErrorDetails<'INVALID_BODY'> {
  const suggestions = first === undefined ? [] : suggestValues(first, input);
  return { issues, ...(suggestions.length === 0 ? {} : { suggestions }), ...limitOf(first, input) };
}

function limitOf(issue: SchemaIssue | undefined, input: unknown): { limit?: number; actual?: number } {
  const limit = issue?.code === 'too_big' ? issue.maximum : issue?.code === 'too_small' ? issue.minimum : undefined;
  const actual = issue === undefined ? undefined : sizeOf(valueAt(input, issue.path));
  if (!Number.isSafeInteger(limit) || !Number.isSafeInteger(actual)) return {};
  return { limit: Number(limit), actual: Number(actual) };
}

function suggestValues(issue: SchemaIssue, input: unknown): Suggestion[] {
  const known = issue.values ?? issue.options ?? (issue.path.at(-1) === 'kind' ? Kind.options : []);
  const value = valueAt(input, issue.path);
  return typeof value === 'string' ? suggest(value, known.map(String)) : [];
}

function suggestionOf([nearest]: readonly Suggestion[]): { suggestion?: string } {
  return nearest === undefined ? {} : { suggestion: nearest.value };
}
