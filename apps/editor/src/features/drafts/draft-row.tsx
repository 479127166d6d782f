// What a row of the drafts shows: title, name, where it stands towards its published action.
import { Link } from '@tanstack/react-router';
import { PackageOpen, PencilLine } from 'lucide-react';
import { Badge } from '../../components/badge.js';
import type { GridRowContent } from '../../components/grid/grid.js';
import { KindMark } from '../../components/kind.js';
import { Ago } from '../../components/time.js';
import { draftsMessages as words } from '../../lib/messages/drafts.js';
import type { DraftItem } from './drafts-query.js';

/** The cells of a row. */
export function toDraftRow(item: DraftItem): GridRowContent {
  return {
    label: item.title,
    isDim: !item.enabled,
    cells: [
      <TitleCell key="name" item={item} />,
      <StateCell key="state" item={item} />,
      <span key="author" className="truncate muted">
        {item.readonly ? words.never : item.created_by}
      </span>,
      item.readonly ? <span key="updated">{words.never}</span> : <Ago key="updated" time={item.updated_at} />,
    ],
  };
}

function TitleCell({ item: { id, kind, title, name, description, readonly } }: { item: DraftItem }) {
  return (
    <>
      <KindMark kind={kind} size={18} />
      <div className="name-cell">
        <div className="name-line">
          <Link
            to="/drafts/$id"
            params={{ id: String(id) }}
            className="row-name"
            tabIndex={-1}
            title={title}
            dir="auto"
          >
            {title}
          </Link>
        </div>
        <span className="row-note truncate" dir="auto">
          {name !== undefined && <span className="mono">{name}</span>}
          {name === undefined && (description ?? (readonly ? '' : words.unnamed))}
        </span>
      </div>
    </>
  );
}

function StateCell({ item: { readonly, base_version, published, enabled } }: { item: DraftItem }) {
  if (readonly)
    return (
      <Badge tone="accent" icon={PackageOpen} title={words.builtinHint}>
        {words.builtin}
      </Badge>
    );
  const latest = published?.latest_version;
  return (
    <>
      <Badge icon={PencilLine} className="badge-draft">
        {base_version === undefined ? words.draft : words.draftOf(base_version)}
      </Badge>
      {latest !== undefined && latest !== base_version && <Badge tone="info">{words.published(latest)}</Badge>}
      {!enabled && <Badge>{words.disabled}</Badge>}
    </>
  );
}
