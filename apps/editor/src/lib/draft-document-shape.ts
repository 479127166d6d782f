// What may stand where in a draft, read from the registry's own schemas, so that completion and problems know exactly what
// saving knows. Reads zod's public `def`; a place it cannot tell about has no keys and no values.
import { ContractFields, type Json, type Kind, Metadata, SPEC_BY_KIND, Title } from '@action-registry/schema';
import { DRAFT_FIELDS } from './draft-document-fields.js';

/** What may stand at one place. `isOpen`: any other key may stand there too; `hints` say more of the values, one each. */
export type PlaceShape = {
  keys: readonly { key: string; isRequired: boolean; type: string }[];
  values: readonly Json[];
  hints?: readonly string[];
  type: string;
  isOpen: boolean;
};

type Def = {
  readonly type?: string;
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly innerType?: unknown;
  readonly element?: unknown;
  readonly options?: readonly unknown[];
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly Json[];
};

const NAMES: Readonly<Record<string, string>> = { array: 'list', int: 'number', enum: 'choice', literal: 'constant' };

const FIELDS: Readonly<Record<string, unknown>> = { title: Title, ...ContractFields, metadata: Metadata };
const TYPES: Readonly<Record<string, string>> = {
  title: 'string',
  name: 'string',
  kind: 'choice',
  spec: 'object',
  inputSchema: 'JSON Schema',
  outputSchema: 'JSON Schema',
};

/** What may stand at the place with these steps in a draft of a kind. */
export function shapeAt(kind: Kind, steps: readonly string[]): PlaceShape {
  const [field, ...rest] = steps;
  if (field === undefined) return { keys: topKeys(), values: [], type: 'object', isOpen: false };
  if (field === 'kind') return { keys: [], values: rest.length === 0 ? [kind] : [], type: 'choice', isOpen: false };
  const schema = field === 'spec' ? SPEC_BY_KIND[kind] : FIELDS[field];
  const defs = rest.reduce<Def[]>(
    (places, step) => places.flatMap((place) => stepInto(place, step)),
    alternatives(schema),
  );
  return toShape(defs);
}

function topKeys(): PlaceShape['keys'] {
  return DRAFT_FIELDS.map((key) => ({
    key,
    isRequired: key === 'title' || key === 'kind' || key === 'spec',
    type: TYPES[key] ?? typeOf(FIELDS[key]),
  }));
}

function toShape(defs: readonly Def[]): PlaceShape {
  const keys = new Map<string, PlaceShape['keys'][number]>();
  for (const { shape = {} } of defs)
    for (const [key, field] of Object.entries(shape))
      if (!keys.has(key)) keys.set(key, { key, isRequired: defOf(field).type !== 'optional', type: typeOf(field) });
  const values = defs.flatMap((def) => valuesOf(def));
  const [first] = defs;
  return {
    keys: [...keys.values()],
    values,
    type: first === undefined ? '' : nameOf(first),
    isOpen: defs.length === 0 || defs.some(({ type }) => type === 'custom'),
  };
}

function valuesOf({ entries, values, type }: Def): readonly Json[] {
  if (type === 'boolean') return [true, false];
  return entries === undefined ? (values ?? []) : Object.values(entries);
}

function typeOf(schema: unknown): string {
  const [first] = alternatives(schema);
  return first === undefined ? '' : nameOf(first);
}

function nameOf({ type = '' }: Def): string {
  if (type === 'custom') return 'object';
  return NAMES[type] ?? type;
}

/** The definitions behind optional fields and unions. */
function alternatives(schema: unknown): Def[] {
  const def = defOf(schema);
  if (def.type === undefined) return [];
  if (def.innerType !== undefined) return alternatives(def.innerType);
  return def.options === undefined ? [def] : def.options.flatMap(alternatives);
}

function stepInto(def: Def, step: string): Def[] {
  if (def.element !== undefined) return /^\d+$/.test(step) ? alternatives(def.element) : [];
  const field = def.shape !== undefined && Object.hasOwn(def.shape, step) ? def.shape[step] : undefined;
  return field === undefined ? [] : alternatives(field);
}

function defOf(schema: unknown): Def {
  const def = typeof schema === 'object' && schema !== null && 'def' in schema ? schema.def : undefined;
  return typeof def === 'object' && def !== null ? def : {};
}
