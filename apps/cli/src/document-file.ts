// Documents on disk: JSON as people write it, or a signed file as `actions sign` writes it.

import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  canonicalize,
  type ParsedDocument,
  parseDocument,
  StrictJsonError,
  signRelease,
  strictRead,
  toInvalidJson,
} from '@action-registry/core';
import { isJsonObject, type Json, type JsonObject, SignatureInput } from '@action-registry/schema';
import type { SigningKey } from './key-file.js';
import { UsageError } from './usage-error.js';

/** A document ready to be published; unsigned files have no signatures yet. */
export type DocumentFile = { file: string; parsed: ParsedDocument; signatures: SignatureInput[] };

/** The JSON files among the given files and folders, in order of name. */
export async function listDocumentFiles(paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const info = await stat(path).catch((cause: unknown) =>
      Promise.reject(new UsageError(`There is no file or folder '${path}'.`, { cause })),
    );
    if (!info.isDirectory()) found.push(path);
    else
      found.push(
        ...(await readdir(path))
          .filter((name) => name.endsWith('.json'))
          .sort()
          .map((name) => join(path, name)),
      );
  }
  if (found.length === 0) throw new UsageError(`There is no .json file in ${paths.join(', ')}.`);
  return found;
}

/** Reads and checks one file; `version` replaces the document's own. Throws the catalogue's errors. */
export async function readDocumentFile(file: string, version?: string): Promise<DocumentFile> {
  const value = readJson(file, await readFile(file));
  if (isJsonObject(value) && typeof value.document === 'string' && Array.isArray(value.signatures)) {
    if (version !== undefined) throw new UsageError(`'${file}' is signed: its version is part of what was signed.`);
    return { file, parsed: parseDocument(value.document), signatures: readSignatures(file, value.signatures) };
  }
  if (!isJsonObject(value)) throw new UsageError(`'${file}' holds no JSON object.`);
  const document: JsonObject = version === undefined ? value : { ...value, version };
  return { file, parsed: parseDocument(canonicalize(document)), signatures: [] };
}

function readSignatures(file: string, values: readonly Json[]): SignatureInput[] {
  return values.map((value) => {
    const { data, error } = SignatureInput.safeParse(value);
    if (error !== undefined) throw new UsageError(`'${file}' has a malformed signature.`, { cause: error });
    return data;
  });
}

function readJson(file: string, bytes: Uint8Array): Json {
  try {
    return strictRead(bytes);
  } catch (error) {
    throw error instanceof StrictJsonError ? toInvalidJson(error, file) : error;
  }
}

/** A key's signature over a document. */
export function signDocument({ document, hash }: ParsedDocument, { kid, seed }: SigningKey): SignatureInput {
  return { kid, sig: signRelease({ name: document.name, version: document.version, digest: hash }, seed) };
}
