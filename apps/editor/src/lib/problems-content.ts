// What people should look at though it is lawful: hidden characters, unusual property names.
import { checkHiddenCharacters, findHiddenCharacters, findUnusualPropertyNames } from '@action-registry/core';
import { isJsonObject } from '@action-registry/schema';
import { editValue } from './json-pointer-edit.js';
import { findNode, offsetInString, parsePointer } from './json-tree.js';
import { valueAt } from './json-value.js';
import { problemMessages } from './messages/draft.js';
import type { DraftView, Finding } from './problems.js';

const SIDES = ['inputSchema', 'outputSchema'] as const;

/** Warnings about the content of any kind. */
export function findContentProblems(view: DraftView): Finding[] {
  const { value } = view;
  const [inputSchema, outputSchema] = SIDES.map((side) => (isJsonObject(value[side]) ? value[side] : undefined));
  return [
    ...checkHiddenCharacters(value).map(({ path, message }) => toHidden(view, path, message)),
    ...findUnusualPropertyNames({ inputSchema, outputSchema }).map(({ path, message }) => ({
      weight: 'warning' as const,
      path,
      message,
    })),
  ];
}

function toHidden(view: DraftView, path: string, message: string): Finding {
  const value = valueAt(view.value, parsePointer(path));
  const node = findNode(view.tree, path);
  if (typeof value !== 'string' || node === undefined) return { weight: 'warning', path, message };
  const found = findHiddenCharacters(value);
  const at = offsetInString(view.text, node, found[0]?.offset ?? 0);
  const hidden = new Set(found.map(({ offset }) => offset));
  const clean = [...codePoints(value)].filter(({ offset }) => !hidden.has(offset)).map(({ character }) => character);
  const edits = editValue(view, path, { value: clean.join('') });
  return {
    weight: 'warning',
    path,
    message,
    range: { from: at, to: at + 1 },
    fix: { label: problemMessages.removeHidden, edits },
  };
}

function* codePoints(text: string): Generator<{ character: string; offset: number }> {
  let offset = 0;
  for (const character of text) {
    yield { character, offset };
    offset += character.length;
  }
}
