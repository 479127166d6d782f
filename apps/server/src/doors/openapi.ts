// OpenAPI 3.1 from the procedures themselves: the same routes the REST door answers, the same schemas that check input and
// output. What is no procedure (exact bytes, streams, health) is added by hand in `openapi-extras.ts`.
import {
  Action,
  ActionItem,
  Channel,
  Definition,
  DefinitionSummary,
  JsonRecord,
  LogEntry,
  Release,
  ReleaseVerdict,
  TrustedKey,
} from '@action-registry/schema';
import { z } from 'zod';
import {
  type CreateDocumentOptions,
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import { appRouter } from '../router.js';
import { EXTRA_PATHS, REFUSAL, SECURITY } from './openapi-extras.js';
import { buildRoutes, type Route, toObjectShape, unwrap } from './rest-routes.js';

type Wrap = NonNullable<Route['wrap']>;
type Procedure = { _def: { inputs: unknown[]; output?: unknown; meta?: { permission: string } } };

/** Shapes that many operations share, said once. */
const NAMED = {
  Action,
  ActionItem,
  Channel,
  Definition,
  DefinitionSummary,
  LogEntry,
  Release,
  ReleaseVerdict,
  TrustedKey,
};

/** Any JSON is any JSON; a record is at least an object. */
const OPTIONS: CreateDocumentOptions = {
  allowEmptySchema: { custom: true, unknown: true },
  override: ({ zodSchema, jsonSchema }) => {
    if (zodSchema === JsonRecord) jsonSchema.type = 'object';
  },
};

/** The document; built once, since nothing in it depends on a request. */
export function createOpenApiDocument(version: string): ReturnType<typeof createDocument> {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of buildRoutes()) {
    const operations = paths[route.path] ?? {};
    paths[route.path] = { ...operations, [route.method.toLowerCase()]: toOperation(route) };
  }
  const document = {
    openapi: '3.1.0' as const,
    info: {
      title: 'Action Registry',
      version,
      description:
        'Signed, immutable releases of callable actions. Every answer can be verified on your own machine: docs/protocol.md says how.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [],
    tags: [...new Set(buildRoutes().map(({ procedure }) => tagOf(procedure)))].map((name) => ({ name })),
    paths: { ...paths, ...EXTRA_PATHS },
    components: {
      schemas: NAMED,
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description:
            'An API key: `Authorization: Bearer ark_…`; or a token of the identity provider, and with it `X-Workspace: SLUG` where a person is in several.',
        },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      },
    },
  } satisfies ZodOpenApiObject;
  return createDocument(document, OPTIONS);
}

function toOperation(route: Route): ZodOpenApiOperationObject {
  const { inputs, output, meta } = procedureOf(route);
  const permission = meta?.permission ?? 'none';
  return {
    operationId: route.procedure,
    tags: [tagOf(route.procedure)],
    summary: toSummary(route.procedure),
    description: toDescription(route.procedure, permission),
    ...(permission !== 'none' && { security: permission === 'read' ? [{}, ...SECURITY] : SECURITY }),
    ...toRequest(route, inputs[0]),
    responses: {
      ...toResponses(route, output),
      default: REFUSAL,
    },
  };
}

function procedureOf({ procedure }: Route): Procedure['_def'] {
  const procedures = appRouter._def.procedures as unknown as Record<string, Procedure>;
  const found = procedures[procedure];
  if (found === undefined) throw new Error(`there is no procedure ${procedure}`);
  return found._def;
}

/** Fields of the path, then of the query for reads or of the body for writes. */
function toRequest(route: Route, input: unknown): Partial<ZodOpenApiOperationObject> {
  const shape = toObjectShape(input);
  // What the path holds is always there, also where other doors may leave it out.
  const inPath = Object.fromEntries(route.fields.map((field) => [field, unwrap(shape[field]) ?? z.string()]));
  const others = Object.fromEntries(Object.entries(shape).filter(([field]) => !route.fields.includes(field)));
  const path = route.fields.length === 0 ? {} : { path: z.object(inPath as Record<string, z.ZodType>) };
  if (route.method === 'GET' || route.method === 'DELETE') {
    const hasQuery = Object.keys(others).length > 0;
    return { requestParams: { ...path, ...(hasQuery && { query: z.object(others) }) } };
  }
  if (Object.keys(others).length === 0) return { requestParams: path };
  const isNeeded = Object.values(others).some((field) => !field.safeParse(undefined).success);
  const content = { 'application/json': { schema: z.strictObject(others) } };
  return { requestParams: path, requestBody: { required: isNeeded, content } };
}

function toResponses(route: Route, output: unknown): ZodOpenApiOperationObject['responses'] {
  const schema = wrapOutput(route, output as z.ZodType);
  const content = { 'application/json': { schema } };
  if (route.status === 201) return { '201': { description: 'Made.', content } };
  const moved = { '302': { description: 'A channel or range: go to the exact version.' } };
  const ok = { '200': { description: 'Done.', content }, ...(route.procedure === 'releases.get' && moved) };
  return route.status === 'created' ? { ...ok, '201': { description: 'Made by this call.', content } } : ok;
}

function wrapOutput({ wrap }: Route, output: z.ZodType): z.ZodType {
  if (wrap === undefined) return output;
  const shape = toObjectShape(output);
  const { items = z.array(z.unknown()), ...rest } = shape;
  const wrapped: Record<Wrap, z.ZodType> = {
    actions: z.object({ actions: items, ...rest }),
    action: z.object({ action: output }),
    saved: z.object({ ok: z.literal(true), ...shape }),
    ok: z.object({ ok: z.literal(true), ...shape }),
  };
  return wrapped[wrap];
}

function tagOf(procedure: string): string {
  return procedure.split('.', 1)[0] ?? procedure;
}

/** `releases.publish` reads as "Publish (releases)": the procedure's own words, in one place. */
function toSummary(procedure: string): string {
  const verb = procedure
    .slice(procedure.indexOf('.') + 1)
    .replace(/([A-Z])/g, (_, letter: string) => ` ${letter.toLowerCase()}`);
  return `${verb.charAt(0).toUpperCase()}${verb.slice(1)} (${tagOf(procedure)})`;
}

function toDescription(procedure: string, permission: string): string {
  const who =
    permission === 'none'
      ? 'Anyone may call it.'
      : permission === 'read'
        ? 'Whoever may read the registry may call it; with READ_ACCESS=key that takes an API key.'
        : `Needs the permission \`${permission}\`.`;
  return `${who} The same as the tRPC procedure \`${procedure}\`.`;
}
