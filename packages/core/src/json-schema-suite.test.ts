// The official JSON Schema Test Suite, held against all that read schemas here: the validator in use, the reading behind
// comparisons, and the two judges of witnesses. What the rules refuse, and what only describes, is listed in
// docs/json-schema-support.md; the list is held to be complete. The cases of 2020-12 are read from VECTORS_DIR.
import { readFileSync } from 'node:fs';
import { isJsonObject, type Json } from '@action-registry/schema';
import { describe, expect, it } from 'vitest';
import { createAjvJudge } from './compat/ajv-judge.js';
import { compileSchema as toFormula } from './compat/compile-schema.js';
import { evaluate } from './compat/evaluate.js';
import { createArena } from './compat/formula-arena.js';
import { createJudge, type Judge } from './compat/judge.js';
import type { Dialect } from './compat/schema-document.js';
import { createHyperjumpJudge } from './compat/testing/hyperjump-judge.js';
import { findSchemaIssuesAt } from './json-schema-rules.js';
import { compileSchema } from './json-schema-validator.js';
import { isSuiteExpected, readOwnLines, readSuiteText } from './testing/vectors.js';

const DRAFT_07 = 'http://json-schema.org/draft-07/schema#';
const SUITE_2020 = 'compat/json-schema-test-suite-containment.jsonl';
/** Groups of the suite that ask for more than the dialect does: these keywords describe, and are not asserted. */
const DESCRIBES = ['optional/content.json', 'ECMA 262 regex non-compliance'];

type Test = { description: string; data: Json; valid: boolean };
type Group = { file: string; description: string; schema: Json; tests: Test[] };
type Row = { id: string; file: string; description: string; original: { const: Json }; update: Json; truth: boolean };

/** Every case stands there as "is {const: data} within the schema?". */
function readGroups2020(): Group[] {
  if (!isSuiteExpected(SUITE_2020)) return [];
  const rows = readSuiteText(SUITE_2020)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
  return rows
    .filter(({ id }) => id.endsWith(':const-in-schema'))
    .map(({ file, description, original, update, truth }) => {
      const [group = '', ...test] = description.split(' / ');
      const tests = [{ description: test.join(' / '), data: original.const, valid: truth }];
      return { file: file.split('/').at(-1) ?? file, description: group, schema: update, tests };
    });
}

/** The groups of draft-07 say no dialect; a schema of the registry has to. */
function readGroups07(): Group[] {
  return readOwnLines<Group>('json-schema-test-suite/draft-07.jsonl').map((group) => ({
    ...group,
    schema: isJsonObject(group.schema) ? { $schema: DRAFT_07, ...group.schema } : group.schema,
  }));
}

const SUITES: readonly (readonly [name: string, dialect: Dialect, groups: Group[], least: number])[] = [
  ['2020-12', 2020, readGroups2020(), 1_000],
  ['draft-07', 7, readGroups07(), 400],
];

function isDescribing({ file, description }: Group): boolean {
  return DESCRIBES.includes(file) || DESCRIBES.includes(description);
}

/** Why the rules refuse a schema of the suite, or undefined. */
function refusalOf(schema: Json): string | undefined {
  if (!isJsonObject(schema)) return undefined;
  return findSchemaIssuesAt(schema, { at: [], isObject: false })[0]?.rule;
}

function judgeInUse(schema: Json): Judge {
  const check = compileSchema(schema);
  return (value) => check(value).length === 0;
}

function judgeByReading(schema: Json, dialect: Dialect): Judge {
  const formula = toFormula(createArena(), schema, { dialect, closes: false });
  return (value) => formula && evaluate(formula, value);
}

/** The cases that a judge gets wrong; one that cannot tell, because a schema leads out of itself, does not count. */
function wrongCases(groups: readonly Group[], make: (schema: Json) => Judge): string[] {
  return groups
    .filter((group) => !isDescribing(group))
    .flatMap(({ file, description, schema, tests }) => {
      const judge = make(schema);
      const wrong = tests.filter(({ data, valid }) => judge(data) === !valid);
      return wrong.map((test) => `${file}: ${description}: ${test.description}`);
    });
}

describe.each(SUITES)('the official test suite for %s', (name, dialect, groups, least) => {
  const followed = groups.filter(({ schema }) => refusalOf(schema) === undefined);
  const isThere = groups.length > 0;

  it.skipIf(!isThere)('is followed by the validator in every case that the rules let in', () => {
    expect(followed.flatMap(({ tests }) => tests).length).toBeGreaterThan(least);
    expect(wrongCases(followed, judgeInUse)).toEqual([]);
  });

  it.skipIf(!isThere)('is followed by the reading behind comparisons, also where the rules refuse', () => {
    expect(wrongCases(groups, (schema) => judgeByReading(schema, dialect))).toEqual([]);
  });

  it.skipIf(!isThere)('is followed by both judges of witnesses', () => {
    expect(wrongCases(followed, (schema) => createJudge(schema, dialect))).toEqual([]);
    expect(wrongCases(groups, (schema) => createAjvJudge(schema, dialect))).toEqual([]);
  });

  it.skipIf(!isThere)('is followed by the validator that tests ask', async () => {
    for (const group of followed) {
      const judge = await createHyperjumpJudge(group.schema, dialect);
      expect(wrongCases([group], () => judge)).toEqual([]);
    }
  });

  it.skipIf(!isThere)(
    'has what is listed in docs/json-schema-support.md refused or only described, and nothing else',
    () => {
      const rows = groups.flatMap((group) => {
        const rule = refusalOf(group.schema);
        const what = rule === undefined ? 'describes only' : `\`${rule}\``;
        if (rule === undefined && !isDescribing(group)) return [];
        return [`| ${name} | ${group.file} | ${group.description.replaceAll('|', '\\|')} | ${what} |`];
      });
      const doc = readFileSync(new URL('../../../docs/json-schema-support.md', import.meta.url), 'utf8');
      const listed = doc.split('\n').filter((line) => line.startsWith(`| ${name}`));
      const normal = (line: string) => line.replaceAll(/ +/g, ' ');
      expect(listed.map(normal)).toEqual([...new Set(rows)].sort().map(normal));
    },
  );
});
