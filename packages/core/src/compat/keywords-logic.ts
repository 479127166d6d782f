// Keywords that join schemas for one value: allOf, anyOf, oneOf, not, if/then/else.
import type { Json } from '@action-registry/schema';
import { type Compiler, compileAt, type Keywords, type Scene } from './compiler.js';
import type { Formula } from './formula.js';
import { and, not, or } from './formula-arena.js';

/** What the joining keywords of a schema ask for. */
export function logicKeywords(compiler: Compiler, { scene, schema, dialect }: Keywords): Formula[] {
  const { arena } = compiler;
  const open: Scene = { ...scene, closes: false };
  const branches = (keyword: string, from = scene) =>
    listOf(schema[keyword]).map((_, index) => compileAt(compiler, from, [keyword, String(index)]));
  const parts = branches('allOf');
  if (Array.isArray(schema.anyOf)) parts.push(or(arena, branches('anyOf')));
  if (Array.isArray(schema.oneOf)) {
    parts.push(exactlyOne(compiler, branches('oneOf', open)));
    if (scene.closes) parts.push(or(arena, branches('oneOf')));
  }
  // A closed schema takes less; where less would let more through, the schema stays as it is written.
  if (schema.not !== undefined) parts.push(not(arena, compileAt(compiler, open, ['not'])));
  if (schema.if !== undefined && dialect >= 7) {
    const condition = compileAt(compiler, open, ['if']);
    const then = schema.then === undefined ? arena.accept : compileAt(compiler, scene, ['then']);
    const otherwise = schema.else === undefined ? arena.accept : compileAt(compiler, scene, ['else']);
    parts.push(or(arena, [and(arena, [condition, then]), and(arena, [not(arena, condition), otherwise])]));
  }
  return parts;
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** Of two or more branches one and no other; written so that its negation names pairs, which are often disjoint. */
function exactlyOne({ arena }: Compiler, branches: readonly Formula[]): Formula {
  const pairs: Formula[] = [];
  for (const [index, branch] of branches.entries()) {
    for (const other of branches.slice(index + 1)) {
      const overlap = and(arena, [branch, other]);
      arena.overlaps.add(overlap.id);
      pairs.push(not(arena, overlap));
    }
  }
  return and(arena, [or(arena, branches), ...pairs]);
}
