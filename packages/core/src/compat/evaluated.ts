// What `unevaluatedProperties` and `unevaluatedItems` do not reach: the members and items that other keywords of the same
// schema have looked at, each under the condition that the keyword's branch holds.
import { isJsonObject, type Json } from '@action-registry/schema';
import {
  type Compiler,
  childScene,
  compileAt,
  findKeywords,
  type Keywords,
  opaque,
  type Scene,
  schemaMap,
} from './compiler.js';
import type { Formula } from './formula.js';
import { and, atom, not, ofTypes, oneOfValues, or } from './formula-arena.js';
import { TYPE } from './json-type.js';
import { findReferences } from './keywords-reference.js';
import { matchesPattern } from './pattern-match.js';

/** What one schema evaluates where `when` holds. `prefix` counts items from the first; Infinity is all. */
export type Evaluated = {
  readonly when: Formula;
  readonly names: readonly string[];
  readonly patterns: readonly string[];
  readonly allMembers: boolean;
  readonly prefix: number;
  readonly contained: Formula | undefined;
  /** Has `properties`, so that it says which members there are. */
  readonly declares: boolean;
  /** Has a rule on names, so that it says that there may be others. */
  readonly leavesOpen: boolean;
};

/** `except` is the keyword that asks; `declaredOnly` also counts the names that are only required. */
export type EvaluatedOptions = { readonly except?: string; readonly declaredOnly?: boolean };

/** What is left for an unevaluated* keyword. */
export type Unevaluated = { readonly evaluated: readonly Evaluated[]; readonly schema: Formula };

const PATTERNS_MAX = 5;
const CONTAINED_MAX = 4;
const PREFIX_MAX = 1_000;

/** Everything that the schema and the schemas in place evaluate. */
export function findEvaluated(compiler: Compiler, scene: Scene, options: EvaluatedOptions): Evaluated[] {
  return collect(compiler, { ...scene, closes: false }, { options, when: compiler.arena.accept, path: new Set() });
}

/** Members that nothing evaluated satisfy the schema. Grouped by the conditions under which they are evaluated. */
export function unevaluatedMembers(compiler: Compiler, scene: Scene, { evaluated, schema }: Unevaluated): Formula {
  const { arena } = compiler;
  const patterns = [...new Set(evaluated.flatMap((part) => part.patterns))];
  if (patterns.length > PATTERNS_MAX || patterns.some((source) => matchesPattern(source, '') === undefined))
    return opaque(compiler, scene, 'unevaluatedProperties');
  const known = evaluated.map((part) => ({ part, names: new Set(part.names) }));
  const declared = [...new Set(evaluated.flatMap((part) => part.names))];
  const regions: { keys: Formula; parts: readonly Evaluated[] }[] = declared.map((name) => ({
    keys: oneOfValues(arena, [name]),
    parts: known
      .filter(
        ({ part, names }) => names.has(name) || part.patterns.some((source) => matchesPattern(source, name) === true),
      )
      .map(({ part }) => part),
  }));
  for (let chosen = 0; chosen < 2 ** patterns.length; chosen++) {
    const isIn = (index: number) => Math.floor(chosen / 2 ** index) % 2 === 1;
    const matching = patterns.map((source, index) => {
      const pattern = atom(arena, { kind: 'pattern', source });
      return isIn(index) ? pattern : not(arena, pattern);
    });
    const parts = evaluated.filter((part) => part.patterns.some((source) => isIn(patterns.indexOf(source))));
    regions.push({ keys: and(arena, [not(arena, oneOfValues(arena, declared)), ...matching]), parts });
  }
  const always = evaluated.filter((part) => part.allMembers).map((part) => part.when);
  const groups = new Map<number, { conditions: Formula; keys: Formula[] }>();
  for (const { keys, parts } of regions) {
    const conditions = or(arena, [...always, ...parts.map((part) => part.when)]);
    const group = groups.get(conditions.id) ?? { conditions, keys: [] };
    group.keys.push(keys);
    groups.set(conditions.id, group);
  }
  return and(
    arena,
    [...groups.values()].map(({ conditions, keys }) =>
      or(arena, [conditions, atom(arena, { kind: 'member', keys: or(arena, keys), schema })]),
    ),
  );
}

/** Items that nothing evaluated satisfy the schema. */
export function unevaluatedItems(compiler: Compiler, scene: Scene, { evaluated, schema }: Unevaluated): Formula {
  const { arena } = compiler;
  const containing = evaluated.filter((part) => part.contained !== undefined);
  const ends = [...new Set(evaluated.map((part) => part.prefix).filter((end) => end !== Infinity))];
  if (containing.length > CONTAINED_MAX || ends.some((end) => end > PREFIX_MAX)) {
    return opaque(compiler, scene, 'unevaluatedItems');
  }
  const starts = [...new Set([0, ...ends])].sort((a, b) => a - b);
  const cases: Formula[] = [];
  for (let chosen = 0; chosen < 2 ** containing.length; chosen++) {
    const holding = containing.filter((_, index) => Math.floor(chosen / 2 ** index) % 2 === 1);
    const item = or(arena, [schema, ...holding.map((part) => part.contained ?? arena.refuse)]);
    const regions = starts.map((start, index) => {
      const conditions = evaluated.filter((part) => part.prefix > start).map((part) => part.when);
      return or(arena, [...conditions, region(compiler, { from: start, to: starts[index + 1] ?? Infinity, item })]);
    });
    cases.push(and(arena, [...holding.map((part) => part.when), ...regions]));
  }
  return or(arena, cases);
}

function region({ arena }: Compiler, { from, to, item }: { from: number; to: number; item: Formula }): Formula {
  if (to === Infinity) return atom(arena, { kind: 'rest', from, schema: item });
  const items: Formula[] = [];
  for (let index = from; index < to; index++) items.push(atom(arena, { kind: 'item', index, schema: item }));
  return and(arena, items);
}

type Walk = { readonly options: EvaluatedOptions; readonly when: Formula; readonly path: ReadonlySet<string> };

function collect(compiler: Compiler, scene: Scene, walk: Walk): Evaluated[] {
  const keywords = findKeywords(compiler, scene);
  const { pointer } = scene.place;
  if (keywords === undefined || walk.path.has(pointer)) return [];
  const inner: Walk = { ...walk, options: { ...walk.options }, path: new Set([...walk.path, pointer]) };
  const below: Walk = { ...inner, options: walk.options.declaredOnly === true ? { declaredOnly: true } : {} };
  const references = findReferences(compiler, keywords).flatMap((reference) =>
    reference.scene === undefined ? [] : collect(compiler, reference.scene, below),
  );
  if (keywords.dialect <= 7 && keywords.schema.$ref !== undefined) return references;
  return [...references, evaluatedBy(compiler, keywords, inner), ...collectBranches(compiler, keywords, below)];
}

function collectBranches(compiler: Compiler, keywords: Keywords, walk: Walk): Evaluated[] {
  const { arena } = compiler;
  const { scene, schema, dialect } = keywords;
  const found: Evaluated[] = [];
  const add = (path: readonly string[], condition: Formula) => {
    const when = and(arena, [walk.when, condition]);
    found.push(...collect(compiler, childScene(compiler, scene, path), { ...walk, when }));
  };
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const list = schema[keyword];
    for (const index of Array.isArray(list) ? list.keys() : []) {
      const path = [keyword, String(index)];
      add(path, keyword === 'allOf' ? arena.accept : compileAt(compiler, scene, path));
    }
  }
  if (schema.if !== undefined && dialect >= 7) {
    const condition = compileAt(compiler, scene, ['if']);
    add(['if'], condition);
    if (schema.then !== undefined) add(['then'], condition);
    if (schema.else !== undefined) add(['else'], not(arena, condition));
  }
  for (const [name, value] of schemaMap(schema[dialect >= 2019 ? 'dependentSchemas' : 'dependencies'])) {
    if (Array.isArray(value)) continue;
    // To have a member holds for whatever is no object; such a schema does not, and so looks at no items.
    const isMet = and(arena, [ofTypes(arena, TYPE.object), atom(arena, { kind: 'required', name })]);
    add([dialect >= 2019 ? 'dependentSchemas' : 'dependencies', name], isMet);
  }
  return found;
}

function evaluatedBy(compiler: Compiler, { scene, schema, dialect }: Keywords, walk: Walk): Evaluated {
  const { except, declaredOnly = false } = walk.options;
  const has = (keyword: string) => schema[keyword] !== undefined && keyword !== except;
  const own = schemaMap(schema.properties).map(([name]) => name);
  const list = Array.isArray(schema.items) ? schema.items : schema.prefixItems;
  const prefix = Array.isArray(list) ? list.length : 0;
  const restKeyword = Array.isArray(schema.items) ? 'additionalItems' : 'items';
  return {
    when: walk.when,
    names: declaredOnly ? [...own, ...namesAsked(schema)] : own,
    patterns: schemaMap(schema.patternProperties).map(([source]) => source),
    allMembers: has('additionalProperties') || (dialect >= 2019 && has('unevaluatedProperties')),
    prefix: has(restKeyword) || (dialect >= 2019 && has('unevaluatedItems')) ? Infinity : prefix,
    contained: dialect === 2020 && has('contains') ? compileAt(compiler, scene, ['contains']) : undefined,
    declares: isJsonObject(schema.properties),
    leavesOpen: schema.propertyNames !== undefined || typeof schema.minProperties === 'number',
  };
}

/** Names that a schema asks for without describing them. */
function namesAsked(schema: { [keyword: string]: Json }): string[] {
  const lists = [schema.required, ...schemaMap(schema.dependentRequired).flatMap(([name, list]) => [[name], list])];
  return lists.flatMap((list) => (Array.isArray(list) ? list.filter((name) => typeof name === 'string') : []));
}
