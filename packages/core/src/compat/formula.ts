// What a schema means, as a formula over one JSON value: every keyword of every dialect becomes one of these few shapes.
// Formulas are interned (formula-arena.ts): two that are written alike are one object, so equality is identity.
import type { Json } from '@action-registry/schema';
import type { Decimal } from './decimal.js';
import { TYPE } from './json-type.js';

/**
 * One assertion. Except for `types`, `enum`, `ref` and `opaque`, an assertion is about values of one type (GUARD) and holds
 * for all others, as keywords do.
 */
export type AtomShape =
  | { readonly kind: 'types'; readonly mask: number }
  | { readonly kind: 'enum'; readonly values: ReadonlyMap<string, Json> }
  | { readonly kind: 'minimum' | 'maximum'; readonly limit: Decimal; readonly exclusive: boolean }
  | { readonly kind: 'multiple'; readonly of: Decimal }
  | { readonly kind: CountKind; readonly count: number }
  | { readonly kind: 'pattern'; readonly source: string }
  | { readonly kind: 'item'; readonly index: number; readonly schema: Formula }
  | { readonly kind: 'rest'; readonly from: number; readonly schema: Formula }
  | { readonly kind: 'contains'; readonly schema: Formula; readonly count: number }
  | { readonly kind: 'containsAtMost'; readonly schema: Formula; readonly count: number }
  | { readonly kind: 'unique' }
  | { readonly kind: 'required'; readonly name: string }
  | { readonly kind: 'member'; readonly keys: Formula; readonly schema: Formula }
  | { readonly kind: 'ref'; readonly name: string; readonly target: () => Formula }
  | { readonly kind: 'opaque'; readonly keyword: string; readonly pointer: string; readonly text: string };

export type CountKind = 'minLength' | 'maxLength' | 'minItems' | 'maxItems' | 'minMembers' | 'maxMembers';

type CompoundShape =
  | { readonly kind: 'true' | 'false' }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Formula[] }
  | { readonly kind: 'not'; readonly part: Atom };

/** `id` is unique in the arena that made it, and grows: parts have lower ids than the whole. */
type Identified = { readonly id: number };
export type Atom = AtomShape & Identified;
export type Formula = (AtomShape | CompoundShape) & Identified;
export type FormulaShape = AtomShape | CompoundShape;
/** The atoms of one kind. */
export type AtomOf<Kind extends AtomShape['kind']> = Extract<AtomShape, { kind: Kind }> & Identified;

/** The type that an assertion is about. */
export const GUARD: Readonly<Partial<Record<Formula['kind'], number>>> = {
  minimum: TYPE.number,
  maximum: TYPE.number,
  multiple: TYPE.number,
  minLength: TYPE.string,
  maxLength: TYPE.string,
  pattern: TYPE.string,
  item: TYPE.array,
  rest: TYPE.array,
  minItems: TYPE.array,
  maxItems: TYPE.array,
  contains: TYPE.array,
  containsAtMost: TYPE.array,
  unique: TYPE.array,
  required: TYPE.object,
  member: TYPE.object,
  minMembers: TYPE.object,
  maxMembers: TYPE.object,
};
