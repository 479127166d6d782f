// Step 2: what is said of the release, its version, and the channels that move to it.
import { useId } from 'react';
import { CheckboxField, TextAreaField, TextField } from '../../components/field.js';
import { contractMessages } from '../../lib/messages/contract.js';
import { publishMessages as words } from '../../lib/messages/publish.js';
import { useSession } from '../../lib/session.js';
import { NOTE_MAX, type Review } from './review-state.js';
import { Step } from './step.js';

/** The channel that everybody relies on. */
export const PRODUCTION = 'production';

/** The panel. */
export function NotePanel({ review, isAsked }: { review: Review; isAsked: boolean }) {
  const { form, set, errors, proposed } = review;
  const { tooSmall, unlessReason } = findStepWords(review);
  return (
    <Step number={2} title={words.note}>
      <div className="panel-body publish-side">
        <TextAreaField
          label={words.noteLabel}
          hint={words.noteHint}
          error={isAsked ? errors.note : undefined}
          required
          rows={2}
          className="field-note"
          maxLength={NOTE_MAX}
          value={form.note}
          onChange={(event) => set({ note: event.target.value })}
        />
        <TextField
          label={words.version}
          hint={unlessReason ?? proposed}
          error={errors.version ?? tooSmall}
          required
          mono
          className="field-version"
          spellCheck={false}
          maxLength={64}
          value={form.version}
          onChange={(event) => set({ version: event.target.value.trim() })}
        />
        <Channels review={review} />
      </div>
    </Step>
  );
}

/** What the contract says of the version: it is wrong where callers break, and open to a reason where that is not decided. */
function findStepWords({ errors, contract: { judged }, above, least = '' }: Review): {
  tooSmall?: string;
  unlessReason?: string;
} {
  const compared = judged?.outcome === 'refused' ? judged.compared : above?.compared;
  if (errors.contract === undefined || compared === undefined) return {};
  return compared.verdict === 'unknown'
    ? { unlessReason: contractMessages.unlessReason(least) }
    : { tooSmall: contractMessages.tooSmall(least) };
}

function Channels({ review: { facts, form, set } }: { review: Review }) {
  const id = useId();
  const { whyNot } = useSession();
  const standing = facts.action?.channels ?? {};
  const names = [...new Set([PRODUCTION, ...Object.keys(standing).sort()])].filter((name) => name !== 'latest');
  const lacking = whyNot('channels:move');
  const toggle = (name: string, isOn: boolean): void =>
    set({ channels: isOn ? [...form.channels, name] : form.channels.filter((each) => each !== name) });
  return (
    <div className="key-main">
      <h3 id={id}>{words.channels}</h3>
      <ul className="key-main" aria-labelledby={id}>
        {names.map((name) => (
          <li key={name}>
            <CheckboxField
              checked={form.channels.includes(name)}
              aria-disabled={lacking !== undefined || undefined}
              onChange={(event) => lacking === undefined && toggle(name, event.target.checked)}
              label={
                <>
                  {name} <span className="mono muted">{words.move(standing[name] ?? words.unset, form.version)}</span>
                </>
              }
            />
          </li>
        ))}
      </ul>
      <p className="field-hint">{lacking ?? words.channelsHint}</p>
    </div>
  );
}
