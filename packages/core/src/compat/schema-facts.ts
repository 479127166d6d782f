// What one look through a schema tells before it is compiled: whether parts of it have names of their own, and where its
// references lead. Kept for each part, so that a schema with one place changed is looked through along the way to that place.
import { isJsonObject, type Json } from '@action-registry/schema';

/** `isNamed` where a part may say its own URI or anchor; `refers` to nothing, to definitions of the document, or anywhere. */
type Facts = { readonly isNamed: boolean; readonly refers: 'nothing' | 'definitions' | 'anywhere' };

/** What is known of parts, which may not be changed while it is kept; `around` numbers what references may lead to. */
export type SchemaFacts = { readonly parts: Map<object, Facts>; readonly around: Map<string, string> };

const NAMES = new Set(['$id', 'id', '$anchor', '$dynamicAnchor', '$recursiveAnchor']);
const NOTHING: Facts = { isNamed: false, refers: 'nothing' };
const DEFINITION = /^#\/(?:\$defs|definitions)\/[^/]+$/;

/** The facts of a schema. What only looks like a keyword counts as one: that makes less known, never more. */
export function factsOf(schema: Json, known: SchemaFacts): Facts {
  if (typeof schema !== 'object' || schema === null) return NOTHING;
  const found = known.parts.get(schema);
  if (found !== undefined) return found;
  let facts = NOTHING;
  for (const [key, value] of Object.entries(schema)) {
    if (typeof value === 'object') facts = joined(facts, factsOf(value, known));
    else if (isJsonObject(schema)) facts = joined(facts, factsOfMember(key, value));
  }
  known.parts.set(schema, facts);
  return facts;
}

function factsOfMember(key: string, value: Json): Facts {
  if (NAMES.has(key) && typeof value !== 'number') return { isNamed: true, refers: 'nothing' };
  if (key === '$ref' && typeof value === 'string')
    return { isNamed: false, refers: DEFINITION.test(value) ? 'definitions' : 'anywhere' };
  return key === '$dynamicRef' || key === '$recursiveRef' ? { isNamed: false, refers: 'anywhere' } : NOTHING;
}

function joined(one: Facts, other: Facts): Facts {
  if (other === NOTHING || one === other) return one;
  if (one === NOTHING) return other;
  const refers = [one.refers, other.refers];
  return {
    isNamed: one.isNamed || other.isNamed,
    refers: refers.includes('anywhere') ? 'anywhere' : refers.includes('definitions') ? 'definitions' : 'nothing',
  };
}
