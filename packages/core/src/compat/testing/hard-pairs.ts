// Pairs of schemas made to take all time and memory there is: held to a count of steps by a test, and timed by `npm run bench:compare`.
import type { Json, JsonObject } from '@action-registry/schema';

/** Two schemas of which one may contain the other. */
export type HardPair = { readonly name: string; readonly writer: Json; readonly reader: Json };

/** Every hard pair. */
export function hardPairs(): HardPair[] {
  return [...branchingPairs(), ...countingPairs(), ...widePairs(), ...patternPairs(), ...nestedPairs()];
}

function times<Item>(count: number, make: (index: number) => Item): Item[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function fields<Value>(count: number, make: (index: number) => Value): { [name: string]: Value } {
  return Object.fromEntries(times(count, (index) => [`field_${index}`, make(index)]));
}

function nestedAnyOf(depth: number, leaf: Json): Json {
  const to = (level: number) => ({ $ref: `#/$defs/l${level}` });
  const level = (index: number): [string, Json] => [
    `l${index}`,
    index === 0 ? leaf : { anyOf: [{ properties: { a: to(index - 1) } }, { items: to(index - 1) }, to(index - 1)] },
  ];
  return { ...to(depth), $defs: Object.fromEntries(times(depth + 1, level)) };
}

function recursiveOneOf(branches: number, last: Json): Json {
  const branch = (index: number): Json => ({
    type: 'object',
    properties: {
      kind: { const: `k${index}` },
      ...fields(5, () => ({ $ref: '#/$defs/node' })),
      x: index === 0 ? last : true,
    },
    required: ['kind'],
  });
  return { $ref: '#/$defs/node', $defs: { node: { oneOf: times(branches, branch) } } };
}

function unlabelledOneOf(branches: number, most: number): Json {
  const branch = (index: number): Json => ({
    type: 'object',
    properties: fields(5, (at) =>
      at === index % 5 ? { type: 'number', maximum: most + index } : { $ref: '#/$defs/node' },
    ),
  });
  return { $ref: '#/$defs/node', $defs: { node: { oneOf: times(branches, branch) } } };
}

function mutual(most: number): Json {
  const to = (name: string) => ({ $ref: `#/$defs/${name}` });
  return {
    ...to('a'),
    $defs: {
      a: {
        type: 'object',
        properties: { b: to('b'), n: { maximum: most } },
        anyOf: [{ required: ['b'] }, { required: ['n'] }],
      },
      b: { type: 'array', items: { anyOf: [to('a'), to('b'), to('c')] } },
      c: { not: { anyOf: [to('a'), to('b')] } },
    },
  };
}

const texts = (count: number) => ({ enum: times(count, (index) => `value ${index}`) });
const records = (count: number) => ({ enum: times(count, (index) => ({ id: index, name: `n${index}` })) });
const text = (pattern: string, rest: JsonObject = {}): Json => ({ type: 'string', pattern, ...rest });

function branchingPairs(): HardPair[] {
  const choice = (index: number): Json => ({ anyOf: [{ required: [`a${index}`] }, { required: [`b${index}`] }] });
  const labelled = (index: number): Json => ({ properties: { t: { const: index } }, required: ['t'] });
  return [
    {
      name: 'anyOf in anyOf, 30 deep',
      writer: nestedAnyOf(30, { maximum: 5 }),
      reader: nestedAnyOf(30, { maximum: 4 }),
    },
    {
      name: '20 choices of two at once',
      writer: { allOf: times(20, choice) },
      reader: { allOf: times(20, choice).reverse() },
    },
    {
      name: '20 choices against another',
      writer: { allOf: times(20, choice) },
      reader: { anyOf: times(20, choice), minProperties: 21 },
    },
    {
      name: 'recursive oneOf, 12 by 5, told apart',
      writer: recursiveOneOf(12, { maximum: 5 }),
      reader: recursiveOneOf(12, true),
    },
    { name: 'recursive oneOf, 12 by 5, alike', writer: unlabelledOneOf(12, 5), reader: unlabelledOneOf(12, 4) },
    { name: 'mutual recursion with not', writer: mutual(5), reader: mutual(6) },
    {
      name: '60 branches told apart',
      writer: { oneOf: times(60, labelled) },
      reader: { oneOf: times(61, labelled) },
    },
    {
      name: '30 dependent schemas',
      writer: { dependentSchemas: fields(30, (i) => ({ required: [`field_${(i + 1) % 30}`] })) },
      reader: { dependentSchemas: fields(30, (i) => ({ required: [`field_${(i + 2) % 30}`] })) },
    },
    {
      name: '300 dependent schemas in a chain',
      writer: { dependentSchemas: fields(300, (i) => ({ required: [`field_${i + 1}`] })), required: ['field_0'] },
      reader: { required: ['field_300'] },
    },
    {
      name: 'unevaluated under 12 choices',
      writer: {
        anyOf: times(12, (i) => ({ properties: { [`p${i}`]: true }, required: [`p${i}`] })),
        unevaluatedProperties: false,
      },
      reader: { maxProperties: 11 },
    },
  ];
}

/** Objects as wide as a document may be, and wider; one rule or all of them changed. */
function widePairs(): HardPair[] {
  const wide = (count: number, make: (index: number) => Json, isRequired: boolean): JsonObject => ({
    ...{ type: 'object', properties: fields(count, make) },
    ...(isRequired && { required: Object.keys(fields(count, () => 0)) }),
  });
  const text = (): Json => ({ type: 'string' });
  const open = (): Json => ({ type: ['string', 'null'] });
  return [2_000, 10_000].flatMap((count) =>
    [true, false].flatMap((isRequired) => {
      const name = `${count.toLocaleString('en')} ${isRequired ? 'required' : 'optional'} properties`;
      const old = wide(count, text, isRequired);
      const one = wide(count, (index) => (index === count - 7 ? open() : text()), isRequired);
      const all = wide(count, open, isRequired);
      return [
        { name: `${name}, one wider`, writer: old, reader: one },
        { name: `${name}, one narrower`, writer: one, reader: old },
        { name: `${name}, all wider`, writer: old, reader: all },
        { name: `${name}, all narrower`, writer: all, reader: old },
      ];
    }),
  );
}

function countingPairs(): HardPair[] {
  return [
    { name: 'enum of 10,000 in 10,001 texts', writer: texts(10_000), reader: texts(10_001) },
    { name: 'enum of 10,001 in 10,000 records', writer: records(10_001), reader: records(10_000) },
    {
      name: 'anything but 10,000 records',
      writer: { type: 'object', required: ['id'] },
      reader: { not: records(10_000) },
    },
    {
      name: '300 different items',
      writer: { items: { type: 'integer', minimum: 0, maximum: 299 }, minItems: 300, uniqueItems: true },
      reader: { maxItems: 299 },
    },
    {
      name: '500 more members than named',
      writer: { minProperties: 500, propertyNames: { pattern: '^x' } },
      reader: { maxProperties: 499 },
    },
    {
      name: 'contains, 30 to 31 of 4 kinds',
      writer: { allOf: times(4, (i) => ({ contains: { multipleOf: i + 2 }, minContains: 30, maxContains: 31 })) },
      reader: { maxItems: 60 },
    },
  ];
}

function patternPairs(): HardPair[] {
  const pattern = (index: number): [string, Json] => [`^.{${index}}[a-m]`, { minimum: index }];
  return [
    { name: 'pattern (a+)+b in another', writer: text('^(a+)+b$', { minLength: 60 }), reader: text('^((a|aa)+)+$') },
    { name: 'pattern with 2^16 states', writer: text('^[ab]*a[ab]{16}$'), reader: text('^[ab]*b[ab]{16}$') },
    {
      name: 'pattern with 12 looks ahead',
      writer: text(`^${times(12, (i) => `(?=.*${'abcdefghijkl'[i]})`).join('')}.*$`),
      reader: text('^.{13}'),
    },
    {
      name: 'pattern of 1,000 repeats',
      writer: text('^(?:[a-z]{1,40}\\.){1,25}[a-z]{1,1000}$'),
      reader: text('^[a-z.]{1,1900}$'),
    },
    {
      name: '300 key patterns',
      writer: { patternProperties: Object.fromEntries(times(300, (i) => [`^k${i}_`, { maximum: i }])) },
      reader: { patternProperties: Object.fromEntries(times(300, (i) => [`^k${i}_`, { maximum: i + 1 }])) },
    },
    {
      name: '14 overlapping key patterns',
      writer: { patternProperties: Object.fromEntries(times(14, pattern)) },
      reader: { patternProperties: Object.fromEntries(times(13, pattern)), additionalProperties: { minimum: 99 } },
    },
  ];
}

/** Definitions of which each leads to the next. */
function chain(length: number, leaf: Json): Json {
  const link = (index: number): [string, Json] => [
    `l${index}`,
    index === length - 1 ? leaf : { properties: { a: { $ref: `#/$defs/l${index + 1}` } } },
  ];
  return { $ref: '#/$defs/l0', $defs: Object.fromEntries(times(length, link)) };
}

function nestedPairs(): HardPair[] {
  const deep = (leaf: Json) => times(3_000, (index) => index).reduce<Json>((inner) => ({ items: inner }), leaf);
  const refused = (leaf: Json) =>
    times(200, (index) => index).reduce<Json>((inner) => ({ not: { properties: { a: inner } } }), leaf);
  return [
    { name: '3,000 levels', writer: deep({ maximum: 5 }), reader: deep({ maximum: 4 }) },
    {
      name: 'multiples of large numbers',
      writer: { multipleOf: 1e-9, minimum: 0.3, maximum: 0.300000001 },
      reader: { not: { multipleOf: 7.77e-7 } },
    },
    {
      name: '3,000 references one after the other',
      writer: chain(3_000, { maximum: 5 }),
      reader: chain(3_000, { maximum: 4 }),
    },
    {
      name: 'allOf of 1,000 in allOf of 1,001',
      writer: { allOf: times(1_001, (i) => ({ minimum: -i, properties: { a: { maximum: i } } })) },
      reader: { allOf: times(1_000, (i) => ({ minimum: -i, properties: { a: { maximum: i } } })) },
    },
    {
      name: 'limits of 300 digits',
      writer: { minimum: -1e300, maximum: 1e300, multipleOf: 1e-300 },
      reader: { multipleOf: 3e-300, minLength: 1e15 },
    },
    {
      name: 'texts and lists of 10^9',
      writer: { minLength: 1e9, minItems: 1e9, minProperties: 1e9 },
      reader: { maxLength: 1e8, maxItems: 1e8, maxProperties: 1e8 },
    },
    {
      name: 'not in not in not, 200 times',
      writer: refused({ maximum: 1 }),
      reader: refused({ maximum: 2 }),
    },
  ];
}
