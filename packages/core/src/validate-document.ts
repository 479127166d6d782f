// From the text of a release document to a document, or the one error that says what to mend and where. What passes here
// is exactly what may be hashed, signed and stored; warnings are for people and change nothing.
import {
  isJsonObject,
  type Json,
  type JsonObject,
  LIMITS,
  RegistryError,
  ReleaseDocument,
  type Warning,
} from '@action-registry/schema';
import { NotCanonicalError, parseCanonical } from './canonical-json.js';
import type { Catalogues } from './catalogue/catalogues.js';
import { assertDevice, checkCommands, checkSets } from './catalogue/check-commands.js';
import { type Content, checkContent, toJson } from './content-warnings.js';
import { digestOf } from './digest.js';
import { type SchemaError, toInvalidInput, toIssues } from './invalid-input.js';
import { toInvalidJson } from './invalid-json.js';
import { assertSchemaRules } from './json-schema-rules.js';
import { findUnstorable, toUnstorableError } from './storable.js';
import { StrictJsonError } from './strict-json-error.js';
import { toUtf8 } from './utf8.js';
import { assertCwdInside } from './working-directory.js';

/** A lawful document: parsed, its canonical text, that text's digest and size in UTF-8 bytes, and what was noticed. */
export type ParsedDocument = {
  document: ReleaseDocument;
  canonical: string;
  hash: string;
  size: number;
  warnings: Warning[];
};

/**
 * How a document is read. `catalogues` are those in force: without them a device's commands are not checked. `isStored`: it
 * was published before; the rules for schemas and catalogues were those of that day and are not asked again.
 */
export type DocumentRules = { catalogues?: Catalogues | undefined; isStored?: boolean };

const CONTENT_FIELDS = [
  'title',
  'description',
  'kind',
  'spec',
  'inputSchema',
  'outputSchema',
  'metadata',
  'examples',
] as const;

/**
 * Reads the canonical text of a document. Throws PAYLOAD_TOO_LARGE, INVALID_JSON, NOT_CANONICAL, or what `parseContent`
 * throws.
 */
export function parseDocument(text: string, rules: DocumentRules = {}): ParsedDocument {
  const size = toUtf8(text).length;
  if (size > LIMITS.documentBytes) throw toTooLarge(size);
  const value = readCanonical(text);
  const problem = findUnstorable(value);
  if (problem !== undefined) throw toUnstorableError(problem, findNulOffset(text));
  const { document, warnings } = parseContent(value, rules);
  return { document, canonical: text, hash: digestOf(text), size, warnings };
}

/**
 * The rules for what a document says: its shape (INVALID_…, unknown fields refused with the nearest known one), where a
 * command runs (CWD_OUTSIDE_ROOT) and its schemas (INVALID_SCHEMA) and a device's commands (INVALID_COMMAND). Fields of a spec may be absent; none is changed.
 */
export function parseContent(
  value: Json,
  rules: DocumentRules = {},
): { document: ReleaseDocument; warnings: Warning[] } {
  const parsed = ReleaseDocument.safeParse(value);
  // What is refused anyhow is refused in the better words.
  const isTaken = rules.isStored === true && parsed.success;
  const warnings = isTaken ? [] : checkDevice(value, parsed.error, rules.catalogues);
  if (!parsed.success) throw toInvalidInput(parsed.error, value, { schema: ReleaseDocument });
  const document = parsed.data;
  if (document.kind === 'command' && document.spec.cwd !== undefined) assertCwdInside(document.spec.cwd);
  if (rules.isStored !== true) assertSchemaRules(document);
  return { document, warnings: [...checkContent(document), ...warnings] };
}

/**
 * The rules of today for a document that was read as a stored one: its schemas (INVALID_SCHEMA) and a device's commands
 * (INVALID_COMMAND). Answers the warnings of the latter.
 */
export function checkDocument(document: ReleaseDocument, catalogues: Catalogues | undefined): Warning[] {
  assertSchemaRules(document);
  return checkDevice(toJson(document), undefined, catalogues);
}

/** A device's commands are checked as far as they can be read, so that all problems are told at once. */
function checkDevice(value: Json, error: SchemaError | undefined, catalogues: Catalogues | undefined): Warning[] {
  if (!isJsonObject(value) || value.kind !== 'device' || !isJsonObject(value.spec)) return [];
  const reversible = isJsonObject(value.metadata) && value.metadata.reversible === true;
  const check =
    catalogues === undefined ? checkSets(value.spec) : checkCommands(value.spec, catalogues, { reversible });
  if (catalogues === undefined && check.issues.length === 0) return [];
  const shape = error === undefined ? [] : toIssues(error, value, { schema: ReleaseDocument });
  // What is wrong outside the spec comes first, with the code of its own field.
  if (shape.every(({ path }) => path.startsWith('/spec'))) assertDevice(check, shape);
  return check.warnings;
}

/** The document that publishing these fields as `name@version` would sign; absent fields stay absent. */
export function documentOf(content: Content, name: string, version: string): JsonObject {
  const document: JsonObject = { name, version };
  for (const field of CONTENT_FIELDS) {
    const value = content[field];
    if (value !== undefined) document[field] = toJson(value);
  }
  return document;
}

/** Where a canonical text has U+0000 (an escape that no backslash escapes); all else that cannot be stored is not readable. */
function findNulOffset(text: string): number {
  const nul = /(?<!\\)(?:\\\\)*\\u0000/.exec(text);
  return nul === null ? 0 : nul.index + nul[0].length - '\\u0000'.length;
}

function readCanonical(text: string): Json {
  try {
    return parseCanonical(text);
  } catch (error) {
    if (error instanceof StrictJsonError) throw toInvalidJson(error, 'The document');
    if (error instanceof NotCanonicalError) throw toNotCanonical(error);
    throw error;
  }
}

function toTooLarge(actual: number): RegistryError<'PAYLOAD_TOO_LARGE'> {
  const limit = LIMITS.documentBytes;
  return new RegistryError('PAYLOAD_TOO_LARGE', `The document has ${actual} bytes; at most ${limit} are allowed.`, {
    details: { what: 'document', limit, actual },
  });
}

function toNotCanonical(error: NotCanonicalError): RegistryError<'NOT_CANONICAL'> {
  const { offset, expected, actual } = error;
  return new RegistryError(
    'NOT_CANONICAL',
    `The document is not in canonical form (RFC 8785): at character ${offset} '${expected.slice(0, 20)}' is expected.`,
    { details: { offset, expected: expected.slice(0, 20), actual: actual.slice(0, 20) }, cause: error },
  );
}
