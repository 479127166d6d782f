// The tools of real MCP servers, each changed in one place by one keyword: no verdict is `unknown`, and each is the one that
// follows from the change itself. NIGHTLY makes every change of every tool; else each kind is made once a server.
import type { ComparisonVerdict, JsonObject } from '@action-registry/schema';
import { describe, expect, it } from 'vitest';
import { findSchemaIssuesAt } from '../json-schema-rules.js';
import { readOwnLines } from '../testing/vectors.js';
import { createAjvJudge } from './ajv-judge.js';
import { compareContracts } from './compare-contracts.js';
import { type Mutation, mutationsOf } from './testing/mutate-schema.js';
import type { Effect } from './testing/mutations.js';

type Tool = { server: string; tool: string; inputSchema: JsonObject; outputSchema?: JsonObject };
type Verdicts = readonly [input: ComparisonVerdict, output: ComparisonVerdict];

const WIDER: Verdicts = ['compatible', 'breaking'];
const NARROWER: Verdicts = ['breaking', 'compatible'];
const SAME: Verdicts = ['compatible', 'compatible'];
/** What follows by the letter, and for callers that send what they declare. */
const EXPECTED: Readonly<Record<Effect, readonly [strict: Verdicts, declared: Verdicts]>> = {
  same: [SAME, SAME],
  wider: [WIDER, WIDER],
  narrower: [NARROWER, NARROWER],
  neither: [
    ['breaking', 'breaking'],
    ['breaking', 'breaking'],
  ],
  closing: [NARROWER, SAME],
  declares: [NARROWER, SAME],
  opening: [WIDER, SAME],
  forgets: [WIDER, SAME],
};

const tools = readOwnLines<Tool>('mcp/tools.jsonl');
const servers = [...new Set(tools.map(({ server }) => server))];

/** The schemas of a server's tools, each with a change. */
function* changesOf(server: string): Generator<{ schema: JsonObject; mutation: Mutation }> {
  const made = new Set<string>();
  for (const { inputSchema, outputSchema } of tools.filter((tool) => tool.server === server)) {
    for (const schema of outputSchema === undefined ? [inputSchema] : [inputSchema, outputSchema]) {
      for (const mutation of mutationsOf(schema)) {
        const key = `${mutation.kind} ${mutation.effect}`;
        if (process.env.NIGHTLY === undefined && made.has(key)) continue;
        made.add(key);
        yield { schema, mutation };
      }
    }
  }
}

describe.each(servers)('the tools of the MCP server %s', (server) => {
  it('keep the rules for schemas', () => {
    for (const { tool, inputSchema, outputSchema = {} } of tools.filter((one) => one.server === server)) {
      expect(findSchemaIssuesAt(inputSchema, { at: [], isObject: true }), tool).toEqual([]);
      expect(findSchemaIssuesAt(outputSchema, { at: [], isObject: false }), tool).toEqual([]);
    }
  });

  it('have the right verdict on every single change, and none that is unknown', () => {
    let count = 0;
    for (const { schema, mutation } of changesOf(server)) {
      const { kind, pointer, next, effect } = mutation;
      const { input, output, changes } = compareContracts(
        { inputSchema: schema, outputSchema: schema },
        { inputSchema: next, outputSchema: next },
        { judges: [createAjvJudge] },
      );
      const strict: Verdicts = [input.strict.verdict, output.strict.verdict];
      const declared: Verdicts = [input.declared_only.verdict, output.declared_only.verdict];
      const what = `${kind} at ${pointer} of ${JSON.stringify(schema)}`;
      expect([...strict, ...declared, ...changes.map(({ verdict }) => verdict)], what).not.toContain('unknown');
      if (effect !== undefined) expect([strict, declared], what).toEqual(EXPECTED[effect]);
      count += 1;
    }
    expect(count).toBeGreaterThan(10);
  }, 3_600_000);
});
