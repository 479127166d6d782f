// What a row of the library shows. Who signed is what the registry says; the check in this browser is made on the action's
// page, and only there the word "Verified" stands.
import { Link } from '@tanstack/react-router';
import { KeyRound, ShieldAlert } from 'lucide-react';
import { Badge } from '../../components/badge.js';
import type { GridRowContent } from '../../components/grid/grid.js';
import { Icon } from '../../components/icon.js';
import { KindMark } from '../../components/kind.js';
import { Ago } from '../../components/time.js';
import { libraryMessages as words } from '../../lib/messages/library.js';
import type { LibraryItem } from './library-query.js';

/** The cells of a row. */
export function toLibraryRow(item: LibraryItem): GridRowContent {
  return {
    label: item.name,
    isDim: item.deprecated || item.yanked,
    cells: [
      <NameCell key="name" item={item} />,
      <VersionCell key="version" item={item} />,
      <SignerCell key="signer" item={item} />,
      <Ago key="updated" time={item.updated_at} />,
    ],
  };
}

function NameCell({ item: { name, kind, title, description, deprecated, yanked } }: { item: LibraryItem }) {
  return (
    <>
      <KindMark kind={kind} size={18} />
      <div className="name-cell">
        <div className="name-line">
          <Link to="/a/$reference" params={{ reference: name }} className="row-name" tabIndex={-1} title={name}>
            {name}
          </Link>
          {yanked && <Badge tone="danger">{words.states.yanked}</Badge>}
          {deprecated && !yanked && <Badge tone="warning">{words.states.deprecated}</Badge>}
        </div>
        <span className="row-note truncate" dir="auto">
          {title ?? description ?? ''}
        </span>
      </div>
    </>
  );
}

function VersionCell({ item: { latest_version, versions, channels } }: { item: LibraryItem }) {
  return (
    <>
      <span className="row-version" title={words.versions(versions)}>
        {latest_version}
      </span>
      {channels.slice(0, 2).map((channel) => (
        <Badge key={channel} tone="accent">
          {channel}
        </Badge>
      ))}
      {channels.length > 2 && <Badge>{words.moreKeys(channels.length - 2)}</Badge>}
    </>
  );
}

function SignerCell({ item: { kids, verified } }: { item: LibraryItem }) {
  const [kid, ...more] = kids;
  if (verified === false)
    return (
      <Badge tone="danger" icon={ShieldAlert} title={words.registrySays(words.doesNotVerify)}>
        {words.doesNotVerify}
      </Badge>
    );
  if (kid === undefined) return <span className="muted">{words.unsigned}</span>;
  return (
    <span className="signer" title={words.registrySays(kids.join(', '))}>
      <Icon of={KeyRound} size={13} />
      <span className="truncate">{kid}</span>
      {more.length > 0 && <span className="muted">{words.moreKeys(more.length)}</span>}
    </span>
  );
}
