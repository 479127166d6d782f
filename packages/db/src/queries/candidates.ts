// What ranges choose from: an action's versions from the highest down, a piece at a time, because an action may have
// thousands of releases and nearly every range is satisfied by one of the first.
import { type SQL, sql } from 'drizzle-orm';
import { type Db, selectRows } from '../database.js';

/** A version to choose from. */
export type CandidateRow = {
  name: string;
  version: string;
  version_key: string;
  prerelease: boolean;
  yanked: boolean;
};

/** Whose versions to list, from below the version key `before` (exclusive). */
export type CandidatesOf = { name: string; before?: string | undefined };

/** Sorts after every version key, which are of letters, digits, `-` and `,` and have at most one `~`, at their end. */
const ABOVE_ALL = '~~';

/**
 * The next versions of each action, highest first and at most `limit` of each; as they stood after the log's entry
 * `at_most` where that is given.
 */
export function listCandidates(
  db: Db,
  asked: readonly CandidatesOf[],
  { limit, at_most }: { limit: number; at_most?: number | undefined },
): Promise<CandidateRow[]> {
  const names = asked.map(({ name }) => name);
  const befores = asked.map(({ before = ABOVE_ALL }) => before);
  const published = at_most === undefined ? sql`true` : sql`v.log_index <= ${at_most}`;
  return selectRows(
    db,
    sql`select asked.name, c.version, c.version_key, c.prerelease, c.yanked
      from unnest(${sql.param(names)}::text[], ${sql.param(befores)}::text[]) with ordinality as asked (name, before, place)
      cross join lateral (
        select v.version, v.version_key, v.prerelease, ${wasYanked(at_most)} as yanked from action_versions v
        where v.name = asked.name and v.version_key < asked.before and ${published}
        order by v.version_key desc limit ${limit}
      ) as c
      order by asked.place, c.version_key desc`,
  );
}

function wasYanked(at_most: number | undefined): SQL {
  if (at_most === undefined)
    return sql`exists (select from action_yanks y where y.name = v.name and y.version = v.version)`;
  return sql`coalesce((
    select e.type = 'release.yank' from log_events e
    where e.subject = v.name || '@' || v.version and e.type in ('release.yank', 'release.unyank') and e.idx <= ${at_most}
    order by e.idx desc limit 1
  ), false)`;
}
