// Moving a channel: which one, to which version, from where it stands now; the move is refused when somebody else moved it
// in between.
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { SelectField, TextField } from '../../components/field.js';
import { showToast } from '../../components/toast.js';
import { messages } from '../../lib/messages/common.js';
import { moderationMessages as words } from '../../lib/messages/moderation.js';
import { useTRPC } from '../../lib/trpc.js';
import { useActionView } from './action-data.js';
import { DialogError } from './dialog-error.js';

const NEW = '+';
const NONE = '';
const USUAL = ['production', 'beta', 'latest'];

/** The dialog; it opens with the channel `production` and the version that was chosen. */
export function ChannelDialog({ version, onClose }: { version: string; onClose: () => void }) {
  const { name, action } = useActionView();
  const [form, setForm] = useState<Form>({ choice: 'production', typed: '', to: version, reason: '' });
  const [isAsked, setAsked] = useState(false);
  const move = useMove(onClose);
  const channel = form.choice === NEW ? form.typed.trim() : form.choice;
  const from = action.channels[channel];
  const isSame = from === form.to && channel !== 'latest';
  const submit = (): void => {
    setAsked(true);
    if (channel === '' || isSame || move.isPending) return;
    const why = form.reason.trim();
    const to = form.to === NONE ? null : form.to;
    move.mutate({ name, channel, version: to, from: from ?? null, ...(why !== '' && { reason: why }) });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={submit}
      title={words.moveTitle(name)}
      description={words.moveBody}
      footer={
        <>
          <Button onClick={onClose}>{messages.cancel}</Button>
          <Button type="submit" variant="danger" pending={move.isPending}>
            {words.move}
          </Button>
        </>
      }
    >
      <DialogError error={move.error} />
      <ChannelFields {...{ form, channel, from }} set={(part) => setForm({ ...form, ...part })} isAsked={isAsked} />
      <p className="move-line" role="status">
        <code>{channel}</code>
        <span>{isSame ? words.same : words.from(from ?? words.unset, form.to === NONE ? words.removed : form.to)}</span>
      </p>
      <TextField
        label={words.reason}
        optional
        maxLength={1_000}
        value={form.reason}
        onChange={(event) => setForm({ ...form, reason: event.target.value })}
      />
    </Dialog>
  );
}

type Form = { choice: string; typed: string; to: string; reason: string };
type FieldsProps = {
  form: Form;
  set: (part: Partial<Form>) => void;
  channel: string;
  from: string | undefined;
  isAsked: boolean;
};

function ChannelFields({ form, set, channel, from, isAsked }: FieldsProps) {
  const { action, versions } = useActionView();
  const channels = [...new Set([...Object.keys(action.channels).sort(), ...USUAL])];
  return (
    <>
      <SelectField
        label={words.channel}
        hint={channel === 'latest' ? words.latestHint : undefined}
        value={form.choice}
        data-autofocus
        onChange={(event) => set({ choice: event.target.value })}
      >
        {channels.map((each) => (
          <option key={each}>{each}</option>
        ))}
        <option value={NEW}>{words.channelNew}</option>
      </SelectField>
      {form.choice === NEW && (
        <TextField
          label={words.channelName}
          hint={words.channelNameHint}
          error={isAsked && channel === '' ? words.channelMissing : undefined}
          mono
          spellCheck={false}
          value={form.typed}
          onChange={(event) => set({ typed: event.target.value })}
        />
      )}
      <SelectField label={words.to} value={form.to} onChange={(event) => set({ to: event.target.value })}>
        {versions.map((each) => (
          <option key={each.version}>{each.version}</option>
        ))}
        {from !== undefined && <option value={NONE}>{channel === 'latest' ? words.follow : words.nothing}</option>}
      </SelectField>
    </>
  );
}

function useMove(onClose: () => void) {
  const trpc = useTRPC();
  const { name, refresh } = useActionView();
  const undo = useMutation(
    trpc.channels.move.mutationOptions({
      onSuccess: async ({ to }, { channel }) => {
        showToast({ tone: 'good', title: to === null ? words.channelRemoved(channel) : words.moved(channel, to) });
        await refresh();
      },
    }),
  );
  return useMutation(
    trpc.channels.move.mutationOptions({
      onSuccess: async ({ from, to }, { channel }) => {
        onClose();
        const back = { name, channel, version: channel === 'latest' ? null : from, from: to };
        const title = to === null ? words.channelRemoved(channel) : words.moved(channel, to);
        const action = { label: messages.undo, onSelect: () => undo.mutate(back) };
        showToast({ tone: 'good', title, action, seconds: 10 });
        await refresh();
      },
    }),
  );
}
