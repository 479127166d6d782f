// Finding actions: one public row per action, in keyset pages. Results come in ranks and within a rank by name, never by a
// score that must be computed for every match first: the time of a page does not grow with the number of matches.
import { and, arrayContains, asc, eq, gt, not, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { type Db, selectRows } from '../database.js';
import { actionSearch } from '../tables.js';
import { toPrefixQuery, toSearchText } from './search-terms.js';

const columns = {
  name: actionSearch.name,
  namespace: actionSearch.namespace,
  kind: actionSearch.kind,
  title: actionSearch.title,
  description: actionSearch.description,
  tags: actionSearch.tags,
  latest_version: actionSearch.latest_version,
  latest_hash: actionSearch.latest_hash,
  versions: actionSearch.versions,
  deprecated: actionSearch.deprecated,
  updated_at: actionSearch.updated_at,
};

const selectActions = (db: Db) => db.select(columns).from(actionSearch).$dynamic();

/** An action as search and lists show it. */
export type ActionSearchRow = Awaited<ReturnType<typeof selectActions>>[number];

/** What a search or list is narrowed to. */
export type ActionFilter = {
  kind?: string | undefined;
  namespace?: string | undefined;
  tag?: string | undefined;
};

/** Why an action was found: its name was asked for, its name and title have all words, or it takes the text as well. */
const RANK = { exact: 3, names: 2, text: 1 } as const;

/** The last row of the page before. */
export type SearchCursor = { rank: number; name: string };

function filtered({ kind, namespace, tag }: ActionFilter): SQL | undefined {
  return and(
    kind === undefined ? undefined : eq(actionSearch.kind, kind),
    namespace === undefined ? undefined : eq(actionSearch.namespace, namespace),
    tag === undefined ? undefined : arrayContains(actionSearch.tags, [tag]),
  );
}

/** One action's row. */
export async function findAction(db: Db, name: string): Promise<ActionSearchRow | undefined> {
  const [row] = await selectActions(db).where(eq(actionSearch.name, name));
  return row;
}

/** Actions in order of name; `after` is the last name of the page before. */
export function listActions(
  db: Db,
  { after, limit, ...filter }: ActionFilter & { after?: string | undefined; limit: number },
): Promise<ActionSearchRow[]> {
  return selectActions(db)
    .where(and(filtered(filter), after === undefined ? undefined : gt(actionSearch.name, after)))
    .orderBy(asc(actionSearch.name))
    .limit(limit);
}

/**
 * Actions in which every word begins some word of name, title, tags or description: first the one whose name was given,
 * then those that match by name and title alone. Words that hold no letter or digit are passed over; without any word
 * nothing is found.
 */
export async function searchActions(
  db: Db,
  { words, cursor, limit, ...filter }: SearchQuery,
): Promise<(ActionSearchRow & { rank: number })[]> {
  const found: (ActionSearchRow & { rank: number })[] = [];
  for (const { rank, condition } of searchRanks(words)) {
    if (found.length >= limit || (cursor !== undefined && rank > cursor.rank)) continue;
    const after = rank === cursor?.rank ? gt(actionSearch.name, cursor.name) : undefined;
    const rows = await selectActions(db)
      .where(and(condition, filtered(filter), after))
      .orderBy(asc(actionSearch.name))
      .limit(limit - found.length);
    found.push(...rows.map((row) => ({ ...row, rank })));
  }
  return found;
}

type SearchQuery = ActionFilter & { words: readonly string[]; cursor?: SearchCursor | undefined; limit: number };

/** What each rank asks of a row, best first; no row has two ranks. */
function searchRanks(words: readonly string[]): { rank: number; condition: SQL | undefined }[] {
  const text = toPrefixQuery(words);
  if (text === undefined) return [];
  const matches = (column: SQLWrapper) => sql`${column} @@ to_tsquery('simple', ${text})`;
  const name = words.length === 1 ? words[0]?.toLowerCase() : undefined;
  const isNamed = name === undefined ? sql`false` : eq(actionSearch.name, name);
  const [inNames, inText] = [matches(actionSearch.name_document), matches(actionSearch.text_document)];
  return [
    { rank: RANK.exact, condition: and(isNamed, inText) },
    { rank: RANK.names, condition: and(inNames, not(isNamed)) },
    { rank: RANK.text, condition: and(inText, not(inNames), not(isNamed)) },
  ];
}

/** What search should know of an action. */
export type SearchInput = Omit<ActionSearchRow, 'tags'> & { tags: string[] };

/** Writes an action's row anew. */
export async function upsertSearch(tx: Db, row: SearchInput): Promise<void> {
  const { name, ...facts } = {
    ...row,
    search_name: toSearchText(row.name, row.title),
    search_text: toSearchText(row.tags.join(' '), row.description),
  };
  await tx
    .insert(actionSearch)
    .values({ name, ...facts })
    .onConflictDoUpdate({ target: actionSearch.name, set: facts });
}

/** Names most like what was typed, for "did you mean"; none when nothing is near. */
export async function suggestNames(db: Db, { q, limit }: { q: string; limit: number }): Promise<string[]> {
  const rows = await selectRows<{ name: string }>(
    db,
    sql`select name from action_search where name % ${q}::text order by similarity(name, ${q}::text) desc, name limit ${limit}`,
  );
  return rows.map(({ name }) => name);
}
