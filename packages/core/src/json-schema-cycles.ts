// Schemas that apply to the same value again and again: a reference that comes back to itself before the value gets smaller
// never ends, and references that double at each step end too late.
import { type Issue, isJsonObject, type Json } from '@action-registry/schema';
import type { SchemaContext } from './json-schema-place.js';
import { type SchemaPlace, walkSchema } from './json-schema-walk.js';
import { toJsonPointer } from './strict-json-error.js';

/** Schemas that one value may meet, references followed. */
const UNFOLDED_MAX = 10_000;
const SINGLE = ['not', 'if', 'then', 'else'] as const;
const LISTS = ['allOf', 'anyOf', 'oneOf'] as const;
const MAPS = ['dependentSchemas', 'dependencies'] as const;

/** A step from a schema to one that applies to the same value; `by` is the reference, where it is one. */
type Step = { to: string; by?: string };

/** A reference that leads back to its own schema without a property or an item between, or a schema that unfolds too far. */
export function findCycle(root: Json, context: SchemaContext): Issue[] {
  const places = new Map([...walkSchema(root)].map((place) => [toJsonPointer(place.path), place]));
  const search: Search = { places, context, sizes: new Map(), open: new Set(), cycle: undefined };
  let size = 0;
  for (const pointer of places.keys()) size = Math.max(size, unfold(pointer, search));
  const at = toJsonPointer(context.at);
  if (search.cycle !== undefined) {
    const message =
      'leads back to where it stands without a property or an item between, so that checking would never end';
    return [{ path: `${at}${search.cycle}`, message, rule: '$ref' }];
  }
  if (size <= UNFOLDED_MAX) return [];
  return [{ path: at, message: `unfolds to more than ${UNFOLDED_MAX} schemas for one value`, rule: 'size' }];
}

type Search = {
  places: ReadonlyMap<string, SchemaPlace>;
  context: SchemaContext;
  sizes: Map<string, number>;
  open: Set<string>;
  cycle: string | undefined;
};

/** How many schemas one value meets from here on; sets `cycle` to the reference that closes one. */
function unfold(pointer: string, search: Search): number {
  const known = search.sizes.get(pointer);
  if (known !== undefined) return known;
  search.open.add(pointer);
  let size = 1;
  for (const { to, by } of stepsFrom(pointer, search)) {
    if (search.open.has(to)) {
      search.cycle ??= by;
      continue;
    }
    size = Math.min(UNFOLDED_MAX + 1, size + unfold(to, search));
  }
  search.open.delete(pointer);
  search.sizes.set(pointer, size);
  return size;
}

function stepsFrom(pointer: string, { places, context }: Search): Step[] {
  const schema = places.get(pointer)?.schema;
  if (!isJsonObject(schema)) return [];
  const steps: Step[] = [];
  const { $ref } = schema;
  const target = typeof $ref === 'string' ? context.targets.find($ref) : undefined;
  if (target !== undefined) steps.push({ to: toJsonPointer(target.path), by: `${pointer}/$ref` });
  // In draft-07 a reference stands for the whole schema.
  if ($ref !== undefined && context.dialect === 'draft-07') return steps;
  const add = (...path: (string | number)[]): void => {
    const to = `${pointer}${toJsonPointer(path)}`;
    if (places.has(to)) steps.push({ to });
  };
  for (const keyword of SINGLE) if (schema[keyword] !== undefined) add(keyword);
  for (const keyword of LISTS) {
    const list = schema[keyword];
    if (Array.isArray(list)) for (const index of list.keys()) add(keyword, index);
  }
  for (const keyword of MAPS) {
    const map = schema[keyword];
    if (isJsonObject(map)) for (const name of Object.keys(map)) add(keyword, name);
  }
  return steps;
}
