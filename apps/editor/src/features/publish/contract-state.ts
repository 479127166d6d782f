// The contract of a review: the draft compared with the release that the gate would choose for the typed version, and the
// version to propose. Answers are kept by the two documents, so typing asks nothing twice.
import { addsProperties, EARLIER_MAX, findContractLine, leastVersion } from '@action-registry/core';
import type { ContractComparison, PublishContract } from '@action-registry/schema';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { compareApart } from '../../lib/compare-apart.js';
import type { ReleasedDocument } from '../../lib/compare-documents.js';
import { contractMessages as words } from '../../lib/messages/contract.js';
import type { ReleasePlan } from '../../lib/release-plan.js';
import { type ApiClient, type ApiOutputs, useTRPC, useTRPCClient } from '../../lib/trpc.js';
import { findGateBase, findLeast, findOutcome, type StepOutcome } from './contract-step.js';
import type { PublishFacts } from './publish-data.js';

type Release = ApiOutputs['releases']['get'];

/** A comparison and what it means for the typed version; `least` is the version that passes. */
export type ContractJudgement = {
  compared: ContractComparison;
  outcome: StepOutcome;
  least: string | undefined;
  /** The registry itself said so. */
  isRefusal: boolean;
};

/** The contract as the panels see it. */
export type ContractView = {
  /** The version that is compared with; undefined where there is nothing to compare. */
  base: string | undefined;
  /** The release of it, once it is here. */
  release: Release | undefined;
  /** Undefined while it is being compared, null when it could not be. */
  judged: ContractJudgement | null | undefined;
  again: () => void;
};

/** A registry that refuses a step enforces, whatever it said before. */
const STRICT = { policy: 'enforce', callers: 'declared_only' } as const;

/** What is typed into the review of a draft, as far as the contract is concerned. */
type Typed = {
  version: string;
  accepted: string;
  /** What the registry refused since the page was opened. */
  refused: PublishContract | undefined;
};

/** The contract of a draft under the typed version; `draft` is undefined where it is no lawful document. */
export function useContract(facts: PublishFacts, draft: ReleasePlan | undefined, typed: Typed): ContractView {
  const { action, rules } = facts;
  const { version, accepted, refused } = typed;
  const versions = action?.version_states ?? [];
  const gate = findGateBase({ versions, refused }, version);
  const base = draft && (gate ?? facts.base?.version);
  const known = refused !== undefined && refused.base === gate ? refused : undefined;
  const release = useRelease(facts, base);
  const asked = useComparison(facts, { base: known === undefined ? release.data : undefined, draft });
  const compared = known ?? asked.data;
  const isFailed = known === undefined && (asked.isError || release.isError);
  return {
    base,
    release: release.data,
    judged: compared
      ? {
          compared,
          outcome: findOutcome(compared, {
            version,
            accepted,
            rules: known ? STRICT : rules,
            isGate: gate !== undefined,
          }),
          least: findLeast(compared, versions),
          isRefusal: known !== undefined,
        }
      : isFailed
        ? null
        : undefined,
    again: () => void (release.isError ? release.refetch() : asked.refetch()),
  };
}

/** A release of the action: the one that was read with the page, else asked for. */
export function useRelease({ action, base }: PublishFacts, version: string | undefined) {
  const trpc = useTRPC();
  const isBase = version === base?.version;
  const options = { enabled: version !== undefined && !isBase, staleTime: Number.POSITIVE_INFINITY };
  const asked = useQuery(trpc.releases.get.queryOptions({ name: action?.name ?? '', version: version ?? '' }, options));
  return { data: isBase ? base : asked.data, isError: !isBase && asked.isError, refetch: asked.refetch };
}

type Pair = { base: Release | undefined; draft: ReleasePlan | undefined };

/** The comparison of a release with the draft, made apart from the page. */
function useComparison({ action, rules: { callers } }: PublishFacts, { base, draft }: Pair) {
  const client = useTRPCClient();
  return useQuery({
    queryKey: ['contract', base?.hash, draft?.hash, callers],
    queryFn: async ({ signal }) => {
      if (base === undefined || draft === undefined) throw new Error('nothing to compare');
      const [old, next] = [toReleased(base), { ...draft.document, version: draft.version }];
      const before = findContractLine(action?.version_states ?? [], base.version);
      const earlier = addsProperties(old, next) ? await readOthers({ client, signal, name: base.name }, before) : [];
      return compareApart({ base: old, earlier, next, callers }, signal);
    },
    enabled: base !== undefined && draft !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    networkMode: 'always',
    retry: false,
  });
}

type Asking = { client: ApiClient; signal: AbortSignal; name: string };

/** The nearest of these releases. What cannot be read says nothing here; the registry asks it too, and all others. */
export async function readOthers({ client, signal, name }: Asking, versions: readonly string[]) {
  const read = (version: string) =>
    client.releases.get.query({ name, version }, { signal }).then(
      (release) => [toReleased(release)],
      () => [],
    );
  return (await Promise.all(versions.slice(0, EARLIER_MAX).map(read))).flat();
}

/** The document that was signed, as it stands in the release. */
export function toReleased({ document }: Release): ReleasedDocument {
  return JSON.parse(document);
}

/** The version to propose and why; `version` is empty until the comparison says which. */
export type Proposal = { version: string; reason: string };

/** The least version that tells callers the truth about the draft; the next one where that cannot be known. */
export function useProposal(facts: PublishFacts, draft: ReleasePlan | undefined): Proposal {
  const { base, action } = facts;
  const { data, isError } = useComparison(facts, { base, draft });
  return useMemo(() => {
    const versions = action?.version_states ?? [];
    if (base === undefined) return { version: '1.0.0', reason: words.proposed.first };
    const next = findLeast({ least_version: leastVersion(base.version, 'patch') }, versions) ?? '';
    if (draft === undefined || isError) return { version: next, reason: words.proposed.next };
    if (data === undefined) return { version: '', reason: words.proposing(base.version) };
    const why = data.verdict === 'compatible' ? (data.bump === 'patch' ? 'patch' : 'minor') : data.verdict;
    return { version: findLeast(data, versions) ?? next, reason: words.proposed[why] };
  }, [base, action, draft, isError, data]);
}
