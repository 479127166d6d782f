// Two workspaces over every procedure that there is, as the router has them: whoever adds one is covered by it. Of what is private
// to one workspace the other gets to know nothing: not by lists, searches, counts, cursors, streams, errors or guessed ids.
import { randomBytes } from 'node:crypto';
import { appendLog } from '@action-registry/db';
import { openTestDatabase, type TestDatabase } from '@action-registry/db/testing';
import type { JsonObject, LogEvent } from '@action-registry/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { CallerContext } from './context.js';
import { toObjectShape } from './doors/rest-routes.js';
import { toRegistryError, toWireError } from './errors.js';
import { appRouter, createCaller } from './router.js';
import { streamEvents } from './services/log.js';
import { privateEntry } from './services/log-entry.js';
import { publishRelease } from './services/publish-release.js';
import { transact } from './services/transact.js';
import { addTestKey, signedDocument, startTestRegistry, type TestKey, type TestRegistry } from './testing/registry.js';

/** Stands in everything private of ours; nobody says it but us. */
const SECRET = `secret${randomBytes(6).toString('hex')}`;
/** Stands beside it, and is what the others guess. */
const WORD = 'zeppelin';
const MISSING = 999_999;

type Procedure = { _def: { type: 'query' | 'mutation' | 'subscription'; inputs: unknown[] } };
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>);
const queries = procedures.filter(([, { _def }]) => _def.type === 'query');

/** A value for each field that a procedure may have; one that is missing here is asked for by name. */
const VALUES: JsonObject = {
  ...{ limit: 200, start: 0, after: 0, size: 1, first: 0, second: 1, index: 0, from: 1, to: 2, revision: 1, id: 1 },
  ...{ q: WORD, search: WORD, text: WORD, tag: WORD, facets: true, include_deleted: true, deleted: true, fresh: true },
  ...{
    name: 'ours.tool',
    version: '1.0.0',
    selector: '1.0.0',
    channel: 'latest',
    kid: 'ours-key',
    references: { a: 'ours.tool' },
  },
  ...{ workspace: 'ours', namespace: 'ours', kind: 'prompt', title: 'Guess', spec: { prompt: 'x' }, accept: true },
  ...{
    role: 'viewer',
    subject: 'x',
    permissions: ['definitions:read'],
    reason: 'x',
    member_id: 1,
    sort: 'title',
    dir: 'asc',
    device_model: 'android_mobile',
  },
};

/** Where a procedure takes something else under a name of those. */
const OWN_VALUES: Readonly<Record<string, JsonObject>> = { 'releases.compare': { from: '1.0.0', to: '1.0.0' } };
const valuesOf = (name: string): JsonObject => ({ ...VALUES, ...OWN_VALUES[name] });

let database: TestDatabase;
let registry: TestRegistry;
let ours: CallerContext;
let theirs: CallerContext;
let key: TestKey;
/** By table, the id of a row of ours; no two tables share one. */
const ids: Record<string, number> = {};

beforeAll(async () => {
  database = await openTestDatabase('postgresql');
  registry = await startTestRegistry(database);
  theirs = await registry.caller('theirs');
  await plant(theirs, 'theirs', 'plain');
  for (const [place, table] of [
    'action_definitions',
    'api_keys',
    'workspace_members',
    'key_requests',
    'sessions',
  ].entries())
    await database.superuser(`select setval('${table}_id_seq', ${700_000 + place * 1_000})`);
  ours = await registry.caller('ours');
  key = await addTestKey(ours, 'ours-key', { scope: ['ours.*'] });
  await publishRelease(ours, signedDocument(key, 'ours.tool@1.0.0'));
  Object.assign(ids, await plant(ours, 'ours', SECRET));
});
afterAll(async () => {
  await registry.stop();
  await database.dispose();
});

/** Fills a workspace with private things, two of each that a list may have, and answers an id of each. */
async function plant(ctx: CallerContext, namespace: string, text: string): Promise<Record<string, number>> {
  const { workspaceId } = ctx.principal;
  const draft = (n: number) => ({
    ...{ kind: 'prompt' as const, title: `${WORD} ${text} ${n}`, name: `${namespace}.draft${n}` },
    ...{ spec: { prompt: `${WORD} ${text}` }, description: `${WORD} ${text}` },
  });
  const { action } = (await createCaller(ctx).definitions.create(draft(1))) as { action: { id: number } };
  await createCaller(ctx).definitions.create(draft(2));
  const insert = async (table: string, columns: string, values: string): Promise<number> => {
    const one = `insert into ${table} (workspace_id, ${columns}) select ${workspaceId}, ${values} from generate_series(1, 2) n returning id`;
    const [row] = await database.superuser(one);
    return Number(row?.id);
  };
  const source = { workspace_id: workspaceId, address: text, user_agent: text, request_id: text, credential: text };
  const event = { type: 'api_key.create', subject: `api_key:${text}`, data: { name: text } } as const;
  const act = { actor: text, workspaceId, workspace: ctx.principal.workspace, at: ctx.now().toISOString() };
  await transact({ database, source }, workspaceId, (tx) => appendLog(tx, [privateEntry(event, act)]));
  const bytes = `sha256(('${text}' || n)::bytea)`;
  return {
    action_definitions: action.id,
    api_keys: await insert(
      'api_keys',
      'name, key_prefix, secret_hash, permissions, created_by, created_at',
      `'${text}', '${text}' || n, ${bytes}, '{}', 'x', now()`,
    ),
    workspace_members: await insert(
      'workspace_members',
      'subject, name, role, added_by, created_at, updated_at',
      `'https://id.example|${text}' || n, '${WORD} ${text}', 'viewer', 'x', now(), now()`,
    ),
    key_requests: await insert(
      'key_requests',
      'key, thumbprint, status, requested_by, created_at',
      `'{"kid":"${namespace}-asked","public_key":"base64:${text}"}', '${text}' || n, 'pending', '${text}', now()`,
    ),
    sessions: await insert(
      'sessions',
      'api_key_id, token_hash, kind, created_at, expires_at',
      `${ctx.principal.credential.id}, ${bytes}, 'link', now(), '2999-01-01'`,
    ),
  };
}

/** What a caller gets by a call, as it would travel: output or error. */
async function call(ctx: CallerContext, name: string, input: unknown): Promise<string> {
  try {
    let target: unknown = createCaller({ ...ctx, answer: { headers: new Headers(), route: '' } });
    for (const part of name.split('.')) target = (target as Record<string, unknown>)[part];
    return JSON.stringify(await (target as (input: unknown) => Promise<unknown>)(input)) ?? 'nothing';
  } catch (error) {
    return JSON.stringify(toWireError(toRegistryError(error, { method: 'POST', path: name, input }), 'request'));
  }
}

const schemaOf = ({ _def }: Procedure) => _def.inputs[0] as z.ZodType | undefined;
const isGood = (procedure: Procedure, input: unknown) =>
  schemaOf(procedure)?.safeParse(input).success ?? input === undefined;

/** The fields that an input must have, each with a value. */
function requiredOf(name: string, procedure: Procedure): JsonObject {
  const fields = Object.entries(toObjectShape(schemaOf(procedure))).filter(
    ([, schema]) => !schema.safeParse(undefined).success,
  );
  return Object.fromEntries(
    fields.map(([field]) => {
      const value = valuesOf(name)[field];
      if (value === undefined) throw new Error(`${name} needs '${field}': give VALUES one, so that it is tried here`);
      return [field, value];
    }),
  );
}

/** Every good input that differs from the least one by one field, and with every id of ours. */
function inputsOf(name: string, procedure: Procedure): unknown[] {
  const shape = toObjectShape(schemaOf(procedure));
  const least = requiredOf(name, procedure);
  const wide = 'limit' in shape ? { ...least, limit: 200 } : least;
  const varied = Object.keys(shape).flatMap((field) => {
    const values = field === 'id' || field === 'member_id' ? Object.values(ids) : [valuesOf(name)[field]];
    return values.filter((value) => value !== undefined).map((value) => ({ ...wide, [field]: value }));
  });
  return [undefined, wide, ...varied].filter((input) => isGood(procedure, input));
}

/** Everything private of ours, as it stands. */
async function dump(): Promise<unknown[]> {
  const tables = [
    'action_definitions',
    'definition_revisions',
    'api_keys',
    'sessions',
    'workspace_members',
    'key_requests',
  ];
  const of = (table: string) =>
    database.superuser(
      `select t::text as row from ${table} t where workspace_id = ${ours.principal.workspaceId} order by 1`,
    );
  return (await Promise.all(tables.map(of))).flat();
}

describe('what one workspace gets to know of another', () => {
  test('every query has an input to be tried with', () => {
    const untried = queries.filter(([name, procedure]) => inputsOf(name, procedure).length === 0).map(([name]) => name);
    expect(untried).toEqual([]);
  });

  test('no query says anything private of another workspace, whatever it is asked', async () => {
    const told: unknown[] = [];
    const own = new Set<string>();
    for (const [name, procedure] of queries) {
      for (const input of inputsOf(name, procedure)) {
        const answer = await call(theirs, name, input);
        if (answer.includes(SECRET)) told.push({ name, input, answer });
        if ((await call(ours, name, input)).includes(SECRET)) own.add(name);
      }
    }
    expect(told).toEqual([]);
    // The owner is told, or this would prove nothing.
    expect([...own]).toEqual(expect.arrayContaining(['definitions.list', 'definitions.get', 'log.entries']));
  });

  test('an id of another workspace is answered byte for byte like one that is nobody’s', async () => {
    const different: unknown[] = [];
    const tried = new Set<string>();
    const before = await dump();
    for (const [name, procedure] of procedures) {
      for (const field of ['id', 'member_id'].filter((each) => each in toObjectShape(schemaOf(procedure)))) {
        const ask = async (id: number) => {
          const answer = await call(theirs, name, { ...requiredOf(name, procedure), [field]: id });
          return answer.replaceAll(String(id), 'ID');
        };
        const nobodys = await ask(MISSING);
        for (const [table, id] of Object.entries(ids)) {
          const foreign = await ask(id);
          tried.add(name);
          if (foreign !== nobodys) different.push({ name, table, foreign, nobodys });
        }
      }
    }
    expect(different).toEqual([]);
    expect([...tried]).toEqual(expect.arrayContaining(['definitions.get', 'definitions.update', 'definitions.delete']));
    expect(await dump()).toEqual(before);
  });

  test('a cursor of another workspace leads through nothing but one’s own', async () => {
    const tried: string[] = [];
    for (const [name, procedure] of queries) {
      const shape = toObjectShape(schemaOf(procedure));
      if (!('cursor' in shape && 'limit' in shape)) continue;
      const least = requiredOf(name, procedure);
      const { next_cursor: cursor } = JSON.parse(await call(ours, name, { ...least, limit: 1 })) as {
        next_cursor?: string;
      };
      if (cursor === undefined) continue;
      tried.push(name);
      const page = async (more: JsonObject) =>
        (JSON.parse(await call(theirs, name, { ...least, limit: 200, ...more })) as { items?: unknown[] }).items ?? [];
      const whole = (await page({})).map((item) => JSON.stringify(item));
      const after = (await page({ cursor })).map((item) => JSON.stringify(item));
      expect([name, after.filter((item) => item.includes(SECRET) || !whole.includes(item))]).toEqual([name, []]);
    }
    expect(tried).toEqual(expect.arrayContaining(['definitions.list', 'log.entries']));
  });

  test('a name that only a draft of another workspace has is free', async () => {
    const draft = { kind: 'prompt' as const, title: 'Mine', name: 'ours.draft1', spec: { prompt: 'x' } };
    expect(await call(theirs, 'definitions.create', draft)).toContain('"ours.draft1"');
    expect(await call(theirs, 'definitions.validate', draft)).not.toContain(SECRET);
  });

  test('a stream tells the public events, and of private ones nothing', async () => {
    const head = await publishRelease(ours, signedDocument(key, 'ours.tool@1.1.0'));
    const read = async (ctx: CallerContext): Promise<LogEvent[]> => {
      const stop = new AbortController();
      const events: LogEvent[] = [];
      for await (const event of streamEvents(ctx, { after: -1 }, stop.signal)) {
        events.push(event);
        if (event.index >= head.log_index) stop.abort();
      }
      return events;
    };
    expect(JSON.stringify(await read(ours))).toContain(SECRET);
    const seen = await read(theirs);
    expect(JSON.stringify(seen)).not.toContain(SECRET);
    expect(seen.map(({ subject }) => subject)).toContain('ours.tool@1.1.0');
    expect(seen.filter(({ type, workspace }) => workspace === 'ours' && type.startsWith('definition.'))).toEqual([]);
  });

  test('without a workspace there is nothing private at all', async () => {
    for (const [name, procedure] of queries) {
      for (const input of inputsOf(name, procedure)) {
        const nobody = { ...theirs, principal: undefined } as unknown as CallerContext;
        expect([name, (await call(nobody, name, input)).includes(SECRET)]).toEqual([name, false]);
      }
    }
  });
});
