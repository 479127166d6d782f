// What a version would change: against the one in force, command by command, with the version it should have, and whom it would
// refuse as they stand.
import type { RefusedDevice } from '@action-registry/schema';
import { Link } from '@tanstack/react-router';
import { RotateCw } from 'lucide-react';
import { Banner } from '../../components/banner.js';
import { Button } from '../../components/button.js';
import { toCallError } from '../../lib/errors.js';
import { importMessages as words } from '../../lib/messages/catalogue-import.js';
import { messages } from '../../lib/messages/common.js';
import { toPageQuotes } from '../../lib/quotes.js';
import { isUnchanged } from './catalogue-changes.js';
import { ChangeCounts, ChangesView } from './changes-view.js';
import type { Standing, useDryRun } from './import-data.js';

type PreviewProps = {
  standing: Standing;
  dryRun: ReturnType<typeof useDryRun>;
  /** Takes another version. */
  onVersion: (version: string) => void;
};

/** The preview. */
export function ImportPreview({ standing, dryRun, onVersion }: PreviewProps) {
  const { content, before, changes, clash } = standing;
  return (
    <>
      <section className="panel" aria-label={words.preview}>
        <header className="panel-head">
          <h3>{words.preview}</h3>
          {changes !== undefined && <ChangeCounts changes={changes} />}
        </header>
        <div className="panel-body">
          {before === undefined && <p>{words.first(content.device_model, content.commands.length)}</p>}
          {before !== undefined && <p className="muted">{words.against(before.version)}</p>}
          {changes !== undefined && (isUnchanged(changes) ? <p>{words.same}</p> : <ChangesView changes={changes} />)}
        </div>
      </section>
      <Numbering standing={standing} onVersion={onVersion} />
      {clash === undefined && <Refusals dryRun={dryRun} />}
    </>
  );
}

/** Whether the version's number will do, and the one that says most. */
function Numbering({ standing, onVersion }: Omit<PreviewProps, 'dryRun'>) {
  const { content, before, bump, next, clash } = standing;
  if (clash === 'same')
    return <Banner tone="good" title={words.stands(`${content.device_model}@${content.version}`)} live />;
  if (before === undefined || bump === undefined || next === undefined) return null;
  const title =
    clash === 'taken'
      ? words.taken(content.version)
      : clash === 'lower'
        ? words.lower(content.version, before.version)
        : words.suggested(next, words.bumps[bump]);
  return (
    <Banner
      tone={clash === undefined ? 'info' : 'danger'}
      title={title}
      live
      actions={
        <Button size="s" onClick={() => onVersion(next)}>
          {words.use(next)}
        </Button>
      }
    >
      {words.bumpReasons[bump]}
    </Banner>
  );
}

function Refusals({ dryRun: { data, error, retry } }: Pick<PreviewProps, 'dryRun'>) {
  if (error !== null)
    return (
      <Banner
        tone="danger"
        title={words.notAsked}
        live
        actions={
          <Button size="s" icon={RotateCw} onClick={() => void retry()}>
            {messages.retry}
          </Button>
        }
      >
        {toCallError(error).message}
      </Banner>
    );
  if (data === undefined) return <Banner title={words.asking} live />;
  if (data.refused.length === 0) return <Banner tone="good" title={words.refusesNone} live />;
  return (
    <Banner tone="warning" title={words.wouldRefuse(data.refused.length)} live>
      <p>{words.refuseBody}</p>
      <ul className="told-list">
        {data.refused.map((refused) => (
          <Refused key={refused.release?.name ?? refused.definition?.id} refused={refused} />
        ))}
      </ul>
    </Banner>
  );
}

function Refused({ refused: { definition, release, issues } }: { refused: RefusedDevice }) {
  return (
    <li>
      {release !== undefined ? (
        <Link to="/a/$reference" params={{ reference: release.name }} target="_blank" className="mono">
          {release.name}@{release.version}
        </Link>
      ) : (
        <Link to="/drafts/$id" params={{ id: String(definition?.id ?? '') }} target="_blank" dir="auto">
          {definition?.title}
        </Link>
      )}
      : <span dir="auto">{toPageQuotes(issues[0]?.message ?? '')}</span>
      {issues.length > 1 && <span className="muted"> {words.moreProblems(issues.length - 1)}</span>}
    </li>
  );
}
