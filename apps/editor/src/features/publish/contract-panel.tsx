// What the draft means for those who call the release before it: the verdict, what breaks with an example of it, and the
// least version that says so, to be taken with one click. Where nothing could be decided, the reason to publish all the same.
import { CircleCheck, CircleHelp, CircleX } from 'lucide-react';
import { useId } from 'react';
import { Badge, VerifyBadge } from '../../components/badge.js';
import { Banner } from '../../components/banner.js';
import { Button } from '../../components/button.js';
import { TextAreaField } from '../../components/field.js';
import { contractMessages as words } from '../../lib/messages/contract.js';
import { useVerification } from '../../lib/verification.js';
import { ContractFindings } from './contract-findings.js';
import type { ContractJudgement, ContractView } from './contract-state.js';
import { REASON_MAX, type Review, VERSION_FIELD } from './review-state.js';

/** The look of each verdict. */
const VERDICTS = {
  compatible: { tone: 'good', icon: CircleCheck },
  breaking: { tone: 'danger', icon: CircleX },
  unknown: { tone: 'warning', icon: CircleHelp },
} as const;

/** The panel; nothing where there is no release to compare with. */
export function ContractPanel({ review }: { review: Review }) {
  const id = useId();
  const { base, release, judged, again } = review.contract;
  if (base === undefined) return null;
  return (
    <section className="contract panel-body key-main" aria-labelledby={id} data-contract={judged?.outcome}>
      <div className="key-line">
        <h3 id={id}>{words.title(base)}</h3>
        {release !== undefined && <BaseBadge key={release.hash} release={release} />}
      </div>
      {judged === null && (
        <Banner
          tone="warning"
          live
          title={words.failed}
          actions={
            <Button size="s" onClick={again}>
              {words.again}
            </Button>
          }
        >
          {words.failedBody}
        </Banner>
      )}
      <p className="key-line" role="status">
        {judged === undefined && <span className="muted">{words.comparing(base)}</span>}
        {judged && <Verdict judged={judged} version={review.form.version} />}
      </p>
      {judged && (
        <>
          <Ways review={review} judged={judged} />
          <ContractFindings base={base} compared={judged.compared} />
        </>
      )}
    </section>
  );
}

type Release = NonNullable<ContractView['release']>;

/** What is compared with is verified here, like everything that is relied on. */
function BaseBadge({ release }: { release: Release }) {
  const { name, version } = release;
  const { state, verdict } = useVerification(release, { name, selector: version });
  return (
    <>
      <VerifyBadge state={state} detail={verdict?.key?.kid} />
      {state === 'invalid' && <Banner tone="danger" live title={words.invalidBase(version)} />}
    </>
  );
}

/** A verdict at a glance. */
export function VerdictBadge({ verdict }: Pick<ContractJudgement['compared'], 'verdict'>) {
  return <Badge {...VERDICTS[verdict]}>{words.verdicts[verdict]}</Badge>;
}

function Verdict({ judged, version }: { judged: ContractJudgement; version: string }) {
  const { compared, outcome, least = '' } = judged;
  const isUndecided = outcome === 'refused' && compared.verdict === 'unknown';
  return (
    <>
      <VerdictBadge verdict={compared.verdict} />
      {version !== '' && <span>{words.outcomes[isUndecided ? 'undecided' : outcome](version, least)}</span>}
    </>
  );
}

/** What can be done about a step that is too small. */
function Ways({ review, judged: { compared, outcome } }: { review: Review; judged: ContractJudgement }) {
  const isSmall = outcome === 'refused' || outcome === 'warned';
  const isUndecided = compared.verdict === 'unknown' && (outcome === 'refused' || outcome === 'accepted');
  return (
    <>
      {isSmall && (
        <div>
          <UseLeast review={review} />
        </div>
      )}
      {isUndecided && <AcceptReason review={review} />}
    </>
  );
}

/** The reason to publish all the same what could not be decided. */
export function AcceptReason({ review: { form, set } }: { review: Review }) {
  return (
    <TextAreaField
      label={words.reason}
      hint={words.reasonHint}
      rows={2}
      maxLength={REASON_MAX}
      value={form.accepted}
      onChange={(event) => set({ accepted: event.target.value })}
    />
  );
}

/** Takes the least version that passes; nothing where the version passes already. */
export function UseLeast({ review: { least, form, set } }: { review: Review }) {
  if (least === undefined || least === form.version) return null;
  return (
    <Button
      size="s"
      onClick={() => {
        set({ version: least });
        // The button goes with what it mended; the focus goes to what it changed.
        document.querySelector<HTMLElement>(VERSION_FIELD)?.focus();
      }}
    >
      {words.use(least)}
    </Button>
  );
}
