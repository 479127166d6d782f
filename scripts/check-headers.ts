// Every source file opens with one to four lines of comment that say why it exists and which invariant it keeps.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isTestFile, listFiles } from './source-files.js';

const LINES_MAX = 4;
const PLACES = /^(?:packages|apps)\/[^/]+\/(?:src|bin|scripts)\/|^(?:scripts|e2e|bench|examples)\/|^[^/]+$/;

function headerLines(text: string): number {
  const lines = text.split('\n').filter((line, index) => !(index === 0 && line.startsWith('#!')));
  if (lines[0]?.startsWith('/*')) return lines.findIndex((line) => line.includes('*/')) + 1;
  const end = lines.findIndex((line) => !line.startsWith('//'));
  return end === -1 ? lines.length : end;
}

/** Source files below `root` that open with no comment, or with one that is too long to be read. */
export function checkHeaders(root: string): string[] {
  return listFiles(root, ['.ts', '.tsx', '.mjs', '.js'])
    .filter((file) => PLACES.test(file) && !isTestFile(file))
    .flatMap((file) => {
      const lines = headerLines(readFileSync(path.join(root, file), 'utf8'));
      if (lines === 0) return [`${file}: opens with no comment saying why it exists`];
      return lines > LINES_MAX ? [`${file}: opens with ${lines} lines of comment; ${LINES_MAX} is the most`] : [];
    });
}
