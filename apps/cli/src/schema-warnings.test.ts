// Schemas that are compared although no registry would take them.
import { expect, test } from 'vitest';
import { findContractWarnings, findSchemaWarnings } from './schema-warnings.js';

const paths = (warnings: readonly { path: string }[]) => warnings.map(({ path }) => path);

test('a word nobody knows is told with its place', () => {
  const inputSchema = { type: 'object', properties: { a: { type: 'strng' } }, requierd: ['a'] };
  const found = findContractWarnings({ inputSchema, outputSchema: 'none' }, 'old');
  expect(paths(found).sort()).toEqual(['/inputSchema/properties/a/type', '/inputSchema/requierd', '/outputSchema']);
  expect(findContractWarnings({ inputSchema: { type: 'object' } }, 'old')).toEqual([]);
});

test('a schema that stands alone is told of by its own draft', () => {
  expect(paths(findSchemaWarnings({ type: 'strng' }, 'original', undefined))).toEqual(['/type']);
  const draft = { definitions: { a: true }, items: [{ type: 'string' }], $ref: '#/definitions/a' };
  expect(findSchemaWarnings(draft, 'original', 7)).toEqual([]);
  expect(findSchemaWarnings(true, 'original', 2020)).toEqual([]);
});
