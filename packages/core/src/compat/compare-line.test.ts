import type { JsonObject } from '@action-registry/schema';
import { expect, it } from 'vitest';
import { compareBelow, compareInLine } from './compare-line.js';

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

it('what is published below a release breaks where that release, or one above it, refuses what it declares', () => {
  const document = of('1.1.0', { mode: text });
  const next = (above: JsonObject, ...later: JsonObject[]) =>
    compareBelow(
      document,
      { above: of('1.2.0', above), later: later.map((each, at) => of(`1.${3 + at}.0`, each)) },
      {},
    );
  expect(next({ mode: text })).toMatchObject({ verdict: 'compatible', least_version: '1.1.1' });
  expect(next({ mode: { type: 'null' } })).toMatchObject({ verdict: 'breaking', least_version: '2.0.0' });
  expect(next({}, { mode: text })).toMatchObject({ verdict: 'compatible' });
  const later = next({}, { mode: text }, { mode: { type: 'integer' } });
  expect(later).toMatchObject({
    verdict: 'breaking',
    least_version: '2.0.0',
    changes: [{ kind: 'property_returned' }, {}],
  });
  expect(later.changes[0]?.message).toContain('in 1.4.0');
  const unread = compareBelow(document, { above: of('1.2.0', {}), later: [], isWhole: false }, {});
  expect(unread).toMatchObject({ verdict: 'unknown', least_version: '2.0.0' });
});
