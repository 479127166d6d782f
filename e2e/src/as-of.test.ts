// Resolving as it was: each reference answers what it answered at that index or time, whatever was undone or removed since.
import { randomBytes } from 'node:crypto';
import { canonicalize, digestOf, signRelease, toBase64 } from '@action-registry/core';
import { createDatabase } from '@action-registry/db/testing';
import type { ResolveResults } from '@action-registry/schema';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startTestRegistry, type TestRegistry } from './harness.js';

const key = { kid: 'ci-key', seed: randomBytes(32) };
const headers = { 'content-type': 'application/json' };
const RELEASE = '/actions/files.move/versions';

describe.each(['pglite', 'postgresql'] as const)('as_of on %s', (kind) => {
  let registry: TestRegistry;
  beforeAll(async () => {
    const { url, template } = inject('postgres');
    registry = await startTestRegistry({
      cliEnv: { ACTIONS_SIGNING_KEY: toBase64(key.seed), ACTIONS_SIGNING_KID: key.kid },
      ...(kind === 'postgresql' && { databaseUrl: await createDatabase(url, template) }),
    });
    await registry.cli('init');
  });
  afterAll(() => registry.stop());

  const send = async (method: string, path: string, body: object): Promise<void> => {
    const answer = await registry.fetch(path, { method, headers, body: JSON.stringify(body) });
    expect([path, answer.status < 300]).toEqual([path, true]);
  };
  const publish = (version: string) => {
    const text = canonicalize({ kind: 'tool', name: 'files.move', version, spec: {} });
    const sig = signRelease({ name: 'files.move', version, digest: digestOf(text) }, key.seed);
    return send('POST', RELEASE, { document: text, signatures: [{ kid: key.kid, sig }] });
  };
  const size = async () => ((await (await registry.fetch('/log/entries?limit=1')).json()) as { size: number }).size;

  async function ask(as_of?: number | string) {
    const references = {
      range: 'files.move@^1',
      beta: 'files.move@beta',
      latest: 'files.move',
      exact: 'files.move@1.1.0',
    };
    const body = JSON.stringify({ references, ...(as_of !== undefined && { as_of }) });
    const { results } = (await (
      await registry.fetch('/resolve', { method: 'POST', headers, body })
    ).json()) as ResolveResults;
    const of = (label: string) => {
      const result = results[label];
      if (result?.ok !== true) return result?.error.code;
      const state = [result.severity, result.deprecation_reason, result.yanked ? 'yanked' : undefined].filter(Boolean);
      return [result.version, ...state].join(' ');
    };
    return { range: of('range'), beta: of('beta'), latest: of('latest'), exact: of('exact') };
  }

  test('every step can be asked for again, by index and by time', async () => {
    const steps: (() => Promise<void>)[] = [
      () => publish('1.0.0'),
      () => publish('1.1.0'),
      () => send('PUT', '/actions/files.move/channels/beta', { version: '1.1.0' }),
      () => send('POST', `${RELEASE}/1.1.0/deprecate`, { reason: 'Slow.' }),
      () => send('POST', `${RELEASE}/1.1.0/deprecate`, { reason: 'Wrong.', severity: 'unsafe' }),
      () => send('PUT', '/actions/files.move/channels/beta', { version: '1.0.0' }),
      () => send('POST', `${RELEASE}/1.1.0/undeprecate`, {}),
      () => send('POST', `${RELEASE}/1.1.0/yank`, { reason: 'Broken.' }),
      () => send('PUT', '/actions/files.move/channels/beta', { version: null }),
      () => send('POST', `${RELEASE}/1.1.0/unyank`, {}),
    ];
    const seen: { index: number; at: string; answer: Awaited<ReturnType<typeof ask>> }[] = [];
    for (const step of steps) {
      await step();
      const at = new Date().toISOString();
      seen.push({ index: (await size()) - 1, at, answer: await ask() });
      // The next step is later by the clock as well.
      await expect.poll(() => new Date().toISOString() > at).toBe(true);
    }
    expect(seen.map(({ answer }) => answer.beta)).toEqual([
      'VERSION_NOT_FOUND',
      'VERSION_NOT_FOUND',
      '1.1.0',
      '1.1.0 notice Slow.',
      '1.1.0 unsafe Wrong.',
      '1.0.0',
      '1.0.0',
      '1.0.0',
      'VERSION_NOT_FOUND',
      'VERSION_NOT_FOUND',
    ]);
    for (const { index, at, answer } of seen) {
      expect([index, await ask(index)]).toEqual([index, answer]);
      expect([at, await ask(at)]).toEqual([at, answer]);
    }
    expect((await ask(0)).range).toBe('ACTION_NOT_FOUND');
  });
});
