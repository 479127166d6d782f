// Finding actions: one public row per action, in keyset pages. Results come in ranks and within a rank by name, never by a
// score that must be computed for every match first: the time of a page does not grow with the number of matches.
import { and, arrayContains, asc, desc, eq, gt, not, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
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
  yanked: actionSearch.yanked,
  kids: actionSearch.kids,
  published_by: actionSearch.published_by,
  channels: actionSearch.channels,
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
  state?: 'active' | 'deprecated' | 'yanked' | undefined;
  channel?: string | undefined;
  key?: string | undefined;
  by?: string | undefined;
};

/** One order for all that a list or search finds; names ascend within the same time. */
type ActionSort = { sort: 'name' | 'updated_at'; dir: 'asc' | 'desc' };

/** Why an action was found: its name was asked for, its name and title have all words, or it takes the text as well. */
const RANK = { exact: 3, names: 2, text: 1 } as const;

/** The last row of the page before. */
export type SearchCursor = { rank: number; name: string };

const STATE = sql<string>`(case when yanked then 'yanked' when deprecated then 'deprecated' else 'active' end)`;

function filtered({ kind, namespace, tag, state, channel, key, by }: ActionFilter): SQL | undefined {
  const { tags, channels, kids, published_by } = actionSearch;
  return and(
    kind === undefined ? undefined : eq(actionSearch.kind, kind),
    namespace === undefined ? undefined : eq(actionSearch.namespace, namespace),
    tag === undefined ? undefined : arrayContains(tags, [tag]),
    channel === undefined ? undefined : arrayContains(channels, [channel]),
    key === undefined ? undefined : arrayContains(kids, [key]),
    by === undefined ? undefined : eq(published_by, by),
    state === undefined ? undefined : eq(STATE, state),
  );
}

/** One action's row. */
export async function findAction(db: Db, name: string): Promise<ActionSearchRow | undefined> {
  const [row] = await selectActions(db).where(eq(actionSearch.name, name));
  return row;
}

/** The last row of the page before, in a list of one order; `value` is its time where times are sorted. */
export type ActionCursor = { name: string; value?: string | undefined };

/** A page of actions in one order; `words` narrow it as they narrow a search. */
export function listActions(
  db: Db,
  { words = [], cursor, limit, sort = 'name', dir = 'asc', ...filter }: ListQuery,
): Promise<ActionSearchRow[]> {
  const { name, updated_at } = actionSearch;
  const [than, direction] = dir === 'asc' ? [sql`>`, asc] : [sql`<`, desc];
  const beyond =
    sort === 'name'
      ? cursor && sql`${name} ${than} ${cursor.name}`
      : cursor && sql`(${updated_at}, ${name}) ${than} (${cursor.value}::timestamptz, ${cursor.name})`;
  return selectActions(db)
    .where(and(matching(words), filtered(filter), beyond))
    .orderBy(...(sort === 'name' ? [] : [direction(updated_at)]), direction(name))
    .limit(limit);
}

type ListQuery = ActionFilter &
  Partial<ActionSort> & { words?: readonly string[]; cursor?: ActionCursor | undefined; limit: number };

/** Rows that have every word somewhere; without a word, all of them; with words that hold no letter or digit, none. */
function matching(words: readonly string[]): SQL | undefined {
  if (words.length === 0) return undefined;
  const text = toPrefixQuery(words);
  return text === undefined ? sql`false` : sql`${actionSearch.text_document} @@ to_tsquery('simple', ${text})`;
}

const FACET_VALUES_MAX = 20;

/** How many actions a filter finds per value of each facet, the most frequent values first; `total` counts them all. */
export function countActions(
  db: Db,
  { words = [], ...filter }: ActionFilter & { words?: readonly string[] },
): Promise<{ facet: string; value: string; count: number }[]> {
  const { kind, channels, tags, kids } = actionSearch;
  const found = db
    .select({ kind, state: STATE.as('state'), channels, tags, kids })
    .from(actionSearch)
    .where(and(matching(words), filtered(filter)));
  return selectRows(
    db,
    sql`with found as materialized (${found}), counted as (
      select 'total' as facet, '' as value, count(*)::int as count from found
      union all select 'kind', kind, count(*)::int from found group by kind
      union all select 'state', state, count(*)::int from found group by state
      union all select 'channel', value, count(*)::int from found, unnest(channels) as value group by value
      union all select 'tag', value, count(*)::int from found, unnest(tags) as value group by value
      union all select 'key', value, count(*)::int from found, unnest(kids) as value group by value
    ), ranked as (
      select *, row_number() over (partition by facet order by count desc, value collate "C") as place from counted
    )
    select facet, value, count from ranked where place <= ${FACET_VALUES_MAX} order by facet, place`,
  );
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

/** What search should know of an action; without `channels` they are read from where they stand. */
export type SearchInput = Omit<ActionSearchRow, 'channels'> & { channels?: string[] | undefined };
/** SQL that stands for the name of the row, where the statement itself finds it. */
type NameOf = { nameOf?: SQL<string> | undefined };

const channelsOf = (name: string): SQL =>
  sql`array(select channel from channels where name = ${name} and (channel <> 'latest' or pinned) order by channel collate "C")`;

/** Writes an action's row anew; for `appendLog`, or to be awaited. */
export function upsertSearch(tx: Db, row: SearchInput, { nameOf }: NameOf = {}) {
  const { name, ...facts } = {
    ...row,
    search_name: toSearchText(row.name, row.title),
    search_text: toSearchText(row.tags.join(' '), row.description),
    channels: row.channels ?? channelsOf(row.name),
  };
  return tx
    .insert(actionSearch)
    .values({ name: nameOf ?? name, ...facts })
    .onConflictDoUpdate({ target: actionSearch.name, set: facts })
    .returning({ name: actionSearch.name });
}

/** Changes what search knows of an action beside its latest release; for `appendLog`, or to be awaited. */
export function updateSearch(
  tx: Db,
  name: string | SQL<string>,
  facts: Partial<Pick<ActionSearchRow, 'versions' | 'yanked' | 'channels' | 'updated_at'>>,
) {
  return tx.update(actionSearch).set(facts).where(eq(actionSearch.name, name)).returning({ name: actionSearch.name });
}

/** For each text the names most like it, for "did you mean", the most alike first; none when nothing is near. */
export function suggestNames(
  db: Db,
  { texts, limit }: { texts: readonly string[]; limit: number },
): Promise<{ asked: string; name: string }[]> {
  return selectRows(
    db,
    sql`select asked.text as asked, near.name from unnest(${sql.param(texts)}::text[]) with ordinality as asked (text, place)
      cross join lateral (
        select name, similarity(name, asked.text) as likeness from action_search where name % asked.text
        order by likeness desc, name limit ${limit}
      ) as near
      order by asked.place, near.likeness desc, near.name`,
  );
}
