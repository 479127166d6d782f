// The older schema with one difference made. What was added may refer to definitions that were added with it, so those come along.
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import type { SchemaChange } from './schema-change.js';
import { patched } from './schema-patch.js';

const DEFINITIONS = ['$defs', 'definitions'] as const;

/** The older schema with this difference made, and the definitions of the newer one that it has not. */
export function withChange(older: Json, newer: Json, { edits }: Pick<SchemaChange, 'edits'>): Json {
  const changed = edits.reduce<Json>((schema, edit) => patched(schema, edit.path, edit.after), older);
  return isJsonObject(changed) ? { ...changed, ...definitionsOf(changed, newer) } : changed;
}

/** What references of the older schema, and of what is changed in it, may lead to. */
export function definitionsOf(older: Json, newer: Json): JsonObject {
  const found: JsonObject = {};
  for (const name of DEFINITIONS) {
    const [was, is] = [memberOf(older, name), memberOf(newer, name)];
    const all = is === undefined || is === was ? was : { ...is, ...was };
    if (all !== undefined) found[name] = all;
  }
  return found;
}

function memberOf(schema: Json, name: string): JsonObject | undefined {
  const value = isJsonObject(schema) && Object.hasOwn(schema, name) ? schema[name] : undefined;
  return isJsonObject(value) ? value : undefined;
}
