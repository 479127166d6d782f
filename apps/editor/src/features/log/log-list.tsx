// The log's rows, of which the window's worth is in the page (WAI-ARIA APG, treegrid whose rows have the focus): one tab stop,
// arrows, ends and pages; a row opens in its place. The heading of the day that is read stays at the top.
// biome-ignore-all lint/a11y/useSemanticElements: rows lie at computed places, which the elements of a table cannot
// biome-ignore-all lint/a11y/useFocusableInteractive: rows have the focus, cells and headings have none
import type { AuditEvent } from '@action-registry/schema';
import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Button } from '../../components/button.js';
import { classNames } from '../../components/class-names.js';
import { toGridStep } from '../../components/grid/grid-keys.js';
import { formatDateTime } from '../../lib/format.js';
import { messages } from '../../lib/messages/common.js';
import { logMessages as words } from '../../lib/messages/log.js';
import { usePreference } from '../../lib/preferences.js';
import type { useAudit } from './log-data.js';
import { LogRow } from './log-row.js';
import type { SetSearch } from './log-toolbar.js';
import { toItems, useLogWindow } from './log-window.js';

type ListProps = {
  pages: ReturnType<typeof useAudit>['pages'];
  events: readonly AuditEvent[];
  /** The index, in the log, of the row that is open. */
  open: number | undefined;
  onOpen: (index: number | undefined) => void;
  onFilter: SetSearch;
};

const COLUMNS = ['time', 'what', 'subject', 'actor'] as const;
/** From so many rows before the last one that is loaded on, more are fetched. */
const AHEAD = 30;

/** The list. */
export function LogList({ pages, events, open, onOpen, onFilter }: ListProps) {
  const items = useMemo(() => toItems(events), [events]);
  const body = useRef<HTMLDivElement>(null);
  const opened = events.findIndex(({ index }) => index === open);
  const focus = useRowFocus(body, Math.max(0, opened));
  const view = useLogWindow({ body, items, focused: focus.at });
  useMore(pages, view.last >= items.length - AHEAD);
  const toggle = (at: number, isWanted?: boolean): void => {
    const index = events[at]?.index;
    const isOpen = index === open;
    if (index !== undefined && isWanted !== isOpen) onOpen(isOpen ? undefined : index);
  };
  const onKeyDown = useRowKeys({ at: focus.at, count: events.length, page: view.pageSize }, (step) => {
    if (step.type === 'toggle') {
      toggle(focus.at, step.isWanted);
      return;
    }
    focus.move(step.to);
    view.scrollTo(step.to);
  });
  return (
    <>
      <div
        className="grid log-grid"
        role="treegrid"
        aria-label={words.list}
        aria-rowcount={-1}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        <Head />
        <div ref={body} role="presentation" className="log-body" style={toHeight(view.height)}>
          {view.items.map((place) => {
            const item = items[place.index];
            if (item === undefined) return null;
            const row = item.type === 'event' && {
              ...{ event: item.event, at: item.at, onFilter, isOpen: item.event.index === open },
              isFocusStop: item.at === Math.min(focus.at, events.length - 1),
              onFocus: () => focus.set(item.at),
              onToggle: () => toggle(item.at),
            };
            return (
              <Placed key={item.key} {...place} measure={view.measure}>
                {item.type === 'day' && <Day day={item.day} />}
                {row && <LogRow {...row} />}
              </Placed>
            );
          })}
        </div>
      </div>
      <Foot pages={pages} />
    </>
  );
}

function toHeight(pixels: number): object {
  return { '--log-height': `${pixels}px` };
}

function Head() {
  return (
    <div role="rowgroup" className="visually-hidden">
      <div role="row">
        {COLUMNS.map((column) => (
          <span key={column} role="columnheader">
            {words.columns[column]}
          </span>
        ))}
      </div>
    </div>
  );
}

type PlacedProps = {
  index: number;
  start: number;
  isStuck: boolean;
  measure: (element: HTMLDivElement | null) => void;
  children: ReactNode;
};

function Placed({ index, start, isStuck, measure, children }: PlacedProps) {
  return (
    <div
      ref={measure}
      role="rowgroup"
      data-index={index}
      className={classNames('log-item', isStuck && 'is-stuck')}
      style={{ '--start': `${start}px` } as object}
    >
      {children}
    </div>
  );
}

function Day({ day }: { day: string }) {
  return (
    <div role="row" aria-level={1} className="log-day">
      <span role="rowheader" aria-colspan={COLUMNS.length}>
        {toDayWords(day)}
      </span>
    </div>
  );
}

type RowStep = { type: 'toggle'; isWanted?: boolean } | { type: 'move'; to: number };
type RowPlace = { at: number; count: number; page: () => number };

/** The keys of a row that has the focus; what is inside an opened one has its own. */
function useRowKeys({ at, count, page }: RowPlace, onStep: (step: RowStep) => void) {
  const letterKeys = usePreference('letterKeys') === 'on';
  return (event: KeyboardEvent): void => {
    const isRow = event.target instanceof Element && event.target.matches('.log-row');
    if (event.defaultPrevented || !isRow) return;
    const step = toGridStep(event, { at, count, page: page(), letterKeys });
    const isSide = event.key === 'ArrowRight' || event.key === 'ArrowLeft';
    if (isSide) onStep({ type: 'toggle', isWanted: event.key === 'ArrowRight' });
    else if (step?.type === 'open' || step?.type === 'toggle') onStep({ type: 'toggle' });
    else if (step?.type === 'move') onStep(step);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** What comes after the last row that is loaded. */
function Foot({ pages: { hasNextPage, error, fetchNextPage } }: { pages: ListProps['pages'] }) {
  if (error !== null)
    return (
      <p className="log-foot" role="status">
        {words.moreFailed}
        <Button size="s" onClick={() => void fetchNextPage()}>
          {messages.retry}
        </Button>
      </p>
    );
  return (
    <p className="log-foot" role="status">
      {hasNextPage ? words.loadingMore : words.end}
    </p>
  );
}

function useMore(pages: ListProps['pages'], isNearEnd: boolean): void {
  const { hasNextPage, isFetching, error, fetchNextPage } = pages;
  useEffect(() => {
    if (isNearEnd && hasNextPage && !isFetching && error === null) void fetchNextPage();
  }, [isNearEnd, hasNextPage, isFetching, error, fetchNextPage]);
}

/** Which event's row has the focus; one that is moved to gets it when it is in the page. */
function useRowFocus(body: { current: HTMLDivElement | null }, start: number) {
  const [at, set] = useState(start);
  const isWanted = useRef(false);
  useLayoutEffect(() => {
    if (!isWanted.current) return;
    const row = body.current?.querySelector<HTMLElement>(`.log-row[data-at="${at}"]`);
    isWanted.current = row == null;
    row?.focus({ preventScroll: true });
  });
  const move = (to: number): void => {
    isWanted.current = true;
    set(to);
  };
  return { at, set, move };
}

const weekday = new Intl.DateTimeFormat('en', { weekday: 'long' });

function toDayWords(day: string): string {
  const time = new Date(`${day}T00:00:00`);
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - time.getTime()) / 86_400_000);
  const near = days === 0 ? words.today : days === 1 ? words.yesterday : weekday.format(time);
  const [date = ''] = formatDateTime(time.toISOString()).split(/, \d+:/);
  return `${near}, ${date}`;
}
