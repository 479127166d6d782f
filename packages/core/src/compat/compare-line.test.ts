import type { JsonObject } from '@action-registry/schema';
import { expect, it } from 'vitest';
import { compareInLine } from './compare-line.js';

const of = (version: string, properties: JsonObject) => ({
  version,
  inputSchema: { type: 'object', properties } as JsonObject,
});
const text = { type: 'string' };

it('what no neighbour breaks and an earlier release does takes the step of a breaking change', () => {
  const line = { base: of('1.1.0', {}), earlier: [of('1.0.0', { mode: text })] };
  expect(compareInLine(line, of('1.2.0', { mode: { type: 'integer' } }), {})).toMatchObject({
    verdict: 'breaking',
    bump: 'major',
    least_version: '2.0.0',
    changes: [{ kind: 'property_returned', verdict: 'breaking' }, { kind: 'property_added' }],
  });
  expect(compareInLine(line, of('1.2.0', { mode: text }), {})).toMatchObject({ least_version: '1.2.0' });
  expect(compareInLine({ ...line, earlier: [] }, of('1.2.0', { mode: { type: 'integer' } }), {})).toMatchObject({
    least_version: '1.2.0',
  });
});

it('below 1.0.0 it takes a minor step', () => {
  const line = { base: of('0.1.1', {}), earlier: [of('0.1.0', { mode: text })] };
  expect(compareInLine(line, of('0.1.2', { mode: { type: 'integer' } }), {})).toMatchObject({ least_version: '0.2.0' });
});
