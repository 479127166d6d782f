// How many calls a caller may make in a minute. Reads are counted in this process's memory, synchronously, because even the
// fastest answer is counted; publishes and sign-ins in the database, where all servers see the same count.
import { countCall, type Database } from '@action-registry/db';
import { RegistryError } from '@action-registry/schema';

const WINDOW_MS = 60_000;
const WINDOW_S = WINDOW_MS / 1_000;
/** Beyond so many callers in one minute, counting begins anew rather than filling the memory. */
const CALLERS_MAX = 100_000;

/** What is counted apart. */
export type LimitName = 'reads' | 'publishes' | 'sign_ins';
/** Calls per minute of each; 0 means no limit. */
export type Quotas = Readonly<Record<LimitName, number>>;

/** How a caller stands after a call: `remaining` is below zero when the call is one too many. */
export type Standing = { limit: LimitName; quota: number; remaining: number; resetS: number };

/** Counts calls. */
export type RateLimits = {
  /** Counts a read; undefined where reads have no limit. */
  countRead(caller: string): Standing | undefined;
  /** Counts a call that every server must know of; undefined where it has no limit. */
  countShared(limit: Exclude<LimitName, 'reads'>, caller: string): Promise<Standing | undefined>;
};

/** Limits over fixed windows of a minute. */
export function createRateLimits(deps: { database: Database; quotas: Quotas; now: () => Date }): RateLimits {
  const reads = new Map<string, number>();
  let current = 0;
  const toStanding = (limit: LimitName, calls: number, now: number): Standing => {
    const quota = deps.quotas[limit];
    return { limit, quota, remaining: quota - calls, resetS: Math.ceil((WINDOW_MS - (now % WINDOW_MS)) / 1_000) };
  };
  return {
    countRead: (caller) => {
      if (deps.quotas.reads === 0) return undefined;
      const now = deps.now().getTime();
      const window = now - (now % WINDOW_MS);
      if (window !== current || reads.size > CALLERS_MAX) reads.clear();
      current = window;
      const calls = (reads.get(caller) ?? 0) + 1;
      reads.set(caller, calls);
      return toStanding('reads', calls, now);
    },
    countShared: async (limit, caller) => {
      if (deps.quotas[limit] === 0) return undefined;
      const now = deps.now().getTime();
      const window_start = new Date(now - (now % WINDOW_MS)).toISOString();
      const calls = await countCall(deps.database.db, { key: `${limit} ${caller}`, window_start });
      return toStanding(limit, calls, now);
    },
  };
}

/** Throws RATE_LIMITED when the call was one too many. */
export function assertWithin(standing: Standing | undefined): void {
  if (standing === undefined || standing.remaining >= 0) return;
  const { limit, quota, resetS } = standing;
  const what = limit.replace('_', '-');
  throw new RegistryError(
    'RATE_LIMITED',
    `More than ${quota} ${what} in a minute. Wait ${resetS} s; the limits are RATE_LIMIT_* of the server's settings.`,
    { details: { retry_after_s: resetS } },
  );
}

/** The header fields that tell a caller where it stands (draft-ietf-httpapi-ratelimit-headers-10). */
export function toRateLimitHeaders({ limit, quota, remaining, resetS }: Standing): Record<string, string> {
  return {
    'RateLimit-Policy': `"${limit}";q=${quota};w=${WINDOW_S}`,
    RateLimit: `"${limit}";r=${Math.max(remaining, 0)};t=${resetS}`,
  };
}
