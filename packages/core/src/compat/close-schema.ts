// Reads a schema as its author most likely meant it: an object that declares properties takes these and no others, unless it
// says otherwise. What a closed schema accepts is always a part of what the schema accepts.
import { type Compiler, childScene, findKeywords, type Scene } from './compiler.js';
import { type Evaluated, findEvaluated, unevaluatedMembers } from './evaluated.js';
import type { Formula } from './formula.js';
import { and } from './formula-arena.js';
import { compileKept, findKept, reuse } from './kept-formulas.js';
import { findChild } from './schema-document.js';
import { canClose } from './schema-facts.js';

/** The formula of a schema for a value of its own: a property, an item, or the whole document. */
export function closeObjects(compiler: Compiler, scene: Scene): Formula {
  const formula = compiler.compile(compiler, scene);
  if (!scene.closes || findKeywords(compiler, scene) === undefined) return formula;
  const evaluated = findEvaluated(compiler, { ...scene, closes: false }, { declaredOnly: true });
  if (!isImplicitlyOpen(evaluated)) return formula;
  const closure = unevaluatedMembers(compiler, scene, { evaluated, schema: compiler.arena.refuse });
  return and(compiler.arena, [formula, closure]);
}

/** The formula of a part that describes what is inside the value. */
export function compileInside(compiler: Compiler, scene: Scene, path: readonly string[]): Formula {
  const schema = findChild(scene.place.schema, path);
  const closes = scene.closes && canClose(schema, compiler.arena.facts);
  const way = { closes, reading: 'as a whole' } as const;
  const kept = findKept(compiler, schema, way);
  if (kept !== undefined) return reuse(compiler, kept);
  const work = () => closeObjects(compiler, { ...childScene(compiler, scene, path), closes });
  return compileKept(compiler, { schema, ...way }, work).formula;
}

/** A map (no declared property) and an object with patterns say themselves what they take. */
function isImplicitlyOpen(evaluated: readonly Evaluated[]): boolean {
  return (
    evaluated.some((part) => part.declares) && evaluated.every((part) => part.patterns.length === 0 && !part.leavesOpen)
  );
}
