// A schema with one place changed. Nothing is changed in place: the old schema is compared with what comes out.
import { isJsonObject, type Json } from '@action-registry/schema';

/** The way to a place in a schema. */
export type Path = readonly (string | number)[];

/** A copy with another value at the path; without one, what is there is taken out (of a list, its place too). */
export function patched(schema: Json, path: Path, value: Json | undefined): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value ?? true;
  if (Array.isArray(schema)) return patchedList(schema, Number(step), { rest, value });
  const object = isJsonObject(schema) ? schema : {};
  const key = String(step);
  const kept = Object.entries(object).filter(([name]) => name !== key);
  if (rest.length === 0 && value === undefined) return Object.fromEntries(kept);
  const inner = rest.length === 0 ? value : patched(object[key] ?? {}, rest, value);
  return Object.fromEntries([...kept, [key, inner ?? true]]);
}

function patchedList(list: readonly Json[], index: number, change: { rest: Path; value: Json | undefined }): Json {
  const { rest, value } = change;
  if (rest.length === 0 && value === undefined) return list.filter((_, at) => at !== index);
  const inner = rest.length === 0 ? value : patched(list[index] ?? {}, rest, value);
  return index >= list.length ? [...list, inner ?? true] : list.with(index, inner ?? true);
}
