// The review itself: three steps side by side, and after publishing what came of it.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useRef, useState } from 'react';
import { LinkButton } from '../../components/button.js';
import { PageHead } from '../../components/page-head.js';
import { useCommand } from '../../lib/commands.js';
import { toCallError } from '../../lib/errors.js';
import { useLiveEvents } from '../../lib/live.js';
import { publishMessages as words } from '../../lib/messages/publish.js';
import { pinKeys, usePinnedKeys } from '../../lib/pinned-keys.js';
import { fetchStored, type PublishOrder, publishHere } from '../../lib/publish-here.js';
import { useRouteReady } from '../../lib/route-ready.js';
import { useTRPC, useTRPCClient } from '../../lib/trpc.js';
import { ChangesPanel } from './changes-panel.js';
import { findRefusedContract } from './contract-step.js';
import { forgetReview } from './kept-review.js';
import { NotePanel } from './note-panel.js';
import type { PublishFacts } from './publish-data.js';
import { Published, type Shown } from './published.js';
import { type Review, useReview } from './review-state.js';
import { SignPanel } from './sign-panel.js';

type PageProps = { facts: PublishFacts; name: string; reload: () => void; isReloading: boolean };

/** The review of one draft, as it was read. */
export function ReviewPage({ facts, name, reload, isReloading }: PageProps) {
  const review = useReview(facts, name);
  const page = useRef<HTMLDivElement>(null);
  const [isAsked, setAsked] = useState(false);
  const { publish, outcome, show } = usePublishing(review);
  // An own attempt that broke off is finished by trying again, with its channels.
  useElsewhere(review, outcome === undefined && !publish.isPending && publish.error === null ? show : undefined);
  useRouteReady(review.signing !== undefined && review.keys !== undefined && !review.isProposing);
  const submit = (): void => {
    setAsked(true);
    const isLacking = Object.values(review.errors).some((error) => error !== undefined);
    if (!isLacking && review.blocked === undefined) publish.run();
    else requestAnimationFrame(() => page.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
  };
  useCommand('publish.sign', outcome === undefined ? submit : undefined, review.blocked);
  if (outcome !== undefined) return <Published name={name} draftId={facts.draft.id} outcome={outcome} />;
  return (
    <div className="page publish" ref={page}>
      <PageHead
        title={words.title(name)}
        actions={
          <LinkButton to="/drafts/$id" params={{ id: String(facts.draft.id) }} icon={ArrowLeft}>
            {words.back}
          </LinkButton>
        }
      />
      <div className="publish-steps">
        <ChangesPanel review={review} isAsked={isAsked} />
        <div className="publish-side">
          <NotePanel review={review} isAsked={isAsked} />
          <SignPanel review={review} publish={{ ...publish, submit, reload, isReloading }} />
        </div>
      </div>
    </div>
  );
}

/** Publishing what is reviewed, once at a time; what came of it. */
function usePublishing({ plan, key, form, facts, accepted, refuse }: Review) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const pinned = usePinnedKeys();
  const [outcome, setOutcome] = useState<Shown>();
  const isRunning = useRef(false);
  const { mutate, isPending, error, variables } = useMutation({
    mutationFn: (order: PublishOrder) => publishHere(client, order),
    onSuccess: (done, { key: own }) => {
      // What is signed here verifies here, and the page says so; a key that was trusted under this name is not replaced.
      const isNew = done.verdict.state === 'verified' && !pinned.some(({ kid }) => kid === own.kid);
      if (isNew) pinKeys([{ kid: own.kid, public_key: own.public_key }], new Date());
      forgetReview(facts.draft.id);
      setOutcome({ ...done, ...(isNew && { pinned: own.kid }) });
      for (const old of [trpc.definitions, trpc.actions, trpc.releases])
        void queries.invalidateQueries({ ...old.pathFilter(), refetchType: 'none' });
    },
    onError: (thrown) => {
      const said = findRefusedContract(toCallError(thrown));
      if (said !== undefined) refuse(said);
    },
    onSettled: () => {
      isRunning.current = false;
    },
  });
  const run = (): void => {
    if (plan === undefined || key === undefined || isRunning.current) return;
    isRunning.current = true;
    const moves = form.channels.map((channel) => ({ channel, from: facts.action?.channels[channel] ?? null }));
    mutate({ plan, key, note: form.note.trim(), base: facts.base?.version, accepted, moves });
  };
  return { publish: { run, isPending, error, tried: variables?.plan.version }, outcome, show: setOutcome };
}

/** Goes on by itself when the reviewed release was published elsewhere, such as on the command line. */
function useElsewhere({ plan }: Review, onFound: ((outcome: Shown) => void) | undefined): void {
  const client = useTRPCClient();
  const pinned = usePinnedKeys();
  useLiveEvents(({ type, subject }) => {
    if (onFound === undefined || plan === undefined) return;
    if (type !== 'release.publish' || subject !== `${plan.name}@${plan.version}`) return;
    fetchStored(client, plan, pinned).then(
      (stored) =>
        stored.isSame && onFound({ ...stored, contract: undefined, contract_above: undefined, moved: [], refused: [] }),
      // It will be found when it is published from here: the same bytes are the same release.
      () => undefined,
    );
  });
}
