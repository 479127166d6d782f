// First use of a key, made explicit: which keys signed this release, their thumbprints computed here, and the one button
// that makes this browser trust them.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Badge } from '../../components/badge.js';
import { Button } from '../../components/button.js';
import { CopyButton } from '../../components/copy-button.js';
import { Dialog } from '../../components/dialog.js';
import { CheckboxField } from '../../components/field.js';
import { Skeleton } from '../../components/skeleton.js';
import { showToast } from '../../components/toast.js';
import { messages } from '../../lib/messages/common.js';
import { verifyMessages as words } from '../../lib/messages/verify.js';
import { pinKeys, toPin, usePinnedKeys } from '../../lib/pinned-keys.js';
import { type ApiOutputs, useTRPC } from '../../lib/trpc.js';
import { useVerifyRules } from '../../lib/verification.js';
import { useActionView } from './action-data.js';

type ListedKey = ApiOutputs['keys']['list']['items'][number];

/** The dialog in which keys are pinned in this browser. */
export function TrustDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const { release } = useActionView();
  const { data } = useQuery(trpc.keys.list.queryOptions());
  const signers = new Set(release.signatures.map(({ kid }) => kid));
  const keys = (data?.items ?? []).filter(({ kid, role, status }) =>
    role === 'log' ? status === 'active' : role === 'publisher' && signers.has(kid),
  );
  const [off, setOff] = useState<ReadonlySet<string>>(new Set());
  const chosen = keys.filter(({ kid }) => !off.has(kid));
  const toggle = (kid: string): void => {
    const next = new Set(off);
    if (!next.delete(kid)) next.add(kid);
    setOff(next);
  };
  const submit = (): void => {
    if (chosen.length === 0) return;
    pinKeys(chosen.map(toPin), new Date());
    onClose();
    showToast({ tone: 'good', title: words.trustDone(chosen.length) });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={submit}
      title={words.trustTitle}
      description={words.trustBody}
      footer={
        <>
          <Button onClick={onClose}>{messages.cancel}</Button>
          <Button type="submit" variant="primary" disabledReason={chosen.length === 0 ? words.chooseOne : undefined}>
            {words.trustConfirm(Math.max(chosen.length, 1))}
          </Button>
        </>
      }
    >
      {data === undefined ? (
        <Skeleton lines={3} />
      ) : keys.length === 0 ? (
        <p>{words.trustNone}</p>
      ) : (
        <ul className="trust-keys">
          {keys.map((key) => (
            <li key={key.kid}>
              <TrustKeyRow listed={key} isChosen={!off.has(key.kid)} onToggle={() => toggle(key.kid)} />
            </li>
          ))}
        </ul>
      )}
      <p className="field-hint">{words.trustWhere}</p>
    </Dialog>
  );
}

type RowProps = { listed: ListedKey; isChosen: boolean; onToggle: () => void };

function TrustKeyRow({ listed: { kid, public_key, role, scope, comment, status }, isChosen, onToggle }: RowProps) {
  const rules = useVerifyRules();
  const pinned = usePinnedKeys().find((key) => key.kid === kid);
  const thumbprint = rules?.findThumbprint(public_key) ?? '…';
  return (
    <div className="trust-key">
      <CheckboxField
        checked={isChosen}
        onChange={onToggle}
        label={
          <span className="trust-key-head">
            <strong className="mono">{kid}</strong>
            <Badge>{toUse({ role, scope })}</Badge>
            {pinned?.public_key === public_key && <Badge tone="good">{words.alreadyTrusted}</Badge>}
            {pinned !== undefined && pinned.public_key !== public_key && (
              <Badge tone="danger">{words.replacesTrusted}</Badge>
            )}
            {status !== 'active' && <Badge tone="warning">{status}</Badge>}
          </span>
        }
        hint={comment}
      />
      <div className="thumbprint">
        <span className="muted">{words.thumbprint}</span>
        <code>{thumbprint}</code>
        <CopyButton value={thumbprint} label={`${messages.copy}: ${words.thumbprint}`} />
      </div>
    </div>
  );
}

function toUse({ role, scope }: { role: ListedKey['role']; scope: readonly string[] | undefined }): string {
  if (role === 'log') return words.logKey;
  return scope === undefined ? words.everyName : words.scope(scope.join(', '));
}
