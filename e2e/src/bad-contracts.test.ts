// Contracts with a mistake: every door refuses them with one code, at the place of the mistake and with what was probably
// meant, and nothing is saved: neither a new draft nor a change of one, neither a release nor an entry of the log.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { canonicalize } from '@action-registry/core';
import type { Json, JsonObject } from '@action-registry/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BAD_CONTRACTS, type BadContract } from './bad-contracts.js';
import { expectRefusal } from './both-doors.js';
import { startTestRegistry, type TestRegistry } from './harness.js';

const HEADERS = { 'content-type': 'application/json' };
const GOOD: Readonly<Record<BadContract['kind'], JsonObject>> = {
  tool: { spec: {}, inputSchema: { type: 'object' } },
  device: {
    spec: {
      device_model: 'android_mobile',
      action_sets: [{ id: 'forward', actions: [{ command: 'swipe_up' }] }],
      default_action_set_id: 'forward',
    },
  },
};

let registry: TestRegistry;
const drafts = new Map<string, { id: number; revision: number }>();

beforeAll(async () => {
  registry = await startTestRegistry();
  expect((await registry.cli('init')).code).toBe(0);
  for (const [kind, body] of Object.entries(GOOD))
    drafts.set(kind, await createDraft({ kind, title: 'Good', ...body }));
});
afterAll(() => registry.stop());

async function createDraft(draft: JsonObject): Promise<{ id: number; revision: number }> {
  const answer = await registry.fetch('/api/actions', {
    method: 'POST',
    headers: HEADERS,
    body: JSON.stringify(draft),
  });
  expect(answer.status, await answer.clone().text()).toBe(201);
  return ((await answer.json()) as { action: { id: number; revision: number } }).action;
}

const documentOf = ({ kind, body }: BadContract): JsonObject => ({ name: 'bad.one', version: '1.0.0', kind, ...body });

/** The place and the suggestion that a refusal tells first. */
function firstOf(details: Record<string, unknown>): { at: unknown; suggestion?: unknown } {
  const [issue] = (details.issues ?? []) as { path: string; suggestion?: string }[];
  return { at: issue?.path, ...(issue?.suggestion === undefined ? {} : { suggestion: issue.suggestion }) };
}

describe.each(BAD_CONTRACTS)('$name', (bad) => {
  const { kind, body, code, at, suggestion } = bad;
  const expected = { at, ...(suggestion === undefined ? {} : { suggestion }) };

  test('is not saved as a new draft', async () => {
    const call = { procedure: 'definitions.create', rest: { method: 'POST', path: '/api/actions' } };
    const { details } = await expectRefusal(registry.fetch, { ...call, input: { kind, title: 'Bad', ...body } }, code);
    expect(firstOf(details)).toEqual(expected);
  });

  test('is not saved over a draft that is good', async () => {
    const { id = 0, revision = 0 } = drafts.get(kind) ?? {};
    const call = { procedure: 'definitions.update', rest: { method: 'PUT', path: `/api/actions/${id}` } };
    const input = { id, revision, title: 'Good', ...body };
    const { details } = await expectRefusal(registry.fetch, { ...call, input }, code);
    expect(firstOf(details)).toEqual(expected);
    const kept = (await (await registry.fetch(`/api/actions/${id}`)).json()) as { action: JsonObject };
    expect(kept.action).toMatchObject({ revision, ...GOOD[kind] });
  });

  test('is not published, whoever signs it', async () => {
    const document = canonicalize(documentOf(bad) as Json);
    const call = { procedure: 'releases.publish', rest: { method: 'POST', path: '/actions/bad.one/versions' } };
    const signatures = [{ kid: 'nobody', sig: `base64:${'A'.repeat(86)}==` }];
    const { details } = await expectRefusal(registry.fetch, { ...call, input: { document, signatures } }, code);
    expect(firstOf(details)).toEqual(expected);
    expect((await registry.fetch('/actions/bad.one')).status).toBe(404);
  });
});

test('what only some callers stumble over is saved, and told at its place', async () => {
  const inputSchema = { type: 'object', properties: { 'a-b': { type: 'string', description: 'Moves\u202e it.' } } };
  const body = JSON.stringify({ kind: 'tool', title: 'Odd', spec: {}, inputSchema });
  const answer = await registry.fetch('/api/actions', { method: 'POST', headers: HEADERS, body });
  const { warnings } = (await answer.json()) as { warnings: { path: string; code: string }[] };
  expect(warnings.map(({ path: at, code }) => `${code} ${at}`).sort()).toEqual([
    'hidden_character /inputSchema/properties/a-b/description',
    'property_name /inputSchema/properties/a-b',
  ]);
});

describe('the command line', () => {
  test.each(['INVALID_SCHEMA', 'INVALID_SPEC', 'INVALID_COMMAND'])(
    'tells every mistake of %s, file by file',
    async (code) => {
      const rows = BAD_CONTRACTS.filter((bad) => bad.code === code);
      const files = rows.map((_, index) => `${code}-${index}.json`);
      for (const [index, bad] of rows.entries()) {
        const document = { ...documentOf(bad), name: `bad.${code.toLowerCase()}_${index}` };
        await writeFile(path.join(registry.folder, files[index] ?? ''), JSON.stringify(document));
      }
      const { code: exit, stdout, stderr } = await registry.cli('publish', ...files);
      expect(exit).toBe(2);
      for (const { suggestion = code } of rows) expect(stdout + stderr).toContain(suggestion);
      expect((stdout + stderr).split(`(${code})`).length - 1).toBe(rows.length);
      expect((await registry.fetch('/actions')).ok).toBe(true);
      expect(await (await registry.fetch('/actions')).json()).toMatchObject({ items: [] });
    },
  );
});
