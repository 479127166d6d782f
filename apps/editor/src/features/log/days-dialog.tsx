// Choosing days: whole ones, where the reader is.
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { TextField } from '../../components/field.js';
import { messages } from '../../lib/messages/common.js';
import { logMessages as words } from '../../lib/messages/log.js';
import type { LogSearch } from '../../lib/search-params.js';

type Days = Pick<LogSearch, 'from' | 'to'>;
type DialogProps = { search: Days; onClose: () => void; onChosen: (days: Days) => void };

const toDay = (text: string | undefined): string => (/^\d{4}-/.test(text ?? '') ? (text ?? '') : '');

/** The dialog. */
export function DaysDialog({ search, onClose, onChosen }: DialogProps) {
  const [from, setFrom] = useState(toDay(search.from));
  const [to, setTo] = useState(toDay(search.to));
  const [isAsked, setAsked] = useState(false);
  const isTurned = from !== '' && to !== '' && to < from;
  const submit = (): void => {
    setAsked(true);
    if (from !== '' && !isTurned) onChosen({ from, to: to === '' ? undefined : to });
  };
  return (
    <Dialog
      open
      size="s"
      onClose={onClose}
      onSubmit={submit}
      title={words.daysTitle}
      footer={
        <>
          <Button onClick={onClose}>{messages.cancel}</Button>
          <Button type="submit" variant="primary">
            {words.daysDo}
          </Button>
        </>
      }
    >
      <TextField
        label={words.from}
        type="date"
        error={isAsked && from === '' ? words.fromMissing : undefined}
        required
        data-autofocus
        value={from}
        onChange={(event) => setFrom(event.target.value)}
      />
      <TextField
        label={words.to}
        type="date"
        hint={words.toHint}
        error={isAsked && isTurned ? words.daysOrder : undefined}
        value={to}
        onChange={(event) => setTo(event.target.value)}
      />
    </Dialog>
  );
}
