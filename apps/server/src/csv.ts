// Lines of CSV (RFC 4180) that a spreadsheet shows and never runs: what it would take for a formula gets an apostrophe in
// front. Whoever needs the exact text reads NDJSON.

/** How a formula begins, for one spreadsheet or another; full-width signs count for some. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/** One line with its end; a cell that is undefined is empty. */
export function toCsvLine(cells: readonly (string | undefined)[]): string {
  return `${cells.map((cell) => toCell(cell ?? '')).join(',')}\r\n`;
}

function toCell(text: string): string {
  const shown = FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}
