// The innermost part of a schema, by way of properties and items, in which a difference is made. It is read as a document of its
// own that has the definitions of the whole, so that asking about it costs what the part costs.
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import type { SchemaChange } from './schema-change.js';
import { findChild } from './schema-document.js';
import { factsOf, type SchemaFacts } from './schema-facts.js';
import { patched } from './schema-patch.js';
import { definitionsOf } from './with-change.js';

/** One step into values: to a property, or to all items. */
export type Step = readonly ['properties', string] | readonly ['items'];

/** The part before and after, each as a document that holds it at `PART`. */
export type ChangedPart = { readonly steps: readonly Step[]; readonly older: JsonObject; readonly newer: JsonObject };

/** Where the documents of a part hold it. */
export const PART = ['properties', 'part'] as const;

/**
 * The part that has all edits; undefined where that is the whole, or where a part may be meant by others: it has a name of its
 * own, or references lead elsewhere than to definitions.
 */
export function findChangedPart(
  change: SchemaChange,
  { older, newer }: { readonly older: Json; readonly newer: Json },
  facts: SchemaFacts,
): ChangedPart | undefined {
  const steps = wayTo(change);
  if (steps.length === 0 || !isPlain(older, facts)) return undefined;
  const at = steps.flat();
  const before = findChild(older, at);
  const after = change.edits.reduce<Json>(
    (part, edit) => patched(part, edit.path.slice(at.length), edit.after),
    before,
  );
  const around = isJsonObject(older) && older.$schema !== undefined ? { $schema: older.$schema } : {};
  const part = {
    older: { ...around, ...definitionsOf(older, {}), properties: { part: before } },
    newer: { ...around, ...definitionsOf(older, newer), properties: { part: after } },
  };
  return isPlain(part.newer, facts) ? { steps, ...part } : undefined;
}

function isPlain(schema: Json, facts: SchemaFacts): boolean {
  const { isNamed, refers } = factsOf(schema, facts);
  return !isNamed && refers !== 'anywhere';
}

/** A part that comes or goes is not gone into. */
function wayTo({ edits }: SchemaChange): readonly Step[] {
  const ways = edits.map(({ path }) => {
    const steps: Step[] = [];
    for (let from = 0; ; from += steps.at(-1)?.length ?? 0) {
      const [keyword, name] = [path[from], path[from + 1]];
      if (keyword === 'properties' && path.length > from + 2) steps.push(['properties', String(name)]);
      else if (keyword === 'items' && typeof name === 'string') steps.push(['items']);
      else return steps;
    }
  });
  return ways.reduce<readonly Step[]>(
    (shortest, way) => (way.length < shortest.length ? way : shortest),
    ways[0] ?? [],
  );
}
