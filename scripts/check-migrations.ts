// The migrator applies a migration only if its time is later than the last one applied, so one that comes in from a
// branch with an earlier time is skipped in silence. The journal must therefore grow in one order, file by file.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

type Entry = { idx: number; when: number; tag: string };

function checkOrder(entries: readonly Entry[]): string[] {
  return entries.flatMap((entry, index) => {
    const before = entries[index - 1];
    return [
      ...(entry.idx === index ? [] : [`${entry.tag}: idx is ${entry.idx}, expected ${index}`]),
      ...(before === undefined || entry.when > before.when
        ? []
        : [`${entry.tag}: when is not later than that of ${before.tag}; the migrator would skip it`]),
    ];
  });
}

/** What is wrong with the migrations' journal in `root/drizzle`. */
export function checkMigrations(root: string): string[] {
  const folder = path.join(root, 'drizzle');
  const journal = path.join(folder, 'meta/_journal.json');
  if (!existsSync(journal)) return ['drizzle/meta/_journal.json: missing'];
  const { entries } = JSON.parse(readFileSync(journal, 'utf8')) as { entries: Entry[] };
  const tags = entries.map((entry) => entry.tag);
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  return [
    ...(entries.length === 0 ? ['drizzle/meta/_journal.json: lists no migration'] : []),
    ...checkOrder(entries),
    ...tags.filter((tag) => !files.includes(`${tag}.sql`)).map((tag) => `${tag}: in the journal, but not a file`),
    ...files
      .filter((file) => !tags.includes(file.replace(/\.sql$/, '')))
      .map((file) => `${file}: a file, but not in the journal`),
  ];
}
