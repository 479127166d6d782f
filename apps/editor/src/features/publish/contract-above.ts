// A draft under a version below one that stands: who asks for it or later is given that one, so the gate holds it against the draft
// as well. The same rule as the gate's own, told before anything is signed.
import { addsProperties, findContractAbove, isVersion, judgeStep } from '@action-registry/core';
import type { ContractComparison, PublishContract } from '@action-registry/schema';
import { useQuery } from '@tanstack/react-query';
import { compareApart } from '../../lib/compare-apart.js';
import type { ReleasePlan } from '../../lib/release-plan.js';
import { useTRPCClient } from '../../lib/trpc.js';
import { readOthers, toReleased, useRelease } from './contract-state.js';
import type { PublishFacts } from './publish-data.js';

/** The release above, the comparison once it is here, and what becomes of the publish. */
export type AboveView = { above: string; compared: ContractComparison; outcome: PublishContract['outcome'] };

/** What the release above the typed version means for it; undefined where there is none, or it cannot be said yet. */
export function useAbove(
  facts: PublishFacts,
  draft: ReleasePlan | undefined,
  { version, accepted }: { version: string; accepted: string },
): AboveView | undefined {
  const client = useTRPCClient();
  const { action, rules } = facts;
  const isAsked = draft !== undefined && rules.policy !== 'off' && isVersion(version);
  const [above, ...beyond] = isAsked ? findContractAbove(action?.version_states ?? [], version) : [];
  const release = useRelease(facts, above).data;
  const { data: compared } = useQuery({
    queryKey: ['contract-above', release?.hash, draft?.hash, version, rules.callers],
    queryFn: async ({ signal }) => {
      if (release === undefined || draft === undefined) throw new Error('nothing to compare');
      const [base, next] = [{ ...draft.document, version }, toReleased(release)];
      const later = addsProperties(next, base) ? await readOthers({ client, signal, name: release.name }, beyond) : [];
      return compareApart({ base, later, next, callers: rules.callers }, signal);
    },
    enabled: above !== undefined && release !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    networkMode: 'always',
    retry: false,
  });
  if (above === undefined || compared === undefined || rules.policy === 'off') return undefined;
  const reason = accepted.trim() === '' ? undefined : accepted;
  return { above, compared, outcome: judgeStep(compared, { version: above, policy: rules.policy, accepted: reason }) };
}
