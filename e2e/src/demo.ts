// `pnpm demo`: the product in one minute on real input. Starts a registry, imports the tools of two MCP servers, signs and
// publishes them, resolves and verifies one, flips a byte in the database, and shows who notices.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Release, ResolveResults } from '@action-registry/schema';
import { startTestRegistry, type TestRegistry } from './harness.js';
import { mcpServers } from './mcp-servers.js';

const TARGET = { name: 'files.move_file', version: '1.0.0' };

type Row = { step: string; outcome: string };

async function publishAll(registry: TestRegistry): Promise<Row[]> {
  const rows: Row[] = [];
  const allowed = path.join(registry.folder, 'allowed');
  await mkdir(allowed);
  for (const { namespace, command } of mcpServers(allowed)) {
    const out = path.join(registry.folder, namespace);
    const imported = await registry.json<{ server: string; items: unknown[] }>(
      'import',
      'mcp',
      '--namespace',
      namespace,
      '--out',
      out,
      '--',
      ...command,
    );
    const published = await registry.json<{ items: { created: boolean }[] }>('publish', out);
    rows.push({
      step: `import ${imported.server}`,
      outcome: `${imported.items.length} tools, ${published.items.filter(({ created }) => created).length} signed and published`,
    });
  }
  return rows;
}

async function notice(registry: TestRegistry): Promise<Row[]> {
  const url = `${registry.url}/actions/${TARGET.name}/versions/${TARGET.version}`;
  const release = (await (await fetch(url, { headers: { 'cache-control': 'no-cache' } })).json()) as Release;
  const client = await registry.client();
  const refusal = await client.resolve(`${TARGET.name}@${TARGET.version}`).then(
    () => 'resolved',
    (error: Error) => error.message,
  );
  const cli = await registry.cli('verify', `${TARGET.name}@${TARGET.version}`);
  return [
    { step: 'fetch', outcome: `verified: ${release.verified}, ${release.verify_error}` },
    { step: 'client', outcome: refusal },
    { step: 'CLI', outcome: `exit ${cli.code}: ${cli.stdout.split('\n')[0] ?? ''}` },
  ];
}

async function main(): Promise<void> {
  const databaseUrl = process.env.DATABASE_URL;
  const registry = await startTestRegistry(databaseUrl === undefined ? {} : { databaseUrl });
  try {
    const init = await registry.json<{ kid: string }>('init');
    const rows: Row[] = [
      { step: 'init', outcome: `key ${init.kid} made, trusted and pinned` },
      ...(await publishAll(registry)),
    ];
    const resolved = await registry.json<ResolveResults>('resolve', `${TARGET.name}@^1`);
    const [result] = Object.values(resolved.results);
    rows.push({
      step: `resolve ${TARGET.name}@^1`,
      outcome: result?.ok === true ? `${result.version} ${result.hash.slice(0, 19)}…` : 'nothing',
    });
    const verified = await registry.cli('verify', `${TARGET.name}@^1`);
    rows.push({ step: 'verify here', outcome: verified.stdout.split('\n')[0] ?? '' });
    await registry.tamper(TARGET);
    rows.push(
      { step: 'one byte flipped', outcome: `in the stored text of ${TARGET.name}@${TARGET.version}` },
      ...(await notice(registry)),
    );
    const width = Math.max(...rows.map(({ step }) => step.length));
    process.stdout.write(`${rows.map(({ step, outcome }) => `${step.padEnd(width)}  ${outcome}`).join('\n')}\n`);
  } finally {
    await registry.stop();
  }
}

await main();
