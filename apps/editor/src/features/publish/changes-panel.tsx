// Step 1: what this release changes, in words first, then line by line; and what to look at before it is signed.
import { Link } from '@tanstack/react-router';
import { Banner } from '../../components/banner.js';
import { CheckboxField } from '../../components/field.js';
import { publishMessages as words } from '../../lib/messages/publish.js';
import { toPageQuotes } from '../../lib/quotes.js';
import { AbovePanel } from './above-panel.js';
import { ChangeItem } from './change-item.js';
import { ContractPanel } from './contract-panel.js';
import type { Review } from './review-state.js';
import { Step } from './step.js';

/** The panel. */
export function ChangesPanel({ review, isAsked }: { review: Review; isAsked: boolean }) {
  const { facts, changes, problem, cautions } = review;
  const { base, draft } = facts;
  return (
    <Step
      number={1}
      title={words.changes}
      aside={base !== undefined && <span className="muted">{words.since(base.version)}</span>}
    >
      {problem !== undefined && (
        <div className="panel-body">
          <Banner
            tone="danger"
            title={words.invalid}
            actions={
              <Link to="/drafts/$id" params={{ id: String(draft.id) }} search={{ field: problem.pointer }}>
                {words.mend}
              </Link>
            }
          >
            {toPageQuotes(problem.message)}
          </Banner>
        </div>
      )}
      {cautions.length > 0 && (
        <div className="panel-body">
          <Cautions review={review} isAsked={isAsked} />
        </div>
      )}
      <ContractPanel review={review} />
      <AbovePanel review={review} />
      {base === undefined && problem === undefined && (
        <p className="panel-body">
          <strong>{words.first}.</strong> {words.firstBody}
        </p>
      )}
      {base !== undefined && changes.length === 0 && problem === undefined && (
        <p className="panel-body">{words.none(base.version)}.</p>
      )}
      {changes.length > 0 && (
        <ul className="changes" aria-label={words.list}>
          {changes.map((change) => (
            <ChangeItem
              key={`${change.place.area} ${change.place.field}`}
              change={change}
              isFirst={base === undefined}
            />
          ))}
        </ul>
      )}
    </Step>
  );
}

function Cautions({ review: { cautions, set, errors }, isAsked }: { review: Review; isAsked: boolean }) {
  const isLacking = isAsked && errors.seen !== undefined;
  return (
    <Banner tone="warning" title={words.look(cautions.length)} className="publish-cautions">
      <div className="key-main">
        <ul>
          {cautions.map((caution) => (
            <li key={caution}>{caution}</li>
          ))}
        </ul>
        <CheckboxField
          label={words.seen(cautions.length)}
          hint={isLacking ? <span className="field-error">{errors.seen}</span> : undefined}
          aria-invalid={isLacking || undefined}
          className="field-seen"
          checked={errors.seen === undefined}
          onChange={(event) => set({ seen: event.target.checked ? cautions : [] })}
        />
      </div>
    </Banner>
  );
}
