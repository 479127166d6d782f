// Schemas of about 5 KB as tools have them: groups of fields, texts with patterns, lists, alternatives with a constant that tells
// them apart, references. Each field can be let wider or narrower, so that pairs differ in as many places as one likes.
import type { Json, JsonObject } from '@action-registry/schema';

/** Where a field stands beside the plain one: it takes the same, more, or less. */
export type Step = 'same' | 'wider' | 'narrower';
/** The step of a field, by its number. */
export type Steps = (field: number) => Step;

/** How many fields can be changed. */
export const FIELDS = 36;
const GROUPS = 4;
const ALTERNATIVES = 6;

/** A schema whose fields are as the steps say. */
export function ordinarySchema(steps: Steps): JsonObject {
  let next = 0;
  const field = (): JsonObject => {
    const number = next++;
    return fieldSchema(number, { wider: 1, same: 0, narrower: -1 }[steps(number)]);
  };
  const fields = (prefix: string, count: number): JsonObject =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`${prefix}_${at}`, field()]));
  const group = (): JsonObject => {
    const inside: JsonObject = { type: 'object', properties: fields('deep', 2), required: ['deep_0'] };
    return { type: 'object', properties: { ...fields('part', 3), inside }, required: ['part_0', 'inside'] };
  };
  const alternative = (at: number): JsonObject => ({
    type: 'object',
    properties: { type: { const: `step_${at}` }, value: field(), note: { type: 'string' } },
    required: ['type', 'value'],
  });
  const groups = Array.from({ length: GROUPS }, (_, at): [string, Json] => [`group_${at}`, group()]);
  const list = Array.from({ length: ALTERNATIVES }, (_, at) => alternative(at));
  const address: JsonObject = { type: 'object', properties: fields('line', 2), required: ['line_0'] };
  const tree: JsonObject = { name: field(), below: { type: 'array', items: { $ref: '#/$defs/tree' } } };
  return {
    type: 'object',
    properties: {
      ...fields('field', 7),
      ...Object.fromEntries(groups),
      steps: { type: 'array', items: { oneOf: list }, maxItems: 50 },
      from: { $ref: '#/$defs/address' },
      to: { $ref: '#/$defs/address' },
      tree: { $ref: '#/$defs/tree' },
    },
    required: ['field_0', 'field_1', 'group_0', 'steps'],
    additionalProperties: false,
    $defs: { address, tree: { type: 'object', properties: tree } },
  };
}

/** One of six kinds of fields; `by` is 1 where it takes more than the plain one, -1 where it takes less. */
function fieldSchema(number: number, by: number): JsonObject {
  const values = ['low', 'medium', 'high', `level_${number}`];
  const kinds: readonly JsonObject[] = [
    { type: 'string', minLength: 1, maxLength: 100 + number + by, description: 'A text that the caller chooses.' },
    { type: 'integer', minimum: 0 - by, maximum: 1_000 + number + by, description: 'How many of them there are.' },
    { type: 'string', pattern: `^[a-z][a-z0-9_]{0,${30 + number + by}}$` },
    { enum: by === 1 ? [...values, 'other'] : by === -1 ? values.slice(1) : values },
    {
      type: 'array',
      items: { type: 'object', properties: { id: { type: 'string' }, at: { type: 'number' } }, required: ['id'] },
      maxItems: 20 + by,
    },
    by === 1 ? { type: ['boolean', 'null'] } : by === -1 ? { const: true } : { type: 'boolean' },
  ];
  return kinds[number % kinds.length] ?? {};
}
