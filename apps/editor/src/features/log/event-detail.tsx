// What is behind an entry: who, with which key and from where, what was before and after, and its proof.
import { type AuditSource, isJsonObject, type LogEntry } from '@action-registry/schema';
import { Link } from '@tanstack/react-router';
import { ListFilter } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../components/button.js';
import { CodeBlock } from '../../components/code-block.js';
import { CopyButton } from '../../components/copy-button.js';
import { formatDateTime, formatNumber } from '../../lib/format.js';
import { logMessages as words } from '../../lib/messages/log.js';
import { type FieldChange, readEvent } from './event-changes.js';
import { factsOf } from './inclusion.js';
import type { SetSearch } from './log-toolbar.js';
import { Proof } from './proof.js';

type DetailProps = { entry: LogEntry; source: AuditSource | undefined; onFilter: SetSearch };

/** The detail. */
export function EventDetail({ entry, source, onFilter }: DetailProps) {
  const data = factsOf(entry);
  const { changes, facts } = readEvent(data);
  return (
    <div className="event-detail">
      {entry.type === 'private' && <p className="muted">{words.foreign}</p>}
      {changes.length > 0 && <Changes changes={changes} />}
      <dl className="facts facts-wide">
        <Origin {...{ entry, source, onFilter }} />
        {facts.map(({ field, value }) => (
          <Fact key={field} name={field.replaceAll('_', ' ')}>
            <span dir="auto">{value}</span>
          </Fact>
        ))}
      </dl>
      <Proof entry={entry} />
      {isJsonObject(data) && Object.keys(data).length > 0 && (
        <details className="raw">
          <summary>{words.raw}</summary>
          <CodeBlock code={JSON.stringify(data, null, 2)} label={words.raw} language="json" />
        </details>
      )}
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Origin({ entry, source, onFilter }: DetailProps) {
  const { index, type, subject, actor, at, workspace } = entry;
  const link = `${window.location.origin}/app/log?idx=${index}`;
  return (
    <>
      {actor !== undefined && (
        <Fact name={words.who}>
          <Filterable value={actor} onFilter={() => onFilter({ actor })} />
        </Fact>
      )}
      {subject !== undefined && (
        <Fact name={words.subject}>
          <Filterable value={subject} onFilter={() => onFilter({ subject })} />
          <Subject type={type} subject={subject} />
        </Fact>
      )}
      <Fact name={words.at}>
        <time dateTime={at}>{formatDateTime(at)}</time>
      </Fact>
      {workspace !== undefined && <Fact name={words.workspace}>{workspace}</Fact>}
      <Source source={source} isOwn={type !== 'private'} />
      <Fact name={words.index}>
        {formatNumber(index)} <CopyButton value={link} label={words.copyLink} />
      </Fact>
    </>
  );
}

function Source({ source, isOwn }: { source: AuditSource | undefined; isOwn: boolean }) {
  if (source === undefined) return isOwn ? <Fact name={words.address}>{words.noSource}</Fact> : null;
  const { credential, address, user_agent, request_id } = source;
  return (
    <>
      {credential !== undefined && <Fact name={words.with}>{credential}</Fact>}
      {address !== undefined && <Fact name={words.address}>{address}</Fact>}
      {user_agent !== undefined && <Fact name={words.agent}>{user_agent}</Fact>}
      {request_id !== undefined && (
        <Fact name={words.request}>
          <code>{request_id}</code> <CopyButton value={request_id} label={words.copyRequest} />
        </Fact>
      )}
    </>
  );
}

function Filterable({ value, onFilter }: { value: string; onFilter: () => void }) {
  return (
    <>
      <code dir="auto">{value}</code>{' '}
      <Button size="s" variant="ghost" icon={ListFilter} onClick={onFilter}>
        {words.filterBy(value)}
      </Button>
    </>
  );
}

/** The way to what an entry is about, where it has a page. */
function Subject({ type, subject }: { type: string; subject: string }) {
  if (type.startsWith('release.') || type === 'channel.move')
    return (
      <Link to="/a/$reference" params={{ reference: subject }}>
        {words.open(subject)}
      </Link>
    );
  const [model = '', version] = subject.split('@');
  if (type === 'catalogue.put')
    return (
      <Link to="/catalogues/$model" params={{ model }} search={{ version }}>
        {words.open(subject)}
      </Link>
    );
  const [, draft] = /^definition:(\d+)$/.exec(subject) ?? [];
  if (draft === undefined || type === 'definition.delete') return null;
  return (
    <Link to="/drafts/$id" params={{ id: draft }}>
      {words.open(subject)}
    </Link>
  );
}

function Changes({ changes }: { changes: readonly FieldChange[] }) {
  return (
    <div className="event-changes">
      <h2>{words.changes}</h2>
      <ul aria-label={words.changes}>
        {changes.map(({ field, before, after }) => (
          <li key={field}>
            <span className="muted">{field.replaceAll('_', ' ')}</span>{' '}
            <del dir="auto">
              <span className="visually-hidden">{words.was} </span>
              {before ?? words.nothing}
            </del>{' '}
            <span aria-hidden="true">→</span>{' '}
            <ins dir="auto">
              <span className="visually-hidden">{words.became} </span>
              {after ?? words.nothing}
            </ins>
          </li>
        ))}
      </ul>
    </div>
  );
}
