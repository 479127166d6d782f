// What schemas were compiled to, kept for other documents in which they mean the same. A schema that needs nothing outside of
// itself means the same in every document of its dialect; one with references, in those that have the same definitions.
import { isJsonObject, type Json } from '@action-registry/schema';
import type { Compiler, Reading } from './compiler.js';
import type { Formula } from './formula.js';
import type { Compiled } from './formula-arena.js';

/** How a schema is read. */
export type Way = { readonly closes: boolean; readonly reading: Reading };

/** The formula of a schema that was compiled before, in this way. */
export function findKept({ arena, document }: Compiler, schema: Json, way: Way): Compiled | undefined {
  if (document.dialect === undefined || !isJsonObject(schema)) return undefined;
  const kept = arena.compiled.get(schema);
  if (kept === undefined) return undefined;
  const name = `${document.dialect} ${way.closes} ${way.reading}`;
  return kept.get(name) ?? kept.get(`${name} ${document.around}`);
}

/** Compiles a schema by `work`, and keeps what comes out where it means the same elsewhere. */
export function compileKept(
  compiler: Compiler,
  { schema, ...way }: Way & { schema: Json },
  work: () => Formula,
): Compiled {
  const { arena, document, outside, references } = compiler;
  const [before, first] = [{ ...outside }, references.length];
  const formula = work();
  const hasAsked = (what: keyof typeof outside) => outside[what] > before[what];
  const needs = hasAsked('document') ? 'document' : hasAsked('definitions') ? 'definitions' : 'nothing';
  const compiled: Compiled = { formula, references: references.slice(first), needs };
  if (!isJsonObject(schema) || needs === 'document' || document.dialect === undefined) return compiled;
  const kept = arena.compiled.get(schema) ?? new Map<string, Compiled>();
  const name = `${document.dialect} ${way.closes} ${way.reading}`;
  arena.compiled.set(schema, kept.set(needs === 'nothing' ? name : `${name} ${document.around}`, compiled));
  return compiled;
}

/** What a kept formula needed from outside, whoever holds it needs as well. */
export function reuse({ outside, references }: Compiler, known: Compiled): Formula {
  if (known.needs !== 'nothing') outside[known.needs] += 1;
  for (const reference of known.references) references.push(reference);
  return known.formula;
}
