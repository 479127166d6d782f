import type { ExportAudit } from '@action-registry/schema';
import { expect, test } from 'vitest';
import { type AuditFormat, createAuditExport } from './audit-export.js';

const URL_ = 'http://registry.example';
const NDJSON = { 'content-type': 'application/x-ndjson' };

/** Reads an export from a server that answers so; `asked` are the addresses it was asked for. */
function serve(answer: () => Promise<Response>, asked: string[] = []) {
  const fetch = ((input: string | URL, init?: RequestInit) => {
    asked.push(String(input));
    return Promise.race([
      answer(),
      new Promise<Response>((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))),
    ]);
  }) as typeof globalThis.fetch;
  const read = createAuditExport({ url: URL_, headers: {}, fetch, timeoutMs: 50 });
  return async (format: AuditFormat = 'ndjson', filter?: ExportAudit): Promise<string> => {
    let text = '';
    for await (const piece of read(format, filter)) text += new TextDecoder().decode(piece);
    return text;
  };
}

function body(...pieces: string[]): ReadableStream<Uint8Array> {
  const left = pieces.map((piece) => new TextEncoder().encode(piece));
  return new ReadableStream({
    pull: (controller) => {
      const piece = left.shift();
      if (piece === undefined) controller.close();
      else controller.enqueue(piece);
    },
  });
}

test('pieces come as they were sent, and the filters are in the address', async () => {
  const asked: string[] = [];
  const read = serve(async () => new Response(body('{"a":1}\n', '{"b":2}\n'), { headers: NDJSON }), asked);
  const filter: ExportAudit = { types: ['key.add', 'key.retire'], subject: 'files.*', actor: undefined };
  expect(await read('ndjson', filter)).toBe('{"a":1}\n{"b":2}\n');
  expect(asked).toEqual([`${URL_}/log/audit.ndjson?types=key.add&types=key.retire&subject=files.*`]);
});

test('a refusal is the registry’s own', async () => {
  const error = { code: 'FORBIDDEN', message: 'No.', details: { permission: 'audit:read' }, request_id: 'r' };
  await expect(serve(async () => Response.json({ error }, { status: 403 }))()).rejects.toMatchObject({
    code: 'FORBIDDEN',
    details: error.details,
  });
});

test.each([
  ['a page of somebody else’s', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
  ['an error without words', () => new Response('', { status: 502 })],
  ['another address', () => new Response(null, { status: 302, headers: { location: 'http://elsewhere.example/x' } })],
])('%s is no export', async (_, make) => {
  await expect(serve(async () => make())()).rejects.toMatchObject({ code: 'UNREACHABLE' });
});

test('an export that breaks off is no shorter export', async () => {
  const broken = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('{"a":1}\n')),
    pull: (controller) => controller.error(new Error('ECONNRESET')),
  });
  await expect(serve(async () => new Response(broken, { headers: NDJSON }))()).rejects.toMatchObject({
    code: 'UNREACHABLE',
  });
});

test('a registry that says nothing is not waited for', async () => {
  const never = () => new Promise<Response>(() => undefined);
  await expect(serve(never)()).rejects.toMatchObject({ code: 'TIMEOUT', details: { timeout_ms: 50 } });
});

test('who reads no further lets the registry go', async () => {
  let isGone = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(1)),
    cancel: () => {
      isGone = true;
    },
  });
  const fetch = (async () => new Response(endless, { headers: NDJSON })) as typeof globalThis.fetch;
  for await (const _piece of createAuditExport({ url: URL_, headers: {}, fetch, timeoutMs: 50 })('ndjson')) break;
  expect(isGone).toBe(true);
});
