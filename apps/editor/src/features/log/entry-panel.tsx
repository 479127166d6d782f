// One entry by its index, above the list: an address that was copied shows it whatever the list is about.
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { IconButton } from '../../components/button.js';
import { ErrorState } from '../../components/error-state.js';
import { Skeleton } from '../../components/skeleton.js';
import { formatNumber } from '../../lib/format.js';
import { logMessages as words } from '../../lib/messages/log.js';
import { useTRPC } from '../../lib/trpc.js';
import { EventDetail } from './event-detail.js';
import type { SetSearch } from './log-toolbar.js';

type PanelProps = { index: number; onFilter: SetSearch; onClose: () => void };

/** The panel. */
export function EntryPanel({ index, onFilter, onClose }: PanelProps) {
  const trpc = useTRPC();
  const { data, error } = useQuery(trpc.log.entries.queryOptions({ start: index, limit: 1 }));
  const [entry] = data?.items ?? [];
  return (
    <section className="panel" aria-labelledby="log-entry">
      <div className="panel-head">
        <h2 id="log-entry">
          {words.entry(formatNumber(index))}
          {entry !== undefined && `: ${words.typeOf(entry.type)}`}
        </h2>
        <IconButton icon={X} size="s" label={words.entryClose} onClick={onClose} />
      </div>
      <div className="panel-body">
        {error !== null && <ErrorState error={error} />}
        {error === null && data === undefined && <Skeleton lines={4} />}
        {data !== undefined && entry === undefined && <p className="muted">{words.none}</p>}
        {entry !== undefined && <EventDetail entry={entry} source={undefined} onFilter={onFilter} />}
      </div>
    </section>
  );
}
