// The six types of JSON values as bits, so that a set of types is one number, and texts by which values are equal.
import type { Json } from '@action-registry/schema';

/** One bit for each type; `integer` is no type of its own but a rule on numbers. */
export const TYPE = { null: 1, boolean: 2, number: 4, string: 8, array: 16, object: 32 } as const;
export const ALL_TYPES = 63;
/** The order in which a witness is looked for: what is easier to read comes first. */
export const TYPE_ORDER: readonly number[] = [
  TYPE.string,
  TYPE.number,
  TYPE.boolean,
  TYPE.object,
  TYPE.array,
  TYPE.null,
];

/** The bit of a value's type. */
export function typeOf(value: Json): number {
  if (value === null) return TYPE.null;
  if (Array.isArray(value)) return TYPE.array;
  return TYPE[typeof value as 'boolean' | 'number' | 'string' | 'object'];
}

/** A text that is the same for values that JSON Schema calls equal (order of keys and 1.0 against 1 do not count). */
export function valueKey(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return String(value === 0 ? 0 : value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(valueKey).join(',')}]`;
  const members = Object.keys(value).sort();
  return `{${members.map((key) => `${JSON.stringify(key)}:${valueKey(value[key] ?? null)}`).join(',')}}`;
}

/** Whether two values are equal, as valueKey says, found out without their texts. */
export function areEqual(one: Json, other: Json): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
    return one.every((item, index) => areEqual(item, other[index] ?? null));
  }
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every((name) => Object.hasOwn(other, name) && areEqual(one[name] ?? null, other[name] ?? null));
}

/** How many code points a text has; a lone surrogate is one. */
export function codePointCount(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
