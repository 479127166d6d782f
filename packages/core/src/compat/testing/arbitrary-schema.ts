// Schemas and values by chance, small and colliding on purpose: few names, few numbers, few patterns, so that keywords meet.
import type { Json, JsonObject } from '@action-registry/schema';
import fc from 'fast-check';

const NAMES = ['a', 'b', 'ab', 'c'];
const PATTERNS = ['^a', 'b$', '^[ab]+$', 'a', '^(?!b)', '^.{2}$', '\\ba', '^a|b$', '^$', 'a(?=b)'];
const TYPES = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];

const number = fc.constantFrom<Json>(-1, 0, 0.5, 1, 1.5, 2, 3, 4);
const text = fc.constantFrom<Json>('', 'a', 'b', 'ab', 'ba', 'aab', 'c', '\u{1F600}');
const scalar = fc.oneof(number, text, fc.constantFrom<Json>(null, true, false));
const count = fc.constantFrom(0, 1, 2, 3);
const name = fc.constantFrom(...NAMES);

/** Values of up to three levels. */
export const arbitraryValue: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...NAMES, 'aa', 'd', ''), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

/** A reference may lead anywhere from inside a value; on the same value only to a definition further on. */
const references = (targets: readonly string[]) =>
  fc.constantFrom(...targets).map((target): Json => ({ $ref: target }));
const anywhere = references(['#', '#/$defs/a', '#/$defs/b']);
const inside = fc.oneof(
  anywhere.map((schema): Json => ({ items: schema })),
  anywhere.map((schema): Json => ({ additionalProperties: schema })),
  fc.tuple(name, anywhere).map(([key, schema]): Json => ({ properties: { [key]: schema } })),
  fc
    .tuple(name, anywhere)
    .map(([key, schema]): Json => ({ type: 'object', properties: { [key]: schema }, required: [key] })),
);

type Rules = readonly Record<string, fc.Arbitrary<unknown>>[];

const scalarRules: Rules = [
  { type: fc.oneof(fc.constantFrom(...TYPES), fc.uniqueArray(fc.constantFrom(...TYPES), { minLength: 1 })) },
  { enum: fc.uniqueArray(arbitraryValue, { minLength: 1, maxLength: 3 }) },
  { const: arbitraryValue },
  { minimum: number },
  { exclusiveMaximum: number },
  { maximum: number, multipleOf: fc.constantFrom(0.5, 1, 1.5, 2) },
  { minLength: count },
  { maxLength: count },
  { pattern: fc.constantFrom(...PATTERNS) },
];

/** Schemas over the keywords of 2020-12 that are read, with references into themselves; each refers only to what it has. */
const arbitrarySchema: fc.Arbitrary<JsonObject> = fc
  .record({
    root: schemaArbitrary(['#/$defs/a', '#/$defs/b']),
    a: schemaArbitrary(['#/$defs/b']),
    b: schemaArbitrary([]),
  })
  .map(({ root, a, b }) => ({ ...(typeof root === 'object' ? (root as JsonObject) : {}), $defs: { a, b } }));

function schemaArbitrary(targets: readonly string[]): fc.Arbitrary<Json> {
  return fc.letrec<{ schema: Json; object: JsonObject }>((tie) => {
    const schema = tie('schema');
    return {
      schema: fc.oneof(
        { depthSize: 'small', maxDepth: 3, withCrossShrink: true },
        { weight: 2, arbitrary: fc.constantFrom<Json>(true, false, {}, ...TYPES.map((type) => ({ type }))) },
        { weight: 1, arbitrary: targets.length === 0 ? inside : fc.oneof(inside, references(targets)) },
        { weight: 8, arbitrary: tie('object') },
      ),
      object: fc.oneof(
        { weight: 3, arbitrary: someOf([...arrayRules(schema), ...logicRules(schema)]).map(typed('array')) },
        { weight: 4, arbitrary: someOf([...objectRules(schema), ...logicRules(schema)]).map(typed('object')) },
        { weight: 1, arbitrary: someOf(scalarRules) },
        { weight: 2, arbitrary: someOf([...logicRules(schema), ...objectRules(schema), ...scalarRules]) },
        { weight: 1, arbitrary: someOf([...arrayRules(schema), ...objectRules(schema), ...scalarRules]) },
      ),
    };
  }).schema;
}

function arrayRules(schema: fc.Arbitrary<Json>): Rules {
  return [
    { prefixItems: fc.array(schema, { minLength: 1, maxLength: 3 }) },
    { items: schema },
    { contains: schema },
    { contains: schema, minContains: count, maxContains: count },
    { minItems: count },
    { maxItems: count },
    { uniqueItems: fc.boolean() },
    { unevaluatedItems: schema },
  ];
}

function objectRules(schema: fc.Arbitrary<Json>): Rules {
  const properties = fc.dictionary(name, schema, { minKeys: 1, maxKeys: 3, noNullPrototype: true });
  return [
    { properties },
    { properties, required: fc.uniqueArray(name, { maxLength: 3 }) },
    { required: fc.uniqueArray(name, { maxLength: 2 }) },
    { additionalProperties: schema },
    { patternProperties: fc.dictionary(fc.constantFrom(...PATTERNS), schema, { maxKeys: 2, noNullPrototype: true }) },
    { propertyNames: schema },
    { minProperties: count },
    { maxProperties: count },
    {
      dependentRequired: fc.dictionary(name, fc.uniqueArray(name, { maxLength: 2 }), {
        maxKeys: 2,
        noNullPrototype: true,
      }),
    },
    { dependentSchemas: fc.dictionary(name, schema, { maxKeys: 2, noNullPrototype: true }) },
    { unevaluatedProperties: schema },
  ];
}

function logicRules(schema: fc.Arbitrary<Json>): Rules {
  const list = fc.array(schema, { minLength: 1, maxLength: 3 });
  return [
    { allOf: list },
    { anyOf: list },
    { oneOf: list },
    { not: schema },
    Object.fromEntries(['if', 'then', 'else'].map((keyword) => [keyword, schema])),
  ];
}

/** Half of the schemas say the type that their rules are about. */
function typed(type: string): (schema: JsonObject) => JsonObject {
  return (schema) => (Object.keys(schema).length % 2 === 0 ? { type, ...schema } : schema);
}

/** One to three of the groups of keywords. */
function someOf(groups: Rules): fc.Arbitrary<JsonObject> {
  const records = groups.map((group) => fc.record(group) as fc.Arbitrary<JsonObject>);
  return fc
    .array(fc.oneof(...records), { minLength: 1, maxLength: 3 })
    .map((parts) => Object.assign({}, ...parts) as JsonObject);
}

/** Pairs that are close to each other: two by chance, one with another rule, one inside of the other, or apart by a keyword. */
export const arbitraryPair: fc.Arbitrary<{ writer: JsonObject; reader: JsonObject }> = fc
  .record({ one: arbitrarySchema, other: arbitrarySchema, way: fc.integer({ min: 0, max: 7 }), pick: fc.nat() })
  .map(({ one, other, way, pick }) => {
    if (way < 2) return { writer: one, reader: other };
    if (way === 2) return { writer: joined('allOf', one, other), reader: one };
    if (way === 3) return { writer: joined('oneOf', one, other), reader: joined('anyOf', other, one) };
    if (way === 4) return { writer: joined('anyOf', one, other), reader: one };
    const keys = Object.keys(other).filter((key) => key !== '$defs');
    const key = keys[pick % Math.max(keys.length, 1)] ?? 'type';
    const changed = { ...one, [key]: other[key] ?? 'object' };
    return way % 2 === 0 ? { writer: one, reader: changed } : { writer: changed, reader: one };
  });

/** Both in one schema; each keeps its references, as a resource of its own. */
function joined(keyword: string, one: JsonObject, other: JsonObject): JsonObject {
  return {
    [keyword]: [
      { $id: 'one', ...one },
      { $id: 'other', ...other },
    ],
  };
}
