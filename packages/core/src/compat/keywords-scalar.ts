// Keywords about types, fixed values, numbers and strings. `format` and the content keywords only annotate.
import type { Json, JsonObject } from '@action-registry/schema';
import { type Compiler, type Keywords, opaque } from './compiler.js';
import { ONE, toDecimal } from './decimal.js';
import type { CountKind, Formula } from './formula.js';
import { and, atom, ofTypes, oneOfValues, or } from './formula-arena.js';
import { TYPE } from './json-type.js';

const LENGTHS: readonly CountKeyword[] = [
  ['minLength', 'minLength'],
  ['maxLength', 'maxLength'],
];

/** What a schema asks of a value's type and of numbers and strings. */
export function scalarKeywords(compiler: Compiler, { scene, schema, dialect }: Keywords): Formula[] {
  const { arena } = compiler;
  const parts: Formula[] = [];
  if (schema.type !== undefined) parts.push(typeKeyword(compiler, schema.type) ?? opaque(compiler, scene, 'type'));
  if (Array.isArray(schema.enum)) parts.push(oneOfValues(arena, schema.enum));
  if (schema.const !== undefined && dialect >= 6) parts.push(oneOfValues(arena, [schema.const]));
  parts.push(...boundKeywords(compiler, schema));
  if (typeof schema.multipleOf === 'number') {
    const isUnit = schema.multipleOf > 0;
    const multiple = atom(arena, { kind: 'multiple', of: toDecimal(isUnit ? schema.multipleOf : 1) });
    parts.push(isUnit ? multiple : opaque(compiler, scene, 'multipleOf'));
  }
  parts.push(...countKeywords(compiler, schema, LENGTHS));
  if (typeof schema.pattern === 'string') parts.push(atom(arena, { kind: 'pattern', source: schema.pattern }));
  return parts;
}

/** A keyword that limits a count, and what it limits. */
export type CountKeyword = readonly [keyword: string, kind: CountKind];

/** Limits of a count; a limit that is no whole number is rounded to the one that asks the same. */
export function countKeywords({ arena }: Compiler, schema: JsonObject, keywords: readonly CountKeyword[]): Formula[] {
  const parts: Formula[] = [];
  for (const [keyword, kind] of keywords) {
    const limit = schema[keyword];
    if (typeof limit !== 'number') continue;
    parts.push(atom(arena, { kind, count: kind.startsWith('min') ? Math.ceil(limit) : Math.floor(limit) }));
  }
  return parts;
}

function typeKeyword({ arena }: Compiler, type: Json): Formula | undefined {
  const names = Array.isArray(type) ? type : [type];
  const parts: Formula[] = [];
  for (const name of names) {
    if (name === 'integer') {
      const whole = atom(arena, { kind: 'multiple', of: ONE });
      parts.push(and(arena, [ofTypes(arena, TYPE.number), whole]));
    } else if (typeof name === 'string' && Object.hasOwn(TYPE, name)) {
      parts.push(ofTypes(arena, TYPE[name as keyof typeof TYPE]));
    } else return undefined;
  }
  const whole = names.includes('number') ? parts.filter((part) => part.kind !== 'and') : parts;
  return or(arena, whole);
}

const BOUNDS = [
  ['minimum', 'exclusiveMinimum'],
  ['maximum', 'exclusiveMaximum'],
] as const;

/** Draft-04 writes exclusive limits as booleans beside the limit; they are read wherever they are booleans. */
function boundKeywords({ arena }: Compiler, schema: JsonObject): Formula[] {
  const parts: Formula[] = [];
  for (const [kind, exclusiveKeyword] of BOUNDS) {
    const [limit, exclusive] = [schema[kind], schema[exclusiveKeyword]];
    if (typeof limit === 'number')
      parts.push(atom(arena, { kind, limit: toDecimal(limit), exclusive: exclusive === true }));
    if (typeof exclusive === 'number') parts.push(atom(arena, { kind, limit: toDecimal(exclusive), exclusive: true }));
  }
  return parts;
}
