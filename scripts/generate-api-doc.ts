// Writes the table of procedures in docs/api.md from the router itself, so that the page cannot say anything else than the
// code does. `checkApiDoc` fails when the table is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const PAGE = 'docs/api.md';
const ROUTER = 'apps/server/src/router.ts';
const START = '<!-- routes: written by pnpm fix from the router itself -->';
const END = '<!-- end of routes -->';

type Procedure = { _def: { meta?: { permission: string; rest?: { method: string; path: string } } } };
type Router = { appRouter: { _def: { procedures: Record<string, Procedure> } } };

const WHO: Readonly<Record<string, string>> = { none: 'anyone', read: 'readers' };

/** The table of procedures, in the router's order; columns as wide as their longest cell. */
export function renderTable(procedures: Readonly<Record<string, Procedure>>): string {
  const rows = Object.entries(procedures).map(([name, { _def }]) => {
    const { permission = 'none', rest } = _def.meta ?? {};
    return [`\`${name}\``, WHO[permission] ?? permission, rest === undefined ? '—' : `\`${rest.method} ${rest.path}\``];
  });
  const head = ['procedure', 'who', 'REST'];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** A page with the table between its marks; throws when the page has no marks. */
export function replaceTable(page: string, table: string): string {
  const [start, end] = [page.indexOf(START), page.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`${PAGE} lacks the marks around its table`);
  return `${page.slice(0, start)}${START}\n\n${table}\n\n${page.slice(end)}`;
}

async function renderPage(root: string): Promise<{ file: string; now: string; fresh: string }> {
  const { appRouter } = (await import(pathToFileURL(path.join(root, ROUTER)).href)) as Router;
  const file = path.join(root, PAGE);
  const now = readFileSync(file, 'utf8');
  return { file, now, fresh: replaceTable(now, renderTable(appRouter._def.procedures)) };
}

/** One problem when the page's table is not what the router says. */
export async function checkApiDoc(root: string): Promise<string[]> {
  const { now, fresh } = await renderPage(root);
  return now === fresh ? [] : [`${PAGE}: its table does not match the router; run pnpm fix`];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { file, fresh } = await renderPage(path.resolve(import.meta.dirname, '..'));
  writeFileSync(file, fresh);
}
