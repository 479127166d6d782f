// What a release that stands above the typed version means for it: whether its callers may be given that one, and what to do.
import { useId } from 'react';
import { contractMessages as words } from '../../lib/messages/contract.js';
import { ContractFindings } from './contract-findings.js';
import { AcceptReason, UseLeast, VerdictBadge } from './contract-panel.js';
import type { Review } from './review-state.js';

/** The panel; nothing where no release stands above. */
export function AbovePanel({ review }: { review: Review }) {
  const id = useId();
  if (review.above === undefined) return null;
  const { above, compared, outcome } = review.above;
  const { version } = review.form;
  const isOpen = compared.verdict === 'unknown' && (outcome === 'refused' || outcome === 'accepted');
  return (
    <section className="contract panel-body key-main" aria-labelledby={id} data-contract-above={outcome}>
      <h3 id={id}>{words.aboveTitle(above)}</h3>
      <p className="key-line" role="status">
        <VerdictBadge verdict={compared.verdict} />
        <span>{words.aboveOutcomes[outcome](above, version)}</span>
      </p>
      {(outcome === 'refused' || outcome === 'warned') && (
        <div>
          <UseLeast review={review} />
        </div>
      )}
      {isOpen && <AcceptReason review={review} />}
      <ContractFindings base={version} compared={compared} />
    </section>
  );
}
