// Turns a schema document into formulas: the meaning that its dialect gives each keyword, without what only annotates.
// A keyword that cannot be given a meaning becomes an opaque assertion, never silence.
import { isJsonObject, type Json } from '@action-registry/schema';
import { closeObjects } from './close-schema.js';
import { type Compiler, enterPlace, findKeywords, opaque, type Scene } from './compiler.js';
import { leadsToItself } from './find-loops.js';
import type { Formula } from './formula.js';
import { type Arena, and, atom } from './formula-arena.js';
import { arrayKeywords } from './keywords-array.js';
import { logicKeywords } from './keywords-logic.js';
import { objectKeywords } from './keywords-object.js';
import { referenceKeywords } from './keywords-reference.js';
import { scalarKeywords } from './keywords-scalar.js';
import { type Dialect, dialectOf, readSchemaDocument } from './schema-document.js';

/** How a document is read. `closes`: objects that declare properties take no others unless they say so. */
export type ReadOptions = { readonly dialect: Dialect; readonly closes: boolean };

/** The formula of a schema document, or undefined where a reference leads to itself: validators run out of stack on it. */
export function compileSchema(arena: Arena, schema: Json, { dialect, closes }: ReadOptions): Formula | undefined {
  const document = readSchemaDocument(schema, dialect);
  const compiler: Compiler = {
    arena,
    document,
    done: new Map(),
    active: new Set(),
    references: [],
    outside: { count: 0 },
    compile,
  };
  const root = { place: document.root, scope: new Map(), closes };
  const formula = closeObjects(compiler, enterPlace(document, root, document.root));
  return leadsToItself(compiler.references) ? undefined : formula;
}

/** The formula of one scene. */
function compile(compiler: Compiler, scene: Scene): Formula {
  const { arena, done, active } = compiler;
  const { schema } = scene.place;
  if (typeof schema === 'boolean') return schema ? arena.accept : arena.refuse;
  const key = sceneKey(scene);
  const known = done.get(key);
  if (known !== undefined) {
    // What it needed from outside, whoever holds it needs as well.
    if (findAlone(compiler, scene) === undefined) compiler.outside.count += 1;
    return known;
  }
  if (active.has(key)) return reference(compiler, key);
  active.add(key);
  const formula = compileAlone(compiler, scene);
  active.delete(key);
  done.set(key, formula);
  return formula;
}

/** A schema that says all it means by itself means the same in every document that holds it. */
function compileAlone(compiler: Compiler, scene: Scene): Formula {
  const { arena, outside } = compiler;
  const { schema } = scene.place;
  const known = findAlone(compiler, scene);
  if (known !== undefined) return known;
  const before = outside.count;
  const formula = and(arena, compileKeywords(compiler, scene));
  if (isJsonObject(schema) && outside.count === before) {
    const ways = arena.compiled.get(schema) ?? new Map<string, Formula>();
    arena.compiled.set(schema, ways.set(wayOf(compiler, scene), formula));
  }
  return formula;
}

function findAlone(compiler: Compiler, scene: Scene): Formula | undefined {
  const { schema } = scene.place;
  return isJsonObject(schema) ? compiler.arena.compiled.get(schema)?.get(wayOf(compiler, scene)) : undefined;
}

/** How a schema is read: its dialect, and whether it is closed. */
function wayOf({ document }: Compiler, { place, closes }: Scene): string {
  return `${dialectOf(document, place.uri)} ${closes}`;
}

function compileKeywords(compiler: Compiler, scene: Scene): Formula[] {
  const keywords = findKeywords(compiler, scene);
  if (keywords === undefined) return [opaque(compiler, scene, '$schema')];
  const referred = referenceKeywords(compiler, keywords);
  // Until draft-07, what stands beside a `$ref` is not read.
  if (keywords.dialect <= 7 && keywords.schema.$ref !== undefined) return referred;
  return [
    ...referred,
    ...scalarKeywords(compiler, keywords),
    ...logicKeywords(compiler, keywords),
    ...arrayKeywords(compiler, keywords),
    ...objectKeywords(compiler, keywords),
  ];
}

function reference({ arena, document, done, references }: Compiler, key: string): Formula {
  const target = () => {
    const formula = done.get(key);
    if (formula === undefined) throw new Error(`The schema at '${key}' is still being compiled.`);
    return formula;
  };
  const formula = atom(arena, { kind: 'ref', name: `${key} of ${document.text}`, target });
  references.push(formula);
  return formula;
}

function sceneKey({ place, scope, closes }: Scene): string {
  const names = [...scope].map(([name, target]) => `${name}=${target.pointer}`).sort();
  return [place.pointer, ...names, String(closes)].join(' ');
}
