// A look at the row that has the focus, beside the list: enough to decide whether to open it.
import { X } from 'lucide-react';
import { Badge } from '../../components/badge.js';
import { IconButton, LinkButton } from '../../components/button.js';
import { KindMark } from '../../components/kind.js';
import { Ago } from '../../components/time.js';
import { messages } from '../../lib/messages/common.js';
import { libraryMessages as words } from '../../lib/messages/library.js';
import type { LibraryItem } from './library-query.js';

/** The peek panel; it follows the focus. */
export function Peek({ item, onClose }: { item: LibraryItem | undefined; onClose: () => void }) {
  return (
    <aside className="peek panel" aria-label={words.peek}>
      <header className="panel-head">
        <h2 className="truncate">{item?.name ?? messages.loading}</h2>
        <IconButton icon={X} size="s" label={messages.close} onClick={onClose} />
      </header>
      {item !== undefined && (
        <div className="panel-body peek-body">
          <KindMark kind={item.kind} showLabel />
          {item.title !== undefined && (
            <p className="peek-title" dir="auto">
              {item.title}
            </p>
          )}
          {item.description !== undefined && (
            <p className="muted" dir="auto">
              {item.description}
            </p>
          )}
          <Facts item={item} />
          <LinkButton to="/a/$reference" params={{ reference: item.name }} variant="secondary">
            {words.peekOpen}
          </LinkButton>
        </div>
      )}
    </aside>
  );
}

function Facts({
  item: { latest_version, versions, channels, tags, kids, published_by, updated_at },
}: {
  item: LibraryItem;
}) {
  return (
    <dl className="peek-facts">
      <dt>{words.columns.version}</dt>
      <dd>
        <span className="mono">{latest_version}</span> <span className="muted">{words.versions(versions)}</span>
      </dd>
      {channels.length > 0 && (
        <>
          <dt>{words.facets.channel}</dt>
          <dd>
            {channels.map((channel) => (
              <Badge key={channel} tone="accent">
                {channel}
              </Badge>
            ))}
          </dd>
        </>
      )}
      {tags.length > 0 && (
        <>
          <dt>{words.facets.tag}</dt>
          <dd>{tags.join(', ')}</dd>
        </>
      )}
      <dt>{words.columns.signer}</dt>
      <dd>{kids.join(', ') || words.unsigned}</dd>
      <dt>{words.columns.updated}</dt>
      <dd>
        <Ago time={updated_at} /> <span className="muted">{published_by}</span>
      </dd>
    </dl>
  );
}
