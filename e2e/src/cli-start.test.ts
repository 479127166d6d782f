// What starting the command line costs: it is started anew for every command, so it reads few files and none that the command
// does not run. Packed, it is whole: nothing has to be installed beside it.
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Finished, ROOT, runProcess } from './process.js';

const HOME = path.join(ROOT, 'apps/cli');
/** Tells the address of every file that is loaded. */
const HOOKS = `
export async function load(url, context, next) {
  if (url.startsWith('file:')) process._rawDebug('loads ' + url);
  return next(url, context);
}`;
const toModule = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;
const WATCHED = toModule(`import { register } from 'node:module'; register(${JSON.stringify(toModule(HOOKS))});`);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'action-registry-cli-start-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The environment of somebody who has nothing, and whose registry is not there. */
const env = (): Record<string, string> => ({
  ACTIONS_CONFIG_DIR: path.join(folder, 'config'),
  ACTION_REGISTRY_URL: 'http://localhost:1',
  ACTIONS_TIMEOUT: '1',
});

type Loaded = { files: string[]; sources: string[] };

/** The files that a call loads, and the sources that the build made them of. */
async function listLoaded(...args: string[]): Promise<Loaded> {
  const command = ['--import', WATCHED, path.join(HOME, 'bin/actions.js'), ...args];
  const { stderr } = await runProcess(process.execPath, command, { env: env() });
  const files = [...stderr.matchAll(/^loads (.*)$/gm)].map(([, url]) => fileURLToPath(url ?? ''));
  // The few lines that the build adds of its own have no source.
  const built = files.filter((file) => existsSync(`${file}.map`));
  const sources = built.flatMap((file) => {
    const map = JSON.parse(readFileSync(`${file}.map`, 'utf8')) as { sources: string[] };
    return map.sources.map((source) => path.relative(ROOT, path.resolve(path.dirname(file), source)));
  });
  return { files, sources };
}

/** Which of the sources come from these packages, or stand below these folders. */
const findIn = (sources: readonly string[], ...places: string[]): string[] =>
  sources.filter((source) =>
    places.some((place) => source.includes(`node_modules/${place}/`) || source.startsWith(place)),
  );

const COMPARING = ['refa', 'ajv', 'packages/core/src/compat'];
const IMPORTING = ['@modelcontextprotocol', 'apps/cli/src/mcp-server'];
const TALKING = ['packages/client', '@trpc', 'eventsource'];

test.each([['--version'], ['--help'], ['help'], ['serch']])('%s loads commander and no command', async (...args) => {
  const { files, sources } = await listLoaded(...args);
  expect(findIn(sources, 'commander')).not.toEqual([]);
  expect(findIn(sources, 'apps/cli/src/commands', ...COMPARING, ...IMPORTING, ...TALKING)).toEqual([]);
  // The mistake is told in words of the error catalogue, which need more.
  if (args[0] === 'serch') return;
  expect(findIn(sources, 'zod', 'jose', '@clack', 'packages')).toEqual([]);
  expect(files.length).toBeLessThanOrEqual(10);
});

test.each([
  [['whoami'], ['login']],
  [
    ['publish', 'nothing.json'],
    ['publish', 'validate'],
  ],
  [
    ['log', 'entries'],
    ['log', 'check-fork'],
  ],
])('%j loads its own command, and neither comparing nor importing', async (args, commands) => {
  const { files, sources } = await listLoaded(...args);
  const own = findIn(sources, 'apps/cli/src/commands').map((file) => path.basename(file, '.ts'));
  expect(own.sort()).toEqual(commands.toSorted());
  expect(findIn(sources, ...TALKING)).not.toEqual([]);
  expect(findIn(sources, '@clack', ...COMPARING, ...IMPORTING)).toEqual([]);
  expect(files.length).toBeLessThanOrEqual(60);
});

test('what a command loads can bite: comparing loads the comparison', async () => {
  const { sources } = await listLoaded('compare', '--help');
  for (const place of COMPARING) expect(findIn(sources, place)).not.toEqual([]);
  expect(findIn((await listLoaded('import', '--help')).sources, ...IMPORTING)).not.toEqual([]);
});

async function unpack(): Promise<string> {
  const pnpm = path.join(ROOT, 'node_modules/pnpm/bin/pnpm.cjs');
  const packed = await runProcess(process.execPath, [pnpm, 'pack', '--pack-destination', folder], {
    cwd: HOME,
    env: {},
  });
  expect(packed.code, packed.stderr).toBe(0);
  const archive = path.join(folder, 'action-registry-cli-0.1.0.tgz');
  const unpacked = await runProcess('tar', ['-xzf', archive, '-C', folder], { env: {} });
  expect(unpacked.code, unpacked.stderr).toBe(0);
  return path.join(folder, 'package');
}

test('the packed program runs with nothing installed beside it, and has the licences of what is inside', async () => {
  const home = await unpack();
  const manifest = JSON.parse(await readFile(path.join(home, 'package.json'), 'utf8')) as Record<string, unknown>;
  expect(manifest).not.toHaveProperty('dependencies');
  const actions = (...args: string[]): Promise<Finished> =>
    runProcess(process.execPath, [path.join(home, 'bin/actions.js'), ...args], { cwd: folder, env: env() });
  expect(await actions('--version')).toEqual({ code: 0, stdout: '0.1.0\n', stderr: '' });
  const document = (fields: object) =>
    JSON.stringify({ name: 'a.b', version: '1.0.0', kind: 'tool', spec: {}, ...fields });
  await writeFile(
    path.join(folder, 'old.json'),
    document({ inputSchema: { type: 'object', properties: { a: { pattern: '^a+$' } } } }),
  );
  await writeFile(path.join(folder, 'new.json'), document({ version: '1.1.0', inputSchema: { type: 'object' } }));
  // The heaviest parts: keys, schemas and their comparison, and talking to a server of tools.
  expect((await actions('keygen')).code).toBe(0);
  expect((await actions('compare', 'old.json', 'new.json')).stdout).toContain('compatible');
  const imported = await actions('import', 'mcp', process.execPath, '-e', '0');
  expect(imported.stderr).toMatch(/\((?:USAGE|UNREACHABLE)\)/);
  expect((await actions('whoami')).stderr).toContain('(UNREACHABLE)');
  const notices = await readFile(path.join(home, 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
  for (const name of ['commander', 'zod', 'jose', 'refa', 'cross-spawn']) expect(notices).toContain(`\n${name} `);
});
