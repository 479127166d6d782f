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

it('asks for earlier releases only where a property is new', () => {
  expect(addsProperties(of({ a: text }), of({ a: {} }))).toBe(false);
  expect(addsProperties(of({ a: text }), of({ b: {} }))).toBe(true);
});
