// Comparisons as people read them.
import { compareContracts } from '@action-registry/core';
import type { JsonObject, PublishContract } from '@action-registry/schema';
import { expect, test } from 'vitest';
import { toContractLines, toGateLines, toOutcomeLines, toRecordedText } from './contract-lines.js';

function compared(old: JsonObject, next: JsonObject) {
  const document = (schema: JsonObject) => ({ version: '1.0.0', inputSchema: schema, outputSchema: schema });
  return compareContracts(document(old), document(next));
}

const BREAKING = compared({ maxLength: 3 }, { maxLength: 2 });

function published(outcome: PublishContract['outcome'], more: Partial<PublishContract> = {}): string {
  return toOutcomeLines({ ...BREAKING, base: '1.0.0', outcome, ...more }).join('\n');
}

test('a release that was published all the same says so, and why', () => {
  expect(published('warned')).toMatch(/^ {2}! published although it breaks callers of 1\.0\.0:\n[\s\S]*for example "/);
  expect(published('accepted', { verdict: 'unknown', accepted_reason: 'nobody sends it' })).toBe(
    '  ! accepted as undecided against 1.0.0: nobody sends it',
  );
  expect(published('passed')).toBe('');
});

test('a release that was published below another says what that one does', () => {
  const above = toOutcomeLines({ ...BREAKING, above: '1.2.0', outcome: 'warned' });
  expect(above[0]).toBe('  ! published although 1.2.0, which stands above it, breaks its callers:');
  expect(toGateLines({ ...BREAKING, above: '1.2.0' })[0]).toBe('1.2.0, which stands above it, compared with it:');
  expect(toGateLines({ ...BREAKING, base: '1.0.0' })[0]).toBe('compared with 1.0.0:');
});

test('what a registry keeps of a gate is told where it let something pass', () => {
  const contract = { base: '1.0.0', outcome: 'warned', verdict: 'breaking' };
  const contract_above = {
    above: '1.2.0',
    outcome: 'accepted',
    verdict: 'unknown',
    accepted_reason: 'nobody sends it',
  };
  expect(toRecordedText({ contract, contract_above })).toBe(
    'published although it breaks callers of 1.0.0; accepted as undecided against 1.2.0: nobody sends it',
  );
  expect(toRecordedText({ contract: { ...contract, outcome: 'passed' } })).toBe('');
  expect(toRecordedText({ contract: 'of another registry' })).toBe('');
});

test('inputs and outputs are told apart in every line', () => {
  const lines = toContractLines(compared({ properties: { a: { type: 'string' } } }, { properties: { a: false } }));
  expect(lines.filter((line) => /`\/(input|output)Schema\/properties\/a/.test(line))).toHaveLength(2);
  expect(toContractLines(compared({ maxLength: 1 }, {})).join('\n')).toContain('`/inputSchema/maxLength`');
  const open = { verdict: 'unknown', keyword: 'pattern', pointer: '/properties/a/pattern' } as const;
  const output = { verdict: 'unknown', strict: open, declared_only: open } as const;
  expect(toContractLines({ ...BREAKING, output }).join('\n')).toContain(
    'outputs: not decided, because of pattern at /outputSchema/properties/a/pattern',
  );
});

test('a change beside the schemas is told with its place', () => {
  const changed = compareContracts({ spec: { run: 'a' } }, { spec: { run: 'b' } });
  expect(toContractLines(changed)).toContain(
    '  ✔ `/spec/run`: What the action does was changed here, behind the same contract.',
  );
});
