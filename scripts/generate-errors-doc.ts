// Writes docs/errors.md from the error catalogue, so that the page cannot say anything else than the code does.
// `--check` writes nothing and fails when the page is stale.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { STATUS_CODES } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CLIENT_ERRORS, ERRORS, Issue, Suggestion } from '@action-registry/schema';

const PAGE = 'docs/errors.md';

const INTRODUCTION = `<!-- Generated from packages/schema/src/errors.ts by pnpm fix. Do not edit. -->

# Errors

Every refusal has one of these codes. REST answers \`{"error": {"code", "message", "details", "request_id"}}\` with the
status named here; tRPC carries the same object in \`data.error\`. Decide by \`code\`: codes are added, never renamed or
removed, while messages are for people and may change. \`details\` has the fields listed under each code; a name that ends
in \`?\` may be missing.

An \`Issue\` is one thing that is wrong at one place, which \`path\` names as an RFC 6901 JSON pointer; a \`Suggestion\` is a
known value near the one that was given, with its \`distance\` in edits:
`;

type JsonSchema = {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: JsonSchema | boolean;
};

type Entry = { status?: number; title: string; help: string; details: { toJSONSchema(): unknown } };

/** Types that many codes share, by the JSON Schema that stands for them. */
const NAMED_TYPES = new Map(Object.entries({ Issue, Suggestion }).map(([name, type]) => [bareSchema(type), name]));

/** The schema's text without its dialect, which only an outermost schema names. */
function bareSchema(type: { toJSONSchema(): unknown }): string {
  return JSON.stringify({ ...(type.toJSONSchema() as object), $schema: undefined });
}

function fieldsOf(schema: JsonSchema): string[] {
  return Object.entries(schema.properties ?? {}).map(
    ([name, field]) => `${name}${schema.required?.includes(name) ? '' : '?'}: ${typeOf(field)}`,
  );
}

function objectType(schema: JsonSchema): string {
  if (schema.properties) return `{ ${fieldsOf(schema).join(', ')} }`;
  return typeof schema.additionalProperties === 'object'
    ? `{ [name]: ${typeOf(schema.additionalProperties)} }`
    : 'object';
}

/** A JSON Schema in the words of TypeScript. */
function typeOf(schema: JsonSchema): string {
  const name = NAMED_TYPES.get(JSON.stringify(schema));
  if (name !== undefined) return name;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' | ');
  if (Array.isArray(schema.type)) return schema.type.join(' | ');
  if (schema.type === 'array')
    return `${schema.items ? typeOf(schema.items).replace(/^(.* \| .*)$/, '($1)') : 'any'}[]`;
  if (schema.type === 'object') return objectType(schema);
  return schema.type ?? 'any JSON value';
}

function renderNamedType([name, type]: [string, { toJSONSchema(): unknown }]): string {
  return `- \`${name}\`: \`${objectType(type.toJSONSchema() as JsonSchema)}\``;
}

function renderEntry([code, entry]: [string, Entry]): string {
  const fields = fieldsOf(entry.details.toJSONSchema() as JsonSchema);
  const details =
    fields.length === 0 ? 'No details.' : `Details:\n\n${fields.map((field) => `- \`${field}\``).join('\n')}`;
  return `### ${code}\n\n${entry.title} ${entry.help}\n\n${details}\n`;
}

/** The text of docs/errors.md. */
export function renderErrorsDoc(): string {
  const entries: [string, Entry][] = Object.entries(ERRORS);
  const statuses = [...new Set(entries.map(([, entry]) => entry.status ?? 500))].sort((a, b) => a - b);
  const byStatus = statuses.flatMap((status) => [
    `## ${status} ${STATUS_CODES[status] ?? ''}\n`,
    ...entries.filter(([, entry]) => entry.status === status).map(renderEntry),
  ]);
  return [
    INTRODUCTION,
    `${Object.entries({ Issue, Suggestion }).map(renderNamedType).join('\n')}\n`,
    ...byStatus,
    '## Raised by clients only\n\nThese never travel: a client raises them about what it received, or did not receive.\n',
    ...Object.entries(CLIENT_ERRORS).map(renderEntry),
  ].join('\n');
}

/** One problem when the page in `root` is not what the catalogue renders to. */
export function checkErrorsDoc(root: string): string[] {
  const file = path.join(root, PAGE);
  const isFresh = existsSync(file) && readFileSync(file, 'utf8') === renderErrorsDoc();
  return isFresh ? [] : [`${PAGE}: does not match the catalogue; run pnpm fix`];
}

function main(): void {
  const root = path.resolve(import.meta.dirname, '..');
  if (process.argv.includes('--check')) {
    const problems = checkErrorsDoc(root);
    for (const problem of problems) console.error(problem);
    process.exitCode = problems.length === 0 ? 0 : 1;
    return;
  }
  mkdirSync(path.join(root, 'docs'), { recursive: true });
  writeFileSync(path.join(root, PAGE), renderErrorsDoc());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
