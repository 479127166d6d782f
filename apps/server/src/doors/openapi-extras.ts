// The routes that are no procedures: exact bytes, redirects, streams, health. Their shapes are said here and nowhere else.
import { ExportAudit, Health, WireError } from '@action-registry/schema';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';

/** Any refusal of any operation. */
export const REFUSAL = {
  description: 'A refusal, with a code of docs/errors.md.',
  content: { 'application/json': { schema: z.object({ error: WireError }).meta({ id: 'Error' }) } },
};

/** How a caller says who they are. */
export const SECURITY = [{ bearer: [] }, { apiKey: [] }];

const text = (description: string) => ({ description, content: { 'text/plain': { schema: z.string() } } });
const ReleasePath = z.object({ name: z.string(), version: z.string() });
const Jwk = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  alg: z.literal('Ed25519'),
  use: z.literal('sig'),
  kid: z.string(),
});
const StreamQuery = z.object({
  after: z.int().optional(),
  type: z.array(z.string()).optional(),
  name: z.array(z.string()).optional(),
  workspace: z.string().optional(),
});

/** The audit as a file of one format. */
function auditExport(format: string, type: string, rows: string) {
  return {
    get: {
      operationId: `audit.${format}`,
      tags: ['log'],
      summary: `The audit as ${format.toUpperCase()} (log)`,
      description: `Needs the permission \`audit:read\`. All that the filters of \`log.audit\` leave, newest first, while it is read: ${rows} A file that could not be finished breaks off.`,
      security: SECURITY,
      requestParams: { query: ExportAudit },
      responses: {
        '200': { description: 'A file.', content: { [type]: { schema: z.string() } } },
        default: REFUSAL,
      },
    },
  };
}

/** Paths by hand. */
export const EXTRA_PATHS: ZodOpenApiPathsObject = {
  '/actions/{name}/versions/{version}/canonical': {
    get: {
      operationId: 'canonical',
      tags: ['releases'],
      summary: 'The signed bytes (releases)',
      description: 'The canonical text of a release, exactly as it was signed; its SHA-256 is the release’s hash.',
      requestParams: { path: ReleasePath },
      responses: {
        '200': {
          description: 'The bytes; `ETag` is the hash.',
          content: { 'application/json': { schema: z.unknown() } },
        },
        '302': { description: 'A channel or range: go to the exact version.' },
        default: REFUSAL,
      },
    },
  },
  '/actions/{name}/versions/{version}/proof': {
    get: {
      operationId: 'proof',
      tags: ['releases'],
      summary: 'The proof that a release is in the log (releases)',
      description: 'A C2SP tlog-proof: index, path and checkpoint of the entry that published the release.',
      requestParams: { path: ReleasePath },
      responses: { '200': text('The proof.'), default: REFUSAL },
    },
  },
  '/log/checkpoint': {
    get: {
      operationId: 'log.checkpoint',
      tags: ['log'],
      summary: 'The latest checkpoint (log)',
      description: 'A C2SP signed note: origin, size and root of the log, signed by its key.',
      responses: { '200': text('The note.'), default: REFUSAL },
    },
  },
  '/log/tile/{level}/{index}.p/{width}': {
    get: {
      operationId: 'tile',
      tags: ['log'],
      summary: 'A tile of the log (log)',
      description:
        'C2SP tlog-tiles: `level` is a number, or `entries` for the leaves themselves; `index` has groups of three digits. A full tile has no `.p/{width}`.',
      requestParams: { path: z.object({ level: z.string(), index: z.string(), width: z.string() }) },
      responses: {
        '200': {
          description: 'The hashes or leaves; they never change.',
          content: { 'application/octet-stream': { schema: z.string() } },
        },
        default: REFUSAL,
      },
    },
  },
  '/log/audit.ndjson': auditExport(
    'ndjson',
    'application/x-ndjson',
    'a line of JSON for each event, as `log.audit` has it.',
  ),
  '/log/audit.csv': auditExport(
    'csv',
    'text/csv',
    'RFC 4180 with a header row. Cells that a spreadsheet would run as formulas begin with an apostrophe.',
  ),
  '/events': {
    get: {
      operationId: 'events',
      tags: ['events'],
      summary: 'The log, live (events)',
      description:
        'Server-sent events, one per log entry: `id` is its index, `data` the entry. `Last-Event-ID` resumes without a gap or a repeat.',
      requestParams: { query: StreamQuery, header: z.object({ 'Last-Event-ID': z.string().optional() }) },
      responses: {
        '200': { description: 'A stream.', content: { 'text/event-stream': { schema: z.string() } } },
        default: REFUSAL,
      },
    },
  },
  '/.well-known/jwks.json': {
    get: {
      operationId: 'jwks',
      tags: ['keys'],
      summary: 'Trusted keys as a JWKS (keys)',
      responses: {
        '200': {
          description: 'The keys.',
          content: { 'application/json': { schema: z.object({ keys: z.array(Jwk) }) } },
        },
        default: REFUSAL,
      },
    },
  },
  '/healthz': {
    get: {
      operationId: 'healthz',
      tags: ['system'],
      summary: 'Is the process alive? (system)',
      responses: {
        '200': {
          description: 'It is.',
          content: { 'application/json': { schema: z.object({ ok: z.literal(true) }) } },
        },
      },
    },
  },
  '/readyz': {
    get: {
      operationId: 'readyz',
      tags: ['system'],
      summary: 'Can it answer? (system)',
      responses: {
        '200': { description: 'It can.', content: { 'application/json': { schema: Health } } },
        '503': { description: 'It cannot.', content: { 'application/json': { schema: Health } } },
      },
    },
  },
  '/metrics': {
    get: {
      operationId: 'metrics',
      tags: ['system'],
      summary: 'Prometheus metrics (system)',
      responses: { '200': text('The metrics.') },
    },
  },
};
