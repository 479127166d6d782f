// Makes formulas, each only once. What is trivially true or false is simplified away as it is made, so that a schema and its
// rewording often become the same formula, and negation is pushed down to the assertions.
import type { Json } from '@action-registry/schema';
import { decimalText } from './decimal.js';
import type { Atom, AtomShape, Formula, FormulaShape } from './formula.js';
import { ALL_TYPES, TYPE, typeOf, valueKey } from './json-type.js';
import { createFacts, type SchemaFacts } from './schema-facts.js';

/** What a schema was compiled to: the references in it that lead back, and what of its document it needs to mean this. */
export type Compiled = {
  readonly formula: Formula;
  readonly references: readonly Formula[];
  readonly needs: 'nothing' | 'definitions' | 'document';
};

/** All formulas of one proof. */
export type Arena = {
  readonly byKey: Map<string, Formula>;
  readonly negations: Map<number, Formula>;
  /** Conjunctions of two branches of a `oneOf`: most are empty, which is worth finding out before anything else. */
  readonly overlaps: Set<number>;
  /** What schemas were compiled to that mean the same in other documents, by the way they were read. */
  readonly compiled: Map<object, Map<string, Compiled>>;
  readonly facts: SchemaFacts;
  readonly accept: Formula;
  readonly refuse: Formula;
};

/** An arena with the two constant formulas. */
export function createArena(): Arena {
  const byKey = new Map<string, Formula>();
  const accept = intern(byKey, 'true', { kind: 'true' });
  const refuse = intern(byKey, 'false', { kind: 'false' });
  const kept = { compiled: new Map(), facts: createFacts() };
  return { byKey, negations: new Map(), overlaps: new Set(), ...kept, accept, refuse };
}

/** The one formula for an assertion. */
export function atom(arena: Arena, shape: AtomShape): Formula {
  const trivial = findTrivial(arena, shape);
  return trivial ?? intern(arena.byKey, atomKey(shape), shape);
}

/** Holds for the values listed. */
export function oneOfValues(arena: Arena, values: Iterable<Json>): Formula {
  const byKey = new Map<string, Json>();
  for (const value of values) byKey.set(valueKey(value), value);
  return fromValues(arena, byKey);
}

/** Holds for values of the types in `mask`. */
export function ofTypes(arena: Arena, mask: number): Formula {
  return atom(arena, { kind: 'types', mask });
}

/** Holds where all parts hold. */
export function and(arena: Arena, parts: Iterable<Formula>): Formula {
  const flat = new Map<number, Formula>();
  let mask = ALL_TYPES;
  let listed: ReadonlyMap<string, Json> | undefined;
  for (const given of parts) {
    for (const part of given.kind === 'and' ? given.parts : [given]) {
      if (part.kind === 'false') return arena.refuse;
      if (part.kind === 'types') mask &= part.mask;
      else if (part.kind === 'enum') listed = common(listed, part.values);
      else if (part.kind !== 'true') flat.set(part.id, part);
    }
  }
  if (mask === 0 || listed?.size === 0) return arena.refuse;
  if (listed !== undefined) {
    const values = [...listed].filter(([key, value]) => (typeOf(value) & mask) !== 0 && !isRefused(flat.values(), key));
    const left = fromValues(arena, new Map(values));
    if (left.kind === 'false') return left;
    flat.set(left.id, left);
  } else if (mask !== ALL_TYPES) {
    const types = ofTypes(arena, mask);
    flat.set(types.id, types);
  }
  return compound(arena, 'and', flat);
}

function common(
  left: ReadonlyMap<string, Json> | undefined,
  right: ReadonlyMap<string, Json>,
): ReadonlyMap<string, Json> {
  return left === undefined || left === right ? right : new Map([...left].filter(([key]) => right.has(key)));
}

/** Whether one of the parts says that the value is none of a list with this one. */
function isRefused(parts: Iterable<Formula>, key: string): boolean {
  for (const part of parts)
    if (part.kind === 'not' && part.part.kind === 'enum' && part.part.values.has(key)) return true;
  return false;
}

/** Holds where at least one part holds. */
export function or(arena: Arena, parts: Iterable<Formula>): Formula {
  const flat = new Map<number, Formula>();
  const values = new Map<string, Json>();
  let mask = 0;
  for (const given of parts) {
    for (const part of given.kind === 'or' ? given.parts : [given]) {
      if (part.kind === 'true') return arena.accept;
      if (part.kind === 'types') mask |= part.mask;
      else if (part.kind === 'enum') for (const [key, value] of part.values) values.set(key, value);
      else if (part.kind !== 'false') flat.set(part.id, part);
    }
  }
  if (mask === ALL_TYPES) return arena.accept;
  for (const part of [ofTypes(arena, mask), fromValues(arena, values)]) {
    if (part.kind !== 'false') flat.set(part.id, part);
  }
  return compound(arena, 'or', flat);
}

/** Holds where the formula does not. */
export function not(arena: Arena, formula: Formula): Formula {
  const known = arena.negations.get(formula.id);
  if (known !== undefined) return known;
  const negation = negate(arena, formula);
  arena.negations.set(formula.id, negation);
  // Twice refused is what it was, also where the negation of an assertion says its type as well.
  if (!arena.negations.has(negation.id)) arena.negations.set(negation.id, formula);
  return negation;
}

function negate(arena: Arena, formula: Formula): Formula {
  const ofType = (mask: number, shape: AtomShape) => and(arena, [ofTypes(arena, mask), atom(arena, shape)]);
  switch (formula.kind) {
    case 'true':
      return arena.refuse;
    case 'false':
      return arena.accept;
    case 'not':
      return formula.part;
    case 'and':
      return or(
        arena,
        formula.parts.map((part) => not(arena, part)),
      );
    case 'or':
      return and(
        arena,
        formula.parts.map((part) => not(arena, part)),
      );
    case 'types':
      return ofTypes(arena, ALL_TYPES & ~formula.mask);
    case 'minimum':
      return ofType(TYPE.number, { kind: 'maximum', limit: formula.limit, exclusive: !formula.exclusive });
    case 'maximum':
      return ofType(TYPE.number, { kind: 'minimum', limit: formula.limit, exclusive: !formula.exclusive });
    case 'minLength':
      return ofType(TYPE.string, { kind: 'maxLength', count: formula.count - 1 });
    case 'maxLength':
      return ofType(TYPE.string, { kind: 'minLength', count: formula.count + 1 });
    case 'minItems':
      return ofType(TYPE.array, { kind: 'maxItems', count: formula.count - 1 });
    case 'maxItems':
      return ofType(TYPE.array, { kind: 'minItems', count: formula.count + 1 });
    case 'minMembers':
      return ofType(TYPE.object, { kind: 'maxMembers', count: formula.count - 1 });
    case 'maxMembers':
      return ofType(TYPE.object, { kind: 'minMembers', count: formula.count + 1 });
    case 'contains':
      return ofType(TYPE.array, { kind: 'containsAtMost', schema: formula.schema, count: formula.count - 1 });
    case 'containsAtMost':
      return ofType(TYPE.array, { kind: 'contains', schema: formula.schema, count: formula.count + 1 });
    case 'required':
      return ofType(TYPE.object, {
        kind: 'member',
        keys: oneOfValues(arena, [formula.name]),
        schema: arena.refuse,
      });
    default:
      return intern(arena.byKey, `not:${formula.id}`, { kind: 'not', part: formula });
  }
}

function compound(arena: Arena, kind: 'and' | 'or', parts: ReadonlyMap<number, Formula>): Formula {
  const empty = kind === 'and' ? arena.accept : arena.refuse;
  const list = byId([...parts.values()]);
  const [first] = list;
  if (first === undefined) return empty;
  if (list.length === 1) return first;
  // A part beside its own negation: nothing is left of an `and`, nothing is missing in an `or`.
  const contradicts = list.some((part) => part.kind === 'not' && parts.has(part.part.id));
  if (contradicts) return kind === 'and' ? arena.refuse : arena.accept;
  let key: string = kind;
  for (const part of list) key += `,${part.id}`;
  return intern(arena.byKey, key, { kind, parts: list });
}

/** In the order of their ids, in which they mostly stand already. */
function byId(list: Formula[]): readonly Formula[] {
  let before = 0;
  for (const { id } of list) {
    if (id < before) return list.sort((a, b) => a.id - b.id);
    before = id;
  }
  return list;
}

function fromValues(arena: Arena, values: ReadonlyMap<string, Json>): Formula {
  if (values.size === 0) return arena.refuse;
  const key = values.size === 1 ? [...values.keys()] : [...values.keys()].sort();
  return intern(arena.byKey, `enum:${key.join()}`, { kind: 'enum', values });
}

function findTrivial(arena: Arena, shape: AtomShape): Formula | undefined {
  switch (shape.kind) {
    case 'types':
      return shape.mask === ALL_TYPES ? arena.accept : shape.mask === 0 ? arena.refuse : undefined;
    case 'minLength':
    case 'minItems':
    case 'minMembers':
    case 'contains':
      return shape.count <= 0 ? arena.accept : undefined;
    case 'maxLength':
      return shape.count < 0 ? ofTypes(arena, ALL_TYPES & ~TYPE.string) : undefined;
    case 'maxItems':
    case 'containsAtMost':
      return shape.count < 0 ? ofTypes(arena, ALL_TYPES & ~TYPE.array) : undefined;
    case 'maxMembers':
      return shape.count < 0 ? ofTypes(arena, ALL_TYPES & ~TYPE.object) : undefined;
    case 'item':
    case 'rest':
      return shape.schema.kind === 'true' ? arena.accept : undefined;
    case 'member':
      return shape.schema.kind === 'true' || shape.keys.kind === 'false' ? arena.accept : undefined;
    default:
      return undefined;
  }
}

function atomKey(shape: AtomShape): string {
  switch (shape.kind) {
    case 'types':
      return `types:${shape.mask}`;
    case 'enum':
      return `enum:${[...shape.values.keys()].sort().join()}`;
    case 'minimum':
    case 'maximum':
      return `${shape.kind}:${shape.exclusive}:${decimalText(shape.limit)}`;
    case 'multiple':
      return `multiple:${decimalText(shape.of)}`;
    case 'pattern':
      return `pattern:${shape.source}`;
    case 'item':
      return `item:${shape.index}:${shape.schema.id}`;
    case 'rest':
      return `rest:${shape.from}:${shape.schema.id}`;
    case 'contains':
    case 'containsAtMost':
      return `${shape.kind}:${shape.count}:${shape.schema.id}`;
    case 'unique':
      return 'unique';
    case 'required':
      return `required:${shape.name}`;
    case 'member':
      return `member:${shape.keys.id}:${shape.schema.id}`;
    case 'ref':
      return `ref:${shape.name}`;
    case 'opaque':
      return `opaque:${shape.keyword}:${shape.text}`;
    default:
      return `${shape.kind}:${shape.count}`;
  }
}

function intern(byKey: Map<string, Formula>, key: string, shape: FormulaShape): Formula {
  const known = byKey.get(key);
  if (known !== undefined) return known;
  const formula = Object.assign(shape, { id: byKey.size + 1 }) as Formula & Atom;
  byKey.set(key, formula);
  return formula;
}
