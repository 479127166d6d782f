// The releases that a new one is compared with.
import { and, desc, eq, gte, isNull, lt } from 'drizzle-orm';
import type { Db } from '../database.js';
import { actionVersions, actionYanks } from '../tables.js';

/** Where to look: stable releases of an action that are not yanked, `from` ≤ version_key < `below`. */
export type ContractRange = { name: string; from: string; below: string; limit: number };

/** Those releases, the highest first, with their canonical texts. */
export function listContractBases(
  db: Db,
  { name, from, below, limit }: ContractRange,
): Promise<{ version: string; canonical: string }[]> {
  return db
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
    .orderBy(desc(actionVersions.version_key))
    .limit(limit);
}
