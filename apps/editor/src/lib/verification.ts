// Verification of what is on the screen: the rules are fetched apart from the page, so that nothing says "verified" before
// they were here and ran; the verdict is made anew when the release, the pins or the registry's keys change.
import type { Release } from '@action-registry/schema';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type PinnedKey, usePinnedKeys } from './pinned-keys.js';
import { useTRPC } from './trpc.js';
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
  const isReady = listed !== undefined || keys.isError;
  const [made, setMade] = useState<Made | undefined>();
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round is another check
  useEffect(() => {
    if (rules == null || !isReady) return;
    const at = new Date();
    const question = { release, name, version: release.version, selector, pinned, listed: listed ?? [], now: at };
    setMade({ verdict: findVerdict(rules, question), at, release, pinned, name, selector });
  }, [rules, isReady, release, name, selector, pinned, listed, round]);
  const again = (): void => setRound(round + 1);
  // A verdict over other bytes, other pins or another question is none.
  const isCurrent =
    made?.release === release && made.pinned === pinned && made.name === name && made.selector === selector;
  if (rules !== null && !isCurrent) return { state: 'checking', verdict: undefined, checkedAt: undefined, again };
  const verdict = rules === null ? undefined : made?.verdict;
  return { state: verdict?.state ?? 'unavailable', verdict, checkedAt: verdict && made?.at, again };
}

/** The verdict; undefined when the check itself breaks, which must never read as a good sign. */
function findVerdict(rules: Rules, question: Parameters<Rules['verifyHere']>[0]): HereVerdict | undefined {
  try {
    return rules.verifyHere(question);
  } catch {
    return undefined;
  }
}
