// Keywords about objects. Each names the keys it is about by a formula over strings, so that names, patterns and "all
// others" are one thing.
import { isJsonObject, type Json } from '@action-registry/schema';
import { compileInside } from './close-schema.js';
import { type Compiler, compileAt, type Keywords, opaque, schemaMap } from './compiler.js';
import { findEvaluated, unevaluatedMembers } from './evaluated.js';
import type { Formula } from './formula.js';
import { and, atom, not, oneOfValues, or } from './formula-arena.js';
import { type CountKeyword, countKeywords } from './keywords-scalar.js';

const COUNTS: readonly CountKeyword[] = [
  ['minProperties', 'minMembers'],
  ['maxProperties', 'maxMembers'],
];

/** What a schema asks of objects. */
export function objectKeywords(compiler: Compiler, keywords: Keywords): Formula[] {
  const { arena } = compiler;
  const { scene, schema, dialect } = keywords;
  const parts = countKeywords(compiler, schema, COUNTS);
  for (const name of names(schema.required)) parts.push(atom(arena, { kind: 'required', name }));
  parts.push(...memberKeywords(compiler, keywords));
  if (schema.propertyNames !== undefined && dialect >= 6) {
    const keys = not(arena, compileAt(compiler, { ...scene, closes: false }, ['propertyNames']));
    parts.push(atom(arena, { kind: 'member', keys, schema: arena.refuse }));
  }
  parts.push(...dependencyKeywords(compiler, keywords));
  if (schema.unevaluatedProperties !== undefined && dialect >= 2019) {
    const evaluated = findEvaluated(compiler, scene, { except: 'unevaluatedProperties' });
    const inside = compileInside(compiler, scene, ['unevaluatedProperties']);
    parts.push(unevaluatedMembers(compiler, scene, { evaluated, schema: inside }));
  }
  return parts;
}

/** The names in a list such as `required`. */
function names(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}

function memberKeywords(compiler: Compiler, { scene, schema }: Keywords): Formula[] {
  const { arena } = compiler;
  const parts: Formula[] = [];
  const declared = schemaMap(schema.properties).map(([name]) => name);
  const patterns = schemaMap(schema.patternProperties).map(([source]) => source);
  for (const name of declared) {
    const inside = compileInside(compiler, scene, ['properties', name]);
    parts.push(atom(arena, { kind: 'member', keys: oneOfValues(arena, [name]), schema: inside }));
  }
  const matching = patterns.map((source) => atom(arena, { kind: 'pattern', source }));
  for (const [index, keys] of matching.entries()) {
    const inside = compileInside(compiler, scene, ['patternProperties', patterns[index] ?? '']);
    parts.push(atom(arena, { kind: 'member', keys, schema: inside }));
  }
  if (schema.additionalProperties !== undefined) {
    const others = [oneOfValues(arena, declared), ...matching].map((keys) => not(arena, keys));
    const inside = compileInside(compiler, scene, ['additionalProperties']);
    parts.push(atom(arena, { kind: 'member', keys: and(arena, others), schema: inside }));
  }
  return parts;
}

/** 2019-09 split `dependencies` in two; many validators still read it, so there it may count or not. */
function dependencyKeywords(compiler: Compiler, { scene, schema, dialect }: Keywords): Formula[] {
  const { arena } = compiler;
  const parts: Formula[] = [];
  const add = (keyword: string, name: string, value: Json) => {
    const asked = Array.isArray(value)
      ? and(
          arena,
          names(value).map((other) => atom(arena, { kind: 'required', name: other })),
        )
      : compileAt(compiler, scene, [keyword, name]);
    const absent = atom(arena, { kind: 'member', keys: oneOfValues(arena, [name]), schema: arena.refuse });
    parts.push(or(arena, [absent, asked]));
  };
  if (dialect >= 2019) {
    if (isJsonObject(schema.dependencies)) parts.push(opaque(compiler, scene, 'dependencies'));
    for (const keyword of ['dependentRequired', 'dependentSchemas']) {
      for (const [name, value] of schemaMap(schema[keyword])) add(keyword, name, value);
    }
  } else for (const [name, value] of schemaMap(schema.dependencies)) add('dependencies', name, value);
  return parts;
}
