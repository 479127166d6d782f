// One difference between two schemas, as a place, a name, and the edits that make it in the old schema.
import type { Json } from '@action-registry/schema';
import type { Path } from './schema-patch.js';

/** One difference: `path` leads to it in the new schema (in the old one, to what is gone); `edits` make it in the old one. */
export type SchemaChange = {
  readonly kind: string;
  readonly path: Path;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  readonly edits: readonly Edit[];
};

/** A place in the old schema, and what is there in the new one; undefined for nothing. */
export type Edit = { readonly path: Path; readonly after: Json | undefined };

/** Two places that are compared. */
export type Pair = { readonly old: Json; readonly new: Json; readonly path: Path; readonly newPath: Path };

/** Two places of which one may hold nothing. */
type OpenPair = Omit<Pair, 'old' | 'new'> & { readonly old: Json | undefined; readonly new: Json | undefined };
/** A difference that is made in one place. */
export function oneChange(kind: string, { old, new: next, path, newPath }: OpenPair): SchemaChange {
  return { kind, path: next === undefined ? path : newPath, before: old, after: next, edits: [{ path, after: next }] };
}
