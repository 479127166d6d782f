// What two schemas have alike becomes one object in both. Formulas are kept by identity, so what did not change is compiled once.
import { isJsonObject, type Json } from '@action-registry/schema';

/** A value equal to `next` in which parts that are equal to those of `old` in the same place are those of `old`. */
export function shareParts(old: Json | undefined, next: Json): Json {
  if (Array.isArray(next)) {
    const was = Array.isArray(old) ? old : [];
    const parts = next.map((value, index) => shareParts(was[index], value));
    return Array.isArray(old) && old.length === parts.length && parts.every((part, index) => part === old[index])
      ? old
      : parts;
  }
  if (!isJsonObject(next)) return next;
  const was = isJsonObject(old) ? old : {};
  const of = (name: string) => (Object.hasOwn(was, name) ? was[name] : undefined);
  const parts = Object.entries(next).map(([name, value]): [string, Json] => [name, shareParts(of(name), value)]);
  const isSame = isJsonObject(old) && Object.keys(old).length === parts.length;
  return isSame && parts.every(([name, part]) => part === of(name)) ? old : Object.fromEntries(parts);
}
