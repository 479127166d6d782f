// Turns a schema document into formulas: the meaning that its dialect gives each keyword, without what only annotates.
// A keyword that cannot be given a meaning becomes an opaque assertion, never silence.
import type { Json } from '@action-registry/schema';
import { closeObjects, compileInside } from './close-schema.js';
import { type Compiler, enterPlace, findKeywords, opaque, type Scene } from './compiler.js';
import { leadsToItself } from './find-loops.js';
import type { Formula } from './formula.js';
import { type Arena, and, atom } from './formula-arena.js';
import { compileKept, findKept, reuse } from './kept-formulas.js';
import { arrayKeywords } from './keywords-array.js';
import { logicKeywords } from './keywords-logic.js';
import { malformedKeywords } from './keywords-malformed.js';
import { objectKeywords } from './keywords-object.js';
import { referenceKeywords } from './keywords-reference.js';
import { scalarKeywords } from './keywords-scalar.js';
import { type Dialect, readSchemaDocument } from './schema-document.js';
import { canClose } from './schema-facts.js';

/**
 * How a document is read. `closes`: objects that declare properties take no others unless they say so. `at` leads to a part
 * that describes what is inside of values; only that part is compiled.
 */
export type ReadOptions = { readonly dialect: Dialect; readonly closes: boolean; readonly at?: readonly string[] };

/**
 * The formula of a schema document, or undefined where a reference leads to itself, or references lead on for longer than there
 * is stack: validators run out of it as well.
 */
export function compileSchema(arena: Arena, schema: Json, options: ReadOptions): Formula | undefined {
  try {
    return compileDocument(arena, schema, options);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function compileDocument(arena: Arena, schema: Json, { dialect, closes, at = [] }: ReadOptions): Formula | undefined {
  const document = readSchemaDocument(schema, dialect, arena.facts);
  const compiler: Compiler = {
    ...{ arena, document, compile },
    done: new Map(),
    active: new Set(),
    references: [],
    outside: { definitions: 0, document: 0 },
  };
  const scene = { place: document.root, scope: new Map(), closes };
  const root = enterPlace(document, scene, document.root);
  const formula = at.length === 0 ? closeObjects(compiler, root) : compileInside(compiler, root, at);
  return leadsToItself(compiler.references) ? undefined : formula;
}

/** Schemas within schemas, references counted: deeper than this, whether the stack is enough depends on the engine. */
const DEPTH_MAX = 500;

/** The formula of one scene. */
function compile(compiler: Compiler, asked: Scene): Formula {
  const { arena, done, active } = compiler;
  const { schema } = asked.place;
  if (typeof schema === 'boolean') return schema ? arena.accept : arena.refuse;
  const closes = asked.closes && canClose(schema, arena.facts);
  const scene = closes === asked.closes ? asked : { ...asked, closes };
  const kept = findKept(compiler, schema, { closes, reading: 'as it stands' });
  if (kept !== undefined) return reuse(compiler, kept);
  const key = sceneKey(scene);
  const known = done.get(key);
  if (known !== undefined) return reuse(compiler, known);
  if (active.has(key)) return reference(compiler, key);
  if (active.size >= DEPTH_MAX) throw new RangeError('The schema leads from one to the next for too long.');
  active.add(key);
  const work = () => and(arena, compileKeywords(compiler, scene));
  const compiled = compileKept(compiler, { schema, closes, reading: 'as it stands' }, work);
  active.delete(key);
  done.set(key, compiled);
  return compiled.formula;
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
    ...malformedKeywords(compiler, keywords),
  ];
}

/** What leads back into the schema means this only where all that it leads through is the same. */
function reference({ arena, document, done, references, outside }: Compiler, key: string): Formula {
  outside[document.around === undefined ? 'document' : 'definitions'] += 1;
  const target = () => {
    const compiled = done.get(key);
    if (compiled === undefined) throw new Error(`The schema at '${key}' is still being compiled.`);
    return compiled.formula;
  };
  const formula = atom(arena, { kind: 'ref', name: `${key} of ${document.around ?? document.text()}`, target });
  references.push(formula);
  return formula;
}

function sceneKey({ place, scope, closes }: Scene): string {
  const names = [...scope].map(([name, target]) => `${name}=${target.pointer}`).sort();
  return [place.pointer, ...names, String(closes)].join(' ');
}
