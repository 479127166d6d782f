// The commands for workspaces, people, API keys and the audit, as their users meet them.
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createDatabase } from '@action-registry/db/testing';
import type { ApiKeyPage, AuditPage, CreatedApiKey, CreatedWorkspace, NamespacePage } from '@action-registry/schema';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startTestRegistry, type TestRegistry } from './harness.js';
import { type Finished, ROOT, runProcess } from './process.js';

const CLI = path.join(ROOT, 'apps/cli/bin/actions.js');

describe.each(['pglite', 'postgresql'] as const)('on %s', (kind) => {
  let registry: TestRegistry;
  beforeAll(async () => {
    const { url, template } = inject('postgres');
    const database = kind === 'postgresql' ? { databaseUrl: await createDatabase(url, template) } : {};
    registry = await startTestRegistry(database);
    expect((await registry.cli('init')).code).toBe(0);
  });
  afterAll(() => registry.stop());

  /** `actions ARGS` of somebody with files of their own and, where one is given, an API key in the environment. */
  function asUser(name: string, apiKey?: string) {
    const env = {
      ACTION_REGISTRY_URL: registry.url,
      ACTIONS_CONFIG_DIR: path.join(registry.folder, name),
      ...(apiKey !== undefined && { ACTION_REGISTRY_API_KEY: apiKey }),
    };
    return (...args: string[]): Promise<Finished> =>
      runProcess(process.execPath, [CLI, ...args], { cwd: registry.folder, env });
  }
  async function makeKey(...args: string[]): Promise<CreatedApiKey> {
    return registry.json<CreatedApiKey>('api-keys', 'create', ...args);
  }
  const codeOf = ({ stdout }: Finished) => (JSON.parse(stdout) as { error?: { code: string } }).error?.code;
  async function publish(name: string, run: (...args: string[]) => Promise<Finished>): Promise<Finished> {
    await mkdir(path.join(registry.folder, 'docs'), { recursive: true });
    const file = path.join(registry.folder, 'docs', `${name}.json`);
    await writeFile(file, JSON.stringify({ name, version: '1.0.0', kind: 'tool', spec: {} }));
    return run('publish', file);
  }

  describe('api-keys', () => {
    test('a secret is printed once, works, and is never listed', async () => {
      const made = await registry.cli('api-keys', 'create', 'reader', '--role', 'viewer', '--expires', '30d');
      expect(made.stdout).toContain("✔ the API key 'reader' (");
      expect(made.stdout).toContain(' may: viewer');
      expect(made.stdout).toContain('Nobody can show this secret again: keep it now.');
      const secret = /^ {2}(ark_\S+)$/m.exec(made.stdout)?.[1] ?? '';
      const me = await asUser('reader', secret)('whoami');
      expect(me.stdout).toMatch(/^reader \(workspace default\) at http/);
      expect(me.stdout).toContain('may: definitions:read, executions:read, audit:read');
      const listed = await registry.cli('api-keys', 'list');
      expect(listed.stdout).toMatch(/active +ark_\w+… +reader +ends \d{4}-\d\d-\d\d .* viewer$/m);
      expect(listed.stdout).not.toContain(secret);
    });

    test('a login is stored for its owner alone, and says what the key may', async () => {
      const { secret } = await makeKey('login', '--permissions', 'definitions:read', '--names', 'files.*,mail.send');
      const folder = path.join(registry.folder, 'login-user');
      const run = asUser('login-user', secret);
      expect((await run('login', '--url', registry.url)).code).toBe(0);
      const file = path.join(folder, 'credentials.json');
      expect([(await stat(file)).mode & 0o777, (await stat(folder)).mode & 0o777]).toEqual([0o600, 0o700]);
      expect(await readFile(file, 'utf8')).toContain(secret);
      const me = await asUser('login-user')('whoami');
      expect(me.stdout).toMatch(/^in the log: api_key:ark_\w+$/m);
      expect(me.stdout).toContain('may write: files.*, mail.send');
      expect(me.stdout).not.toContain(secret);
    });

    test('a key that is revoked works no longer, and is listed as such', async () => {
      const { api_key, secret } = await makeKey('short', '--role', 'author', '--expires', 'never');
      expect(api_key.expires_at).toBeNull();
      const run = asUser('short', secret);
      expect((await run('workspace', 'current')).code).toBe(0);
      const revoked = await registry.cli('api-keys', 'revoke', String(api_key.id));
      expect(revoked.stdout).toContain("✔ the API key 'short'");
      await expect.poll(async () => codeOf(await run('workspace', 'current', '--json'))).toBe('UNAUTHENTICATED');
      const { items } = await registry.json<ApiKeyPage>('api-keys', 'list', '--status', 'revoked');
      expect(items.map(({ name }) => name)).toEqual(['short']);
      expect(codeOf(await registry.cli('--json', 'api-keys', 'revoke', '99999'))).toBe('API_KEY_NOT_FOUND');
    });

    test('nobody gives what they lack, and mistakes are told before anything is sent', async () => {
      const { secret } = await makeKey('helper', '--permissions', 'api_keys:manage,definitions:read');
      const more = await asUser('helper', secret)('--json', 'api-keys', 'create', 'x', '--role', 'publisher');
      expect([more.code, codeOf(more)]).toEqual([2, 'FORBIDDEN']);
      const mistakes = [
        ['create', 'x'],
        ['create', 'x', '--permissions', 'release:publish'],
        ['create', 'x', '--role', 'viewer', '--expires', 'soon'],
        ['create', 'x', '--role', 'viewer', '--names', 'Files'],
        ['revoke', 'reader'],
      ];
      for (const args of mistakes) {
        const refused = await registry.cli('--json', 'api-keys', ...args);
        expect([args, refused.code, codeOf(refused)]).toEqual([args, 2, 'USAGE']);
      }
      const near = await registry.cli('api-keys', 'create', 'x', '--permissions', 'release:publish');
      expect(near.stderr).toContain('Did you mean releases:publish');
    });
  });

  describe('workspaces, people and namespaces', () => {
    test('a new workspace has its own admin, people and name', async () => {
      const made = await registry.json<CreatedWorkspace>('workspace', 'create', 'team-b', '--name', 'Team B');
      const admin = asUser('team-b', made.secret);
      expect((await admin('workspace', 'current')).stdout).toMatch(/^team-b: Team B, since \d{4}/);
      expect((await admin('workspace', 'rename', 'Blue')).stdout).toBe("✔ team-b is called 'Blue'\n");
      expect((await admin('members', 'list')).stdout).toContain('Nobody is a member yet');
      const subject = 'https://id.example.org|7';
      const added = await admin('members', 'put', subject, '--role', 'author', '--name', 'Ann');
      expect(added.stdout).toMatch(/^✔ Ann \(\d+\) has the role author$/m);
      expect((await admin('members', 'put', subject, '--role', 'viewer')).stdout).toContain('has the role viewer');
      const listed = (await admin('members', 'list')).stdout;
      expect(listed).toMatch(/^\d+ +viewer +Ann +since \S+ +https:\/\/id\.example\.org\|7$/m);
      const id = /^(\d+)/.exec(listed)?.[1] ?? '';
      expect((await registry.cli('--json', 'members', 'remove', id)).stdout).toContain('MEMBER_NOT_FOUND');
      expect((await admin('members', 'remove', id)).stdout).toContain('is no longer a member');
      expect((await admin('members', 'list')).stdout).toContain('Nobody is a member yet');
    });

    test('a namespace changes hands when both sides say so', async () => {
      const other = await registry.json<CreatedWorkspace>('workspace', 'create', 'team-c');
      const theirs = asUser('team-c', other.secret);
      expect((await publish('parts.cut', (...args) => registry.cli(...args))).code).toBe(0);
      expect((await registry.cli('workspace', 'namespaces')).stdout).toMatch(/^parts +1 action +since/m);
      const offer = await registry.cli('workspace', 'transfer', 'parts', 'team-c');
      expect(offer.stdout).toContain('✔ parts is offered to team-c');
      expect((await theirs('workspace', 'namespaces')).stdout).toContain('! default offers you parts');
      expect((await theirs('workspace', 'decline', 'parts')).stdout).toBe('✔ parts belongs to default\n');
      await registry.cli('workspace', 'transfer', 'parts', 'team-c');
      expect((await theirs('workspace', 'accept', 'parts')).stdout).toBe('✔ parts belongs to team-c\n');
      const { items } = await registry.json<NamespacePage>('workspace', 'namespaces');
      expect(items.map(({ namespace }) => namespace)).not.toContain('parts');
    });
  });

  describe('requests to trust a key', () => {
    test('who may publish asks, who manages keys compares and answers', async () => {
      const { secret } = await makeKey('publisher', '--role', 'publisher', '--names', 'asked.*');
      const run = asUser('publisher', secret);
      expect((await run('keygen', '--kid', 'asked-key')).code).toBe(0);
      const asked = await run('keys', 'request', 'asked-key', '--scope', 'asked.*', '--comment', 'CI');
      expect(asked.stdout).toContain('✔ asked for asked-key to be trusted for asked.*');
      const thumbprint = /thumbprint (\S+)/.exec(asked.stdout)?.[1] ?? '';
      const id = /keys accept (\d+)/.exec(asked.stdout)?.[1] ?? '';
      expect((await registry.cli('keys', 'requests', '--status', 'pending')).stdout).toMatch(
        new RegExp(`^${id} +pending +asked-key +${thumbprint} +api_key:ark_\\w+ +asked\\.\\* \\(CI\\)$`, 'm'),
      );
      const wrong = await registry.cli('keys', 'accept', id, '--thumbprint', 'somebody-elses');
      expect([wrong.code, wrong.stderr.includes('Nothing was accepted')]).toEqual([2, true]);
      const accepted = await registry.cli('keys', 'accept', id, '--thumbprint', thumbprint);
      expect(accepted.stdout).toContain('✔ asked-key is trusted for asked.*');
      expect((await publish('asked.tool', run)).code).toBe(0);
      expect((await publish('other.tool', run)).code).toBe(2);
    });

    test('a request that is declined leaves the key untrusted', async () => {
      const { secret } = await makeKey('publisher 2', '--role', 'publisher');
      const run = asUser('publisher-2', secret);
      await run('keygen', '--kid', 'no-key');
      const asked = await run('keys', 'request', '--scope', 'no.*', '--json');
      const { id } = JSON.parse(asked.stdout) as { id: number };
      expect((await registry.cli('keys', 'decline', String(id))).stdout).toBe(
        `✔ the request ${id} for no-key is declined\n`,
      );
      expect((await registry.cli('keys', 'list')).stdout).not.toContain('no-key');
      expect((await registry.cli('keys', 'requests', '--status', 'pending')).stdout).toBe(
        'There is no such request.\n',
      );
    });
  });

  describe('audit', () => {
    test('shows who did what from where, and what was before', async () => {
      const shown = await registry.cli('audit', '--type', 'workspace.update,member.put', '--subject', 'member:*');
      expect(shown.stdout).toBe('There is no such event.\n');
      await registry.cli('workspace', 'rename', 'Ours');
      const renamed = await registry.cli('audit', '--type', 'workspace.update', '--limit', '1');
      expect(renamed.stdout).toMatch(
        /workspace\.update +workspace:default +api_key:ark_\w+ +127\.0\.0\.1 +name .+ → Ours$/m,
      );
      for (const name of ['one', 'two']) await makeKey(name, '--role', 'viewer');
      const page = await registry.json<AuditPage>('audit', '--type', 'api_key.create', '--limit', '2');
      expect(page.items).toHaveLength(2);
      const next = await registry.json<AuditPage>(
        'audit',
        '--type',
        'api_key.create',
        '--cursor',
        page.next_cursor ?? '',
      );
      expect(next.items[0]?.index).toBeLessThan(page.items[1]?.index ?? 0);
      const none = await registry.json<AuditPage>('audit', '--to', '2020-01-01');
      expect(none.items).toEqual([]);
    });

    test('exports all there is, as JSON lines or as a table', async () => {
      const { items } = await registry.json<AuditPage>('audit', '--limit', '10000');
      const ndjson = await registry.cli('audit', '--ndjson');
      expect(
        ndjson.stdout
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line)),
      ).toEqual(items);
      const csv = await registry.cli('audit', '--csv', '--type', 'workspace.update');
      expect(csv.stdout.split('\r\n')).toHaveLength(3);
      expect(csv.stdout).toMatch(/^index,at,type,workspace,actor,subject,before,after,data,address,/);
      const both = await registry.cli('audit', '--csv', '--ndjson');
      const limited = await registry.cli('audit', '--csv', '--limit', '5');
      const json = await registry.cli('audit', '--csv', '--json');
      expect([both.code, limited.code, json.code]).toEqual([2, 2, 2]);
    });

    test('is for who may read it, and refuses what it cannot filter by', async () => {
      const { secret } = await makeKey('blind', '--permissions', 'definitions:read');
      for (const form of [['--json'], ['--ndjson'], ['--csv']]) {
        const refused = await asUser('blind', secret)('audit', ...form);
        expect([form, refused.code, `${refused.stdout}${refused.stderr}`.includes('audit:read')]).toEqual([
          form,
          2,
          true,
        ]);
      }
      const wrong = await registry.cli('audit', '--type', 'chanel.move');
      expect([wrong.code, wrong.stderr.includes('Did you mean channel.move')]).toEqual([2, true]);
      expect((await registry.cli('audit', '--from', 'yesterday')).code).toBe(2);
    });
  });
});
