// Text of others on a terminal: descriptions, reasons and names come from whoever published them, and a terminal obeys what
// it is sent. What is not plainly visible is written as its code point.
import { findHiddenCharacters } from '@action-registry/core';

/** The text in one line: control, bidirectional, zero-width and tag characters as `\u{202e}`, line breaks as `\n`. */
export function toPlainLine(text: string): string {
  const spaced = text.replace(/\r\n?|\n/g, '\\n').replaceAll('\t', ' ');
  let plain = '';
  let from = 0;
  for (const { codePoint, offset } of findHiddenCharacters(spaced)) {
    plain += `${spaced.slice(from, offset)}\\u{${codePoint.toString(16)}}`;
    from = offset + (codePoint > 0xffff ? 2 : 1);
  }
  return plain + spaced.slice(from);
}

/** The same for text of several lines, such as formatted JSON. */
export function toPlainLines(text: string): string[] {
  return text.split('\n').map(toPlainLine);
}

/** A text of at most `width` characters, its end replaced by an ellipsis where it is longer. */
export function fitInto(text: string, width: number): string {
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, Math.max(0, width - 1)).join('')}…`;
}

/** Rows of cells as lines, each column as wide as its longest cell; the last column takes what is left of `width`. */
export function toTable(rows: readonly (readonly string[])[], width: number): string[] {
  const plain = rows.map((row) => row.map(toPlainLine));
  const widths = (plain[0] ?? []).map((_, column) => Math.max(...plain.map((row) => [...(row[column] ?? '')].length)));
  return plain.map((row) => {
    const head = row.slice(0, -1).map((cell, column) => cell.padEnd(widths[column] ?? 0));
    const room = width - head.reduce((sum, cell) => sum + cell.length + 2, 0);
    return [...head, fitInto(row.at(-1) ?? '', Math.max(room, MIN_LAST))].join('  ').trimEnd();
  });
}

/** Narrower than this, the last column may as well wrap. */
const MIN_LAST = 20;
