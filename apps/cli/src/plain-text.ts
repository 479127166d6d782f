// Text of others on a terminal: descriptions, reasons and names come from whoever published them, and a terminal obeys what
// it is sent. What is not plainly visible is written as its code point.
import { findHiddenCharacters } from '@action-registry/core';

/** The text in one line: control, bidirectional, zero-width and tag characters as `\u{202e}`, line breaks as `\n`. */
export function toPlainLine(text: string): string {
  const spaced = text.replace(/\r\n?|\n/g, '\\n').replaceAll('\t', ' ');
  return replaceHidden(spaced, (_, codePoint) => `\\u{${codePoint.toString(16)}}`);
}

function replaceHidden(text: string, write: (character: string, codePoint: number) => string): string {
  let plain = '';
  let from = 0;
  for (const { codePoint, offset } of findHiddenCharacters(text)) {
    const character = String.fromCodePoint(codePoint);
    plain += text.slice(from, offset) + write(character, codePoint);
    from = offset + character.length;
  }
  return plain + text.slice(from);
}

/** A JSON text of the same value, in which those characters are written as JSON's own escapes. */
export function toPlainJson(json: string): string {
  return replaceHidden(json, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

/** A text of at most `width` characters, its end replaced by an ellipsis where it is longer. */
export function fitInto(text: string, width: number): string {
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, Math.max(0, width - 1)).join('')}…`;
}

/** Narrower than this, the last column may as well wrap. */
const LAST_MIN = 20;

/** Rows of cells as lines, each column as wide as its longest cell; the last column takes what is left of `width`. */
export function toTable(rows: readonly (readonly string[])[], width: number): string[] {
  const plain = rows.map((row) => row.map(toPlainLine));
  const columns = Math.max(0, ...plain.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...plain.map((row) => lengthOf(row[column] ?? ''))),
  );
  return plain.map((row) => {
    const head = row.slice(0, -1).map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - lengthOf(cell)));
    const room = width - head.reduce((sum, cell) => sum + lengthOf(cell) + 2, 0);
    return [...head, fitInto(row.at(-1) ?? '', Math.max(room, LAST_MIN))].join('  ').trimEnd();
  });
}

function lengthOf(text: string): number {
  return [...text].length;
}
