// Keywords about arrays. Until 2019-09 a list in `items` is what `prefixItems` is now; a list is read so in each dialect.

import { compileInside } from './close-schema.js';
import { type Compiler, compileAt, type Keywords, type Scene } from './compiler.js';
import { findEvaluated, unevaluatedItems } from './evaluated.js';
import type { Formula } from './formula.js';
import { atom } from './formula-arena.js';
import { type CountKeyword, countKeywords } from './keywords-scalar.js';

const COUNTS: readonly CountKeyword[] = [
  ['minItems', 'minItems'],
  ['maxItems', 'maxItems'],
];

/** What a schema asks of arrays. */
export function arrayKeywords(compiler: Compiler, keywords: Keywords): Formula[] {
  const { arena } = compiler;
  const { scene, schema, dialect } = keywords;
  const inside = (...path: string[]) => compileInside(compiler, scene, path);
  const parts = countKeywords(compiler, schema, COUNTS);
  if (schema.uniqueItems === true) parts.push(atom(arena, { kind: 'unique' }));
  const prefixKeyword = Array.isArray(schema.items) ? 'items' : dialect === 2020 ? 'prefixItems' : '';
  const list = schema[prefixKeyword];
  const prefix = Array.isArray(list) ? list : [];
  for (const index of prefix.keys()) {
    parts.push(atom(arena, { kind: 'item', index, schema: inside(prefixKeyword, String(index)) }));
  }
  const restKeyword = Array.isArray(schema.items) ? 'additionalItems' : 'items';
  if (schema[restKeyword] !== undefined) {
    parts.push(atom(arena, { kind: 'rest', from: prefix.length, schema: inside(restKeyword) }));
  }
  parts.push(...containsKeyword(compiler, keywords));
  if (schema.unevaluatedItems !== undefined && dialect >= 2019) {
    const others = findEvaluated(compiler, scene, { except: 'unevaluatedItems' });
    parts.push(unevaluatedItems(compiler, scene, { evaluated: others, schema: inside('unevaluatedItems') }));
  }
  return parts;
}

/** How many items match is counted with the schema as written: closed it would count fewer, also against a maximum. */
function containsKeyword(compiler: Compiler, { scene, schema, dialect }: Keywords): Formula[] {
  if (schema.contains === undefined || dialect < 6) return [];
  const { minContains, maxContains } = schema;
  const open: Scene = { ...scene, closes: false };
  const contained = compileAt(compiler, open, ['contains']);
  const least = dialect >= 2019 && typeof minContains === 'number' ? Math.ceil(minContains) : 1;
  const parts = [atom(compiler.arena, { kind: 'contains', schema: contained, count: least })];
  if (dialect >= 2019 && typeof maxContains === 'number') {
    const count = Math.floor(maxContains);
    parts.push(atom(compiler.arena, { kind: 'containsAtMost', schema: contained, count }));
  }
  return parts;
}
