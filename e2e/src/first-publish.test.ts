// The product in one walk, on both databases: init, import the tools of real MCP servers, publish, resolve, verify, and a
// byte changed behind the registry's back is caught by the registry, the client and the CLI.
import path from 'node:path';
import { createDatabase } from '@action-registry/db/testing';
import type { ActionPage, Release, ResolveResults } from '@action-registry/schema';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startTestRegistry, type TestRegistry } from './harness.js';
import { mcpServers } from './mcp-servers.js';
import { ROOT, runProcess } from './process.js';

const TARGET = { name: 'files.move_file', version: '1.0.0' };

describe.each(['pglite', 'postgresql'] as const)('a first publish on %s', (kind) => {
  let registry: TestRegistry;
  beforeAll(async () => {
    const { url, template } = inject('postgres');
    registry = await startTestRegistry(
      kind === 'postgresql' ? { databaseUrl: await createDatabase(url, template) } : {},
    );
  });
  afterAll(() => registry.stop());

  test('init logs in, makes a key, has it trusted and pins it; running it again changes nothing', async () => {
    const first = await registry.cli('init');
    expect(first.stderr).toBe('');
    expect(first.code).toBe(0);
    const again = await registry.json<{ trusted: string }>('init');
    expect(again.trusted).toBe('known');
  });

  test('every tool of two real MCP servers is imported, signed and published', async () => {
    for (const { namespace, command } of mcpServers(registry.folder)) {
      const out = path.join(registry.folder, namespace);
      const imported = await registry.json<{ items: unknown[] }>(
        'import',
        'mcp',
        '--namespace',
        namespace,
        '--out',
        out,
        '--',
        ...command,
      );
      expect(imported.items.length).toBeGreaterThan(5);
      const published = await registry.json<{ items: { created: boolean }[] }>('publish', out);
      expect(published.items.length).toBe(imported.items.length);
      expect(published.items.every(({ created }) => created)).toBe(true);
      const again = await registry.json<{ items: { created: boolean }[] }>('publish', out);
      expect(again.items.some(({ created }) => created)).toBe(false);
    }
  });

  test('search finds, resolve chooses, verify checks here', async () => {
    const found = await registry.json<ActionPage>('search', 'move', 'file');
    expect(found.items[0]).toMatchObject({ name: TARGET.name, latest_version: '1.0.0', verified: true });
    const resolved = await registry.json<ResolveResults>('resolve', 'files.move_file@^1', 'files.move_fil');
    expect(resolved.results['files.move_file@^1']).toMatchObject({ ok: true, version: '1.0.0' });
    expect(resolved.results['files.move_fil']).toMatchObject({ ok: false, error: { code: 'ACTION_NOT_FOUND' } });
    const verified = await registry.cli('verify', 'files.move_file@^1');
    expect(verified.stdout).toContain('verified');
    expect(verified.code).toBe(0);
    const action = await (await registry.client()).resolve('files.move_file');
    expect(action).toMatchObject({ ...TARGET, kind: 'tool' });
  });

  test('a release is verified with curl, sha256sum and openssl alone', async () => {
    const { items } = (await (await fetch(`${registry.url}/keys`)).json()) as { items: { public_key: string }[] };
    const script = path.join(ROOT, 'docs/verify-release.sh');
    const args = [registry.url, TARGET.name, TARGET.version, items[0]?.public_key ?? ''];
    const good = await runProcess('bash', [script, ...args], { env: {} });
    expect(good.stderr).toBe('');
    expect(good.stdout).toContain('Signature Verified Successfully');
    const wrong = await runProcess(
      'bash',
      [script, ...args.slice(0, 3), 'base64:11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo='],
      { env: {} },
    );
    expect(wrong.code).not.toBe(0);
  });

  test('the live stream tells each publish once and resumes after the last one seen', async () => {
    const client = await registry.client();
    const seen: number[] = [];
    for await (const event of client.watch({ after: 2, names: ['files.*'], types: ['release.publish'] })) {
      seen.push(event.index);
      if (seen.length === 5) break;
    }
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
    const rest: number[] = [];
    for await (const event of client.watch({ after: seen[2] ?? 0, names: ['files.*'], types: ['release.publish'] })) {
      rest.push(event.index);
      if (rest.length === 2) break;
    }
    expect(rest).toEqual(seen.slice(3));
  });

  test('a byte changed in the database is told by fetch, client and CLI', async () => {
    await registry.tamper(TARGET);
    const where = `/actions/${TARGET.name}/versions/${TARGET.version}`;
    const release = (await (
      await fetch(`${registry.url}${where}`, { headers: { 'cache-control': 'no-cache' } })
    ).json()) as Release;
    expect(release).toMatchObject({ verified: false, verify_code: 'digest_mismatch', verify_error: 'Digest mismatch' });
    await expect((await registry.client()).resolve('files.move_file')).rejects.toMatchObject({
      code: 'INTEGRITY_MISMATCH',
      details: { verify_code: 'digest_mismatch' },
    });
    const told = await registry.cli('verify', `${TARGET.name}@${TARGET.version}`);
    expect(told.stdout).toContain('Digest mismatch');
    expect(told.code).toBe(2);
  });
});
