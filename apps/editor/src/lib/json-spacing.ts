// How a JSON text is laid out, read off the text itself, so that what is added looks like what stands there.

const DEFAULT_UNIT = '  ';

/** What one level is indented by: of the first indented line; two spaces where no line is; nothing in a text of one line. */
export function indentUnit(text: string): string {
  if (!text.includes('\n')) return '';
  return /\n([ \t]+)\S/.exec(text)?.[1] ?? DEFAULT_UNIT;
}

/** The spaces at the start of the line that `offset` is in. */
export function lineIndent(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

/** True when only spaces stand before `offset` in its line, and a line comes before. */
export function isOnLineOfItsOwn(text: string, offset: number): boolean {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return start > 0 && text.slice(start, offset).trim() === '';
}
