// Cuts a text into plain parts, `{{variables}}` and hidden characters, by core's own rules, so that what is signed and what
// is shown cannot differ unnoticed.
import { findHiddenCharacters, findPromptVariables } from '@action-registry/core';

/** A part of a text; `label` names a hidden character. */
export type TextPart =
  | { type: 'plain' | 'variable'; text: string; offset: number }
  | { type: 'hidden'; codePoint: number; label: string; offset: number };

/** The parts of a text, in order; variables only where it is a prompt. A hidden character is told wherever it stands. */
export function toTextParts(text: string, { hasVariables }: { hasVariables: boolean }): TextPart[] {
  const hidden = new Map(findHiddenCharacters(text).map((character) => [character.offset, character]));
  const variables = hasVariables ? findVariableRanges(text) : [];
  const hiddenEnds = [...hidden.values()].map(({ offset, codePoint }) => offset + lengthOf(codePoint));
  const cuts = new Set([0, text.length, ...hidden.keys(), ...hiddenEnds, ...variables.flat()]);
  const ends = [...cuts].sort((a, b) => a - b);
  return ends.slice(0, -1).map((offset, index): TextPart => {
    const found = hidden.get(offset);
    if (found !== undefined) return { type: 'hidden', codePoint: found.codePoint, label: found.name, offset };
    const isVariable = variables.some(([from, to]) => offset >= from && offset < to);
    return { type: isVariable ? 'variable' : 'plain', text: text.slice(offset, ends[index + 1]), offset };
  });
}

/** From the first brace of each closed variable to behind its last one. */
function findVariableRanges(text: string): [from: number, to: number][] {
  const closed = findPromptVariables(text).filter((variable) => variable.closed);
  return closed.map(({ offset }) => [offset, text.indexOf('}}', offset) + 2]);
}

function lengthOf(codePoint: number): number {
  return String.fromCodePoint(codePoint).length;
}
