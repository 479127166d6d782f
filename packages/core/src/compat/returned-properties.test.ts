import type { JsonObject } from '@action-registry/schema';
import { expect, it } from 'vitest';
import { addsProperties } from './added-properties.js';
import { findReturnedProperties } from './returned-properties.js';

const of = (properties: JsonObject) => ({ inputSchema: { type: 'object', properties } as JsonObject });
const earlier = (properties: JsonObject) => [{ version: '1.0.0', ...of(properties) }];
const text = { type: 'string' };

it('a property that comes back with another type breaks, and one that comes back as it was does not', () => {
  const [change] = findReturnedProperties(earlier({ mode: text }), of({}), of({ mode: { type: 'integer' } }));
  expect(change).toMatchObject({ side: 'input', pointer: '/inputSchema/properties/mode', verdict: 'breaking' });
  expect(change?.message).toContain('1.0.0');
  expect(findReturnedProperties(earlier({ mode: text }), of({}), of({ mode: text }))).toEqual([]);
  expect(findReturnedProperties(earlier({ mode: text }), of({}), of({ mode: {} }))).toEqual([]);
});

it('it is found below other properties, by references too, and in outputs the other way round', () => {
  const nested = (deep: JsonObject) => of({ options: { type: 'object', properties: deep } });
  expect(
    findReturnedProperties([{ version: '1.0.0', ...nested({ a: text }) }], nested({}), nested({ a: { type: 'null' } })),
  ).toMatchObject([{ pointer: '/inputSchema/properties/options/properties/a' }]);
  const old = { inputSchema: { $defs: { m: text }, properties: { mode: { $ref: '#/$defs/m' } } } };
  expect(findReturnedProperties([{ version: '1.0.0', ...old }], of({}), of({ mode: text }))).toEqual([]);
  const output = (mode: JsonObject) => ({ outputSchema: { properties: { mode } } });
  const back = findReturnedProperties([{ version: '1.0.0', ...output(text) }], {}, output({}));
  expect(back).toMatchObject([{ side: 'output', verdict: 'breaking' }]);
});

it.each<[string, (inner: JsonObject) => JsonObject]>([
  ['items', (inner) => ({ properties: { list: { type: 'array', items: inner } } })],
  ['maps', (inner) => ({ properties: { map: { additionalProperties: inner, patternProperties: { '^x': inner } } } })],
  ['definitions', (inner) => ({ properties: { a: { $ref: '#/$defs/a' } }, $defs: { a: inner } })],
  ['definitions of draft-07', (inner) => ({ items: { $ref: '#/definitions/a' }, definitions: { a: inner } })],
])('is found in %s', (_place, make) => {
  const document = (properties: JsonObject) => ({ inputSchema: make({ type: 'object', properties }) });
  const [was, base] = [{ version: '1.0.0', ...document({ p: text, q: text }) }, document({ q: text })];
  const changes = findReturnedProperties([was], base, document({ q: text, p: { type: 'integer' } }));
  expect(changes.length).toBeGreaterThan(0);
  for (const change of changes) expect(change).toMatchObject({ kind: 'property_returned', verdict: 'breaking' });
  expect(findReturnedProperties([was], base, document({ q: text, p: text }))).toEqual([]);
});

it('asks for earlier releases only where a property is new', () => {
  expect(addsProperties(of({ a: text }), of({ a: {} }))).toBe(false);
  expect(addsProperties(of({ a: text }), of({ b: {} }))).toBe(true);
});
