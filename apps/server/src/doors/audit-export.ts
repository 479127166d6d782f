// The audit as a file: NDJSON or CSV of all that the filters leave. A page is read when the client has taken the one before, so
// memory stays flat and nothing is read for who has gone; a file that could not be finished breaks off and never looks whole.
import { assertStorable, toInvalidInput } from '@action-registry/core';
import { type AuditEvent, ExportAudit } from '@action-registry/schema';
import type { Hono } from 'hono';
import type { Context } from '../context.js';
import { toCsvLine } from '../csv.js';
import { exportAudit } from '../services/audit.js';
import { assertCaller, countRead } from '../trpc.js';
import { toChunkBytes } from './chunk-bytes.js';
import { createAnswer } from './releases.js';
import type { Bindings } from './request.js';
import { readQuery, shapeOf } from './rest-routes.js';

const FIELDS = shapeOf(ExportAudit);

type Format = { name: string; type: string; head: string; toText: (events: readonly AuditEvent[]) => string };

const COLUMNS = ['index', 'at', 'type', 'workspace', 'actor', 'subject', 'before', 'after', 'data'] as const;
const SOURCES = ['address', 'user_agent', 'request_id', 'credential'] as const;

const FORMATS: readonly Format[] = [
  {
    name: 'ndjson',
    type: 'application/x-ndjson',
    head: '',
    toText: (events) => events.map((event) => `${JSON.stringify(event)}\n`).join(''),
  },
  {
    name: 'csv',
    type: 'text/csv; charset=utf-8; header=present',
    head: toCsvLine([...COLUMNS, ...SOURCES, 'leaf_hash']),
    toText: (events) => events.map(toRow).join(''),
  },
];

/** Adds `/log/audit.ndjson` and `/log/audit.csv`. */
export function addAuditRoutes(app: Hono<Bindings>): void {
  const answer = createAnswer('audit:read');
  for (const format of FORMATS)
    app.get(`/log/audit.${format.name}`, (c) =>
      answer(c, (ctx) => {
        ctx.answer.route = `/log/audit.${format.name}`;
        countRead(ctx);
        return sendExport(ctx, format, new URL(c.req.url).searchParams);
      }),
    );
}

async function sendExport(ctx: Context, format: Format, query: URLSearchParams): Promise<Response> {
  const caller = assertCaller(ctx);
  const chunks = toChunks(format, exportAudit(caller, parseFilter(query)));
  // What refuses the first page is still an answer of its own.
  const first = await chunks.next();
  const onFailure = (error: unknown) =>
    ctx.log.warn({ err: error, request_id: ctx.requestId }, 'an export of the audit ended early');
  const day = ctx.now().toISOString().slice(0, 10);
  const name = `audit-${caller.principal.workspace}-${day}.${format.name}`;
  return new Response(toChunkBytes(first, chunks, onFailure), {
    headers: { 'Content-Type': format.type, 'Content-Disposition': `attachment; filename="${name}"` },
  });
}

/** The filters in a query, read as those of `log.audit` are. */
function parseFilter(query: URLSearchParams): ExportAudit {
  const raw = readQuery(FIELDS, query);
  assertStorable(raw);
  const filter = ExportAudit.safeParse(raw);
  if (!filter.success) throw toInvalidInput(filter.error, raw, { schema: ExportAudit });
  return filter.data;
}

async function* toChunks({ head, toText }: Format, pages: AsyncGenerator<AuditEvent[]>): AsyncGenerator<string> {
  let before = head;
  for await (const events of pages) {
    yield before + toText(events);
    before = '';
  }
  if (before !== '') yield before;
}

function toRow({ index, at, type, workspace, actor, subject, data = {}, source = {}, leaf_hash }: AuditEvent): string {
  const { before, after, ...rest } = data;
  return toCsvLine([
    String(index),
    at,
    type,
    workspace,
    actor,
    subject,
    ...[before, after, Object.keys(rest).length === 0 ? undefined : rest].map((value) => JSON.stringify(value)),
    ...SOURCES.map((field) => source[field]),
    leaf_hash,
  ]);
}
