// Comparing contracts as people and scripts do: files alone, against a registry, in batches, and before anything is published.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestRegistry, type TestRegistry } from './harness.js';

let registry: TestRegistry;
beforeAll(async () => {
  registry = await startTestRegistry();
  expect((await registry.cli('init')).code).toBe(0);
  expect((await registry.cli('publish', await write('1.0.0', { path: { type: 'string', maxLength: 255 } }))).code).toBe(
    0,
  );
});
afterAll(() => registry.stop());

async function write(version: string, properties: object, file = `move-${version}.json`): Promise<string> {
  const inputSchema = { type: 'object', properties };
  const document = { name: 'compared.move', version, kind: 'tool', spec: {}, inputSchema };
  await writeFile(path.join(registry.folder, file), JSON.stringify(document, null, 2));
  return file;
}

const NARROW = { path: { type: 'string', maxLength: 128 } };
const WIDE = { path: { type: 'string', maxLength: 255 }, mode: { enum: ['copy', 'move'] } };

test('two files are compared without a registry, with a witness and the least version', async () => {
  const [old, next] = [await write('1.0.0', WIDE, 'old.json'), await write('1.0.1', NARROW, 'new.json')];
  const { code, stdout } = await registry.cli('compare', old, next, '--json');
  expect(code).toBe(2);
  const answer = JSON.parse(stdout) as { input: { declared_only: { witness: { path: string } } } };
  expect(answer).toMatchObject({ verdict: 'breaking', bump: 'major', least_version: '2.0.0' });
  expect(answer).toMatchObject({ error: { code: 'INCOMPATIBLE_CHANGE' } });
  expect(answer.input.declared_only.witness.path.length).toBeGreaterThan(128);
  const shown = await registry.cli('compare', old, next);
  expect(shown.stdout).toContain('255 → 128: longer texts are refused now');
  expect((await registry.cli('compare', next, await write('1.1.0', WIDE, 'wide.json'))).code).toBe(0);
  const small = await registry.cli('compare', old, await write('1.0.0', { ...WIDE, more: {} }, 'small.json'));
  expect([small.code, small.stdout]).toEqual([
    2,
    expect.stringContaining('the step from 1.0.0 to 1.0.0 is too small: 1.1.0 or later'),
  ]);
  await writeFile(path.join(registry.folder, 'named.json'), JSON.stringify({ name: 'compared.copy', inputSchema: {} }));
  expect((await registry.cli('compare', old, 'named.json')).stderr).toContain(
    "The name of the two differs: 'compared.move' and 'compared.copy'",
  );
  expect((await registry.cli('compare', old, 'no-such.json')).stderr).toContain("There is no file 'no-such.json'");
});

test('a reference is compared with a file, and a dry run says what the gate would', async () => {
  const narrow = await write('1.0.1', NARROW);
  expect((await registry.cli('compare', 'compared.move@1.0.0', narrow)).code).toBe(2);
  const dry = await registry.cli('publish', narrow, '--dry-run', '--json');
  expect(dry.code).toBe(2);
  expect(JSON.parse(dry.stdout)).toMatchObject({
    dry_run: true,
    items: [{ contract: { base: '1.0.0', least_version: '2.0.0', verdict: 'breaking' } }],
  });
  const refused = await registry.cli('publish', narrow, '--json');
  expect([refused.code, JSON.parse(refused.stdout).failed?.[0]?.error?.code]).toEqual([2, 'INCOMPATIBLE_CHANGE']);
  const wide = await write('1.1.0', WIDE);
  const fine = await registry.cli('publish', wide, '--dry-run');
  expect([fine.code, fine.stdout]).toEqual([0, expect.stringContaining('compatible; the least step is minor')]);
  expect((await registry.cli('publish', wide)).code).toBe(0);
});

test('a dry run tells the version that stands from the one that is taken', async () => {
  const same = await registry.cli('publish', await write('1.0.0', { path: WIDE.path }), '--dry-run');
  expect([same.code, same.stdout]).toEqual([0, expect.stringContaining('stands already: compared.move@1.0.0')]);
  const other = await registry.cli('publish', await write('1.0.0', WIDE), '--dry-run', '--json');
  expect([other.code, JSON.parse(other.stdout).error.code]).toEqual([2, 'VERSION_EXISTS']);
});

test('a dry run looks at earlier releases too where a property comes back', async () => {
  const named = async (version: string, properties: object) => {
    const file = await write(version, properties);
    const document = JSON.parse(await readFile(path.join(registry.folder, file), 'utf8')) as object;
    await writeFile(path.join(registry.folder, file), JSON.stringify({ ...document, name: 'compared.back' }));
    return file;
  };
  expect((await registry.cli('publish', await named('1.0.0', WIDE))).code).toBe(0);
  expect((await registry.cli('publish', await named('1.1.0', { path: WIDE.path }))).code).toBe(0);
  const dry = await registry.cli('publish', await named('1.2.0', { ...WIDE, mode: { type: 'null' } }), '--dry-run');
  expect([dry.code, dry.stdout]).toEqual([2, expect.stringContaining("'mode' was in 1.0.0, was removed")]);
});

test.each([
  { policy: 'warn', callers: 'any', outcome: 'warned', shown: 'this registry publishes it, and records that' },
  { policy: 'off', callers: 'declared_only', outcome: undefined, shown: 'this registry holds no version against it' },
])('a dry run follows a registry that says $policy, with callers $callers', async (rules) => {
  const { policy, callers, outcome, shown } = rules;
  const other = await startTestRegistry({ env: { COMPAT_POLICY: policy, COMPAT_CALLERS: callers } });
  const run = async (file: string, ...args: string[]) =>
    other.cli('publish', path.join(registry.folder, file), ...args);
  expect(await (await other.fetch('/info')).json()).toMatchObject({ compat: { policy, callers } });
  expect((await other.cli('init')).code).toBe(0);
  expect((await run(await write('1.0.0', WIDE))).code).toBe(0);
  const dry = await run(await write('1.0.1', { ...WIDE, more: { type: 'string' } }), '--dry-run', '--json');
  expect(dry.code).toBe(0);
  const [item] = (JSON.parse(dry.stdout) as { items: { contract: Record<string, unknown> }[] }).items;
  const strict = callers === 'any';
  expect([item?.contract.outcome, item?.contract.verdict]).toEqual([outcome, strict ? 'breaking' : 'compatible']);
  expect((await run('move-1.0.1.json', '--dry-run')).stdout).toContain(shown);
  const compared = await other.cli(
    'compare',
    'compared.move@1.0.0',
    path.join(registry.folder, 'move-1.0.1.json'),
    '--json',
  );
  expect(JSON.parse(compared.stdout)).toMatchObject({ policy: strict ? 'strict' : 'declared_only' });
  const sent = await run('move-1.0.1.json', '--json');
  expect(JSON.parse(sent.stdout).items[0].contract?.outcome).toBe(outcome);
  await other.stop();
});

test('what is published below a release is held against it, before and when it is published', async () => {
  const named = async (version: string, properties: object): Promise<string> => {
    const inputSchema = { type: 'object', properties };
    const document = { name: 'compared.below', version, kind: 'tool', spec: {}, inputSchema };
    await writeFile(path.join(registry.folder, `below-${version}.json`), JSON.stringify(document));
    return `below-${version}.json`;
  };
  for (const version of ['1.0.0', '1.2.0'])
    await registry.cli('publish', await named(version, version === '1.0.0' ? {} : { mode: { type: 'integer' } }));
  const wrong = await named('1.1.0', { mode: { type: 'string' } });
  const dry = await registry.cli('publish', wrong, '--dry-run');
  expect(dry.code).toBe(2);
  expect(dry.stdout).toContain('1.2.0, which stands above it, compared with it:');
  const asked = await registry.cli('publish', wrong, '--dry-run', '--json');
  expect(JSON.parse(asked.stdout)).toMatchObject({
    items: [{ contract: { base: '1.0.0' }, contract_above: { above: '1.2.0', outcome: 'refused' } }],
    error: { details: { least_version: '2.0.0' } },
  });
  const refused = await registry.cli('publish', wrong);
  expect([refused.code, refused.stdout + refused.stderr]).toEqual([
    2,
    expect.stringContaining('Who asks for 1.1.0 or later is given 1.2.0'),
  ]);
  const right = await named('1.1.1', { mode: { type: 'integer' } });
  expect((await registry.cli('publish', right, '--dry-run')).stdout).toMatch(/^would publish compared\.below@1\.1\.1/);
  const published = await registry.json<{ items: object[] }>('publish', right);
  expect(published.items).toMatchObject([{ contract_above: { above: '1.2.0', outcome: 'passed' } }]);
  // The least step leads to 1.2.0, which is taken.
  const small = await named('1.1.2', { mode: { type: 'integer' }, more: { type: 'string' } });
  for (const flags of [['--dry-run'], []]) {
    const { stdout } = await registry.cli('publish', small, '--json', ...flags);
    expect(JSON.parse(stdout)).toMatchObject({ error: { details: { base: '1.1.1', least_version: '1.3.0' } } });
  }
});

test('a batch answers each line by its own, also past one that is none', async () => {
  const pairs = [
    { id: 'wider', original: { type: 'string' }, update: { type: ['string', 'null'] } },
    { id: 'open', original: { properties: { a: {} } }, update: { properties: { a: {}, b: { type: 'null' } } } },
    { id: 7, original: true, update: { type: 'object' } },
  ];
  await writeFile(
    path.join(registry.folder, 'pairs.jsonl'),
    `${pairs.map((pair) => JSON.stringify(pair)).join('\n')}\n`,
  );
  const answers = async (...flags: string[]) => {
    const { code, stdout } = await registry.cli('compare', '--batch', 'pairs.jsonl', ...flags);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: unknown; verdict: string });
    return { code, verdicts: lines.map(({ id, verdict }) => [id, verdict]) };
  };
  expect(await answers()).toEqual({
    code: 0,
    verdicts: [
      ['wider', 'compatible'],
      ['open', 'compatible'],
      [7, 'breaking'],
    ],
  });
  expect((await answers('--strict')).verdicts[1]).toEqual(['open', 'breaking']);
  await writeFile(path.join(registry.folder, 'bad.jsonl'), 'nope\n{"id":1,"original":{},"update":{}}\n');
  const bad = await registry.cli('compare', '--batch', 'bad.jsonl');
  expect([bad.code, bad.stdout.trim().split('\n').length]).toEqual([2, 2]);
});

test('no schema accepts everything: null in a batch, and null or nothing in a document', async () => {
  const schema = { type: 'object', required: ['a'] };
  const lines = [
    { id: 'came', original: null, update: schema },
    { id: 'went', original: schema, update: null },
    { id: 'none', original: null, update: null },
    { id: 'forgot', original: schema },
    { id: 'number', original: schema, update: 5 },
  ].map((line) => JSON.stringify(line));
  await writeFile(path.join(registry.folder, 'nulls.jsonl'), lines.join('\n'));
  const { code, stdout } = await registry.cli('compare', '--batch', 'nulls.jsonl');
  type Answer = { id: string; verdict?: string; error?: string };
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
  expect([code, answers.map(({ id, verdict, error }) => [id, verdict ?? error])]).toEqual([
    2,
    [
      ['came', 'breaking'],
      ['went', 'compatible'],
      ['none', 'compatible'],
      ['forgot', expect.stringContaining('is missing')],
      ['number', expect.stringContaining('update is no schema')],
    ],
  ]);
  const document = { name: 'compared.none', kind: 'tool', spec: {} };
  const files = { none: null, some: schema, wrong: 5 };
  for (const [file, inputSchema] of Object.entries(files))
    await writeFile(path.join(registry.folder, `${file}.json`), JSON.stringify({ ...document, inputSchema }));
  expect((await registry.cli('compare', 'some.json', 'none.json')).code).toBe(0);
  expect((await registry.cli('compare', 'none.json', 'some.json')).stdout).toContain('breaking');
  const { stderr } = await registry.cli('compare', 'none.json', 'wrong.json');
  expect(stderr).toContain('its inputSchema is no JSON object');
});

test('what makes no sense is refused before anything is sent', async () => {
  const file = await write('1.9.0', WIDE);
  for (const [refused, ...args] of [
    ['--accept-unknown takes a reason', 'publish', file, '--accept-unknown', '  '],
    ['--accept-unknown takes a reason', 'publish', file, '--accept-unknown', ''],
    ['not both', 'compare', file, file, '--batch', 'pairs.jsonl'],
    ['no-such.json', 'catalogue', 'put', 'no-such.json'],
  ] as const) {
    const { code, stderr } = await registry.cli(...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(refused)]);
    expect(stderr).toContain('(USAGE)');
  }
});

test('two releases are compared over REST', async () => {
  const answer = await registry.fetch('/actions/compared.move/compare?from=1.0.0&to=latest');
  expect(await answer.json()).toMatchObject({
    name: 'compared.move',
    from: '1.0.0',
    to: '1.1.0',
    verdict: 'compatible',
  });
  const missing = await registry.fetch('/actions/compared.move/compare?from=1.0.0&to=9.9.9');
  expect([missing.status, ((await missing.json()) as { error: { code: string } }).error.code]).toEqual([
    404,
    'VERSION_NOT_FOUND',
  ]);
});
