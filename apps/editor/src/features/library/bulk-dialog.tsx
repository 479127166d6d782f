// Asks what has to be known for a change of many, does it, and tells the outcome of each; what changed can be undone.
import { CircleAlert, CircleCheck, CircleMinus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { TextField } from '../../components/field.js';
import { Icon } from '../../components/icon.js';
import { showToast } from '../../components/toast.js';
import { messages } from '../../lib/messages/common.js';
import { libraryMessages } from '../../lib/messages/library.js';
import { beginOwnChange } from '../../lib/own-changes.js';
import { useTRPCClient } from '../../lib/trpc.js';
import { type BulkOutcome, type BulkWork, runOne, undoAll } from './bulk-run.js';
import type { LibraryItem } from './library-query.js';

const words = libraryMessages.bulk;
const ICONS = { done: CircleCheck, unchanged: CircleMinus, failed: CircleAlert };

type BulkDialogProps = {
  type: BulkWork['type'];
  items: readonly LibraryItem[];
  onClose: () => void;
  onDone: () => Promise<void>;
};

/** The dialog of one bulk change. */
export function BulkDialog({ type, items, onClose, onDone }: BulkDialogProps) {
  const [reason, setReason] = useState('');
  const [channel, setChannel] = useState('production');
  const [isChecked, setChecked] = useState(false);
  const bulk = useBulk(items, onDone);
  const missing = type === 'deprecate' ? reason.trim() === '' : channel.trim() === '';
  const submit = (): void => {
    setChecked(true);
    if (missing || bulk.isRunning) return;
    const why = reason.trim();
    void bulk.run(type === 'deprecate' ? { type, reason: why } : { type, channel: channel.trim(), reason: why });
  };
  const close = (): void => {
    onClose();
    if (bulk.changed > 0) bulk.tell(type);
  };
  const isDone = bulk.outcomes !== undefined && !bulk.isRunning;
  const isDeprecation = type === 'deprecate';
  return (
    <Dialog
      open
      onClose={close}
      onSubmit={isDone ? close : submit}
      title={isDeprecation ? words.deprecateTitle(items.length) : words.channelTitle(items.length)}
      description={isDeprecation ? words.deprecateBody : words.channelBody}
      footer={
        isDone ? (
          <DoneButtons canUndo={bulk.changed > 0} onUndo={() => bulk.undo(onClose)} />
        ) : (
          <>
            <Button onClick={onClose}>{messages.cancel}</Button>
            <Button type="submit" variant={isDeprecation ? 'danger' : 'primary'} pending={bulk.isRunning}>
              {words.run[type]}
            </Button>
          </>
        )
      }
    >
      {bulk.outcomes === undefined ? (
        <BulkFields {...{ isDeprecation, reason, setReason, channel, setChannel }} isBad={isChecked && missing} />
      ) : (
        <Outcomes outcomes={bulk.outcomes} total={items.length} />
      )}
    </Dialog>
  );
}

type FieldsProps = {
  isDeprecation: boolean;
  isBad: boolean;
  reason: string;
  setReason: (reason: string) => void;
  channel: string;
  setChannel: (channel: string) => void;
};

function BulkFields({ isDeprecation, isBad, reason, setReason, channel, setChannel }: FieldsProps) {
  return (
    <>
      {!isDeprecation && (
        <TextField
          label={words.channelName}
          hint={channel === 'latest' ? words.latest : words.channelHint}
          error={isBad ? words.channelMissing : undefined}
          value={channel}
          mono
          data-autofocus
          onChange={(event) => setChannel(event.target.value)}
        />
      )}
      <TextField
        label={words.reason}
        optional={!isDeprecation}
        hint={isDeprecation ? words.reasonHint : undefined}
        error={isDeprecation && isBad ? words.reasonMissing : undefined}
        value={reason}
        maxLength={1_000}
        data-autofocus={isDeprecation || undefined}
        onChange={(event) => setReason(event.target.value)}
      />
    </>
  );
}

function Outcomes({ outcomes, total }: { outcomes: readonly BulkOutcome[]; total: number }) {
  return (
    <>
      <p role="status">{words.progress(outcomes.length, total)}</p>
      <ul className="outcomes" aria-label={words.results}>
        {outcomes.map(({ name, status, message }) => (
          <li key={name} data-status={status}>
            <Icon of={ICONS[status]} />
            <span className="mono">{name}</span>
            <span className="muted">{message ?? (status === 'done' ? words.ok : words.unchanged)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function DoneButtons({ canUndo, onUndo }: { canUndo: boolean; onUndo: () => void }) {
  const close = useRef<HTMLButtonElement>(null);
  // The button that had the focus is gone.
  useEffect(() => close.current?.focus(), []);
  return (
    <>
      {canUndo && <Button onClick={onUndo}>{messages.undo}</Button>}
      <Button type="submit" variant="primary" ref={close}>
        {messages.close}
      </Button>
    </>
  );
}

function useBulk(items: readonly LibraryItem[], onDone: () => Promise<void>) {
  const client = useTRPCClient();
  const [outcomes, setOutcomes] = useState<readonly BulkOutcome[] | undefined>();
  const [isRunning, setRunning] = useState(false);
  const changed = (outcomes ?? []).filter(({ status }) => status === 'done').length;
  const run = async (work: BulkWork): Promise<void> => {
    setRunning(true);
    const end = beginOwnChange();
    const made: BulkOutcome[] = [];
    for (const item of items) {
      made.push(await runOne(client, item, work));
      setOutcomes([...made]);
    }
    end();
    setRunning(false);
    await onDone();
  };
  const takeBack = async (): Promise<void> => {
    const end = beginOwnChange();
    const { undone, failed } = await undoAll(outcomes ?? []);
    end();
    await onDone();
    if (failed > 0)
      showToast({ tone: 'danger', title: words.undoFailed, body: words.summary(undone, undone + failed) });
    else showToast({ tone: 'good', title: words.undone(undone) });
  };
  const undo = (close: () => void): void => {
    close();
    void takeBack();
  };
  /** After the dialog has closed the way back stays open a while. */
  const tell = (type: BulkWork['type']): void => {
    const action = { label: messages.undo, onSelect: () => void takeBack() };
    const body = words.summary(changed, outcomes?.length ?? 0);
    showToast({ tone: 'good', title: words.done[type], body, action, seconds: 12 });
  };
  return { run, outcomes, isRunning, changed, undo, tell };
}
