// Differences between two lists of schemas. In a tuple the place counts; elsewhere branches are matched by what they say, so
// that a branch put in front does not make all others look changed.
import type { Json } from '@action-registry/schema';
import { valueKey } from './json-type.js';
import { oneChange, type Pair, type SchemaChange } from './schema-change.js';

/** Every difference between two lists; `compare` tells those between two schemas. */
export function* listChanges(pair: Pair, compare: (pair: Pair) => Iterable<SchemaChange>): Generator<SchemaChange> {
  const [old, next] = [listOf(pair.old), listOf(pair.new)];
  const keyword = String(pair.path.at(-1));
  const isTuple = keyword === 'prefixItems' || keyword === 'items';
  const pairs = isTuple ? byPlace(old, next) : byContent(old, next);
  // What is taken out last does not move what is told before it.
  for (const [was, is] of pairs) {
    const at = { path: [...pair.path, was ?? old.length], newPath: [...pair.newPath, is ?? was ?? 0] };
    const [before, after] = [was === undefined ? undefined : old[was], is === undefined ? undefined : next[is]];
    if (before !== undefined && after !== undefined) yield* compare({ old: before, new: after, ...at });
    else
      yield oneChange(`${kindName(keyword)}_${before === undefined ? 'added' : 'removed'}`, {
        old: before,
        new: after,
        ...at,
      });
  }
}

type Match = readonly [was: number | undefined, is: number | undefined];

function byPlace(old: readonly Json[], next: readonly Json[]): Match[] {
  const length = Math.max(old.length, next.length);
  return Array.from({ length }, (_, at) => [at < old.length ? at : undefined, at < next.length ? at : undefined]);
}

/** Equal branches first; what is left is paired in order where both lists have as many. */
function byContent(old: readonly Json[], next: readonly Json[]): Match[] {
  const free = new Map<string, number[]>();
  for (const [at, schema] of next.entries()) free.set(valueKey(schema), [...(free.get(valueKey(schema)) ?? []), at]);
  const lost = [...old.keys()].filter((at) => free.get(valueKey(old[at] ?? true))?.shift() === undefined);
  const fresh = [...free.values()].flat().sort((a, b) => a - b);
  if (lost.length === fresh.length) return lost.map((was, index) => [was, fresh[index]]);
  return [...lost.map((was): Match => [was, undefined]), ...fresh.map((is): Match => [undefined, is])];
}

function kindName(keyword: string): string {
  const names: Readonly<Record<string, string>> = {
    allOf: 'all_of_branch',
    anyOf: 'any_of_branch',
    oneOf: 'one_of_branch',
  };
  return names[keyword] ?? 'tuple_item';
}

function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
