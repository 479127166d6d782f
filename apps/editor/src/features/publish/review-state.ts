// The state of a review: what is typed and chosen, what follows from it, and what still keeps it from being published.
import { isVersion } from '@action-registry/core';
import { type JsonObject, LIMITS, type PublishContract, type TrustedKey, type Warning } from '@action-registry/schema';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useSigningState } from '../../components/signing-key/signing-state.js';
import { findStanding, type KeyStanding } from '../../lib/key-trust.js';
import { contractMessages } from '../../lib/messages/contract.js';
import { publishMessages as words } from '../../lib/messages/publish.js';
import { findChanges, type ReleaseChange } from '../../lib/release-changes.js';
import { type PlanProblem, planRelease, type ReleasePlan, toPublishCommand } from '../../lib/release-plan.js';
import { useSession } from '../../lib/session.js';
import { type SigningKey, type SigningState, useSigningKeys } from '../../lib/signing-keys.js';
import { useTRPC } from '../../lib/trpc.js';
import { findCautions } from './cautions.js';
import { type AboveView, useAbove } from './contract-above.js';
import { type ContractView, useContract, useProposal } from './contract-state.js';
import { keepReview, readReview } from './kept-review.js';
import type { PublishFacts } from './publish-data.js';

/** What a person types and chooses. */
export type ReviewForm = {
  version: string;
  note: string;
  channels: readonly string[];
  kid: string | undefined;
  /** The cautions that were looked at; others that come later are not. */
  seen: readonly string[];
  /** Why nothing breaks, where that could not be decided; empty for no reason. */
  accepted: string;
};

/** A review as its panels see it. */
export type Review = {
  facts: PublishFacts;
  name: string;
  form: ReviewForm;
  set: (part: Partial<ReviewForm>) => void;
  changes: readonly ReleaseChange[];
  /** What is said of the version that is proposed; undefined for another one. */
  proposed: string | undefined;
  /** No version is proposed yet, and none was typed. */
  isProposing: boolean;
  contract: ContractView;
  /** What a release that stands above the typed version means for it. */
  above: AboveView | undefined;
  /** The least version that passes on both sides. */
  least: string | undefined;
  /** Why nothing breaks, where that has to be said. */
  accepted: string | undefined;
  /** Takes what the registry answered to a publish that it refused. */
  refuse: (contract: PublishContract) => void;
  plan: ReleasePlan | undefined;
  /** How the command line publishes the same. */
  command: string | undefined;
  problem: PlanProblem | undefined;
  cautions: readonly string[];
  signing: SigningState | undefined;
  keys: readonly SigningKey[] | undefined;
  key: SigningKey | undefined;
  standing: KeyStanding | undefined;
  errors: Readonly<Record<'version' | 'contract' | 'note' | 'seen', string | undefined>>;
  /** Why it cannot be published whatever is typed; undefined when it can. */
  blocked: string | undefined;
};

/** The review of a draft with this name. */
export function useReview(facts: PublishFacts, name: string): Review {
  const { draft, changes } = useMemo(() => compare(facts), [facts]);
  const { id } = facts.draft;
  const [typed, setTyped] = useState<Partial<ReviewForm>>(() => readReview(id));
  const [refused, refuse] = useState<PublishContract>();
  const proposal = useProposal(facts, draft);
  const form = { ...EMPTY, version: proposal.version, ...typed };
  const { version } = form;
  useEffect(() => keepReview(id, typed), [id, typed]);
  const contract = useContract(facts, draft, { version, accepted: form.accepted, refused });
  const above = useAbove(facts, draft, form);
  const outcomes = [contract.judged?.outcome, above?.outcome];
  const accepted = outcomes.includes('accepted') ? form.accepted.trim() : undefined;
  const { plan, problem } = usePlan(facts, version);
  const signer = useSigner(name, form.kid);
  const { whyNot } = useSession();
  const isBroken = problem !== undefined && problem.pointer !== '/version';
  const cautions = isBroken ? [] : findCautions(facts, { changes, version, warnings: plan?.warnings ?? NO_WARNINGS });
  const isKeyReady = signer.signing === 'ready' && signer.standing?.type === 'trusted';
  const isProposing = version === '' && typed.version === undefined;
  const tooSmall = findContractError(contract, version) ?? findAboveError(above, version);
  // Above all that stands it passes as the version that is proposed.
  const isBelow = isInTheWay(above) && contract.judged?.outcome !== 'refused';
  const least = isBelow ? proposal.version : contract.judged?.least;
  return {
    ...{ facts, name, form, changes, isProposing, contract, above, least, refuse, plan, cautions, ...signer },
    accepted,
    command: plan && toPublishCommand(plan, { note: form.note.trim(), channels: form.channels, accepted }),
    proposed: version === proposal.version ? proposal.reason : undefined,
    problem: isBroken ? problem : undefined,
    set: (part) => setTyped((current) => ({ ...current, ...part })),
    errors: {
      version: isProposing ? undefined : findVersionError(facts, version, plan),
      contract: tooSmall,
      note: form.note.trim().length < NOTE_MIN ? words.noteMissing : undefined,
      seen: cautions.every((each) => form.seen.includes(each)) ? undefined : words.seenMissing,
    },
    blocked: isBroken
      ? words.invalid
      : (whyNot('releases:publish') ??
        (isKeyReady ? undefined : words.needKey) ??
        tooSmall ??
        (isProposing ? proposal.reason : undefined)),
  };
}

const EMPTY = { note: '', channels: [], kid: undefined, seen: [], accepted: '' };
const NO_WARNINGS: readonly Warning[] = [];
const NOTE_MIN = 3;
/** The longest note that a release takes. */
export const NOTE_MAX = LIMITS.noteCharacters;
/** Where on the page the version is typed. */
export const VERSION_FIELD = '.field-version input';
/** The longest reason to accept what could not be decided. */
export const REASON_MAX = LIMITS.reasonCharacters;

/** The draft as a document, the same under every version; undefined where it is none. */
function compare({ draft, base }: PublishFacts): { draft?: ReleasePlan; changes: readonly ReleaseChange[] } {
  const made = planRelease(draft, '1.0.0');
  if ('problem' in made) return { changes: [] };
  // As it is published: the order of a draft's keys is no change.
  const document = JSON.parse(made.plan.text) as JsonObject;
  return { draft: made.plan, changes: findChanges(base?.schema ?? undefined, document) };
}

/** Why the gate would refuse the version. */
function findContractError({ judged }: ContractView, version: string): string | undefined {
  if (judged?.outcome !== 'refused') return undefined;
  const { compared, least = '' } = judged;
  return contractMessages.outcomes[compared.verdict === 'unknown' ? 'undecided' : 'refused'](version, least);
}

function isInTheWay(above: AboveView | undefined): above is AboveView {
  return above?.outcome === 'refused' || above?.outcome === 'warned';
}

/** Why the gate would refuse the version for what stands above it. */
function findAboveError(view: AboveView | undefined, version: string): string | undefined {
  return view?.outcome === 'refused' ? contractMessages.aboveOutcomes.refused(view.above, version) : undefined;
}

function usePlan({ draft }: PublishFacts, version: string) {
  return useMemo((): { plan?: ReleasePlan; problem?: PlanProblem } => planRelease(draft, version), [draft, version]);
}

function findVersionError(
  { action }: PublishFacts,
  version: string,
  plan: ReleasePlan | undefined,
): string | undefined {
  if (!isVersion(version)) return words.versionUnlawful;
  const standing = action?.version_states.find((each) => each.version === version);
  // The same bytes again are the same release.
  return standing === undefined || standing.hash === plan?.hash ? undefined : words.versionTaken(version);
}

/** The key that signs: the one that was chosen, else the first that the registry takes for this name, else any. */
function useSigner(name: string, kid: string | undefined): Pick<Review, 'signing' | 'keys' | 'key' | 'standing'> {
  const trpc = useTRPC();
  const signing = useSigningState();
  const keys = useSigningKeys();
  const listed: readonly TrustedKey[] | undefined = useQuery(trpc.keys.list.queryOptions()).data?.items;
  const standingOf = (key: SigningKey): KeyStanding | undefined => listed && findStanding(key, listed, name);
  const key =
    keys?.find((each) => each.kid === kid) ?? keys?.find((each) => standingOf(each)?.type === 'trusted') ?? keys?.[0];
  return { signing, keys, key, standing: key && standingOf(key) };
}
