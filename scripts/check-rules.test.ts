// Each rule that another tool holds for us, shown biting on a file that breaks it: a rule that went blind, through an
// update or an override that replaced it, turns red here. The checks of our own have their tests beside them.
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listFiles } from './source-files.js';

const ROOT = path.resolve(import.meta.dirname, '..');
const FIXTURES = path.join(ROOT, 'scripts/fixtures');

function runTool(script: string, args: readonly string[], cwd: string) {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '' };
  return spawnSync(process.execPath, [path.join(ROOT, 'node_modules', script), ...args], {
    cwd,
    env,
    encoding: 'utf8',
  });
}

/** What a fixture's first line says that it breaks; undefined for one that shows what stays allowed. */
function bitesOf(text: string): string | undefined {
  const rule = /^\/\/ Bites: (\S+)/.exec(text)?.[1];
  return rule === 'nothing' ? undefined : rule;
}

type Fixture = { file: string; rule: string | undefined };

function listFixtures(folder: string): Fixture[] {
  return listFiles(folder, ['.ts']).map((file) => ({
    file,
    rule: bitesOf(readFileSync(path.join(folder, file), 'utf8')),
  }));
}

const lines = (count: number) => Array.from({ length: count }, (_, index) => `export const n${index} = ${index};\n`);

/** Fixtures that are only long. */
const GENERATED: Readonly<Record<string, string>> = {
  'packages/core/src/no-excessive-lines-per-file.ts': `// Bites: lint/style/noExcessiveLinesPerFile\n${lines(300).join('')}`,
  'packages/core/src/long-enough.ts': `// Bites: nothing\n${lines(299).join('')}`,
  'packages/core/src/no-excessive-lines-per-file.test.ts': `// Bites: lint/style/noExcessiveLinesPerFile\n${lines(500).join('')}`,
  'packages/core/src/no-excessive-lines-per-function.ts': `// Bites: lint/complexity/noExcessiveLinesPerFunction\nexport function run(work: () => void): void {\n${'  work();\n'.repeat(51)}}\n`,
};

describe('lint', () => {
  type Diagnostic = { category: string; severity: string; location: { path: string } };
  let tree: string;
  let fixtures: Fixture[];
  let found: Map<string, string[]>;

  /** A copy of the fixtures at the places that the rules are about, beside the real configuration and manifests. */
  function plantFixtures(): void {
    cpSync(path.join(FIXTURES, 'biome'), tree, { recursive: true });
    for (const [file, text] of Object.entries(GENERATED)) writeFileSync(path.join(tree, file), text);
    for (const group of ['packages', 'apps']) {
      for (const name of readdirSync(path.join(tree, group))) {
        const manifest = path.join(group, name, 'package.json');
        copyFileSync(path.join(ROOT, manifest), path.join(tree, manifest));
      }
    }
    for (const file of ['biome.json', 'package.json']) copyFileSync(path.join(ROOT, file), path.join(tree, file));
  }

  beforeAll(() => {
    tree = mkdtempSync(path.join(tmpdir(), 'action-registry-lint-'));
    plantFixtures();
    fixtures = listFixtures(tree);
    const args = ['lint', '--reporter=json', '--max-diagnostics=none', '.'];
    const { stdout, stderr } = runTool('@biomejs/biome/bin/biome', args, tree);
    expect(stdout, stderr).toContain('"diagnostics"');
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] };
    found = new Map();
    for (const { category, severity, location } of diagnostics.filter((each) => each.severity !== 'information')) {
      expect(severity).toMatch(/error|warning/);
      const file = path.isAbsolute(location.path) ? path.relative(tree, location.path) : location.path;
      found.set(file, [...(found.get(file) ?? []), category]);
    }
  });

  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  test('reports in each fixture the rule that it breaks', () => {
    const blind = fixtures.filter(({ file, rule }) => rule !== undefined && !found.get(file)?.includes(rule));
    expect(blind).toEqual([]);
  });

  test('reports nothing in the fixtures that show what stays allowed', () => {
    const allowed = fixtures.filter(({ rule }) => rule === undefined).map(({ file }) => file);
    expect(allowed.length).toBeGreaterThan(0);
    expect(allowed.filter((file) => found.has(file))).toEqual([]);
  });

  test('has a fixture for every rule that biome.json turns on', () => {
    type Groups = Record<string, Record<string, unknown>>;
    const config = JSON.parse(readFileSync(path.join(ROOT, 'biome.json'), 'utf8')) as {
      linter: { rules: Groups };
      overrides: { linter: { rules: Groups } }[];
    };
    const groups = [config.linter, ...config.overrides.map((override) => override.linter)].flatMap(({ rules }) =>
      Object.entries(rules).filter(([group]) => group !== 'preset'),
    );
    const turnedOn = groups.flatMap(([group, rules]) =>
      Object.keys(rules)
        .filter((rule) => rules[rule] !== 'off')
        .map((rule) => `lint/${group}/${rule}`),
    );
    const covered = new Set(fixtures.map(({ rule }) => rule));
    expect(turnedOn.filter((rule) => !covered.has(rule))).toEqual([]);
  });
});

test('the compiler refuses what each strict flag is for, and nothing else', () => {
  const folder = path.join(FIXTURES, 'types');
  const { stdout } = runTool('typescript/bin/tsc', ['-p', 'tsconfig.json', '--pretty', 'false'], folder);
  const errors = [...stdout.matchAll(/^([\w-]+\.ts)\(\d+,\d+\): error (TS\d+)/gm)].map(([, file, rule]) => ({
    file,
    rule,
  }));
  expect(errors).toEqual(listFixtures(folder).filter(({ rule }) => rule !== undefined));
});

test('the dead-code check finds what nobody uses and what nobody declared', () => {
  const { stdout, status } = runTool('knip/bin/knip.js', ['--reporter', 'json'], path.join(FIXTURES, 'dead-code'));
  expect(status).not.toBe(0);
  const { issues } = JSON.parse(stdout) as { issues: Record<string, { name: string }[]>[] };
  const names = (kind: string) => issues.flatMap((issue) => issue[kind] ?? []).map(({ name }) => name);
  expect(names('files')).toEqual(['src/orphan.ts']);
  expect(names('exports')).toEqual(['forgotten']);
  expect(names('dependencies')).toEqual(['left-behind']);
  expect(names('unlisted')).toEqual(['never-declared']);
});

test('the hygiene check finds two versions of one dependency and an unsorted list', () => {
  const { stdout, status } = runTool('sherif/index.js', ['--fail-on-warnings', path.join(FIXTURES, 'hygiene')], ROOT);
  expect(status).not.toBe(0);
  expect(stdout).toContain('multiple-dependency-versions');
  expect(stdout).toContain('unordered-dependencies');
});

test('a test that writes to the console fails, and the one after it does not', () => {
  const folder = path.join(FIXTURES, 'console');
  const args = ['run', '--config', path.join(folder, 'vitest.config.ts'), '--root', folder, '--reporter=json'];
  const { stdout, status } = runTool('vitest/vitest.mjs', args, folder);
  expect(status).not.toBe(0);
  const { testResults } = JSON.parse(stdout) as {
    testResults: { assertionResults: { title: string; status: string }[] }[];
  };
  const results = testResults.flatMap((file) => file.assertionResults).map(({ title, status }) => [title, status]);
  expect(results).toEqual([
    ['writes to the console', 'failed'],
    ['is quiet', 'passed'],
  ]);
});
