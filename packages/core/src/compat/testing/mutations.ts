// What can be done to one schema by one change (the kinds of `CHANGE_KINDS` and of the keywords that real tools use), and what
// that does to the values it accepts. A change stands here only where its effect is certain from the schema's own keywords.
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';

/** What becomes of the accepted values; `closing` and `opening` say nothing to callers that send what they declare. */
export type Effect = 'same' | 'wider' | 'narrower' | 'neither' | 'closing' | 'opening' | 'declares' | 'forgets';

/** A schema after one change; `definitions` are what it refers to now. */
export type NodeChange = {
  readonly kind: string;
  readonly after: Json;
  readonly effect: Effect;
  readonly definitions?: JsonObject;
};

type Where = { readonly isRoot: boolean; readonly is07: boolean };
type Change = readonly [kind: string, effect: Effect, after: Json | undefined];

/** All changes of a schema by itself. */
export function* changesOfNode(node: JsonObject, where: Where): Generator<NodeChange> {
  const changes = [
    ...annotations(node),
    ...(where.isRoot ? [] : types(node)),
    ...(where.isRoot ? [] : wrappings(node)),
    ...values(node),
    ...(isFree(node) ? [...texts(node), ...numbers(node), ...lists(node)] : []),
    ...(node.type === 'object' ? members(node, where) : []),
  ];
  for (const [kind, effect, after] of changes) if (after !== undefined) yield { kind, effect, after };
  if (!where.isRoot && !where.is07) {
    yield {
      kind: 'moved to a definition',
      effect: 'same',
      after: { $ref: '#/$defs/moved' },
      definitions: { moved: node },
    };
  }
}

/** Nothing but keywords of its own type says what it accepts. */
function isFree(node: JsonObject): boolean {
  const others = ['enum', 'const', '$ref', 'allOf', 'anyOf', 'oneOf', 'not', 'if'];
  return typeof node.type === 'string' && !others.some((keyword) => keyword in node);
}

function without(node: JsonObject, ...keywords: string[]): JsonObject {
  return Object.fromEntries(Object.entries(node).filter(([keyword]) => !keywords.includes(keyword)));
}

function annotations(node: JsonObject): Change[] {
  return [
    ['description', 'same', { ...node, description: 'other words' }],
    ['default', 'same', { ...node, default: 'other' }],
    ['format', 'same', node.format === undefined ? { ...node, format: 'email' } : without(node, 'format')],
    ['allOf around it', 'same', '$schema' in node ? undefined : around(node)],
  ];
}

/** Definitions stay where references lead to them. */
function around({ $defs, definitions, ...node }: JsonObject): JsonObject {
  return { allOf: [node], ...($defs !== undefined && { $defs }), ...(definitions !== undefined && { definitions }) };
}

const OTHER: Readonly<Record<string, string>> = {
  ...{ string: 'integer', integer: 'boolean', number: 'string', boolean: 'string', array: 'string', object: 'array' },
  null: 'string',
};

function types(node: JsonObject): Change[] {
  const { type } = node;
  if (Array.isArray(type))
    return [
      [
        'type dropped',
        'narrower',
        type.length > 1 && !('enum' in node) ? { ...node, type: type.slice(0, -1) } : undefined,
      ],
    ];
  if (typeof type !== 'string' || 'enum' in node || 'const' in node) return [];
  return [
    ['type added', 'wider', type === 'null' ? undefined : { ...node, type: [type, 'null'] }],
    ['type replaced', 'neither', isFree(node) ? { type: OTHER[type] ?? 'string' } : undefined],
    ['type removed', 'wider', without(node, 'type')],
    ['integer to number', 'wider', type === 'integer' ? { ...node, type: 'number' } : undefined],
    ['number to integer', 'narrower', type === 'number' ? { ...node, type: 'integer' } : undefined],
  ];
}

function wrappings(node: JsonObject): Change[] {
  const mayBeNull = node.type === undefined || node.type === 'null' || Array.isArray(node.type);
  return [
    ['anyOf around it', 'same', { anyOf: [node] }],
    ['or null', 'wider', mayBeNull ? undefined : { oneOf: [node, { type: 'null' }] }],
    ['one value refused', 'narrower', isFree(node) && isPlainText(node) ? { ...node, not: { const: 'q' } } : undefined],
    ['a condition', 'narrower', isFree(node) && isPlainText(node) ? conditional(node) : undefined],
  ];
}

function conditional(node: JsonObject): JsonObject {
  return {
    ...node,
    ...Object.fromEntries([
      ['if', { minLength: 2 }],
      ['then', { pattern: '^q' }],
    ]),
  };
}

function isPlainText(node: JsonObject): boolean {
  return node.type === 'string' && !['minLength', 'maxLength', 'pattern'].some((keyword) => keyword in node);
}

function values(node: JsonObject): Change[] {
  if (typeof node.const === 'string') return [['const changed', 'neither', { ...node, const: `${node.const}x` }]];
  if (!Array.isArray(node.enum)) return [];
  const isTexts = node.enum.every((value) => typeof value === 'string');
  const [first] = node.enum;
  return [
    ['enum value added', 'wider', isTexts ? { ...node, enum: [...node.enum, 'one more'] } : undefined],
    ['enum value removed', 'narrower', node.enum.length > 1 ? { ...node, enum: node.enum.slice(0, -1) } : undefined],
    ['enum removed', 'wider', node.type === 'string' ? without(node, 'enum') : undefined],
    [
      'enum to const',
      'narrower',
      node.enum.length > 1 ? { ...without(node, 'enum'), const: first ?? null } : undefined,
    ],
  ];
}

function texts(node: JsonObject): Change[] {
  if (node.type !== 'string') return [];
  const { minLength = 0, maxLength } = node;
  const plain = isPlainText(node);
  return [
    ['enum introduced', 'narrower', plain ? { ...node, enum: ['a', 'b'] } : undefined],
    ['pattern added', 'narrower', plain ? { ...node, pattern: '^z' } : undefined],
    ['pattern removed', 'wider', 'pattern' in node ? without(node, 'pattern') : undefined],
    [
      'minLength raised',
      'narrower',
      'pattern' in node || 'maxLength' in node ? undefined : { ...node, minLength: Number(minLength) + 1 },
    ],
    [
      'minLength removed',
      'wider',
      Number(minLength) > 0 && !('pattern' in node) ? without(node, 'minLength') : undefined,
    ],
    [
      'maxLength added',
      'narrower',
      'pattern' in node || 'maxLength' in node ? undefined : { ...node, maxLength: Number(minLength) + 4 },
    ],
    [
      'maxLength lowered',
      'narrower',
      typeof maxLength === 'number' && maxLength > Number(minLength) && !('pattern' in node)
        ? { ...node, maxLength: maxLength - 1 }
        : undefined,
    ],
    [
      'maxLength removed',
      'wider',
      'maxLength' in node && !('pattern' in node) ? without(node, 'maxLength') : undefined,
    ],
  ];
}

function numbers(node: JsonObject): Change[] {
  if (node.type !== 'number' && node.type !== 'integer') return [];
  const { minimum, maximum } = node;
  const isOpen = !['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'].some(
    (key) => key in node,
  );
  const [low, high] = [
    typeof minimum === 'number' ? minimum : undefined,
    typeof maximum === 'number' ? maximum : undefined,
  ];
  return [
    ['minimum added', 'narrower', isOpen ? { ...node, minimum: 3 } : undefined],
    ['exclusiveMaximum added', 'narrower', isOpen ? { ...node, exclusiveMaximum: 3 } : undefined],
    ['multipleOf added', 'narrower', isOpen ? { ...node, multipleOf: 7 } : undefined],
    [
      'minimum raised',
      'narrower',
      low === undefined || (high ?? low + 2) < low + 2 ? undefined : { ...node, minimum: low + 1 },
    ],
    ['minimum lowered', 'wider', low === undefined ? undefined : { ...node, minimum: low - 1 }],
    ['minimum removed', 'wider', low === undefined ? undefined : without(node, 'minimum')],
    [
      'maximum lowered',
      'narrower',
      high === undefined || (low ?? high - 2) > high - 2 ? undefined : { ...node, maximum: high - 1 },
    ],
    ['maximum removed', 'wider', high === undefined ? undefined : without(node, 'maximum')],
  ];
}

function lists(node: JsonObject): Change[] {
  if (node.type !== 'array') return [];
  const { minItems = 0 } = node;
  const isOpen = !('maxItems' in node || 'uniqueItems' in node);
  return [
    ['minItems raised', 'narrower', isOpen ? { ...node, minItems: Number(minItems) + 1 } : undefined],
    ['minItems removed', 'wider', Number(minItems) > 0 ? without(node, 'minItems') : undefined],
    ['maxItems added', 'narrower', isOpen ? { ...node, maxItems: Number(minItems) + 2 } : undefined],
    ['uniqueItems added', 'narrower', isOpen ? { ...node, uniqueItems: true } : undefined],
    [
      'items removed',
      'wider',
      isJsonObject(node.items) && typeof node.items.type === 'string' ? without(node, 'items') : undefined,
    ],
    ['contains added', 'narrower', isOpen && node.minItems === undefined ? { ...node, contains: {} } : undefined],
  ];
}

/** What an object says of its members; `optional` and `needed` are the first names of each kind. */
type Members = {
  readonly properties: JsonObject;
  readonly required: readonly string[];
  readonly optional: string | undefined;
  readonly needed: string | undefined;
  readonly isClosed: boolean;
  readonly isOpen: boolean;
};

function members(node: JsonObject, { is07 }: Where): Change[] {
  const properties = isJsonObject(node.properties) ? node.properties : {};
  const required = Array.isArray(node.required) ? (node.required as string[]) : [];
  const names = Object.keys(properties);
  if (names.length === 0) return [];
  const of: Members = {
    properties,
    required,
    optional: names.find((name) => !required.includes(name)),
    needed: names.find((name) => required.includes(name)),
    isClosed: node.additionalProperties === false,
    isOpen: node.additionalProperties === undefined && node.unevaluatedProperties === undefined,
  };
  return [...presences(node, of), ...declarations(node, of), ...closings(node, of, is07), ...counts(node, of, is07)];
}

function presences(node: JsonObject, { required, optional, needed }: Members): Change[] {
  const fewer = { ...node, required: required.filter((name) => name !== needed) };
  return [
    ['name required', 'narrower', optional === undefined ? undefined : { ...node, required: [...required, optional] }],
    ['name no longer required', 'wider', needed === undefined ? undefined : fewer],
    ['unknown name required', 'narrower', { ...node, required: [...required, 'one_more'] }],
  ];
}

function declarations(node: JsonObject, of: Members): Change[] {
  const { properties, required, optional, needed, isClosed, isOpen } = of;
  if (!isClosed && !isOpen) return [];
  const more = { ...node, properties: { ...properties, one_more: { type: 'string' } } };
  const fewer = (name: string | undefined) =>
    name === undefined || Object.keys(properties).length === 1
      ? undefined
      : { ...node, properties: without(properties, name), required: required.filter((other) => other !== name) };
  return [
    ['property added', isClosed ? 'wider' : 'declares', more],
    ['property removed', isClosed ? 'narrower' : 'forgets', fewer(optional)],
    ['required property removed', isClosed ? 'neither' : 'wider', fewer(needed)],
  ];
}

function closings(node: JsonObject, { isClosed, isOpen }: Members, is07: boolean): Change[] {
  const unevaluated = { ...node, unevaluatedProperties: false };
  return [
    ['closed', 'closing', isOpen ? { ...node, additionalProperties: false } : undefined],
    ['closed by what is not evaluated', 'closing', isOpen && !is07 ? unevaluated : undefined],
    ['no longer closed', 'opening', isClosed ? without(node, 'additionalProperties') : undefined],
    ['opened', 'wider', isClosed ? { ...node, additionalProperties: true } : undefined],
  ];
}

function counts(node: JsonObject, { properties, optional }: Members, is07: boolean): Change[] {
  const always: Change[] = [
    ['more members', 'narrower', { ...node, minProperties: Object.keys(properties).length + 1 }],
    ['no members', 'narrower', { ...node, maxProperties: 0 }],
  ];
  if (optional === undefined) return always;
  const dependent = { ...node, dependentRequired: { [optional]: ['one_more'] } };
  return [
    ...always,
    ['a name refused', 'narrower', { ...node, propertyNames: { not: { const: optional } } }],
    ['one name needs another', 'narrower', is07 ? undefined : dependent],
  ];
}
