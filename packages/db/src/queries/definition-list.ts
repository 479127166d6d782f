// Lists of definitions: filters, keyset pages in three orders, and the counts beside them.
import { and, arrayContains, asc, count, desc, eq, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../database.js';
import { actionDefinitions, actionSearch, actions } from '../tables.js';

/** What a list of definitions is narrowed to; each of `words` must occur in title, name or description. */
export type DefinitionFilter = {
  kind?: string | undefined;
  enabled?: boolean | undefined;
  tag?: string | undefined;
  words?: readonly string[] | undefined;
};

/** Orders of a list; titles ignore case. */
export type DefinitionSort = 'updated_at' | 'title' | 'id';

/** The last row of the page before: its value of the sorted column (an ISO time or a title; absent for `id`) and its id. */
export type DefinitionCursor = { value?: string | undefined; id: number };

/** The action under a definition's name, where it is the same workspace's: the first of two joins to its latest version. */
export const ownAction = and(
  eq(actions.name, actionDefinitions.name),
  eq(actions.workspace_id, actionDefinitions.workspace_id),
);
/** The second join: what search knows of that action. */
export const ownActionSearch = eq(actionSearch.name, actions.name);

const summaryColumns = {
  id: actionDefinitions.id,
  title: actionDefinitions.title,
  name: actionDefinitions.name,
  kind: actionDefinitions.kind,
  description: actionDefinitions.description,
  enabled: actionDefinitions.enabled,
  revision: actionDefinitions.revision,
  base_version: actionDefinitions.base_version,
  cloned_from: actionDefinitions.cloned_from,
  tags: actionDefinitions.tags,
  created_by: actionDefinitions.created_by,
  created_at: actionDefinitions.created_at,
  updated_at: actionDefinitions.updated_at,
  published_version: actionSearch.latest_version,
};

const selectSummaries = (db: Db) =>
  db
    .select(summaryColumns)
    .from(actionDefinitions)
    .leftJoin(actions, ownAction)
    .leftJoin(actionSearch, ownActionSearch)
    .$dynamic();

/** A definition as lists show it. */
export type DefinitionSummaryRow = Awaited<ReturnType<typeof selectSummaries>>[number];

/** `%` and `_` in what people type stand for themselves. */
function containing(word: string): SQL | undefined {
  const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
  const { title, name, description } = actionDefinitions;
  return or(...[title, name, description].map((column) => sql`${column} ilike ${pattern}`));
}

function filtered({ kind, enabled, tag, words = [] }: DefinitionFilter): SQL | undefined {
  return and(
    isNull(actionDefinitions.deleted_at),
    kind === undefined ? undefined : eq(actionDefinitions.kind, kind),
    enabled === undefined ? undefined : eq(actionDefinitions.enabled, enabled),
    tag === undefined ? undefined : arrayContains(actionDefinitions.tags, [tag]),
    ...words.map(containing),
  );
}

type Order = { sort: DefinitionSort; dir: 'asc' | 'desc' };

function beyond({ value = '', id }: DefinitionCursor, { sort, dir }: Order): SQL {
  const than = dir === 'asc' ? sql`>` : sql`<`;
  const { updated_at, title } = actionDefinitions;
  if (sort === 'updated_at')
    return sql`(${updated_at}, ${actionDefinitions.id}) ${than} (${value}::timestamptz, ${id}::bigint)`;
  if (sort === 'title')
    return sql`(lower(${title}), ${actionDefinitions.id}) ${than} (lower(${value}::text), ${id}::bigint)`;
  return sql`${actionDefinitions.id} ${than} ${id}::bigint`;
}

/** A page of the workspace's definitions after `cursor`, deleted ones left out. */
export function listDefinitions(
  tx: Db,
  {
    filter,
    sort,
    dir,
    cursor,
    limit,
  }: Order & { filter: DefinitionFilter; cursor?: DefinitionCursor | undefined; limit: number },
): Promise<DefinitionSummaryRow[]> {
  const direction = dir === 'asc' ? asc : desc;
  const column = {
    updated_at: actionDefinitions.updated_at,
    title: sql`lower(${actionDefinitions.title})`,
    id: undefined,
  }[sort];
  return selectSummaries(tx)
    .where(and(filtered(filter), cursor && beyond(cursor, { sort, dir })))
    .orderBy(...(column === undefined ? [] : [direction(column)]), direction(actionDefinitions.id))
    .limit(limit);
}

/** How many of the workspace's definitions a filter finds, per kind and state; pairs without any are left out. */
export function countDefinitions(
  tx: Db,
  filter: DefinitionFilter,
): Promise<{ kind: string; enabled: boolean; count: number }[]> {
  const { kind, enabled } = actionDefinitions;
  return tx
    .select({ kind, enabled, count: count() })
    .from(actionDefinitions)
    .where(filtered(filter))
    .groupBy(kind, enabled);
}
