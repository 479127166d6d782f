// What compiling a schema carries along, and how a keyword asks for the formula of a part. The invariant: a place in a
// document has one formula per dynamic scope, and a place that is met while it is being compiled becomes a reference.
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import type { Formula } from './formula.js';
import { type Arena, atom, type Compiled } from './formula-arena.js';
import { childPlace, type Dialect, dialectOf, type SchemaDocument, type SchemaPlace } from './schema-document.js';

/** Compiles the schemas of one document into an arena. */
export type Compiler = {
  readonly arena: Arena;
  readonly document: SchemaDocument;
  readonly done: Map<string, Compiled>;
  readonly active: Set<string>;
  readonly references: Formula[];
  /**
   * How often something outside of a schema was needed to say what it means: its definitions, or the whole document. What
   * needed nothing is kept for other documents, what needed definitions for those that have the same.
   */
  readonly outside: { definitions: number; document: number };
  readonly compile: (compiler: Compiler, scene: Scene) => Formula;
};

/** Of a schema read as it stands, or as the whole of a value (close-schema.ts). */
export type Reading = 'as it stands' | 'as a whole';

/**
 * A schema as it is met: `scope` has, for each dynamic anchor, the first resource that declared it on the way here; `closes`
 * says whether what is open by saying nothing is read as closed (close-schema.ts).
 */
export type Scene = {
  readonly place: SchemaPlace;
  readonly scope: ReadonlyMap<string, SchemaPlace>;
  readonly closes: boolean;
};

/** A scene whose schema is an object, with the dialect it is read in. */
export type Keywords = { readonly scene: Scene; readonly schema: JsonObject; readonly dialect: Dialect };

/** The scene of a part, reached by `path` from the schema. */
export function childScene({ document }: Compiler, scene: Scene, path: readonly string[]): Scene {
  return enterPlace(document, scene, childPlace(document, scene.place, path));
}

/** The same dynamic scope, and what the place's own resource adds to it. */
export function enterPlace(document: SchemaDocument, scene: Scene, place: SchemaPlace): Scene {
  if (document.dialect !== undefined) return { ...scene, place };
  const added = [...(document.resources.get(place.uri)?.dynamicAnchors ?? [])].filter(
    ([name]) => !scene.scope.has(name),
  );
  return { ...scene, place, scope: added.length === 0 ? scene.scope : new Map([...added, ...scene.scope]) };
}

/** The formula of a part: of the same value when `scene.closes` is kept, see compileInPlace and compileInside. */
export function compileAt(compiler: Compiler, scene: Scene, path: readonly string[]): Formula {
  return compiler.compile(compiler, childScene(compiler, scene, path));
}

/** Something whose meaning is not known: it may hold or not, and equal texts hold alike. */
export function opaque(compiler: Compiler, scene: Scene, keyword: string): Formula {
  const { pointer } = scene.place;
  compiler.outside.document += 1;
  const text = `${pointer}:${compiler.document.text()}`;
  return atom(compiler.arena, { kind: 'opaque', keyword, pointer: `${pointer}/${keyword}`, text });
}

/** The keywords of a scene, or undefined for a boolean schema or a dialect that is not known. */
export function findKeywords({ document }: Compiler, scene: Scene): Keywords | undefined {
  const { schema, uri } = scene.place;
  const dialect = dialectOf(document, uri);
  return isJsonObject(schema) && dialect !== undefined ? { scene, schema, dialect } : undefined;
}

/** The members of an object of schemas. */
export function schemaMap(value: Json | undefined): [string, Json][] {
  return isJsonObject(value) ? Object.entries(value) : [];
}
