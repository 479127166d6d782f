// Comparisons as people read them.
import { compareContracts } from '@action-registry/core';
import type { JsonObject, PublishContract } from '@action-registry/schema';
import { expect, test } from 'vitest';
import { toOutcomeLines } from './contract-lines.js';

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
