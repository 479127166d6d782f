// docs/api.md is true: its commands run in one shell, in their order, against a fresh registry, and each answer is held
// against the one printed below it. `…` in what is printed stands for anything.
import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Json } from '@action-registry/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestRegistry, type TestRegistry } from './harness.js';
import { ROOT } from './process.js';

const ANY = '…';
const MARK = '--- end of a block ---';

type Block = { command: string; language: string | undefined; expected: string };

/** Shell blocks with the block of output that follows each, if one does. */
function parseBlocks(page: string): Block[] {
  const fences = [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language, text]) => ({ language, text }));
  return fences.flatMap(({ language, text = '' }, index) => {
    if (language !== 'sh') return [];
    const next = fences[index + 1];
    const hasOutput = next !== undefined && next.language !== 'sh';
    return [
      { command: text, language: hasOutput ? next.language : undefined, expected: hasOutput ? (next.text ?? '') : '' },
    ];
  });
}

/** Text with `…` in it matches whatever stands there. */
function matchesText(actual: string, expected: string): boolean {
  const parts = expected.split(ANY).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[\\s\\S]*')}$`).test(actual);
}

/** Where `actual` is not as printed; an object with the member `"…"` may have more members than are printed. */
function differences(actual: Json | undefined, expected: Json, where = ''): string[] {
  if (expected === ANY) return actual === undefined ? [`${where} is missing`] : [];
  if (typeof expected === 'string') {
    return typeof actual === 'string' && matchesText(actual, expected) ? [] : [`${where}: ${JSON.stringify(actual)}`];
  }
  if (typeof expected !== 'object' || expected === null) {
    return actual === expected ? [] : [`${where}: ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`];
  }
  if (typeof actual !== 'object' || actual === null) return [`${where}: ${JSON.stringify(actual)}`];
  const [had, printed] = [actual as Record<string, Json>, expected as Record<string, Json>];
  const isOpen = ANY in printed;
  const names = new Set([...Object.keys(printed), ...(isOpen ? [] : Object.keys(had))]);
  names.delete(ANY);
  return [...names].flatMap((name) =>
    name in printed
      ? differences(had[name], printed[name] as Json, `${where}/${name}`)
      : [`${where}/${name} is not printed`],
  );
}

/** The output of each command, all in one shell, as somebody who types them has it. */
async function runBlocks(commands: readonly string[], cwd: string): Promise<string[]> {
  const script = path.join(cwd, 'page.sh');
  await writeFile(script, commands.map((command) => `${command}\nprintf '\\n${MARK}\\n'`).join('\n'));
  return new Promise((resolve, reject) => {
    const child = spawn('bash', [script], { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.once('error', reject);
    child.once('close', () => resolve(output.split(`\n${MARK}\n`).slice(0, -1)));
  });
}

describe('docs/api.md', () => {
  let registry: TestRegistry;
  beforeAll(async () => {
    registry = await startTestRegistry();
  });
  afterAll(() => registry.stop());

  test('every command answers what is printed below it', async () => {
    const blocks = parseBlocks(await readFile(path.join(ROOT, 'docs/api.md'), 'utf8'));
    expect(blocks.length).toBeGreaterThan(12);
    const { host } = new URL(registry.url);
    const commands = blocks.map(({ command }) => command.replaceAll('localhost:8000', host));
    const outputs = await runBlocks(commands, registry.folder);
    const problems = blocks.flatMap(({ command, language, expected }, index) => {
      const output = outputs[index] ?? '';
      const found =
        language === 'json'
          ? differences(JSON.parse(output) as Json, JSON.parse(expected) as Json)
          : language === undefined || matchesText(output.trim(), expected.trim())
            ? []
            : [output];
      return found.length === 0 ? [] : [{ command, found }];
    });
    expect(problems).toEqual([]);
  });

  test('an answer that differs from what is printed is told', () => {
    expect(differences({ a: 1, b: 'xyz' }, { a: 1, b: 'x…z' })).toEqual([]);
    expect(differences({ a: 1, b: 2 }, { a: 1 })).toEqual(['/b is not printed']);
    expect(differences({ a: 1, b: 2 }, { a: 1, [ANY]: ANY })).toEqual([]);
    expect(differences({ a: [1, 2] }, { a: [1, 3] })).toEqual(['/a/1: 2, not 3']);
    expect(differences({}, { a: ANY })).toEqual(['/a is missing']);
  });
});
