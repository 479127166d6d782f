// The examples do what their first lines say, on both databases, also when something is wrong.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { toBase64 } from '@action-registry/core';
import { createDatabase } from '@action-registry/db/testing';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startTestRegistry, type TestRegistry } from './harness.js';
import { ROOT } from './process.js';

const key = { kid: 'example-key', seed: toBase64(randomBytes(32)) };
const example = (name: string): string => path.join(ROOT, 'examples', name);

describe.each(['pglite', 'postgresql'] as const)('examples on %s', (kind) => {
  let registry: TestRegistry;
  beforeAll(async () => {
    const { url, template } = inject('postgres');
    registry = await startTestRegistry({
      cliEnv: { ACTIONS_SIGNING_KEY: key.seed, ACTIONS_SIGNING_KID: key.kid },
      ...(kind === 'postgresql' && { databaseUrl: await createDatabase(url, template) }),
    });
    await registry.cli('init');
  });
  afterAll(() => registry.stop());

  const trustFile = (): string => path.join(registry.folder, 'config/trusted-keys.json');

  /** Runs an example in the registry's folder, with `input` on its standard input. */
  function run(command: string, args: readonly string[], input = ''): Promise<{ code: number; output: string }> {
    const child = spawn(command, args, {
      cwd: registry.folder,
      env: {
        ...process.env,
        ACTION_REGISTRY_URL: registry.url,
        ACTION_REGISTRY_API_KEY: registry.adminKey,
        SIGNING_SEED: key.seed,
        SIGNING_KID: key.kid,
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stdin.end(input);
    return new Promise((resolve) => child.once('close', (code) => resolve({ code: code ?? 1, output })));
  }
  const node = (name: string, args: readonly string[], input?: string) =>
    run(process.execPath, [example(name), ...args], input);

  test('publish.mjs, agent.mjs and verify-offline.mjs hand a tool from one to the next', async () => {
    const inputSchema = { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] };
    const upper = JSON.stringify({ version: '1.0.0', name: 'text.upper', kind: 'tool', spec: {}, inputSchema });
    const published = await node('publish.mjs', [upper, 'production']);
    expect(published).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^text\.upper@1\.0\.0 sha256:[0-9a-f]{64} published\n$/),
    });
    expect((await node('publish.mjs', [upper])).output).toContain('was published already');
    await node('publish.mjs', [upper.replace('text.upper', 'text.count')]);

    const calls = 'text.upper {"text":"hello"}\ntext.upper {}\ntext.count {"text":"a b c"}\nrm.everything {}\n';
    const agent = await node(
      'agent.mjs',
      [trustFile(), 'text.upper@production', 'text.count@^1', 'text.nope@^1'],
      calls,
    );
    expect(agent.output.trim().split('\n')).toEqual([
      'ready: text.upper@1.0.0, signed by example-key',
      'ready: text.count@1.0.0, signed by example-key',
      'refused: text.nope@^1: ACTION_NOT_FOUND',
      'offered: text__upper, text__count',
      'text.upper: HELLO',
      'text.upper: text is missing',
      'text.count: 3',
      'rm.everything: not one of my verified tools',
    ]);

    const text = await (await registry.fetch('/actions/text.upper/versions/1.0.0')).text();
    const file = path.join(registry.folder, 'release.json');
    await writeFile(file, text);
    expect(await node('verify-offline.mjs', [file, trustFile(), 'text.upper', '1.0.0'])).toMatchObject({ code: 0 });
    expect((await node('verify-offline.mjs', [file, trustFile(), 'text.count', '1.0.0'])).output).toContain(
      'Name or version mismatch',
    );
    await writeFile(file, text.replace('required', 'requited'));
    expect((await node('verify-offline.mjs', [file, trustFile(), 'text.upper', '1.0.0'])).output).toContain(
      'Digest mismatch',
    );
  });

  test('agent.mjs refuses what was tampered with and what is unsafe, and goes on', async () => {
    await registry.tamper({ name: 'text.upper', version: '1.0.0' });
    await registry.fetch('/actions/text.count/versions/1.0.0/deprecate', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ reason: 'Counts wrong.', severity: 'unsafe' }),
    });
    const agent = await node(
      'agent.mjs',
      [trustFile(), 'text.upper@1.0.0', 'text.count@^1'],
      'text.upper {"text":"x"}\n',
    );
    expect(agent.output.trim().split('\n')).toEqual([
      'refused: text.upper@1.0.0: INTEGRITY_MISMATCH',
      'refused: text.count@^1: UNSAFE_RELEASE',
      'offered: nothing',
      'text.upper: not one of my verified tools',
    ]);
  });

  test('publish-with-curl.sh publishes what verifies, and again', async () => {
    for (let round = 0; round < 2; round++) {
      const done = await run('bash', [example('publish-with-curl.sh'), 'shell']);
      expect(done).toMatchObject({ code: 0, output: expect.stringMatching(/^shell\.hello@1\.0\.0 sha256:/) });
    }
    const release = JSON.parse(await readFile(path.join(registry.folder, 'shell.release.json'), 'utf8')) as object;
    expect(release).toMatchObject({ verified: true, created: false });
    await registry.cli('keys', 'pin', 'shell-curl');
    expect((await registry.cli('verify', 'shell.hello@1.0.0')).code).toBe(0);
  });
});
