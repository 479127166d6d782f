// What has to be so before publishing, each with the way to it.
import { Link } from '@tanstack/react-router';
import { Circle, CircleCheck } from 'lucide-react';
import { Icon } from '../../components/icon.js';
import { publishMessages as words } from '../../lib/messages/publish.js';
import { type Review, VERSION_FIELD } from './review-state.js';

type CheckId = keyof typeof words.checkNames;

/** The list. */
export function Checks({ review }: { review: Review }) {
  const { errors, problem, cautions, standing, signing, facts, contract, above } = review;
  const done: Readonly<Record<CheckId, boolean>> = {
    valid: problem === undefined,
    warnings: errors.seen === undefined,
    version: errors.version === undefined,
    contract: errors.contract === undefined,
    note: errors.note === undefined,
    key: signing === 'ready' && standing?.type === 'trusted',
  };
  const isShown = (id: CheckId): boolean =>
    id === 'warnings' ? cautions.length > 0 : id !== 'contract' || contract.base !== undefined || above !== undefined;
  // What is published all the same is not called large enough.
  const stepName = words.stepNames[contract.judged?.outcome ?? ''] ?? words.checkNames.contract;
  const ids = (Object.keys(done) as CheckId[]).filter(isShown);
  return (
    <ul aria-label={words.checks}>
      {ids.map((id) => (
        <li key={id} className="key-state" data-done={done[id]}>
          <Icon of={done[id] ? CircleCheck : Circle} size={15} label={done[id] ? words.done : words.open} />
          {done[id] ? (
            id === 'contract' ? (
              stepName
            ) : (
              words.checkNames[id]
            )
          ) : id === 'valid' ? (
            <Link to="/drafts/$id" params={{ id: String(facts.draft.id) }} search={{ field: problem?.pointer }}>
              {words.checkNames.valid}
            </Link>
          ) : (
            <FixLink id={id} />
          )}
        </li>
      ))}
    </ul>
  );
}

/** Where on this page each of them is mended. */
const PLACES: Readonly<Record<Exclude<CheckId, 'valid'>, string>> = {
  warnings: '.field-seen input',
  version: VERSION_FIELD,
  contract: '.contract button',
  note: '.field-note textarea',
  key: '.key-choice :is(select, button, a)',
};

function FixLink({ id }: { id: Exclude<CheckId, 'valid'> }) {
  return (
    <button
      type="button"
      className="link-button"
      onClick={() => document.querySelector<HTMLElement>(PLACES[id])?.focus()}
    >
      {words.checkNames[id]}
    </button>
  );
}
