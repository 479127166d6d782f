// From the text of a release document to a document, or the one error that says what to mend and where. What passes here
// is exactly what may be hashed, signed and stored; warnings are for people and change nothing.
import {
  type Definition,
  isJsonObject,
  type Json,
  type JsonObject,
  LIMITS,
  RegistryError,
  ReleaseDocument,
  type Warning,
} from '@action-registry/schema';
import { NotCanonicalError, parseCanonical } from './canonical-json.js';
import { digestOf } from './digest.js';
import { checkHiddenCharacters } from './hidden-characters.js';
import { toInvalidInput } from './invalid-input.js';
import { toInvalidJson } from './invalid-json.js';
import { assertSchemaRules, findUnusualPropertyNames } from './json-schema-rules.js';
import { checkPromptVariables } from './prompt-variables.js';
import { assertStorable } from './storable.js';
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

/** The fields of a definition that its document takes over. */
export type DocumentSource = Partial<
  Pick<Definition, 'title' | 'description' | 'inputSchema' | 'outputSchema' | 'metadata' | 'examples'>
> &
  Pick<Definition, 'kind' | 'spec'>;

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
export function parseDocument(text: string): ParsedDocument {
  const size = toUtf8(text).length;
  if (size > LIMITS.documentBytes) throw toTooLarge(size);
  const value = readCanonical(text);
  assertStorable(value);
  const { document, warnings } = parseContent(value);
  return { document, canonical: text, hash: digestOf(text), size, warnings };
}

/**
 * The rules for what a document says: its shape (INVALID_…, unknown fields refused with the nearest known one), where a
 * command runs (CWD_OUTSIDE_ROOT) and its schemas (INVALID_SCHEMA). Fields of a spec may be absent; none is changed.
 */
export function parseContent(value: Json): { document: ReleaseDocument; warnings: Warning[] } {
  const parsed = ReleaseDocument.safeParse(value);
  if (!parsed.success) throw toInvalidInput(parsed.error, value, { schema: ReleaseDocument });
  const document = parsed.data;
  if (document.kind === 'command' && document.spec.cwd !== undefined) assertCwdInside(document.spec.cwd);
  assertSchemaRules(document);
  const variables = document.kind === 'prompt' ? checkPromptVariables(document.spec.prompt, document.inputSchema) : [];
  return { document, warnings: [...checkHiddenCharacters(value), ...findUnusualPropertyNames(document), ...variables] };
}

/** The document that publishing these fields as `name@version` would sign; absent fields stay absent. */
export function documentOf(source: DocumentSource, name: string, version: string): JsonObject {
  const document: JsonObject = { name, version };
  for (const field of CONTENT_FIELDS) {
    const value = source[field];
    if (value !== undefined) document[field] = toJson(value);
  }
  return document;
}

/** Definitions are JSON already, but their types allow `undefined` in optional fields, which JSON does not have. */
function toJson(value: unknown): Json {
  if (Array.isArray(value)) return value.map(toJson);
  if (!isJsonObject(value)) return value as Json;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, field]) => (field === undefined ? [] : [[key, toJson(field)]])),
  );
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
