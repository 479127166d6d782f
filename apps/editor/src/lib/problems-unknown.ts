// Keys that the registry does not know: they stay in the text, and saving drops them, which is said here and under "Other
// fields" before it happens.
import { normaliseSpec, suggest } from '@action-registry/core';
import { isJsonObject, isRegistryError, type Json, type Kind } from '@action-registry/schema';
import { shapeAt } from './draft-document-shape.js';
import { editRename } from './json-pointer-edit.js';
import { findMember, parsePointer, pointerTo } from './json-tree.js';
import { problemMessages } from './messages/draft.js';
import type { DraftView, Finding } from './problems.js';

/** Places whose unknown keys are dropped; elsewhere they are refused, or anything may stand. */
const DROPPED = new Set(['', 'spec', 'metadata']);

/** One warning for each key that saving drops, at the key, with the nearest known one as its fix. */
export function findUnknownKeys(view: DraftView): Finding[] {
  return findDroppedPaths(view).map((path) => {
    const steps = parsePointer(path);
    const key = steps.at(-1) ?? '';
    const known = shapeAt(view.kind, steps.slice(0, -1)).keys.map((each) => each.key);
    const [near] = suggest(key, known);
    const edits = near === undefined ? [] : editRename(view, path, near.value);
    const member = findMember(view.tree, path);
    return {
      weight: 'warning' as const,
      path,
      message: problemMessages.unknownKey(key, near?.value),
      range: member && { from: member.keyFrom, to: member.keyTo },
      fix: near && edits.length > 0 ? { label: problemMessages.renameTo(near.value), edits } : undefined,
    };
  });
}

/** Pointers to everything that saving drops, in the order of the text. */
export function findDroppedPaths({
  kind,
  value,
  defaultModel,
}: Pick<DraftView, 'kind' | 'value' | 'defaultModel'>): string[] {
  const found = new Set(walk(kind, value, []));
  // How a tool is reached decides which keys its binding may have; core knows that rule.
  for (const path of findDroppedBySpec(kind, value.spec, defaultModel)) found.add(path);
  return [...found];
}

function walk(kind: Kind, value: Json, steps: readonly string[]): string[] {
  if (steps.length > 0 && !DROPPED.has(steps[0] ?? '')) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => walk(kind, item, [...steps, String(index)]));
  if (!isJsonObject(value)) return [];
  const { keys, isOpen } = shapeAt(kind, steps);
  if (isOpen) return [];
  const known = new Set(keys.map(({ key }) => key));
  return Object.entries(value).flatMap(([key, child]) =>
    known.has(key) ? walk(kind, child, [...steps, key]) : [toPointer([...steps, key])],
  );
}

function findDroppedBySpec(kind: Kind, spec: Json | undefined, defaultModel: string): string[] {
  if (!isJsonObject(spec)) return [];
  try {
    const { warnings } = normaliseSpec(kind, spec, { defaultModel });
    return warnings.filter(({ code }) => code === 'unknown_key_dropped').map(({ path }) => path);
  } catch (error) {
    if (isRegistryError(error)) return [];
    throw error;
  }
}

function toPointer(steps: readonly string[]): string {
  return steps.reduce(pointerTo, '');
}
