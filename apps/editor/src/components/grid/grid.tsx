// A list of thousands of rows of which the window's worth is in the page (WAI-ARIA APG, grid whose rows have the focus): one
// tab stop, arrows, Home, End and pages; the row with the focus is always there. The document scrolls.
// biome-ignore-all lint/a11y/useSemanticElements: rows lie at computed places, which the elements of a table cannot
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { usePreference } from '../../lib/preferences.js';
import { classNames } from '../class-names.js';
import { GridHead } from './grid-head.js';
import { type GridStep, toGridStep } from './grid-keys.js';
import { useGridMemory } from './grid-memory.js';
import { GridRow } from './grid-row.js';
import { useRows } from './use-rows.js';

/** A column's heading; `sort` where the rows are in its order, `onSort` where they can be. */
export type GridColumn = {
  id: string;
  label: string;
  sort?: 'ascending' | 'descending' | undefined;
  onSort?: (() => void) | undefined;
};

/** A row that is loaded: its name for assistive technology and a cell for each column. */
export type GridRowContent = { label: string; cells: readonly ReactNode[]; isDim?: boolean };

/** Which rows are selected, and how that changes. */
type GridSelection = {
  count: number;
  has: (index: number) => boolean;
  toggle: (index: number) => void;
  /** Selects every row from one to the other. */
  range: (from: number, to: number) => void;
  all: () => void;
  clear: () => void;
};

/** A look at the row that has the focus, beside the grid: `toggle` opens and closes it. */
type GridPeek = { isOpen: boolean; toggle: () => void; onFocus: (index: number) => void };

type GridProps = {
  label: string;
  columns: readonly GridColumn[];
  count: number;
  /** A row's content, undefined while it is loading. */
  row: (index: number) => GridRowContent | undefined;
  /** Told whenever other rows come into view. */
  onVisible: (first: number, last: number) => void;
  onOpen: (index: number) => void;
  /** Told which row has the focus, where rows can be peeked at. */
  peek?: GridPeek | undefined;
  /** Rows can be selected; the first column is then `select`. */
  selection?: GridSelection | undefined;
  className?: string | undefined;
};

const NO_SELECTION: GridSelection = {
  count: 0,
  has: () => false,
  toggle: () => {},
  range: () => {},
  all: () => {},
  clear: () => {},
};

/** Moves the focus into the grid below `place`. */
export function focusGrid(place: HTMLElement | null): void {
  place?.querySelector<HTMLElement>('.grid-row[tabindex="0"]')?.focus();
}

/** The grid. */
export function Grid(props: GridProps) {
  const { label, columns, count, row, selection = NO_SELECTION, peek, className } = props;
  const body = useRef<HTMLDivElement>(null);
  const focus = useGridFocus(body);
  const { focused } = focus;
  const rows = useRows({ body, count, focused, onVisible: props.onVisible });
  const letterKeys = usePreference('letterKeys') === 'on';
  const open = (index: number): void => {
    focus.save(index);
    props.onOpen(index);
  };
  const moveTo = (index: number): void => {
    focus.move(index);
    rows.scrollTo(index);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return;
    const step = toGridStep(event, { at: focused, count, page: rows.pageSize(), letterKeys });
    if (step === undefined || !takeStep(step, { at: focused, selection, peek, moveTo, open })) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      className={classNames('grid', className)}
      role="grid"
      aria-label={label}
      aria-rowcount={count + 1}
      aria-multiselectable={selection !== NO_SELECTION || undefined}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <GridHead columns={columns} />
      <div className="grid-body" role="rowgroup" ref={body} style={{ '--grid-height': `${rows.height}px` } as object}>
        {rows.items.map(({ index, start }) => (
          <GridRow
            key={index}
            {...{ index, start, columns }}
            content={row(index)}
            isFocusStop={index === Math.min(focused, count - 1)}
            isSelected={selection === NO_SELECTION ? undefined : selection.has(index)}
            onFocus={() => {
              focus.set(index);
              peek?.onFocus(index);
            }}
            onToggle={(isRange) => (isRange ? selection.range(focused, index) : selection.toggle(index))}
            onOpen={() => open(index)}
          />
        ))}
      </div>
    </div>
  );
}

/** Which row has the focus: the one it was left at, when one comes back; a row that is moved to gets it when it is there. */
function useGridFocus(body: { current: HTMLDivElement | null }) {
  const memory = useGridMemory();
  const [focused, setFocused] = useState(memory.index);
  const isWanted = useRef(memory.hasFocus);
  useLayoutEffect(() => {
    if (!isWanted.current) return;
    const row = body.current?.querySelector<HTMLElement>(`[data-index="${focused}"]`);
    // It is in the page with the next rendering at the latest.
    isWanted.current = row == null;
    row?.focus({ preventScroll: true });
  });
  return {
    focused,
    set: setFocused,
    move: (index: number) => {
      isWanted.current = true;
      setFocused(index);
    },
    save: (index: number) => memory.save({ index, hasFocus: true }),
  };
}

type StepContext = {
  at: number;
  selection: GridSelection;
  peek: GridPeek | undefined;
  moveTo: (index: number) => void;
  open: (index: number) => void;
};

/** Takes a step; false for one that means nothing here. */
function takeStep(step: GridStep, { at, selection, peek, moveTo, open }: StepContext): boolean {
  if (step.type === 'move') {
    if (step.isRange) selection.range(at, step.to);
    moveTo(step.to);
    return true;
  }
  if (step.type === 'peek') peek?.toggle();
  else if (step.type === 'open') open(at);
  else if (step.type === 'toggle') selection.toggle(at);
  else if (step.type === 'all') selection.all();
  else if (selection.count > 0) selection.clear();
  else if (peek?.isOpen === true) peek.toggle();
  else return false;
  return true;
}
