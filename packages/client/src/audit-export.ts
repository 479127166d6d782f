// The audit as a registry exports it: read while it arrives, so that a file of any size passes through without being held.
import { type ExportAudit, RegistryError } from '@action-registry/schema';
import { toWireError } from './errors.js';
import { findRedirect, toElsewhere, toStranger, toTimeout, toUnreachable } from './network-errors.js';

/** A form of the export: a line of JSON for each event, or RFC 4180 with a header row. */
export type AuditFormat = 'ndjson' | 'csv';

/** Reads an export piece by piece; throws RegistryErrors, also when it breaks off: what came until then is not all. */
export type ExportAuditFile = (format: AuditFormat, filter?: ExportAudit) => AsyncGenerator<Uint8Array>;

const TYPES: Readonly<Record<AuditFormat, string>> = { ndjson: 'application/x-ndjson', csv: 'text/csv' };

type ExportOptions = { url: string; headers: Record<string, string>; fetch: typeof fetch; timeoutMs: number };

/** A reader of exports; `timeoutMs` is what the registry has for each piece. */
export function createAuditExport({ url, headers, fetch, timeoutMs }: ExportOptions): ExportAuditFile {
  return async function* (format, filter = {}) {
    const stop = new AbortController();
    let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
    const read = () => reader && within(reader.read());
    const within = <T>(work: Promise<T>): Promise<T> => inTime(work, { url, timeoutMs, stop });
    try {
      const request = { headers, redirect: 'manual', signal: stop.signal } as const;
      const response = await within(fetch(`${url}/log/audit.${format}${toQuery(filter)}`, request));
      await assertFile(response, { url, type: TYPES[format] });
      reader = response.body?.getReader();
      for (let piece = await read(); piece?.done === false; piece = await read()) yield piece.value;
    } finally {
      // Whatever was not read is not waited for.
      stop.abort();
      await reader?.cancel().catch(() => undefined);
    }
  };
}

function toQuery({ types, ...filter }: ExportAudit): string {
  const query = new URLSearchParams(types?.map((type) => ['types', type]));
  for (const [name, value] of Object.entries(filter)) if (value !== undefined) query.set(name, value);
  return query.size === 0 ? '' : `?${query}`;
}

async function assertFile(response: Response, { url, type }: { url: string; type: string }): Promise<void> {
  const redirect = findRedirect(response);
  if (redirect !== undefined) throw toElsewhere(url, redirect);
  if (!response.ok) throw toWireError(await response.json().catch(() => undefined)) ?? toStranger(url);
  if (response.headers.get('content-type')?.startsWith(type) !== true) throw toStranger(url);
}

type Limit = { url: string; timeoutMs: number; stop: AbortController };

async function inTime<T>(work: Promise<T>, { url, timeoutMs, stop }: Limit): Promise<T> {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    stop.abort();
  }, timeoutMs);
  try {
    return await work;
  } catch (cause) {
    if (cause instanceof RegistryError) throw cause;
    throw isLate ? toTimeout(url, timeoutMs, cause) : toUnreachable(url, cause);
  } finally {
    clearTimeout(timer);
  }
}
