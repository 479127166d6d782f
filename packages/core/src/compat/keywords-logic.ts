// Keywords that join schemas for one value: allOf, anyOf, oneOf, not, if/then/else.
import type { Json } from '@action-registry/schema';
import { type Compiler, compileAt, type Keywords, type Scene } from './compiler.js';
import type { Formula } from './formula.js';
import { type Arena, and, not, or } from './formula-arena.js';
import { PAIRED_MAX } from './schema-facts.js';

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

/** Of two or more branches one and no other. */
function exactlyOne({ arena }: Compiler, branches: readonly Formula[]): Formula {
  return and(arena, [or(arena, branches), ...overlapsOf(branches, arena).map((overlap) => not(arena, overlap))]);
}

/**
 * What two of the branches accept: pair by pair, because pairs are often disjoint; of very many branches one half against the
 * other, and so on in each half, so that the formula does not grow with their square.
 */
function overlapsOf(branches: readonly Formula[], arena: Arena): Formula[] {
  const overlap = (one: Formula, other: Formula): Formula => {
    const both = and(arena, [one, other]);
    arena.overlaps.add(both.id);
    return both;
  };
  if (branches.length <= PAIRED_MAX) {
    return branches.flatMap((branch, index) => branches.slice(index + 1).map((other) => overlap(branch, other)));
  }
  const halves = [branches.slice(0, branches.length >> 1), branches.slice(branches.length >> 1)] as const;
  const [left, right] = halves.map((half) => or(arena, half)) as [Formula, Formula];
  return [overlap(left, right), ...halves.flatMap((half) => overlapsOf(half, arena))];
}
