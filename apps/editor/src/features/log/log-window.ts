// Which of the log's rows are in the page: those in the window and a few around them, the heading of the day that is read, and
// the row that has the focus. Rows are as tall as what is open in them.
import type { AuditEvent } from '@action-registry/schema';
import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useRowHeight } from '../../components/grid/row-height.js';
import { dayOf } from './log-filter.js';

/** The heading of a day, or an event with its place among the events. */
export type LogItem =
  | { type: 'day'; key: string; day: string }
  | { type: 'event'; key: string; event: AuditEvent; at: number };

const OVERSCAN = 8;
const DAY_REM = 2.25;
const ROW_REM = 2.75;

/** Events with the headings of their days between them. */
export function toItems(events: readonly AuditEvent[]): LogItem[] {
  let last = '';
  return events.flatMap((event, at): LogItem[] => {
    const item = { type: 'event' as const, key: `event-${event.index}`, event, at };
    const day = dayOf(event.at);
    if (day === last) return [item];
    last = day;
    return [{ type: 'day', key: `day-${day}-${event.index}`, day }, item];
  });
}

type WindowInput = {
  body: { current: HTMLDivElement | null };
  items: readonly LogItem[];
  /** The event that has the focus, by its place among the events. */
  focused: number;
};

/** The items that are in the page, and how to get to others. */
export function useLogWindow({ body, items, focused }: WindowInput) {
  const { top, bottom } = useRowHeight();
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const [margin, setMargin] = useState(0);
  const stuck = useRef(0);
  const places = useMemo(() => toPlaces(items), [items]);
  useLayoutEffect(() => {
    const element = body.current;
    if (element !== null) setMargin(element.getBoundingClientRect().top + window.scrollY);
  });
  const virtual = useWindowVirtualizer({
    count: items.length,
    estimateSize: (index) => (items[index]?.type === 'day' ? DAY_REM : ROW_REM) * rem,
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: OVERSCAN,
    scrollMargin: margin,
    scrollPaddingStart: top,
    scrollPaddingEnd: bottom,
    rangeExtractor: (range: Range) => {
      stuck.current = places.days.findLast((day) => day <= range.startIndex) ?? 0;
      const wanted = [stuck.current, places.events[focused] ?? 0, ...defaultRangeExtractor(range)];
      return [...new Set(wanted)].sort((a, b) => a - b);
    },
  });
  return {
    items: virtual.getVirtualItems().map(({ index, start }) => ({
      ...{ index, start: start - margin, isStuck: index === stuck.current },
    })),
    last: virtual.range?.endIndex ?? 0,
    height: virtual.getTotalSize(),
    measure: virtual.measureElement,
    scrollTo: (at: number) => virtual.scrollToIndex(places.events[at] ?? 0, { align: 'auto' }),
    pageSize: () => Math.max(1, Math.floor((window.innerHeight - top - bottom) / (ROW_REM * rem)) - 1),
  };
}

/** Where the headings and the events stand among the items. */
function toPlaces(items: readonly LogItem[]): { days: number[]; events: number[] } {
  const at = (type: LogItem['type']): number[] => items.flatMap((item, index) => (item.type === type ? [index] : []));
  return { days: at('day'), events: at('event') };
}
