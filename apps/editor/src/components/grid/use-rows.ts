// Which rows of a grid are in the page: those in the window, a few around them, and the one that has the focus.
import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useState } from 'react';
import { useRowHeight } from './row-height.js';

const OVERSCAN = 8;

type RowsInput = {
  body: { current: HTMLDivElement | null };
  count: number;
  focused: number;
  onVisible: (first: number, last: number) => void;
};

/** The rows that are in the page, and how to get to others. */
export function useRows({ body, count, focused, onVisible }: RowsInput) {
  const { rowHeight, top, bottom } = useRowHeight();
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    const element = body.current;
    if (element !== null) setMargin(element.getBoundingClientRect().top + window.scrollY);
  });
  const virtual = useWindowVirtualizer({
    count,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    scrollMargin: margin,
    scrollPaddingStart: top,
    scrollPaddingEnd: bottom,
    rangeExtractor: (range: Range) => withRow(defaultRangeExtractor(range), Math.min(focused, count - 1)),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes are asked anew when rows become taller or lower
  useLayoutEffect(() => {
    virtual.measure();
  }, [virtual, rowHeight]);
  const { startIndex = 0, endIndex = 0 } = virtual.range ?? {};
  useLayoutEffect(() => onVisible(startIndex, endIndex), [onVisible, startIndex, endIndex]);
  return {
    items: virtual.getVirtualItems().map(({ index, start }) => ({ index, start: start - margin })),
    height: virtual.getTotalSize(),
    scrollTo: (index: number) => virtual.scrollToIndex(index, { align: 'auto' }),
    pageSize: () => Math.max(1, Math.floor((window.innerHeight - top - bottom) / rowHeight) - 1),
  };
}

function withRow(indexes: number[], index: number): number[] {
  if (index < 0 || indexes.includes(index)) return indexes;
  return [...indexes, index].sort((a, b) => a - b);
}
