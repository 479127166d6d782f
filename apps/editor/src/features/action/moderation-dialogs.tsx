// The dialogs in which something is said of a version: deprecated, yanked, or that a channel points to it.
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { SelectField, TextAreaField, TextField } from '../../components/field.js';
import { showToast } from '../../components/toast.js';
import { messages } from '../../lib/messages/common.js';
import { moderationMessages as words } from '../../lib/messages/moderation.js';
import { useTRPC } from '../../lib/trpc.js';
import { useActionView } from './action-data.js';
import { ChannelDialog } from './channel-dialog.js';
import { DialogError } from './dialog-error.js';
import type { Moderated, OpenModeration } from './moderation-menu.js';

/** The dialog that is open, if one is. */
export function ModerationDialogs({ open, onClose }: { open: OpenModeration; onClose: () => void }) {
  if (open === undefined) return null;
  const { type, target } = open;
  if (type === 'channel') return <ChannelDialog version={target.version} onClose={onClose} />;
  return type === 'deprecate' ? (
    <DeprecateDialog target={target} onClose={onClose} />
  ) : (
    <YankDialog target={target} onClose={onClose} />
  );
}

type DialogProps = { target: Moderated; onClose: () => void };

function DeprecateDialog({ target: { version }, onClose }: DialogProps) {
  const trpc = useTRPC();
  const { name, refresh } = useActionView();
  const reason = useReason();
  const [severity, setSeverity] = useState<'notice' | 'unsafe'>('notice');
  const [replacedBy, setReplacedBy] = useState('');
  const reference = `${name}@${version}`;
  const undo = useMutation(trpc.releases.undeprecate.mutationOptions({ onSuccess: refresh }));
  const { mutate, isPending, error } = useMutation(
    trpc.releases.deprecate.mutationOptions({
      onSuccess: async () => {
        onClose();
        const action = { label: messages.undo, onSelect: () => undo.mutate({ name, version }) };
        showToast({ tone: 'good', title: words.deprecated(reference), action, seconds: 10 });
        await refresh();
      },
    }),
  );
  const replacement = replacedBy.trim();
  const submit = (): void => {
    if (!reason.check()) return;
    mutate({ name, version, reason: reason.text, severity, ...(replacement !== '' && { replaced_by: replacement }) });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={submit}
      title={words.deprecateTitle(reference)}
      description={words.deprecateBody}
      footer={<Foot label={words.deprecate} isPending={isPending} onClose={onClose} />}
    >
      <DialogError error={error} />
      <ReasonField reason={reason} />
      <SelectField
        label={words.severity}
        value={severity}
        onChange={(event) => setSeverity(event.target.value === 'unsafe' ? 'unsafe' : 'notice')}
      >
        <option value="notice">{words.notice}</option>
        <option value="unsafe">{words.unsafe}</option>
      </SelectField>
      <TextField
        label={words.replacedBy}
        hint={words.replacedByHint}
        optional
        mono
        spellCheck={false}
        value={replacedBy}
        onChange={(event) => setReplacedBy(event.target.value)}
      />
    </Dialog>
  );
}

function YankDialog({ target: { version }, onClose }: DialogProps) {
  const trpc = useTRPC();
  const { name, refresh } = useActionView();
  const reason = useReason();
  const reference = `${name}@${version}`;
  const undo = useMutation(trpc.releases.unyank.mutationOptions({ onSuccess: refresh }));
  const { mutate, isPending, error } = useMutation(
    trpc.releases.yank.mutationOptions({
      onSuccess: async () => {
        onClose();
        const action = { label: messages.undo, onSelect: () => undo.mutate({ name, version }) };
        showToast({ tone: 'good', title: words.yanked(reference), action, seconds: 10 });
        await refresh();
      },
    }),
  );
  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={() => {
        if (reason.check()) mutate({ name, version, reason: reason.text });
      }}
      title={words.yankTitle(reference)}
      description={words.yankBody}
      footer={<Foot label={words.yank} isPending={isPending} onClose={onClose} />}
    >
      <DialogError error={error} />
      <ReasonField reason={reason} />
    </Dialog>
  );
}

function Foot({ label, isPending, onClose }: { label: string; isPending: boolean; onClose: () => void }) {
  return (
    <>
      <Button onClick={onClose}>{messages.cancel}</Button>
      <Button type="submit" variant="danger" pending={isPending}>
        {label}
      </Button>
    </>
  );
}

type Reason = { value: string; text: string; set: (value: string) => void; isBad: boolean; check: () => boolean };

function useReason(): Reason {
  const [value, set] = useState('');
  const [isAsked, setAsked] = useState(false);
  const text = value.trim();
  return {
    value,
    text,
    set,
    isBad: isAsked && text === '',
    check: () => {
      setAsked(true);
      return text !== '';
    },
  };
}

function ReasonField({ reason }: { reason: Reason }) {
  return (
    <TextAreaField
      label={words.reason}
      hint={words.reasonHint}
      error={reason.isBad ? words.reasonMissing : undefined}
      required
      maxLength={1_000}
      data-autofocus
      value={reason.value}
      onChange={(event) => reason.set(event.target.value)}
    />
  );
}
