// Each kind of change that a contract can see, with what follows for a caller (input) and for who reads results (output), when
// the action declares what it sends. The documentation is made from this table, and the tests hold it against the prover.
import type { ComparisonVerdict, JsonObject } from '@action-registry/schema';

/** One change of a schema. `strict` is given where callers that send what they never declared would be told otherwise. */
export type ChangeKindCase = {
  readonly name: string;
  readonly old: JsonObject;
  readonly new: JsonObject;
  readonly kind: string;
  readonly input: ComparisonVerdict;
  readonly output: ComparisonVerdict;
  readonly strict?: { readonly input: ComparisonVerdict; readonly output: ComparisonVerdict };
};

const WIDER = { input: 'compatible', output: 'breaking' } as const;
const NARROWER = { input: 'breaking', output: 'compatible' } as const;
const NEITHER = { input: 'breaking', output: 'breaking' } as const;
const SAME = { input: 'compatible', output: 'compatible' } as const;

type Verdicts = Pick<ChangeKindCase, 'input' | 'output'>;
type Row = readonly [
  name: string,
  kind: string,
  old: JsonObject,
  next: JsonObject,
  verdicts: Verdicts,
  strict?: Verdicts,
];

/** A property `value` with a schema of its own. */
const of = (value: JsonObject): JsonObject => ({ type: 'object', properties: { value }, required: ['value'] });
type Asked = readonly [name: string, kind: string, schemas: readonly [JsonObject, JsonObject], verdicts: Verdicts];
const one = (...[name, kind, schemas, verdicts]: Asked): Row => [name, kind, of(schemas[0]), of(schemas[1]), verdicts];
const open = (properties: JsonObject, rest: JsonObject = {}): JsonObject => ({ type: 'object', properties, ...rest });
const closed = (properties: JsonObject, rest: JsonObject = {}): JsonObject =>
  open(properties, { ...rest, additionalProperties: false });
const when = (condition: JsonObject, holds: JsonObject, fails: JsonObject): JsonObject =>
  Object.fromEntries([
    ['if', condition],
    ['then', holds],
    ['else', fails],
  ]);
const MAP: JsonObject = { type: 'object', additionalProperties: true };
const TEXT: JsonObject = { type: 'string' };
const NUMBER: JsonObject = { type: 'number' };
const A: JsonObject = { a: TEXT };
const AB: JsonObject = { a: TEXT, b: NUMBER };

const ROWS: readonly Row[] = [
  one(
    'a description changes',
    'description_changed',
    [
      { ...TEXT, description: 'x' },
      { ...TEXT, description: 'y' },
    ],
    SAME,
  ),
  one(
    'a default changes',
    'default_changed',
    [
      { ...NUMBER, default: 1 },
      { ...NUMBER, default: 2 },
    ],
    SAME,
  ),
  one('a format is added', 'format_added', [TEXT, { ...TEXT, format: 'email' }], SAME),
  one('a type is added', 'type_changed', [TEXT, { type: ['string', 'null'] }], WIDER),
  one('a type is dropped', 'type_changed', [{ type: ['string', 'null'] }, TEXT], NARROWER),
  one('a type is replaced', 'type_changed', [TEXT, NUMBER], NEITHER),
  one('integer becomes number', 'type_changed', [{ type: 'integer' }, NUMBER], WIDER),
  one('a type is introduced', 'type_added', [{}, TEXT], NARROWER),
  one('an enum value is added', 'enum_value_added', [{ enum: ['a'] }, { enum: ['a', 'b'] }], WIDER),
  one('an enum value is removed', 'enum_value_removed', [{ enum: ['a', 'b'] }, { enum: ['a'] }], NARROWER),
  one('an enum is introduced', 'enum_added', [TEXT, { ...TEXT, enum: ['a'] }], NARROWER),
  one('a constant changes', 'const_changed', [{ const: 'a' }, { const: 'b' }], NEITHER),
  one(
    'a minimum is lowered',
    'minimum_decreased',
    [
      { ...NUMBER, minimum: 5 },
      { ...NUMBER, minimum: 4 },
    ],
    WIDER,
  ),
  one(
    'a minimum is raised',
    'minimum_increased',
    [
      { ...NUMBER, minimum: 5 },
      { ...NUMBER, minimum: 6 },
    ],
    NARROWER,
  ),
  one('a maximum is added', 'maximum_added', [NUMBER, { ...NUMBER, maximum: 5 }], NARROWER),
  one(
    'a longest length grows',
    'max_length_increased',
    [
      { ...TEXT, maxLength: 4 },
      { ...TEXT, maxLength: 5 },
    ],
    WIDER,
  ),
  one(
    'a longest length shrinks',
    'max_length_decreased',
    [
      { ...TEXT, maxLength: 5 },
      { ...TEXT, maxLength: 4 },
    ],
    NARROWER,
  ),
  one('a least length is added', 'min_length_added', [TEXT, { ...TEXT, minLength: 1 }], NARROWER),
  one(
    'fewer items are asked for',
    'min_items_decreased',
    [
      { type: 'array', minItems: 2 },
      { type: 'array', minItems: 1 },
    ],
    WIDER,
  ),
  one(
    'a finer step',
    'multiple_of_changed',
    [
      { ...NUMBER, multipleOf: 1 },
      { ...NUMBER, multipleOf: 0.1 },
    ],
    WIDER,
  ),
  one(
    'a coarser step',
    'multiple_of_changed',
    [
      { ...NUMBER, multipleOf: 0.1 },
      { ...NUMBER, multipleOf: 0.3 },
    ],
    NARROWER,
  ),
  one(
    'a step that does not divide',
    'multiple_of_changed',
    [
      { ...NUMBER, multipleOf: 2 },
      { ...NUMBER, multipleOf: 3 },
    ],
    NEITHER,
  ),
  one(
    'a wider pattern',
    'pattern_changed',
    [
      { ...TEXT, pattern: '^[a-f]+$' },
      { ...TEXT, pattern: '^[a-z]+$' },
    ],
    WIDER,
  ),
  one(
    'a narrower pattern',
    'pattern_changed',
    [
      { ...TEXT, pattern: '^[a-z]+$' },
      { ...TEXT, pattern: '^(?!x)[a-z]+$' },
    ],
    NARROWER,
  ),
  one('a pattern that says nothing', 'pattern_added', [TEXT, { ...TEXT, pattern: 'x*' }], SAME),
  one('repeats are refused', 'unique_items_added', [{ type: 'array' }, { type: 'array', uniqueItems: true }], NARROWER),
  one(
    'items of another type',
    'type_changed',
    [
      { type: 'array', items: TEXT },
      { type: 'array', items: NUMBER },
    ],
    NEITHER,
  ),
  one('contains is added', 'contains_added', [{ type: 'array' }, { type: 'array', contains: TEXT }], NARROWER),
  one(
    'minContains 0 is removed',
    'min_contains_removed',
    [
      { type: 'array', contains: TEXT, minContains: 0 },
      { type: 'array', contains: TEXT },
    ],
    NARROWER,
  ),
  one(
    'a tuple is longer',
    'tuple_item_added',
    [
      { type: 'array', prefixItems: [TEXT] },
      { type: 'array', prefixItems: [TEXT, NUMBER] },
    ],
    NARROWER,
  ),
  one('one alternative more', 'any_of_branch_added', [{ anyOf: [TEXT] }, { anyOf: [TEXT, NUMBER] }], WIDER),
  one(
    'an alternative that overlaps',
    'one_of_branch_added',
    [{ oneOf: [{ maximum: 5 }] }, { oneOf: [{ maximum: 5 }, { minimum: 3 }] }],
    NEITHER,
  ),
  one('one rule more', 'all_of_branch_added', [{ allOf: [TEXT] }, { allOf: [TEXT, { minLength: 1 }] }], NARROWER),
  one(
    'oneOf becomes anyOf',
    'one_of_removed',
    [{ oneOf: [{ maximum: 5 }, { minimum: 3 }] }, { anyOf: [{ maximum: 5 }, { minimum: 3 }] }],
    WIDER,
  ),
  one(
    'not of less',
    'maximum_decreased',
    [{ not: { type: 'number', maximum: 5 } }, { not: { type: 'number', maximum: 4 } }],
    WIDER,
  ),
  one(
    'a condition moves',
    'const_changed',
    [when({ const: 1 }, NUMBER, TEXT), when({ const: 'a' }, TEXT, NUMBER)],
    NEITHER,
  ),
  ['a required name is added', 'required_added', open(A), open(A, { required: ['a'] }), NARROWER],
  ['a required name is dropped', 'required_removed', open(A, { required: ['a'] }), open(A), WIDER],
  ['an optional property is added', 'property_added', open(A), open(AB), SAME, NARROWER],
  ['an optional property is added to a closed object', 'property_added', closed(A), closed(AB), WIDER],
  ['a required property is added', 'required_property_added', open(A), open(AB, { required: ['b'] }), NARROWER],
  [
    'a required property has a default',
    'required_property_added',
    open(A),
    open({ ...A, b: { ...NUMBER, default: 1 } }, { required: ['b'] }),
    NARROWER,
  ],
  ['an optional property is removed', 'property_removed', open(AB), open(A), SAME, WIDER],
  ['a required property is removed', 'property_removed', open(AB, { required: ['b'] }), open(A), WIDER],
  ['a property is removed from a closed object', 'property_removed', closed(AB), closed(A), NARROWER],
  ['an object is closed', 'additional_properties_closed', open(A, { additionalProperties: true }), closed(A), NARROWER],
  ['an object is opened', 'additional_properties_opened', closed(A), open(A, { additionalProperties: true }), WIDER],
  [
    'other properties get a type',
    'additional_properties_changed',
    open(A, { additionalProperties: true }),
    open(A, { additionalProperties: NUMBER }),
    NARROWER,
  ],
  ['names get a rule', 'property_names_added', MAP, { ...MAP, propertyNames: { maxLength: 3 } }, NARROWER],
  ['a key pattern is added', 'pattern_property_added', MAP, { ...MAP, patternProperties: { '^x': NUMBER } }, NARROWER],
  [
    'one name asks for another',
    'dependent_required_added',
    open(AB),
    open(AB, { dependentRequired: { a: ['b'] } }),
    NARROWER,
  ],
  [
    'one name asks for a schema',
    'dependent_schemas_added',
    open(AB),
    open(AB, { dependentSchemas: { a: { required: ['b'] } } }),
    NARROWER,
  ],
  [
    'what nothing evaluates is refused',
    'unevaluated_properties_closed',
    open(A, { additionalProperties: true }),
    open(A, { additionalProperties: true, unevaluatedProperties: false }),
    SAME,
  ],
  [
    'a reference is written out',
    'ref_removed',
    { $ref: '#/$defs/a', $defs: { a: open(A) } },
    { ...open(A), $defs: { a: open(A) } },
    SAME,
  ],
  ['rules are wrapped in allOf', 'all_of_added', open(A), { allOf: [open(A)] }, SAME],
];

/** The whole table, in the order in which it is read. */
export const CHANGE_KINDS: readonly ChangeKindCase[] = ROWS.map(([name, kind, old, next, verdicts, strict]) => ({
  name,
  kind,
  old,
  new: next,
  ...verdicts,
  ...(strict === undefined ? {} : { strict }),
}));
