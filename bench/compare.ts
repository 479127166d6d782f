// `pnpm bench:compare`: what comparing two contracts costs: a pair of 5 KB schemas as they are in use, and schemas made to take
// all time and memory there is. The latter are answered within a count of steps, so the same answer comes everywhere.
import { compareContracts, proveContainment } from '@action-registry/core';
import type { Json, JsonObject } from '@action-registry/schema';

const RUNS = 200;
const MB = 1024 * 1024;

type Pair = { name: string; writer: Json; reader: Json };

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function times<Item>(count: number, make: (index: number) => Item): Item[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function fields<Value>(count: number, make: (index: number) => Value): { [name: string]: Value } {
  return Object.fromEntries(times(count, (index) => [`field_${index}`, make(index)]));
}

/** The kind of schema that tools have: texts, numbers, lists of objects, alternatives with a constant that tells them apart. */
function ordinarySchema(longest: number): JsonObject {
  const leaf = (index: number): JsonObject =>
    [
      { type: 'string', minLength: 1, maxLength: longest + index, description: 'A text that the caller chooses.' },
      { type: 'integer', minimum: 0, maximum: 1_000 + index },
      { type: 'string', pattern: `^[a-z][a-z0-9_]{0,${30 + index}}$` },
      { enum: ['low', 'medium', 'high', `level_${index}`] },
      {
        type: 'array',
        items: { type: 'object', properties: { id: { type: 'string' }, at: { type: 'number' } } },
        maxItems: 20,
      },
    ][index % 5] ?? {};
  const step = (index: number): JsonObject => ({
    type: 'object',
    properties: { type: { const: `step_${index}` }, value: leaf(index), note: { type: 'string' } },
    required: ['type', 'value'],
  });
  return {
    type: 'object',
    properties: {
      ...fields(28, leaf),
      steps: { type: 'array', items: { oneOf: times(8, step) } },
      tree: { $ref: '#/$defs/tree' },
    },
    required: ['field_0', 'field_1', 'steps'],
    additionalProperties: false,
    $defs: {
      tree: {
        type: 'object',
        properties: { name: { type: 'string' }, below: { type: 'array', items: { $ref: '#/$defs/tree' } } },
      },
    },
  };
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

function branchingPairs(): Pair[] {
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
      name: 'unevaluated under 12 choices',
      writer: {
        anyOf: times(12, (i) => ({ properties: { [`p${i}`]: true }, required: [`p${i}`] })),
        unevaluatedProperties: false,
      },
      reader: { maxProperties: 11 },
    },
  ];
}

function countingPairs(): Pair[] {
  return [
    { name: 'enum of 10,000 in 10,001 texts', writer: texts(10_000), reader: texts(10_001) },
    { name: 'enum of 10,001 in 10,000 records', writer: records(10_001), reader: records(10_000) },
    {
      name: 'anything but 10,000 records',
      writer: { type: 'object', required: ['id'] },
      reader: { not: records(10_000) },
    },
    {
      name: '2,000 required properties',
      writer: { properties: fields(2_000, () => ({ type: 'string' })), required: Object.keys(fields(2_000, () => 0)) },
      reader: { properties: fields(2_000, () => ({ type: ['string', 'null'] })), minProperties: 2_000 },
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

function patternPairs(): Pair[] {
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
      name: '14 overlapping key patterns',
      writer: { patternProperties: Object.fromEntries(times(14, pattern)) },
      reader: { patternProperties: Object.fromEntries(times(13, pattern)), additionalProperties: { minimum: 99 } },
    },
  ];
}

function nestedPairs(): Pair[] {
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
      name: 'not in not in not, 200 times',
      writer: refused({ maximum: 1 }),
      reader: refused({ maximum: 2 }),
    },
  ];
}

function measureOrdinary(): void {
  const [old, next] = [ordinarySchema(100), ordinarySchema(120)];
  const bytes = JSON.stringify(old).length;
  const documents = [
    { kind: 'tool', inputSchema: old },
    { kind: 'tool', inputSchema: next },
  ] as const;
  for (const [name, work] of [
    ['one containment', () => proveContainment(old, next)],
    ['one containment, broken', () => proveContainment(next, old)],
    ['whole comparison', () => compareContracts(documents[0], documents[1])],
    ['whole comparison, broken', () => compareContracts(documents[1], documents[0])],
  ] as const) {
    const runs = times(RUNS, () => {
      const start = performance.now();
      work();
      return performance.now() - start;
    });
    const [middle, high] = [percentile(runs, 0.5), percentile(runs, 0.95)];
    console.log(`${name.padEnd(40)} ${bytes} bytes  median ${middle.toFixed(2)} ms  p95 ${high.toFixed(2)} ms`);
  }
}

function measureAdversarial(): void {
  for (const { name, writer, reader } of [
    ...branchingPairs(),
    ...countingPairs(),
    ...patternPairs(),
    ...nestedPairs(),
  ]) {
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    const start = process.cpuUsage();
    const answer = proveContainment(writer, reader);
    const spent = process.cpuUsage(start).user / 1_000;
    const memory = Math.max(0, process.memoryUsage().heapUsed - before) / MB;
    const told = answer.verdict === 'unknown' ? `unknown (${answer.keyword})` : answer.verdict;
    console.log(
      `${name.padEnd(40)} ${told.padEnd(24)} ${String(answer.steps).padStart(7)} steps ${spent.toFixed(0).padStart(6)} ms ${memory.toFixed(0).padStart(5)} MB`,
    );
  }
}

measureOrdinary();
measureAdversarial();
