// Which properties a newer document has and the older one has not: only those can have come back. Apart from what proves, so
// that asking for them brings no prover along.
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import { type Look, lookAt, type PartStep, partsIn, stepInto } from './declared-places.js';
import type { ContractDocument } from './document-changes.js';
import { valueKey } from './json-type.js';

const FIELDS = ['inputSchema', 'outputSchema'] as const;
/**
 * Places that are looked through in one pair of schemas, each as often as it is led to: a quarter of a second. A lawful schema
 * has 2,000, but where references lead to one another, each of many parts has nearly all of them.
 */
const PLACES_MAX = 100_000;

/**
 * The names of properties that `next` has and `base` has not, anywhere in them: only these can have come back. All that `next`
 * has where there was more to look at than may be.
 */
export function addedNames(base: ContractDocument, next: ContractDocument): string[] {
  const found = FIELDS.flatMap((field) => {
    const { added, isWhole } = findAdded({ base: lookAt(base[field]), next: lookAt(next[field]) });
    return isWhole ? added.map(({ name }) => name) : namesIn(next[field]);
  });
  return [...new Set(found)].sort();
}

/** Every name that a schema declares somewhere; what only looks like a keyword counts as one. */
function namesIn(schema: JsonObject | undefined): string[] {
  const names: string[] = [];
  const pending: Json[] = schema === undefined ? [] : [schema];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    for (const inner of Object.values(value)) pending.push(inner);
    if (isJsonObject(value) && isJsonObject(value.properties)) names.push(...Object.keys(value.properties));
  }
  return names;
}

/** Whether `next` has a property that `base` has not. */
export function addsProperties(base: ContractDocument, next: ContractDocument): boolean {
  return addedNames(base, next).length > 0;
}

/**
 * A property that the newer schema has and the older one has not, or only in other alternatives; `was` is what an earlier
 * schema said of it. `isSure` where all say so whatever the value.
 */
export type AddedProperty = { readonly name: string; readonly now: Look; readonly was: Look; readonly isSure: boolean };

type Looks = { base: Look; next: Look; was: Look };

/**
 * The properties that the next schema added to the base's and an earlier one had; without one, as though it had had them all.
 * Below an added one nothing more is named. `isWhole` unless there was more to look at than may be.
 */
export function findAdded({ base, next, was = next }: Omit<Looks, 'was'> & Partial<Looks>): {
  added: AddedProperty[];
  isWhole: boolean;
} {
  const added: AddedProperty[] = [];
  const pending: Looks[] = [{ base, next, was }];
  const seen = new Set<string>();
  let places = 0;
  for (let looks = pending.pop(); looks !== undefined; looks = pending.pop()) {
    const key = [looks.base, looks.next, looks.was].map(keyOf).join('\n');
    if (seen.has(key)) continue;
    seen.add(key);
    for (const step of partsIn(looks.next)) {
      if (places > PLACES_MAX) return { added, isWhole: false };
      const inner = stepAll(looks, step);
      for (const { places: all } of new Set(Object.values(inner))) places += all.length;
      if (inner.was.entries.length === 0) continue;
      if (isAdded(inner, step)) added.push(toAdded(inner, step));
      if (inner.base.entries.length > 0) pending.push(inner);
    }
  }
  return { added, isWhole: true };
}

function stepAll({ base, next, was }: Looks, step: PartStep): Looks {
  const now = stepInto(next, step);
  return { base: stepInto(base, step), next: now, was: was === next ? now : stepInto(was, step) };
}

/** Also where the base has it in some alternatives only, and otherwise than it is now: who took another has not seen it there. */
function isAdded({ base, next }: Looks, [part]: PartStep): boolean {
  if (part !== 'property') return false;
  return base.entries.every(({ isSure }) => !isSure) && !sameWords(base, next);
}

function sameWords(base: Look, next: Look): boolean {
  const words = (look: Look) => new Set(look.entries.map(({ place }) => valueKey(place.schema)));
  const [before, now] = [words(base), words(next)];
  return before.size > 0 && [...now].every((text) => before.has(text));
}

function toAdded({ base, next, was }: Looks, [, name]: PartStep): AddedProperty {
  const isSure = base.entries.length === 0 && [next, was].every(({ entries }) => entries.every((each) => each.isSure));
  return { name, now: next, was, isSure };
}

function keyOf({ places }: Look): string {
  return places
    .map(({ place, isSure }) => `${isSure ? '' : '?'}${place.pointer}`)
    .sort()
    .join(' ');
}
