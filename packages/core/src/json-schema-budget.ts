// How much work a schema and a value may make together. Each is bounded by itself; their product is not, and neither is what a
// pattern does with a long text or `uniqueItems` with a long list. What would take long is refused before it begins.
import { isJsonObject, type Json } from '@action-registry/schema';
import { walkSchema } from './json-schema-walk.js';
import { findPatternPower } from './pattern-rules.js';

/** The schema asks for more steps than a check may take. */
export class SchemaBudgetError extends Error {
  override readonly name = 'SchemaBudgetError';
}

/** Parts of a schema times values. */
const PAIRS_MAX = 20_000_000;
/** Characters that patterns look at, again and again: about a second's work. */
const PATTERN_STEPS_MAX = 300_000_000;
/** Pairs of list entries that `uniqueItems` compares. */
const COMPARISONS_MAX = 10_000_000;

/** Throws `SchemaBudgetError` for a value that would keep a check against the schema busy for too long. */
export function createBudget(schema: Json): (value: Json) => void {
  const parts = measure(schema).values;
  const { powers, hasUnique } = findCostly(schema);
  return (value) => {
    const { values, texts, comparisons } = measure(value);
    if (parts * values > PAIRS_MAX) throw new SchemaBudgetError('schema and value are too large together');
    if (hasUnique && comparisons > COMPARISONS_MAX) throw new SchemaBudgetError('a list is too long for uniqueItems');
    let steps = 0;
    for (const power of powers) for (const length of texts) steps += length ** power;
    if (steps > PATTERN_STEPS_MAX) throw new SchemaBudgetError('a text is too long for a pattern of the schema');
  };
}

/** The powers of all patterns, and whether any list must have no two equal entries. */
function findCostly(schema: Json): { powers: number[]; hasUnique: boolean } {
  const powers: number[] = [];
  let hasUnique = false;
  for (const { schema: here } of walkSchema(schema)) {
    if (!isJsonObject(here)) continue;
    if (here.uniqueItems === true) hasUnique = true;
    const named = isJsonObject(here.patternProperties) ? Object.keys(here.patternProperties) : [];
    const own = typeof here.pattern === 'string' ? [here.pattern] : [];
    for (const pattern of [...own, ...named]) powers.push(findPatternPower(pattern));
  }
  return { powers, hasUnique };
}

/** How many values a value holds, itself among them; the lengths of its texts and keys; the pairs in its lists. */
function measure(value: Json): { values: number; texts: number[]; comparisons: number } {
  const found = { values: 0, texts: [] as number[], comparisons: 0 };
  const open: Json[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    found.values += 1;
    if (typeof next === 'string') found.texts.push(next.length);
    if (typeof next !== 'object' || next === null) continue;
    if (Array.isArray(next)) found.comparisons += next.length ** 2 / 2;
    else for (const key of Object.keys(next)) found.texts.push(key.length);
    for (const each of Object.values(next)) open.push(each);
  }
  return found;
}
