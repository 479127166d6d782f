import type { JsonObject } from '@action-registry/schema';
import { expect, it } from 'vitest';
import { addedNames, addsProperties } from './added-properties.js';
import { findReturnedProperties as findReturned } from './returned-properties.js';

const findReturnedProperties = (...given: Parameters<typeof findReturned>) => findReturned(...given).changes;

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

type Wrap = (inner: JsonObject) => JsonObject;
/** A property that went from 1.0.0 and comes back with another type, each time written inside of something. */
const returned = (was: Wrap, base: Wrap, next: Wrap) =>
  findReturned(
    [{ version: '1.0.0', inputSchema: was({ properties: { p: text, q: text } }) }],
    { inputSchema: base({ properties: { q: text } }) },
    { inputSchema: next({ properties: { p: { type: 'integer' }, q: text } }) },
  );
const plain: Wrap = (inner) => inner;
const breaks = [{ kind: 'property_returned', verdict: 'breaking' }];

it.each<[string, Wrap]>([
  ['allOf', (inner) => ({ allOf: [{ minProperties: 1 }, inner] })],
  ['a reference', (inner) => ({ $ref: '#/$defs/o', $defs: { o: inner } })],
  ['a reference of a reference', (inner) => ({ $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/o' }, o: inner } })],
  ['an anchor', (inner) => ({ $ref: '#o', $defs: { o: { $anchor: 'o', ...inner } } })],
  ['the items of a tuple', (inner) => ({ prefixItems: [{ type: 'string' }, inner] })],
  [
    'definitions that refer to themselves',
    (inner) => ({ $ref: '#/$defs/o', $defs: { o: { allOf: [{ $ref: '#/$defs/o' }, inner] } } }),
  ],
])('what comes back inside of %s breaks, wherever it stood before', (_place, wrap) => {
  expect(returned(wrap, wrap, wrap).changes).toMatchObject(breaks);
  if (!('prefixItems' in wrap({}))) expect(returned(plain, wrap, plain).changes).toMatchObject(breaks);
  expect(returned(wrap, wrap, wrap).dangerous).toEqual([]);
});

it.each<[string, Wrap]>([
  ['anyOf', (inner) => ({ anyOf: [{ required: ['z'] }, inner] })],
  ['oneOf', (inner) => ({ oneOf: [{ required: ['z'] }, inner] })],
  [
    'then',
    (inner) =>
      Object.fromEntries([
        ['if', { required: ['z'] }],
        ['then', inner],
      ]),
  ],
  ['else', (inner) => ({ if: { required: ['z'] }, else: inner })],
  ['dependentSchemas', (inner) => ({ dependentSchemas: { z: inner } })],
  ['an alternative of a definition', (inner) => ({ $ref: '#/$defs/o', $defs: { o: { anyOf: [{}, inner] } } })],
])('what comes back inside of %s is told as dangerous, with an example', (_place, wrap) => {
  for (const [was, base, next] of [
    [wrap, wrap, wrap],
    [plain, plain, wrap],
    [wrap, plain, plain],
  ] as const) {
    const found = returned(was, base, next);
    expect(found.changes).toEqual([]);
    expect(found.dangerous).toMatchObject([{ side: 'input', kind: 'property_returned', witness: expect.anything() }]);
  }
  const same = (properties: JsonObject) => ({ inputSchema: wrap({ properties }) });
  const went = findReturned([{ version: '1.0.0', ...same({ p: text }) }], same({}), same({ p: text }));
  expect(went).toEqual({ changes: [], dangerous: [] });
});

it('what the base has in one alternative only and another type comes back for is told as dangerous', () => {
  const base = { inputSchema: { anyOf: [{ properties: { p: { type: 'integer' } } }, { properties: {} }] } };
  const next = of({ p: { type: 'integer', minimum: 0 } });
  expect(findReturned(earlier({ p: text }), base, next)).toMatchObject({
    ...{ changes: [], dangerous: [{ kind: 'property_returned' }] },
  });
});

it('below recursion it is found at the depth that an earlier release wrote out', () => {
  const tree = (properties: JsonObject) => ({ inputSchema: { properties: { ...properties, child: { $ref: '#' } } } });
  const was = { version: '1.0.0', ...of({ child: { properties: { child: { properties: { p: text } } } } }) };
  expect(findReturned([was], tree({}), tree({ p: { type: 'integer' } })).changes).toMatchObject(breaks);
});

it('what is asked of many releases is bounded, and what was not looked at is told', () => {
  const wide = (depth: number, leaf: JsonObject): JsonObject => ({
    $ref: '#/$defs/d0',
    $defs: Object.fromEntries(
      Array.from({ length: depth }, (_, at) => [
        `d${at}`,
        {
          properties:
            at + 1 === depth ? leaf : { l: { $ref: `#/$defs/d${at + 1}` }, r: { $ref: `#/$defs/d${at + 1}` } },
        },
      ]),
    ),
  });
  const at = (leaf: JsonObject) => ({ inputSchema: wide(40, leaf) });
  const shared = findReturned([{ version: '1.0.0', ...at({ p: text }) }], at({}), at({ p: { type: 'null' } }));
  expect(shared.changes).toMatchObject(breaks);
  const anyOf = (names: number, p: JsonObject) => ({
    inputSchema: {
      properties: Object.fromEntries(Array.from({ length: names }, (_, index) => [`n${index}`, { properties: p }])),
    },
  });
  const many = findReturned(
    [{ version: '1.0.0', ...anyOf(40_000, { p: text }) }],
    anyOf(40_000, {}),
    anyOf(40_000, { p: {} }),
  );
  expect(many.changes).toMatchObject([{ pointer: '/inputSchema', verdict: 'unknown' }]);
});

it('where references lead nearly everywhere from each part, all names may have come back, and what did is not known', () => {
  const depth = 200;
  // Each part has those of all that follow, and each of its properties leads to one of them again.
  const chain = (leaf: JsonObject) => ({
    inputSchema: {
      $ref: '#/$defs/d0',
      $defs: Object.fromEntries(
        Array.from({ length: depth }, (_, at) => [
          `d${at}`,
          {
            ...(at + 1 < depth && { allOf: [{ $ref: `#/$defs/d${at + 1}` }] }),
            properties: { [`p${at}`]: { $ref: `#/$defs/d${(at * 7) % depth}` }, ...(at + 1 === depth && leaf) },
          },
        ]),
      ),
    } as JsonObject,
  });
  const [base, next] = [chain({}), chain({ mode: { type: 'integer' } })];
  expect(addedNames(base, next)).toEqual(['mode', ...Array.from({ length: depth }, (_, at) => `p${at}`)].sort());
  const changes = findReturnedProperties([{ version: '1.0.0', ...chain({ mode: text }) }], base, next);
  expect(changes.at(-1)).toMatchObject({ pointer: '/inputSchema', verdict: 'unknown' });
});

it('asks for earlier releases only where a property is new', () => {
  expect(addsProperties(of({ a: text }), of({ a: {} }))).toBe(false);
  expect(addsProperties(of({ a: text }), of({ b: {} }))).toBe(true);
});
