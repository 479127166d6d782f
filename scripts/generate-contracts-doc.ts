// Writes the table of docs/contracts.md from the cases that the comparison's tests are made of, each with the prover's own example,
// so that the page cannot drift from what is said. `checkContractsDoc` fails when the table is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ComparisonVerdict, Json, SideComparison } from '@action-registry/schema';
import { CHANGE_KINDS, type ChangeKindCase } from '../packages/core/src/compat/testing/change-kinds.js';
import { compareContracts } from '../packages/core/src/index.js';

const PAGE = 'docs/contracts.md';
const START = '<!-- changes: written by pnpm fix from the table of the tests -->';
const END = '<!-- end of changes -->';
const WITNESS_CHARACTERS_MAX = 60;

const WORDS: Readonly<Record<ComparisonVerdict, string>> = {
  compatible: 'compatible',
  breaking: '**breaking**',
  unknown: 'unknown',
};

/** The page with the table of all kinds between its marks; throws when it has no marks. */
export function renderContractsDoc(page: string): string {
  const [start, end] = [page.indexOf(START), page.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`${PAGE} lacks the marks around its table`);
  const head = ['change', 'as input', 'as output'];
  const rows = CHANGE_KINDS.map(toRow);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const table = [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join(
    '\n',
  );
  return `${page.slice(0, start)}${START}\n\n${table}\n\n${page.slice(end)}`;
}

function toRow({ name, old, new: next }: ChangeKindCase): string[] {
  const input = compareContracts({ inputSchema: old }, { inputSchema: next }).input;
  const output = compareContracts({ outputSchema: old }, { outputSchema: next }).output;
  return [name.replaceAll('|', '\\|'), toCell(input), toCell(output)];
}

function toCell({ verdict, declared_only, strict }: SideComparison): string {
  const letter = strict.verdict === verdict ? '' : ` [${WORDS[strict.verdict]}${toExample(strict.witness)}]`;
  return `${WORDS[verdict]}${toExample(declared_only.witness)}${letter}`;
}

function toExample(witness: Json | undefined): string {
  if (witness === undefined) return '';
  const text = JSON.stringify(witness);
  const shown = text.length <= WITNESS_CHARACTERS_MAX ? text : `${text.slice(0, WITNESS_CHARACTERS_MAX)}…`;
  return `: \`${shown.replaceAll('|', '\\|')}\``;
}

/** One problem when the page in `root` does not say what the prover does. */
export function checkContractsDoc(root: string): string[] {
  const page = readFileSync(path.join(root, PAGE), 'utf8');
  return page === renderContractsDoc(page) ? [] : [`${PAGE}: its table does not match the prover; run pnpm fix`];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = path.join(path.resolve(import.meta.dirname, '..'), PAGE);
  writeFileSync(file, renderContractsDoc(readFileSync(file, 'utf8')));
}
