// The state of a review: what is typed and chosen, what follows from it, and what still keeps it from being published.
import { isVersion } from '@action-registry/core';
import { LIMITS, type TrustedKey, type Warning } from '@action-registry/schema';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useSigningState } from '../../components/signing-key/signing-state.js';
import { findStanding, type KeyStanding } from '../../lib/key-trust.js';
import { publishMessages as words } from '../../lib/messages/publish.js';
import { type Bump, bumpOf, findChanges, nextVersion, type ReleaseChange } from '../../lib/release-changes.js';
import { type PlanProblem, planRelease, type ReleasePlan } from '../../lib/release-plan.js';
import { useSession } from '../../lib/session.js';
import { type SigningKey, type SigningState, useSigningKeys } from '../../lib/signing-keys.js';
import { useTRPC } from '../../lib/trpc.js';
import { findCautions } from './cautions.js';
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
};

/** A review as its panels see it. */
export type Review = {
  facts: PublishFacts;
  name: string;
  form: ReviewForm;
  set: (part: Partial<ReviewForm>) => void;
  changes: readonly ReleaseChange[];
  bump: Bump | 'first';
  plan: ReleasePlan | undefined;
  problem: PlanProblem | undefined;
  cautions: readonly string[];
  signing: SigningState | undefined;
  keys: readonly SigningKey[] | undefined;
  key: SigningKey | undefined;
  standing: KeyStanding | undefined;
  errors: { version: string | undefined; note: string | undefined; seen: string | undefined };
  /** Why it cannot be published whatever is typed; undefined when it can. */
  blocked: string | undefined;
};

/** The review of a draft with this name. */
export function useReview(facts: PublishFacts, name: string): Review {
  const { changes, bump } = useMemo(() => compare(facts), [facts]);
  const { id } = facts.draft;
  const [typed, setTyped] = useState<Partial<ReviewForm>>(() => readReview(id));
  const start = useMemo(() => startForm(facts, bump), [facts, bump]);
  const form = { ...start, ...typed };
  useEffect(() => keepReview(id, typed), [id, typed]);
  const { plan, problem } = usePlan(facts, form.version);
  const signer = useSigner(name, form.kid);
  const { whyNot } = useSession();
  const isBroken = problem !== undefined && problem.pointer !== '/version';
  const made = { changes, version: form.version, warnings: plan?.warnings ?? NO_WARNINGS };
  const cautions = isBroken ? [] : findCautions(facts, made);
  const isKeyReady = signer.signing === 'ready' && signer.standing?.type === 'trusted';
  return {
    ...{ facts, name, form, changes, bump, plan, cautions, ...signer },
    problem: isBroken ? problem : undefined,
    set: (part) => setTyped((current) => ({ ...current, ...part })),
    errors: {
      version: findVersionError(facts, form.version, plan),
      note: form.note.trim().length < NOTE_MIN ? words.noteMissing : undefined,
      seen: cautions.every((each) => form.seen.includes(each)) ? undefined : words.seenMissing,
    },
    blocked: isBroken ? words.invalid : (whyNot('releases:publish') ?? (isKeyReady ? undefined : words.needKey)),
  };
}

const NO_WARNINGS: readonly Warning[] = [];
const NOTE_MIN = 3;
/** The longest note that a release takes. */
export const NOTE_MAX = LIMITS.noteCharacters;

function compare({ draft, base }: PublishFacts): { changes: readonly ReleaseChange[]; bump: Review['bump'] } {
  const made = planRelease(draft, '1.0.0');
  if ('problem' in made) return { changes: [], bump: base === undefined ? 'first' : 'patch' };
  const changes = findChanges(base?.schema ?? undefined, made.plan.document);
  return { changes, bump: base === undefined ? 'first' : bumpOf(changes) };
}

function startForm({ action, base }: PublishFacts, bump: Review['bump']): ReviewForm {
  const taken = new Set(action?.version_states.map(({ version }) => version));
  const version = nextVersion(base?.version, bump === 'first' ? 'patch' : bump, taken);
  return { version, note: '', channels: [], kid: undefined, seen: [] };
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
