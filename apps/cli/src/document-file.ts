// Documents on disk or in a pipe (`-`): JSON as people write it, or a signed file as `actions sign` writes it.

import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Catalogues,
  canonicalize,
  type ParsedDocument,
  parseDocument,
  StrictJsonError,
  signRelease,
  strictRead,
  toInvalidJson,
} from '@action-registry/core';
import { isJsonObject, type Json, type JsonObject, LIMITS, SignatureInput } from '@action-registry/schema';
import type { CheckedAgainst, FindCatalogues, ModelCatalogues } from './command-catalogues.js';
import type { SigningKey } from './key-file.js';
import { UsageError } from './usage-error.js';

/** A document ready to be published; unsigned files have no signatures yet. `against`: whose commands a device has. */
export type DocumentFile = {
  file: string;
  parsed: ParsedDocument;
  signatures: SignatureInput[];
  against?: CheckedAgainst | undefined;
};

/** How documents are read: with this version in place of their own, devices checked against what `findCatalogues` finds. */
export type ReadOptions = { version?: string | undefined; findCatalogues?: FindCatalogues | undefined };

/** The path that stands for standard input. */
export const STDIN = '-';

const SIGNED = /\.signed\.json$/;
/** Folders whose files are nobody's documents. */
const PASSED_OVER = /^(?:\.|node_modules$)/;

/** A file may be written with much white space, and a signed one holds its document as a text in a text. */
const FILE_LIMITS = { maxBytes: 8 * LIMITS.documentBytes, maxKeys: LIMITS.catalogueKeys };

/** Which of two files stands for a document that was signed: `x.signed.json`, or the `x.json` it was made from. */
export type Preference = 'signed' | 'unsigned';

/** The JSON files among the given files and, below them, folders, in order of name; each document once. */
export async function listDocumentFiles(
  paths: readonly string[],
  preference: Preference = 'signed',
): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    if (path === STDIN) {
      found.push(path);
      continue;
    }
    const info = await stat(path).catch((cause: unknown) =>
      Promise.reject(new UsageError(`There is no file or folder '${path}'.`, { cause })),
    );
    found.push(...(info.isDirectory() ? chooseTwins(await listBelow(path), preference) : [path]));
  }
  if (found.length === 0) throw new UsageError(`There is no .json file in ${paths.join(', ')}.`);
  return [...new Set(found)];
}

async function listBelow(folder: string): Promise<string[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
  const nested = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return PASSED_OVER.test(entry.name) ? [] : listBelow(path);
    return entry.name.endsWith('.json') ? [path] : [];
  });
  return (await Promise.all(nested)).flat();
}

function chooseTwins(files: readonly string[], preference: Preference): string[] {
  const all = new Set(files);
  return files.filter((file) => {
    const twin = SIGNED.test(file) ? file.replace(SIGNED, '.json') : file.replace(/\.json$/, '.signed.json');
    return !all.has(twin) || SIGNED.test(file) === (preference === 'signed');
  });
}

/** What reading several files came to; `failed` has the error of each file that cannot be used. */
export type Reading = { files: DocumentFile[]; failed: { file: string; error: unknown }[] };

/** Reads all files, also past one that cannot be used; two files of one name and version are such a case. */
export async function readDocumentFiles(files: readonly string[], options: ReadOptions = {}): Promise<Reading> {
  const reading: Reading = { files: [], failed: [] };
  const first = new Map<string, string>();
  for (const file of files) {
    try {
      const read = await readDocumentFile(file, options);
      await assertFresh(read);
      const id = `${read.parsed.document.name}@${read.parsed.document.version}`;
      const other = first.get(id);
      if (other !== undefined) throw new UsageError(`is ${id}, as ${other} is. A version is published once.`);
      first.set(id, file);
      reading.files.push(read);
    } catch (error) {
      reading.failed.push({ file, error });
    }
  }
  return reading;
}

/** What was signed before its source was changed is not what its owner means to publish. */
async function assertFresh({ file, parsed }: DocumentFile): Promise<void> {
  const source = file.replace(SIGNED, '.json');
  if (source === file || !(await isFile(source))) return;
  const unsigned = await readDocumentFile(source).catch(() => undefined);
  if (unsigned?.parsed.canonical !== parsed.canonical)
    throw new UsageError(
      `was signed before ${source} was changed. Sign that again (--force), or remove one of the two.`,
    );
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() === true;
}

/** Reads and checks one file. Throws the catalogue's errors, without the file's name. */
export async function readDocumentFile(file: string, options: ReadOptions = {}): Promise<DocumentFile> {
  const value = await readJsonFile(file);
  const found = await findModelCatalogues(value, options.findCatalogues);
  const { parsed, ...rest } = toDocumentFile(file, value, { version: options.version, catalogues: found?.catalogues });
  const warnings = [...parsed.warnings, ...(found?.warnings ?? [])];
  return { ...rest, parsed: { ...parsed, warnings }, against: found?.against };
}

/** What the device in a file is checked against; undefined for other kinds, and for a device without a model. */
async function findModelCatalogues(
  value: Json,
  find: FindCatalogues | undefined,
): Promise<ModelCatalogues | undefined> {
  const document = isJsonObject(value) && typeof value.document === 'string' ? readText(value.document) : value;
  if (find === undefined || !isJsonObject(document) || document.kind !== 'device') return undefined;
  const model = isJsonObject(document.spec) ? document.spec.device_model : undefined;
  return typeof model === 'string' ? find(model) : undefined;
}

/** The value of a signed document's text; what is no JSON is told when the document is parsed. */
function readText(text: string): Json | undefined {
  try {
    return strictRead(text, FILE_LIMITS);
  } catch {
    return undefined;
  }
}

/** The value in a file, or in what comes on standard input; throws the catalogue's errors, without the file's name. */
export async function readJsonFile(file: string): Promise<Json> {
  return readJson(await readBytes(file));
}

/** The document in a file's value; throws the catalogue's errors, without the file's name. */
export function toDocumentFile(
  file: string,
  value: Json,
  { version, catalogues }: { version?: string | undefined; catalogues?: Catalogues | undefined } = {},
): DocumentFile {
  if (isJsonObject(value) && typeof value.document === 'string' && Array.isArray(value.signatures)) {
    if (version !== undefined) throw new UsageError('is signed: its version is part of what was signed.');
    return {
      file,
      parsed: parseDocument(value.document, { catalogues }),
      signatures: readSignatures(value.signatures),
    };
  }
  if (!isJsonObject(value)) throw new UsageError('holds no JSON object.');
  const document: JsonObject = version === undefined ? value : { ...value, version };
  return { file, parsed: parseDocument(canonicalize(document), { catalogues }), signatures: [] };
}

function readSignatures(values: readonly Json[]): SignatureInput[] {
  return values.map((value) => {
    const { data, error } = SignatureInput.safeParse(value);
    if (error !== undefined) throw new UsageError('has a malformed signature.', { cause: error });
    return data;
  });
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    if (file === STDIN) return await readStdin();
    const { size } = await stat(file);
    if (size > FILE_LIMITS.maxBytes) throw new UsageError(`has ${size} bytes; no document is that large.`);
    return await readFile(file);
  } catch (cause) {
    throw cause instanceof UsageError ? cause : toUnreadable(cause);
  }
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size > FILE_LIMITS.maxBytes) throw new UsageError('has no end; no document is that large.');
  }
  return Buffer.concat(chunks);
}

/** A file as it is called in lines for people. */
export function toFileLabel(file: string): string {
  return file === STDIN ? 'standard input' : file;
}

function toUnreadable(cause: unknown): UsageError {
  return new UsageError(
    `cannot be read (${cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'}).`,
    { cause },
  );
}

function readJson(bytes: Uint8Array): Json {
  try {
    return strictRead(bytes, FILE_LIMITS);
  } catch (error) {
    throw error instanceof StrictJsonError ? toInvalidJson(error, 'The document') : error;
  }
}

/** A key's signature over a document. */
export function signDocument({ document, hash }: ParsedDocument, { kid, seed }: SigningKey): SignatureInput {
  return { kid, sig: signRelease({ name: document.name, version: document.version, digest: hash }, seed) };
}
