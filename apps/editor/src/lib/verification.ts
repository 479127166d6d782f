// Verification of what is on the screen: the rules are fetched apart from the page, so that nothing says "verified" before
// they were here and ran; the verdict is made anew when the release, the pins or the registry's keys change.
import type { Release } from '@action-registry/schema';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { LogShown } from './log-evidence.js';
import { isLogPin, type PinnedKey, usePinnedKeys } from './pinned-keys.js';
import { rememberCheckpoint } from './remembered-checkpoint.js';
import { useTRPC, useTRPCClient } from './trpc.js';
import type { HereVerdict } from './verify-here.js';
import type { VerifyState } from './verify-state.js';

/** Where the check stands. `again` makes it once more from the bytes at hand. */
export type VerificationHere = {
  state: VerifyState;
  verdict: HereVerdict | undefined;
  checkedAt: Date | undefined;
  again: () => void;
};

type Rules = typeof import('./verify-here.js');

/** The rules, undefined while they are on their way, null when they could not be fetched. */
export function useVerifyRules(): Rules | null | undefined {
  const [rules, setRules] = useState<Rules | null | undefined>();
  useEffect(() => {
    let isWanted = true;
    import('./verify-here.js').then(
      (loaded) => isWanted && setRules(loaded),
      () => isWanted && setRules(null),
    );
    return () => {
      isWanted = false;
    };
  }, []);
  return rules;
}

/** What was asked for: a name, and after `@` a version, range or channel. */
type Asked = { name: string; selector: string | undefined };
type Made = { verdict: HereVerdict | undefined; at: Date; release: Release; pinned: readonly PinnedKey[] } & Asked;

/** Verifies a release in this browser against what was asked for. */
export function useVerification(release: Release, { name, selector }: Asked): VerificationHere {
  const trpc = useTRPC();
  const rules = useVerifyRules();
  const pinned = usePinnedKeys();
  const keys = useQuery(trpc.keys.list.queryOptions());
  const listed = keys.data?.items;
  const [made, setMade] = useState<Made | undefined>();
  const [round, setRound] = useState(0);
  const log = useLogShown(rules, release, pinned.some(isLogPin) ? round : undefined);
  const isReady = (listed !== undefined || keys.isError) && log !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round is another check
  useEffect(() => {
    if (rules == null || !isReady) return;
    const at = new Date();
    const facts = { pinned, listed: listed ?? [], now: at, log: log ?? undefined };
    const verdict = findVerdict(rules, { release, name, version: release.version, selector, ...facts });
    setMade({ verdict, at, release, pinned, name, selector });
    if (verdict?.accepted !== undefined) rememberCheckpoint(verdict.accepted);
  }, [rules, isReady, release, name, selector, pinned, listed, log, round]);
  const again = (): void => setRound(round + 1);
  // A verdict over other bytes, other pins or another question is none.
  const isCurrent =
    isReady && made?.release === release && made.pinned === pinned && made.name === name && made.selector === selector;
  if (rules !== null && !isCurrent) return { state: 'checking', verdict: undefined, checkedAt: undefined, again };
  const verdict = rules === null ? undefined : made?.verdict;
  return { state: verdict?.state ?? 'unavailable', verdict, checkedAt: verdict && made?.at, again };
}

type Fetched = { log: LogShown | null; release: Release; round: number };

/**
 * What the registry shows of its log for a release, once in each round; undefined while it is on its way, null where there
 * is nothing: no key of the log is trusted here (no round), or the registry cannot be asked.
 */
function useLogShown(rules: Rules | null | undefined, release: Release, round: number | undefined) {
  const client = useTRPCClient();
  const [fetched, setFetched] = useState<Fetched | undefined>();
  useEffect(() => {
    if (rules == null || round === undefined) return;
    let isWanted = true;
    const take = (log: LogShown | null): void => {
      if (isWanted) setFetched({ log, release, round });
    };
    rules.fetchLogEvidence(client, release).then(take, () => take(null));
    return () => {
      isWanted = false;
    };
  }, [client, rules, release, round]);
  if (round === undefined) return null;
  return fetched?.release === release && fetched.round === round ? fetched.log : undefined;
}

/** The verdict; undefined when the check itself breaks, which must never read as a good sign. */
function findVerdict(rules: Rules, question: Parameters<Rules['verifyHere']>[0]): HereVerdict | undefined {
  try {
    return rules.verifyHere(question);
  } catch {
    return undefined;
  }
}
