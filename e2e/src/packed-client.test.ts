// The client as an outside project gets it: packed, with the router's type inside and nothing of the server. Types flow end
// to end, so a renamed field breaks whoever uses it.
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT, runProcess } from './process.js';

const PROGRAM = `import { createRegistry } from '@action-registry/client';
const registry = createRegistry({ url: 'http://localhost:8000' });
const release = await registry.trpc.releases.get.query({ name: 'files.move', version: '1.0.0' });
export const index: number = release.log_index;
export const action = await registry.resolve('files.move@^1');
`;
const OPTIONS = {
  compilerOptions: {
    module: 'NodeNext',
    target: 'ES2022',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    lib: ['ES2023', 'DOM'],
  },
  include: ['*.ts'],
};

let folder: string;

/** Unpacks what `pnpm pack` makes of a package, beside its third-party dependencies. */
async function install(name: string): Promise<void> {
  const home = path.join(ROOT, 'packages', name);
  const target = path.join(folder, 'node_modules/@action-registry', name);
  await mkdir(target, { recursive: true });
  const packed = await runProcess(
    process.execPath,
    [path.join(ROOT, 'node_modules/pnpm/bin/pnpm.cjs'), 'pack', '--pack-destination', folder],
    { cwd: home, env: {} },
  );
  expect(packed.code, packed.stderr).toBe(0);
  const unpacked = await runProcess(
    'tar',
    ['-xzf', path.join(folder, `action-registry-${name}-0.1.0.tgz`), '--strip-components=1', '-C', target],
    { env: {} },
  );
  expect(unpacked.code, unpacked.stderr).toBe(0);
  const { dependencies } = JSON.parse(await readFile(path.join(home, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  for (const dependency of Object.keys(dependencies).filter((each) => !each.startsWith('@action-registry/'))) {
    const link = path.join(folder, 'node_modules', dependency);
    await mkdir(path.dirname(link), { recursive: true });
    await symlink(path.join(home, 'node_modules', dependency), link).catch(() => undefined);
  }
}

const compile = (): Promise<{ code: number | null; stdout: string }> =>
  runProcess(process.execPath, [path.join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', folder], {
    cwd: folder,
    env: {},
  });

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'action-registry-outside-'));
  for (const name of ['schema', 'core', 'client']) await install(name);
  await writeFile(path.join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(OPTIONS));
  await writeFile(path.join(folder, 'program.ts'), PROGRAM);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the packed client compiles in an outside project and reaches into no server', async () => {
  const type = await readFile(path.join(folder, 'node_modules/@action-registry/client/dist/app-router.d.ts'), 'utf8');
  expect(type).not.toMatch(/import\("\.|@action-registry\/(?:server|db)/);
  expect(await compile()).toMatchObject({ code: 0, stdout: '' });
});

test('renaming a field of a procedure breaks the program that uses it', async () => {
  const file = path.join(folder, 'node_modules/@action-registry/client/dist/app-router.d.ts');
  const kept = path.join(folder, 'kept.d.ts.txt');
  await cp(file, kept);
  await writeFile(file, (await readFile(file, 'utf8')).replaceAll('log_index:', 'logIndex:'));
  const { code, stdout } = await compile();
  await cp(kept, file);
  expect(code).not.toBe(0);
  expect(stdout).toContain('log_index');
});
