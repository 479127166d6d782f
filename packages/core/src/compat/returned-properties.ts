// A property that was taken out and comes back. Between neighbours nothing breaks, because callers send what they declare; but
// who still calls by the older release declares it with its old type. So a name comes back as it went (contracts.md §2).
import { type ContractChange, isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import { toJsonPointer } from '../strict-json-error.js';
import { at, findAdded } from './added-properties.js';
import type { ContractDocument } from './document-changes.js';
import { proveContainment } from './prove-containment.js';

/** An earlier release of the same line. */
type Earlier = ContractDocument & { readonly version: string };

const SIDES = { input: 'inputSchema', output: 'outputSchema' } as const;
const STEPS_MAX = 10_000;
const WITNESS_CHARACTERS_MAX = 200;

/** Every property that came back otherwise than one of the earlier releases had it, each once. */
export function findReturnedProperties(
  earlier: readonly Earlier[],
  base: ContractDocument,
  next: ContractDocument,
): ContractChange[] {
  const found = new Map<string, ContractChange>();
  for (const [side, field] of Object.entries(SIDES) as ['input' | 'output', 'inputSchema' | 'outputSchema'][]) {
    for (const path of findAdded(base[field], next[field])) {
      const pointer = toJsonPointer([field, ...path]);
      for (const release of earlier) {
        const change = judge({ side, path, pointer }, { old: release[field], next: next[field] }, release.version);
        if (change !== undefined && !found.has(pointer)) found.set(pointer, change);
      }
    }
  }
  return [...found.values()];
}

type Place = { side: 'input' | 'output'; path: readonly string[]; pointer: string };
type Pair = { old: JsonObject | undefined; next: JsonObject | undefined };

function judge({ side, path, pointer }: Place, { old, next }: Pair, version: string): ContractChange | undefined {
  const [was, is] = [at(old, path), at(next, path)];
  if (was === undefined || is === undefined || old === undefined || next === undefined) return undefined;
  const [before, now] = [withDefinitions(was, old), withDefinitions(is, next)];
  const [writer, reader] = side === 'input' ? [before, now] : [now, before];
  const answer = proveContainment(writer, reader, { declaredOnly: true, steps: STEPS_MAX });
  if (answer.verdict === 'compatible') return undefined;
  const name = path.at(-1) ?? '';
  const example = answer.verdict === 'breaking' ? ` ${shorten(answer.witness)} is such a value.` : '';
  const message = `'${name}' was in ${version}, was removed, and comes back otherwise: who still knows it from ${version} is misread.${example}`;
  return { side, pointer, kind: 'property_returned', verdict: answer.verdict, message };
}

/** A part of a schema, with what its references may lead to. */
function withDefinitions(part: Json, { $schema, $defs, definitions }: JsonObject): Json {
  if (!isJsonObject(part)) return part;
  return {
    ...($schema !== undefined && { $schema }),
    ...($defs !== undefined && { $defs }),
    ...(definitions !== undefined && { definitions }),
    ...part,
  };
}

function shorten(value: Json): string {
  const text = JSON.stringify(value);
  return text.length <= WITNESS_CHARACTERS_MAX ? text : `${text.slice(0, WITNESS_CHARACTERS_MAX)}…`;
}
