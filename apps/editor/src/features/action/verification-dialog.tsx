// How the verdict came about: every check in words, the key and since when it is trusted here, the registry's opinion apart
// from it, and ways to check again elsewhere.
import { Check, Download, RotateCw, TriangleAlert, X } from 'lucide-react';
import { useState } from 'react';
import { Badge, VerifyBadge } from '../../components/badge.js';
import { Button } from '../../components/button.js';
import { CodeBlock } from '../../components/code-block.js';
import { Dialog } from '../../components/dialog.js';
import { Icon } from '../../components/icon.js';
import { formatDateTime } from '../../lib/format.js';
import { verifyMessages as words } from '../../lib/messages/verify.js';
import { useActionView } from './action-data.js';
import { TrustDialog } from './trust-dialog.js';

/** The panel behind the badge. */
export function VerificationDialog({ onClose }: { onClose: () => void }) {
  const { release, verification, reference, name } = useActionView();
  const [isTrusting, setTrusting] = useState(false);
  const { state, verdict } = verification;
  const file = `/actions/${name}/versions/${release.version}/canonical`;
  return (
    <Dialog
      open
      size="l"
      lightDismiss
      onClose={onClose}
      title={words.title}
      footer={
        <>
          <a className="button button-secondary" href={file} download={`${reference}.json`}>
            <Icon of={Download} />
            {words.download}
          </a>
          {state !== 'verified' && <Button onClick={() => setTrusting(true)}>{words.trust}</Button>}
          <Button icon={RotateCw} onClick={verification.again}>
            {words.again}
          </Button>
        </>
      }
    >
      <div className="verdict">
        <h3>{words.here}</h3>
        <p className="verdict-line" role="status">
          <VerifyBadge state={state} detail={verdict?.headline ?? verdict?.key?.kid} />
          <span>{words.lead[state]}</span>
        </p>
        {verdict !== undefined && <Facts />}
      </div>
      {verdict !== undefined && <Checks />}
      {verdict?.isLogTrusted === false && (
        <div className="verdict">
          <p>{words.logUnpinned}</p>
          <div>
            <Button size="s" onClick={() => setTrusting(true)}>
              {words.trustLog}
            </Button>
          </div>
        </div>
      )}
      <div className="verdict">
        <h3>{words.registrySays}</h3>
        <p className="verdict-line">
          <Badge tone={release.verified ? 'neutral' : 'danger'}>
            {release.verified ? words.registryVerified : words.registryNot(release.verify_error ?? '')}
          </Badge>
          <span className="muted">{words.secondOpinion}</span>
        </p>
      </div>
      <div className="verdict">
        <h3>{words.command}</h3>
        <CodeBlock code={`npx --no actions verify ${reference}`} label={words.command} />
      </div>
      {isTrusting && <TrustDialog onClose={() => setTrusting(false)} />}
    </Dialog>
  );
}

function Facts() {
  const { release, verification } = useActionView();
  const { verdict, checkedAt } = verification;
  if (verdict === undefined) return null;
  const facts: [string, string | undefined][] = [
    [words.key, verdict.key?.kid],
    [words.thumbprint, verdict.key?.thumbprint],
    [words.trustedSince, verdict.key && formatDateTime(verdict.key.pinnedAt)],
    [words.algorithm, words.algorithmName],
    [words.digest, verdict.digest],
    [words.logEntry, String(release.log_index)],
    [words.checkedAt, checkedAt && formatDateTime(checkedAt.toISOString())],
  ];
  return (
    <>
      <dl className="facts facts-wide">
        {facts.map(([name, value]) =>
          value === undefined ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd className={/^(?:sha256:|[\w-]{43}$)/.test(value) ? 'mono' : undefined}>{value}</dd>
            </div>
          ),
        )}
      </dl>
      {verdict.changed.length > 0 && <p className="field-error">{words.changed(verdict.changed.join(', '))}</p>}
    </>
  );
}

function Checks() {
  const { verification } = useActionView();
  const names: Readonly<Record<string, string>> = words.checkNames;
  return (
    <div className="verdict">
      <h3>{words.checks}</h3>
      <ul className="checks">
        {verification.verdict?.checks.map(({ name, ok, code, detail }) => (
          <li key={name} data-ok={ok} data-check={name}>
            {ok && code !== undefined ? (
              <Icon of={TriangleAlert} size={15} label={words.warned} />
            ) : (
              <Icon of={ok ? Check : X} size={15} label={ok ? words.passed : words.failed} />
            )}
            <span className="check-name">{names[name] ?? name}</span>
            <span className="check-detail">{detail}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
