// Where the local references of a schema lead. Only places where a schema stands can be meant: a pointer into an `enum` or to
// a `properties` map leads nowhere.
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import { type SchemaPlace, walkSchema } from './json-schema-walk.js';
import { toJsonPointer } from './strict-json-error.js';

/** The places of a schema that a reference can name. */
export type ReferenceTargets = {
  /** The place that `#…` names, or undefined. */
  find: (reference: string) => SchemaPlace | undefined;
  /** Every reference by pointer that leads somewhere, such as `#/$defs/path`. */
  pointers: readonly string[];
};

/** Collects the places of a schema by pointer and by anchor (`$anchor`, in draft-07 `$id: "#…"`). */
export function collectTargets(root: Json): ReferenceTargets {
  const byPointer = new Map<string, SchemaPlace>();
  const byAnchor = new Map<string, SchemaPlace>();
  for (const place of walkSchema(root)) {
    byPointer.set(toJsonPointer(place.path), place);
    const anchor = isJsonObject(place.schema) ? anchorOf(place.schema) : undefined;
    if (anchor !== undefined && !byAnchor.has(anchor)) byAnchor.set(anchor, place);
  }
  return {
    find: (reference) => {
      const fragment = decodeFragment(reference);
      return fragment === undefined ? undefined : (byPointer.get(fragment) ?? byAnchor.get(fragment));
    },
    pointers: [...byPointer.keys()].map((pointer) => `#${pointer}`),
  };
}

function anchorOf({ $anchor, $id }: JsonObject): string | undefined {
  if (typeof $anchor === 'string') return $anchor;
  return typeof $id === 'string' && $id.startsWith('#') ? $id.slice(1) : undefined;
}

function decodeFragment(reference: string): string | undefined {
  if (!reference.startsWith('#')) return undefined;
  try {
    return decodeURIComponent(reference.slice(1));
  } catch {
    return undefined;
  }
}
