// Files of a built page, served from a folder: kept in memory once asked for, compressed once, with ETags. Only names that
// the folder had when the server started are answered, so no path leads out of it.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { matchesTag } from './conditional.js';

const compress = promisify(gzip);
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};
const COMPRESSED = /^(?:text|application|image\/svg)/;
const YEAR = 'public, max-age=31536000, immutable';

type File = { bytes: Buffer<ArrayBuffer>; packed: Buffer<ArrayBuffer> | undefined; etag: string; type: string };

/** A folder's files by their paths below it; `isImmutable` says whose name changes with their content. */
export type StaticFiles = {
  /** The answer for a file, undefined when the folder has none of that name. */
  answer(name: string, request: Request): Promise<Response | undefined>;
};

/** The files of a folder as it is now; a folder that is not there has none. */
export function openStaticFiles(folder: string, isImmutable: (name: string) => boolean): StaticFiles {
  const names = new Set(listNames(folder));
  const files = new Map<string, Promise<File | undefined>>();
  return {
    answer: async (name, request) => {
      if (!names.has(name)) return undefined;
      const reading = files.get(name) ?? readStatic(path.join(folder, name));
      files.set(name, reading);
      const file = await reading;
      if (file !== undefined) return toResponse(file, request, isImmutable(name) ? YEAR : 'no-cache');
      files.delete(name);
      return undefined;
    },
  };
}

function listNames(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() && !entry.name.startsWith('.') && path.extname(entry.name) in TYPES
      ? [path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/')]
      : [],
  );
}

/** The file; undefined when it is gone, as after a new build under a running server. */
async function readStatic(file: string): Promise<File | undefined> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (bytes === undefined) return undefined;
  const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
  const packed = COMPRESSED.test(type) ? await compress(bytes, { level: 9 }) : undefined;
  return { bytes, packed, etag: `"${createHash('sha256').update(bytes).digest('base64url')}"`, type };
}

function toResponse({ bytes, packed, etag, type }: File, request: Request, cache: string): Response {
  const headers = new Headers({ 'Content-Type': type, 'Cache-Control': cache, ETag: etag, Vary: 'Accept-Encoding' });
  if (matchesTag(request.headers.get('if-none-match') ?? undefined, etag))
    return new Response(null, { status: 304, headers });
  const isPacked = packed !== undefined && /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '');
  if (!isPacked) return new Response(bytes, { headers });
  headers.set('Content-Encoding', 'gzip');
  return new Response(packed, { headers });
}
