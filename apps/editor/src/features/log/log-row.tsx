// One entry of the log: a line, and below it what is behind it when it is open.
// biome-ignore-all lint/a11y/useSemanticElements: rows lie at computed places, which the elements of a table cannot
// biome-ignore-all lint/a11y/useFocusableInteractive: the row has the focus, its cells have none
import type { AuditEvent } from '@action-registry/schema';
import { ChevronRight } from 'lucide-react';
import type { MouseEvent } from 'react';
import { Icon } from '../../components/icon.js';
import { formatDateTime } from '../../lib/format.js';
import { logMessages as words } from '../../lib/messages/log.js';
import { EventDetail } from './event-detail.js';
import type { SetSearch } from './log-toolbar.js';

type RowProps = {
  event: AuditEvent;
  /** Its place among the events that are loaded. */
  at: number;
  isOpen: boolean;
  isFocusStop: boolean;
  onFocus: () => void;
  onToggle: () => void;
  onFilter: SetSearch;
};

const clock = new Intl.DateTimeFormat('en', { timeStyle: 'medium', hourCycle: 'h23' });

/** The row; a click opens it, except on a value, which it filters by. */
export function LogRow({ event, at, isOpen, isFocusStop, onFocus, onToggle, onFilter }: RowProps) {
  const { index, type, subject, actor, at: time } = event;
  const onClick = (click: MouseEvent): void => {
    const isOwn = click.target instanceof Element && click.target.closest('a, button') !== null;
    if (!isOwn && window.getSelection()?.isCollapsed !== false) onToggle();
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the list */}
      <div
        role="row"
        aria-level={1}
        aria-expanded={isOpen}
        data-at={at}
        data-entry={index}
        tabIndex={isFocusStop ? 0 : -1}
        className="log-row"
        onFocus={onFocus}
        onClick={onClick}
      >
        <span role="gridcell" className="log-time">
          <Icon of={ChevronRight} size={14} />
          <time dateTime={time} title={formatDateTime(time)}>
            {clock.format(new Date(time))}
          </time>
        </span>
        <span role="gridcell" className="log-what">
          <Value text={words.typeOf(type)} title={type} onSelect={() => onFilter({ type })} />
        </span>
        <span role="gridcell" className="log-subject">
          <Value text={subject} isMono onSelect={() => onFilter({ subject })} />
        </span>
        <span role="gridcell" className="log-actor">
          <Value text={actor} onSelect={() => onFilter({ actor })} />
        </span>
      </div>
      {isOpen && (
        <div role="row" aria-level={2} className="log-detail">
          <div role="gridcell" aria-colspan={4}>
            <EventDetail entry={event} source={event.source} onFilter={onFilter} />
          </div>
        </div>
      )}
    </>
  );
}

type ValueProps = { text: string; title?: string; isMono?: boolean; onSelect: () => void };

/** A value of a row; by keyboard it is filtered by from the opened row. */
function Value({ text, title = text, isMono = false, onSelect }: ValueProps) {
  return (
    <button
      type="button"
      tabIndex={-1}
      className={isMono ? 'log-value mono' : 'log-value'}
      title={`${words.filterBy(title)}`}
      dir="auto"
      onClick={onSelect}
    >
      {text}
    </button>
  );
}
