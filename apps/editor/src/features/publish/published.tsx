// What came of it: what the registry stored, checked here; where it is found; and the channels that moved, with the way back.
import { useMutation } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { VerifyBadge } from '../../components/badge.js';
import { Banner } from '../../components/banner.js';
import { Button, LinkButton } from '../../components/button.js';
import { CodeBlock } from '../../components/code-block.js';
import { CopyButton } from '../../components/copy-button.js';
import { PageHead } from '../../components/page-head.js';
import { showToast } from '../../components/toast.js';
import { toCallError } from '../../lib/errors.js';
import { formatNumber } from '../../lib/format.js';
import { contractMessages } from '../../lib/messages/contract.js';
import { publishMessages as words } from '../../lib/messages/publish.js';
import type { ChannelStep, PublishOutcome } from '../../lib/publish-here.js';
import { useTRPC } from '../../lib/trpc.js';

/** What came of it; `pinned` is the key that this browser trusts since then. */
export type Shown = PublishOutcome & { pinned?: string };
type PublishedProps = { name: string; draftId: number; outcome: Shown };

/** The view after publishing. */
export function Published({ name, draftId, outcome }: PublishedProps) {
  const { release, verdict, moved, refused } = outcome;
  const reference = `${name}@${release.version}`;
  const page = useRef<HTMLDivElement>(null);
  // The button that was pressed is gone, and the focus with it.
  useEffect(() => page.current?.querySelector('h1')?.focus(), []);
  return (
    <div className="page publish" ref={page} data-published={reference}>
      <PageHead
        title={words.published(reference)}
        aside={<VerifyBadge state={verdict.state} detail={verdict.headline ?? verdict.key?.kid} />}
        actions={
          <>
            <LinkButton to="/drafts/$id" params={{ id: String(draftId) }}>
              {words.goOn}
            </LinkButton>
            <LinkButton to="/a/$reference/use" params={{ reference }}>
              {words.use}
            </LinkButton>
            <LinkButton to="/a/$reference" params={{ reference }} variant="primary">
              {words.openRelease}
            </LinkButton>
          </>
        }
      />
      <Verdict outcome={outcome} />
      {refused.map(({ channel, message }) => (
        <Banner key={channel} tone="warning" title={words.notMoved(channel)}>
          {message}
        </Banner>
      ))}
      <Found reference={reference} outcome={outcome} />
      {moved.length > 0 && (
        <ul className="panel panel-body publish-side">
          {moved.map((step) => (
            <Moved key={step.channel} name={name} version={release.version} step={step} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Verdict({ outcome: { verdict, isSame, pinned } }: { outcome: Shown }) {
  if (!isSame || verdict.state === 'invalid') return <Banner tone="danger" live title={words.unlike} />;
  const isVerified = verdict.state === 'verified';
  return (
    <Banner tone={isVerified ? 'good' : 'warning'} live title={isVerified ? words.checked : words.notVerified}>
      {pinned === undefined ? undefined : words.pinnedNow(pinned)}
    </Banner>
  );
}

type FoundProps = { reference: string; outcome: PublishOutcome };

function Found({ reference, outcome: { release, verdict, contract, contract_above } }: FoundProps) {
  const link = `${window.location.origin}/app/a/${reference}`;
  return (
    <div className="panel panel-body publish-side">
      <dl className="key-values">
        <div>
          <dt>{words.permalink}</dt>
          <dd>
            <a href={link}>{link}</a> <CopyButton value={link} label={words.copyLink} />
          </dd>
        </div>
        <div>
          <dt>{words.digest}</dt>
          <dd>
            <code>{verdict.digest}</code>
          </dd>
        </div>
        <div>
          <dt>{words.logEntry}</dt>
          <dd>{formatNumber(release.log_index)}</dd>
        </div>
        {contract !== undefined && (
          <div>
            <dt>{contractMessages.recordedAs}</dt>
            <dd data-contract={contract.outcome}>{contractMessages.recorded(contract)}</dd>
          </div>
        )}
        {contract_above !== undefined && (
          <div>
            <dt>{contractMessages.recordedAs}</dt>
            <dd data-contract={contract_above.outcome}>{contractMessages.recordedAbove(contract_above)}</dd>
          </div>
        )}
      </dl>
      <CodeBlock
        code={`ACTION_REGISTRY_URL=${window.location.origin} npx --no actions get ${reference}`}
        label={words.commandGet}
      />
    </div>
  );
}

function Moved({ name, version, step }: { name: string; version: string; step: ChannelStep }) {
  const trpc = useTRPC();
  const { channel, from } = step;
  const undo = useMutation(
    trpc.channels.move.mutationOptions({
      onSuccess: () => {
        showToast({ tone: 'good', title: words.undone(channel) });
      },
      onError: (error) => {
        showToast({ tone: 'danger', title: words.undoFailed(channel), body: toCallError(error).message });
      },
    }),
  );
  return (
    <li className="key-state">
      <code>{words.moved(channel, from ?? words.unset, version)}</code>
      <Button
        size="s"
        icon={Undo2}
        pending={undo.isPending}
        disabledReason={undo.isSuccess ? words.undone(channel) : undefined}
        onClick={() => undo.mutate({ name, channel, version: from, from: version })}
      >
        {words.undo}
      </Button>
    </li>
  );
}
