// The command line as its users meet it: what it prints, to whom it sends what, and how it ends.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestRegistry, type TestRegistry } from './harness.js';
import { type Finished, ROOT, runProcess } from './process.js';

type Publish = {
  items: { name: string; created: boolean; channel?: { name: string } }[];
  failed?: { file: string; error: { code: string } }[];
  untried?: number;
};

const CLI = path.join(ROOT, 'apps/cli/bin/actions.js');
let registry: TestRegistry;
let limited: TestRegistry;
/** Waits for the next minute while the other tests run. */
let pastLimit: Promise<Finished>;
beforeAll(async () => {
  registry = await startTestRegistry();
  expect((await registry.cli('init')).code).toBe(0);
  limited = await startTestRegistry({ env: { RATE_LIMIT_PUBLISHES: '2' } });
  pastLimit = publishPastLimit();
});
afterAll(async () => {
  await registry.stop();
  await limited.stop();
});

async function writeTool(file: string, fields: Record<string, unknown>): Promise<string> {
  const target = path.join(registry.folder, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, JSON.stringify({ version: '1.0.0', kind: 'tool', spec: {}, ...fields }));
  return target;
}

/** The environment of this registry's own user. */
function ownEnv(): NodeJS.ProcessEnv {
  const ACTIONS_CONFIG_DIR = path.join(registry.folder, 'config');
  return { ...process.env, ACTION_REGISTRY_URL: registry.url, ACTIONS_CONFIG_DIR };
}

describe('publishing files', () => {
  test('a folder is read to its depths, each document once, and nothing is sent while one cannot be used', async () => {
    await writeTool('set/a.json', { name: 'set.a' });
    await writeTool('set/deep/er/b.json', { name: 'set.b' });
    await writeTool('set/twin.json', { name: 'set.a' });
    await writeTool('set/wrong.json', { name: 'set.c', kind: 'tol' });
    const refused = await registry.cli('publish', 'set');
    expect([refused.code, refused.stderr]).toEqual([2, 'Nothing was published.\n']);
    expect(refused.stdout).toContain('✖ set/twin.json is set.a@1.0.0, as set/a.json is.');
    expect(refused.stdout).toContain('✖ set/wrong.json: ');
    expect(refused.stdout).toContain("Did you mean 'tool'?");
    expect((await registry.fetch('/actions/set.a')).status).toBe(404);
    const checked = await registry.json<{
      items: { file: string }[];
      failed: { file: string; error: { code: string } }[];
    }>('validate', 'set');
    expect(checked.items.map(({ file }) => file)).toEqual(['set/a.json', 'set/deep/er/b.json']);
    expect(checked.failed.map(({ error }) => error.code)).toEqual(['USAGE', 'INVALID_KIND']);
  });

  test('a refused document stops no other, and running again finishes', async () => {
    await writeTool('part/a.json', { name: 'part.a' });
    await writeTool('part/b.json', { name: 'part.b' });
    expect((await registry.json<Publish>('publish', 'part/a.json')).items).toHaveLength(1);
    await writeTool('part/a.json', { name: 'part.a', title: 'Other bytes' });
    const some = await registry.json<Publish>('publish', 'part');
    expect(some.items.map(({ name }) => name)).toEqual(['part.b']);
    expect(some.failed?.map(({ file, error }) => [file, error.code])).toEqual([['part.a@1.0.0', 'VERSION_EXISTS']]);
    const again = await registry.cli('publish', 'part');
    expect(again.code).toBe(2);
    expect(again.stdout).toContain('part.b@1.0.0 was published already');
    expect(again.stdout).toContain('1 of 2 are published, 1 were refused.');
  });

  test('a channel moves to a release that stood already', async () => {
    await writeTool('chan.json', { name: 'chan.a' });
    expect((await registry.cli('publish', 'chan.json')).stdout).not.toContain('stands there now');
    const moved = await registry.json<Publish>('publish', 'chan.json', '--channel', 'production');
    expect(moved.items[0]).toMatchObject({ created: false, channel: { name: 'production', from: null } });
    expect((await registry.cli('channel', 'list', 'chan.a')).stdout).toMatch(/^production +1\.0\.0/m);
    const history = await registry.cli('channel', 'history', 'chan.a', 'production', '--limit', '1');
    expect(history.stdout).toContain('- → 1.0.0');
    expect((await registry.cli('channel', 'history', 'chan.a', 'never')).stdout).toContain('never had a channel');
  });

  test('pinning latest is said, and so is unpinning', async () => {
    expect((await registry.cli('channel', 'move', 'chan.a', 'latest', '1.0.0')).stdout).toContain(
      'is pinned there now',
    );
    expect((await registry.cli('channel', 'move', 'chan.a', 'latest', '-')).stdout).toContain(
      'follows the highest release again',
    );
  });

  test('signatures of several keys add up, and other content is never replaced by accident', async () => {
    await writeTool('sign/x.json', { name: 'sign.x' });
    await registry.cli('keygen', '--kid', 'second-key');
    await registry.cli('sign', 'sign/x.json');
    const both = await registry.json<{ items: { signatures: number }[] }>('sign', 'sign/x.json', '--kid', 'second-key');
    expect(both.items[0]?.signatures).toBe(2);
    await writeTool('sign/x.json', { name: 'sign.x', title: 'Changed' });
    const refused = await registry.cli('sign', 'sign/x.json');
    expect([refused.code, refused.stdout.includes('--force replaces it')]).toEqual([2, true]);
    expect((await registry.cli('sign', 'sign/x.json', '--force')).code).toBe(0);
    expect((await registry.json<Publish>('publish', 'sign')).items).toHaveLength(1);
  });

  test('a document goes through pipes: signed, published and verified without a file', async () => {
    const pipe = (input: string, ...args: string[]) =>
      spawnSync(process.execPath, [CLI, ...args], { cwd: registry.folder, env: ownEnv(), input, encoding: 'utf8' });
    const document = JSON.stringify({ name: 'pipe.a', version: '1.0.0', kind: 'tool', spec: {} });
    expect(pipe(document, 'validate', '-').stdout).toMatch(/^✔ standard input: pipe\.a@1\.0\.0 sha256:/);
    const signed = pipe(document, 'sign', '-').stdout;
    expect(JSON.parse(signed)).toMatchObject({
      document: expect.any(String),
      signatures: [{ kid: expect.any(String) }],
    });
    expect(pipe(signed, 'verify', '-')).toMatchObject({ status: 0 });
    expect(pipe(signed.replace('1.0.0', '1.0.1'), 'verify', '-')).toMatchObject({ status: 2 });
    expect(JSON.parse(pipe(signed, 'publish', '-', '--json').stdout)).toMatchObject({ items: [{ name: 'pipe.a' }] });
    for (const args of [
      ['validate', '-'],
      ['sign', '-'],
      ['sign', '-', 'x.json'],
    ]) {
      const refused = pipe('', ...args, '--json');
      expect([args, refused.status, typeof JSON.parse(refused.stdout).error.code]).toEqual([args, 2, 'string']);
    }
    expect(pipe('x'.repeat(9 * 1024 * 1024), 'validate', '-').stdout).toContain('no document is that large');
  });

  test('one more key changes nothing for the one that signs', async () => {
    await writeTool('own.json', { name: 'own.a' });
    expect((await registry.cli('publish', 'own.json')).code).toBe(0);
    const added = await registry.cli('keys', 'add', '--scope', 'own.*', 'second-key');
    expect(added.stdout).toContain('second-key is trusted for own.*, and pinned here');
    expect((await registry.cli('keys', 'add', 'second-key')).stdout).toContain('is trusted already for own.*');
    await registry.cli('keys', 'default', 'second-key');
    await writeTool('own2.json', { name: 'elsewhere.a' });
    expect((await registry.cli('publish', 'own2.json')).stdout).toContain('second-key');
    const init = await registry.cli('init');
    expect(init.stdout).toContain('the registry trusts it already, for own.*');
    const pinned = JSON.parse(await readFile(path.join(registry.folder, 'config/trusted-keys.json'), 'utf8')) as {
      kid: string;
      scope?: string[];
    }[];
    expect(pinned.find(({ kid }) => kid === 'second-key')?.scope).toEqual(['own.*']);
    const [first = ''] = pinned.map(({ kid }) => kid).filter((kid) => kid !== 'second-key');
    expect((await registry.cli('keys', 'default', first)).code).toBe(0);
    expect((await registry.cli('keys', 'unpin', 'second-key')).code).toBe(0);
  });

  test('an interrupt tells what is done and ends with 130', async () => {
    for (let index = 0; index < 40; index++) await writeTool(`many/${index}.json`, { name: `many.a${index}` });
    const child = spawn(process.execPath, [CLI, 'publish', 'many'], {
      cwd: registry.folder,
      env: ownEnv(),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    await expect.poll(async () => (await registry.fetch('/actions/many.a0')).status, { timeout: 30_000 }).toBe(200);
    child.kill('SIGINT');
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(130);
    expect(output).toMatch(/^\d+ of 40 are published, \d+ were not tried: run it again for them\.$/m);
    const rest = await registry.json<Publish>('publish', 'many');
    expect(rest.items).toHaveLength(40);
    expect(rest.items.filter(({ created }) => created).length).toBeGreaterThan(0);
  });
});

describe('reading', () => {
  test('text of others cannot command the terminal, nor pass for ours', async () => {
    await writeTool('evil.json', { name: 'evil.a', description: 'x\u001b]0;pwn\u0007\u202e y' });
    await registry.cli('publish', 'evil.json');
    await registry.cli(
      'deprecate',
      'evil.a@1.0.0',
      '--reason',
      'old\n✔ verified here \u001b[32m',
      '--replaced-by',
      'own.a',
    );
    for (const args of [
      ['search', 'evil'],
      ['get', 'evil.a'],
      ['verify', 'evil.a'],
      ['resolve', 'evil.a'],
      ['versions', 'evil.a'],
    ]) {
      const { stdout, stderr } = await registry.cli(...args);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
      expect([args, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/.test(stdout + stderr)]).toEqual([args, false]);
      expect((stdout + stderr).split('\n')).not.toContain('✔ verified here');
    }
    expect((await registry.cli('search', 'evil')).stdout).toContain('[deprecated]');
    expect((await registry.cli('verify', 'evil.a')).stdout).toMatch(/^! deprecated: old\\n.*; use own\.a$/m);
  });

  test('an unsafe release is marked everywhere and refused by get', async () => {
    await writeTool('unsafe.json', { name: 'unsafe.a' });
    await registry.cli('publish', 'unsafe.json');
    await registry.cli('deprecate', 'unsafe.a@1.0.0', '--reason', 'Deletes all.', '--unsafe');
    expect((await registry.cli('resolve', 'unsafe.a')).stdout).toContain('! UNSAFE: Deletes all.');
    expect((await registry.cli('verify', 'unsafe.a')).stdout).toContain('! UNSAFE: Deletes all.');
    expect(await registry.json('get', 'unsafe.a')).toMatchObject({ error: { code: 'UNSAFE_RELEASE' } });
    expect((await registry.cli('get', 'unsafe.a', '--allow-unsafe')).code).toBe(0);
    const replaced = await registry.json(
      'deprecate',
      'unsafe.a@1.0.0',
      '--reason',
      'x',
      '--replaced-by',
      'not a ref!!',
    );
    expect(replaced).toMatchObject({ error: { code: 'INVALID_NAME' } });
  });

  test('a list goes on where a page ended', async () => {
    for (const version of ['1.0.0', '1.1.0', '2.0.0']) {
      await writeTool('paged.json', { name: 'paged.a', version });
      await registry.cli('publish', 'paged.json');
    }
    type Page = { version_states: { version: string }[]; next_cursor?: string };
    const first = await registry.json<Page>('versions', 'paged.a', '--limit', '2');
    expect(first.version_states.map(({ version }) => version)).toEqual(['2.0.0', '1.1.0']);
    const { stdout } = await registry.cli('versions', 'paged.a', '--limit', '2');
    expect(stdout).toContain(`There are more: --cursor ${first.next_cursor}`);
    const rest = await registry.json<Page>('versions', 'paged.a', '--cursor', first.next_cursor ?? '');
    expect(rest.version_states.map(({ version }) => version)).toEqual(['1.0.0']);
    expect(rest.next_cursor).toBeUndefined();
  });

  test('get prints the document alone on standard output', async () => {
    const { stdout } = await registry.cli('get', 'own.a');
    expect(JSON.parse(stdout)).toMatchObject({ name: 'own.a' });
  });

  test('with --json standard output is one JSON value, whatever happens', async () => {
    for (const args of [
      ['frob'],
      [],
      ['keys'],
      ['search', '--limit', 'x'],
      ['get', 'no.such'],
      ['verify', 'nofile.json'],
      ['publish', 'nowhere'],
      ['get'],
    ]) {
      const ended = await registry.cli('--json', ...args);
      const { error } = JSON.parse(ended.stdout) as { error: { code: string; message: string } };
      expect([args, ended.code, error.code, error.message.length > 10]).toEqual([
        args,
        2,
        args[1] === 'no.such' ? 'ACTION_NOT_FOUND' : 'USAGE',
        true,
      ]);
    }
  });

  test('who one is can be asked, and forgotten', async () => {
    expect((await registry.cli('whoami')).stdout).toContain('admin (workspace default)');
    expect((await registry.cli('logout')).stdout).toContain('logged out of');
    expect((await registry.cli('whoami')).stdout).toContain('nobody in particular');
    const login = await registry.cli('login', '--api-key', registry.adminKey);
    expect(login.stdout).toContain('as admin (workspace default)');
    const wrong = await registry.json('login', '--api-key', 'a-key-that-nobody-made-0123456789');
    expect(wrong).toMatchObject({ error: { code: 'UNAUTHENTICATED' } });
  });
});

test('the admin key of this machine goes to its own registry and to no other', async () => {
  const received: string[] = [];
  const stranger = createServer((request, response) => {
    received.push(String(request.headers.authorization));
    response.writeHead(404).end('{}');
  }).listen(0, '127.0.0.1');
  await once(stranger, 'listening');
  const url = `http://127.0.0.1:${(stranger.address() as { port: number }).port}`;
  const env = {
    ACTION_REGISTRY_URL: url,
    ACTIONS_CONFIG_DIR: path.join(registry.folder, 'fresh'),
    DATA_DIR: path.join(registry.folder, 'data'),
  };
  const refused = await runProcess(process.execPath, [CLI, 'init'], { env });
  expect([refused.code, refused.stderr.includes(`There is no API key for ${url}`)]).toEqual([2, true]);
  expect(received).toEqual([]);
  stranger.close();
  // Without an address, the data folder says which registry it belongs to, whatever its port.
  const own = await runProcess(process.execPath, [CLI, 'init'], { env: { ...env, ACTION_REGISTRY_URL: '' } });
  expect([own.code, own.stdout.includes(`logged in to ${registry.url}`)]).toEqual([0, true]);
});

test('a limit of calls is waited for, not failed on', { timeout: 120_000 }, async () => {
  const done = await pastLimit;
  expect([done.code, done.stdout.match(/published/g)?.length]).toEqual([0, 3]);
});

async function publishPastLimit(): Promise<Finished> {
  await limited.cli('init');
  const folder = path.join(limited.folder, 'set');
  await mkdir(folder);
  for (const name of ['a', 'b', 'c'])
    await writeFile(
      path.join(folder, `${name}.json`),
      JSON.stringify({ name: `set.${name}`, version: '1.0.0', kind: 'tool', spec: {} }),
    );
  return limited.cli('publish', 'set');
}
