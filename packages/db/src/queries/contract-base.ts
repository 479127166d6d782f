// The releases that a new one is compared with.
import { and, asc, desc, eq, gte, isNull, lt, sql } from 'drizzle-orm';
import { type Db, selectRows } from '../database.js';
import { actionVersions, actionYanks } from '../tables.js';

/** Where to look: stable releases of an action that are not yanked, `from` ≤ version_key < `below`. */
export type ContractRange = { name: string; from: string; below: string };

/** One of those releases, the `highest` or the `lowest`, with its canonical text. */
export async function findContractRelease(
  db: Db,
  { name, from, below }: ContractRange,
  end: 'highest' | 'lowest',
): Promise<{ version: string; canonical: string } | undefined> {
  const [row] = await db
    .select({ version: actionVersions.version, canonical: actionVersions.canonical })
    .from(actionVersions)
    .leftJoin(
      actionYanks,
      and(eq(actionYanks.name, actionVersions.name), eq(actionYanks.version, actionVersions.version)),
    )
    .where(
      and(
        eq(actionVersions.name, name),
        eq(actionVersions.prerelease, false),
        gte(actionVersions.version_key, from),
        lt(actionVersions.version_key, below),
        isNull(actionYanks.version),
      ),
    )
    .orderBy(end === 'highest' ? desc(actionVersions.version_key) : asc(actionVersions.version_key))
    .limit(1);
  return row;
}

/** The contract of a release; of several with the same one, the highest. */
export type StoredContract = { version: string; inputSchema: string | null; outputSchema: string | null };

/** Which contracts are asked for: of the releases of a range, those with one of these texts. */
type ContractSearch = ContractRange & {
  /** Texts of which a canonical document has at least one. */
  texts: readonly string[];
  /** How many bytes of documents are looked through from the highest release down, and how many of contracts are answered. */
  scanned_max: number;
  bytes_max: number;
};

/**
 * The distinct contracts of an action's releases, as JSON texts and from the highest release down; `is_whole` unless there was
 * more to look through, or to answer, than may be.
 */
export async function findContracts(
  db: Db,
  { name, from, below, texts, scanned_max, bytes_max }: ContractSearch,
): Promise<{ contracts: StoredContract[]; is_whole: boolean }> {
  const [row] = await selectRows<{ found: Found | string }>(
    db,
    sql`with line as (
      select v.id, v.version, v.version_key, sum(v.size) over (order by v.version_key desc) - v.size < ${scanned_max}::bigint as is_read
      from action_versions v left join action_yanks y on y.name = v.name and y.version = v.version
      where v.name = ${name} and not v.prerelease and v.version_key >= ${from} and v.version_key < ${below} and y.version is null
    ), found as (
      select line.version, line.version_key, (v.document -> 'inputSchema')::text as input, (v.document -> 'outputSchema')::text as output
      from line join action_versions v on v.id = line.id
      where line.is_read and exists (select from unnest(${sql.param(texts)}::text[]) as part where strpos(v.canonical, part) > 0)
    ), told as (
      select distinct on (contract) version, version_key, input, output from found,
        lateral md5(coalesce(input, '') || '/' || coalesce(output, '')) as contract order by contract, version_key desc
    ), counted as (
      select *, sum(octet_length(coalesce(input, '')) + octet_length(coalesce(output, ''))) over (order by version_key desc) <= ${bytes_max}::bigint as is_told
      from told
    )
    select jsonb_build_object(
      'is_whole', not exists (select from line where not is_read) and not exists (select from counted where not is_told),
      'contracts', (select coalesce(jsonb_agg(jsonb_build_object('version', version, 'inputSchema', input, 'outputSchema', output)
        order by version_key desc), '[]') from counted where is_told)
    ) as found`,
  );
  if (row === undefined) throw new Error('a question for contracts was not answered');
  return typeof row.found === 'string' ? (JSON.parse(row.found) as Found) : row.found;
}

type Found = { contracts: StoredContract[]; is_whole: boolean };
