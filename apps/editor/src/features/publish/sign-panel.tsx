// Step 3: with which key, over which bytes; what is still to do; and the one button. It is red when production moves.
import { Download, PenLine } from 'lucide-react';
import { Banner } from '../../components/banner.js';
import { Button } from '../../components/button.js';
import { CopyButton } from '../../components/copy-button.js';
import { MarkedText } from '../../components/marked-text.js';
import { NoSigning } from '../../components/signing-key/signing-state.js';
import { keysOf } from '../../lib/commands.js';
import { downloadText } from '../../lib/download.js';
import { toCallError } from '../../lib/errors.js';
import { formatBytes } from '../../lib/format.js';
import { publishMessages as words } from '../../lib/messages/publish.js';
import type { ReleasePlan } from '../../lib/release-plan.js';
import { Checks } from './checks.js';
import { UseLeast } from './contract-panel.js';
import { findRefusedContract } from './contract-step.js';
import { KeyChoice } from './key-choice.js';
import { PRODUCTION } from './note-panel.js';
import type { Review } from './review-state.js';
import { Step } from './step.js';

type Publish = {
  submit: () => void;
  isPending: boolean;
  error: unknown;
  /** The version of the last attempt. */
  tried: string | undefined;
  reload: () => void;
  isReloading: boolean;
};

/** The panel. */
export function SignPanel({ review, publish }: { review: Review; publish: Publish }) {
  const { plan, command, signing, form } = review;
  const isMoving = form.channels.includes(PRODUCTION);
  return (
    <Step number={3} title={words.sign}>
      <div className="panel-body publish-side">
        {signing === 'ready' && <KeyChoice review={review} />}
        {signing !== undefined && signing !== 'ready' && command !== undefined && (
          <NoSigning state={signing} command={command} />
        )}
        {plan && <Bytes plan={plan} />}
        <Checks review={review} />
        {publish.error !== null && <Refusal publish={publish} review={review} />}
        <TooSmall publish={publish} review={review} />
        <Button
          variant={isMoving ? 'danger' : 'primary'}
          icon={PenLine}
          keys={keysOf('publish.sign')}
          pending={publish.isPending}
          disabledReason={review.blocked}
          onClick={publish.submit}
        >
          {publish.isPending
            ? words.publishing
            : isMoving
              ? words.publishMoving(form.version)
              : words.publish(form.version)}
        </Button>
      </div>
    </Step>
  );
}

function Bytes({ plan: { name, version, hash, size, text } }: { plan: ReleasePlan }) {
  return (
    <div className="key-main publish-bytes">
      <p className="key-thumbprint">
        <span className="muted">{words.digest}</span>
        <code data-digest={hash}>{hash}</code>
        <CopyButton value={hash} label={words.copyDigest} />
      </p>
      <details className="raw">
        <summary>
          {words.showBytes} ({formatBytes(size)})
        </summary>
        <MarkedText text={text} label={words.bytes} />
      </details>
      <div>
        <Button
          size="s"
          icon={Download}
          onClick={() => downloadText(`${name}@${version}.json`, text, 'application/json')}
        >
          {words.download}
        </Button>
      </div>
    </div>
  );
}

/** A version that is too small for what breaks, with what mends it; said by this page, or by the registry. */
function TooSmall({ publish, review }: { publish: Publish; review: Review }) {
  const { contract, errors, facts } = review;
  if (errors.contract === undefined) return null;
  const isRefusal = contract.judged?.isRefusal === true;
  const isNew = !facts.action?.version_states.some(({ version }) => version === contract.base);
  return (
    <Banner
      tone={isRefusal ? 'danger' : 'warning'}
      live={isRefusal}
      title={isRefusal ? words.failed : errors.contract}
      actions={
        <>
          <UseLeast review={review} />
          {isNew && <Reload publish={publish} />}
        </>
      }
    >
      {isRefusal ? errors.contract : undefined}
    </Banner>
  );
}

function Refusal({ publish, review: { form, contract } }: { publish: Publish; review: Review }) {
  const error = toCallError(publish.error);
  const isOver = contract.judged?.isRefusal === true || publish.tried !== form.version;
  // What the gate said stands with the version that it is about.
  if (findRefusedContract(error) !== undefined && isOver) return null;
  const isBehind = error.code === 'REVISION_CONFLICT' || error.code === 'VERSION_EXISTS';
  return (
    <Banner tone="danger" live title={words.failed} actions={isBehind && <Reload publish={publish} />}>
      {error.code === 'OFFLINE' ? words.cut : error.message}
    </Banner>
  );
}

function Reload({ publish: { reload, isReloading } }: { publish: Publish }) {
  return (
    <Button size="s" pending={isReloading} onClick={reload}>
      {words.reload}
    </Button>
  );
}
