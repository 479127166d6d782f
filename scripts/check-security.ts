// The page on attacks says which test shows each one. A test that was renamed or lost would leave the page with a claim that
// nothing holds, so every name on it is looked for, and every code must be one that there is.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ERRORS, VERIFY_ERRORS, WarningCode } from '@action-registry/schema';

const PAGE = 'docs/security.md';
const TEST_LINK = /\[“([^”]+)”\]\[([^\]]+)\]/g;
const DEFINITION = /^\[([^\]]+)\]: \.\.\/(\S+)$/gm;
const CODE = /`([A-Za-z]+(?:_[A-Za-z]+)+|unsigned)`/g;
const CODES = new Set([...Object.keys(ERRORS), ...Object.keys(VERIFY_ERRORS), ...WarningCode.options]);
/** Tables whose rows are claims, by their heading. */
const CLAIMS = /^## (?:Attacks|OWASP)/;

/** Rows that no test is named for, tests that are not there, and codes that nothing gives. */
export function checkSecurity(root: string): string[] {
  const page = path.join(root, PAGE);
  if (!existsSync(page)) return [`${PAGE}: is missing`];
  const text = readFileSync(page, 'utf8');
  const rows = text
    .split(/^(?=## )/m)
    .filter((section) => CLAIMS.test(section))
    .flatMap((section) =>
      section
        .split('\n')
        .filter((line) => /^\| (?!-)/.test(line))
        .slice(1),
    );
  const files = new Map([...text.matchAll(DEFINITION)].map(([, label = '', file = '']) => [label, file]));
  if (rows.length === 0) return [`${PAGE}: has no rows`];
  return [
    ...rows.filter((row) => row.search(TEST_LINK) === -1).map((row) => `${PAGE}: no test for '${firstCell(row)}'`),
    ...[...text.matchAll(TEST_LINK)].flatMap(([, name = '', label = '']) =>
      checkTest(root, name, files.get(label) ?? label),
    ),
    ...rows.flatMap((row) => findUnknownCodes(row)),
  ];
}

/** A test's name, a case's label or a group's name stands in quotes; `$` and backslashes as they are written there. */
function checkTest(root: string, name: string, file: string): string[] {
  const onDisk = path.join(root, file);
  const source = existsSync(onDisk) ? readFileSync(onDisk, 'utf8') : '';
  return ["'", '"', '`'].some((quote) => source.includes(`${quote}${name}${quote}`))
    ? []
    : [`${PAGE}: ${file} has no test “${name}”`];
}

/** Of a row's third cell, where codes of attacks stand. */
function findUnknownCodes(row: string): string[] {
  const cells = row.split(' | ');
  const codes = cells.length > 3 ? [...(cells[2] ?? '').matchAll(CODE)].map(([, code = '']) => code) : [];
  return codes.filter((code) => !CODES.has(code)).map((code) => `${PAGE}: '${firstCell(row)}' names no code: ${code}`);
}

function firstCell(row: string): string {
  return (row.split('|')[1] ?? '').trim();
}
