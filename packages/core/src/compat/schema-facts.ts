// What one look through a schema tells before it is compiled: whether parts of it have names of their own, and where its
// references lead. Kept for each part, so that a schema with one place changed is looked through along the way to that place.
import type { Json } from '@action-registry/schema';

/**
 * `isNamed` where a part may say its own URI or anchor; `refers` to nothing, to definitions of the document, or anywhere;
 * `declares` where a part may say which members there are, so that it can be closed;
 * `size` is how many members and items there are, at all depths; `pairs` how many branches of a `oneOf` are held against others.
 */
type Facts = {
  readonly isNamed: boolean;
  readonly refers: 'nothing' | 'definitions' | 'anywhere';
  readonly declares: boolean;
  readonly size: number;
  readonly pairs: number;
};

/** What is known of parts, which may not be changed while it is kept; what references may lead to has a number, by its text. */
export type SchemaFacts = {
  readonly parts: Map<object, Facts>;
  readonly around: Map<string, number>;
  readonly numbers: Map<object, number>;
};

/** Nothing known yet. */
export function createFacts(): SchemaFacts {
  return { parts: new Map(), around: new Map(), numbers: new Map() };
}

const NAMES = new Set(['$id', 'id', '$anchor', '$dynamicAnchor', '$recursiveAnchor']);
/** Up to this many branches of a `oneOf` are held against each other one by one (keywords-logic.ts). */
export const PAIRED_MAX = 64;
const NOTHING: Facts = { isNamed: false, refers: 'nothing', declares: false, size: 0, pairs: 0 };
const DEFINITION = /^#\/(?:\$defs|definitions)\/[^/]+$/;

/** The facts of a schema. What only looks like a keyword counts as one: that makes less known, never more. */
export function factsOf(schema: Json, known: SchemaFacts): Facts {
  if (typeof schema !== 'object' || schema === null) return NOTHING;
  const before = known.parts.get(schema);
  if (before !== undefined) return before;
  const found: { -readonly [Name in keyof Facts]: Facts[Name] } = { ...NOTHING };
  for (const [key, value] of Object.entries(schema)) {
    const inner = typeof value === 'object' ? factsOf(value, known) : factsOfMember(key, value);
    const { isNamed, refers, declares, size, pairs } = inner;
    found.isNamed ||= isNamed;
    found.declares ||= declares || key === 'properties';
    if (refers !== 'nothing' && found.refers !== 'anywhere') found.refers = refers;
    found.size += 1 + size;
    found.pairs += pairs + pairsIn(key, value);
  }
  known.parts.set(schema, found);
  return found;
}

function pairsIn(key: string, value: Json): number {
  return key === 'oneOf' && Array.isArray(value) ? (Math.min(value.length, PAIRED_MAX) * value.length) >> 1 : 0;
}

function factsOfMember(key: string, value: Json): Facts {
  if (NAMES.has(key) && typeof value !== 'number') return { ...NOTHING, isNamed: true };
  if (key === '$ref' && typeof value === 'string')
    return { ...NOTHING, refers: DEFINITION.test(value) ? 'definitions' : 'anywhere' };
  return key === '$dynamicRef' || key === '$recursiveRef' ? { ...NOTHING, refers: 'anywhere' } : NOTHING;
}

/** Whether reading a schema as closed may mean anything else than reading it as it stands. */
export function canClose(schema: Json, known: SchemaFacts): boolean {
  const { declares, refers } = factsOf(schema, known);
  return declares || refers !== 'nothing';
}
