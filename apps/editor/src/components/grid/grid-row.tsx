// One row of a grid, in its place; while it is loading it keeps the room.
// biome-ignore-all lint/a11y/useSemanticElements: rows lie at computed places, which the elements of a table cannot
// biome-ignore-all lint/a11y/useFocusableInteractive: the row has the focus, its cells have none
import type { MouseEvent } from 'react';
import { gridMessages } from '../../lib/messages/grid.js';
import { classNames } from '../class-names.js';
import type { GridColumn, GridRowContent } from './grid.js';

type GridRowProps = {
  index: number;
  /** Pixels from the top of the grid's body. */
  start: number;
  columns: readonly GridColumn[];
  content: GridRowContent | undefined;
  isFocusStop: boolean;
  /** Undefined where rows cannot be selected. */
  isSelected: boolean | undefined;
  onFocus: () => void;
  onToggle: (isRange: boolean) => void;
  onOpen: () => void;
};

/** A row; a click opens it, except on what has a click of its own. */
export function GridRow({ index, start, columns, content, isFocusStop, isSelected, ...on }: GridRowProps) {
  const onClick = (event: MouseEvent): void => {
    const isOwn = event.target instanceof Element && event.target.closest('a, button, input, label') !== null;
    if (isOwn || event.defaultPrevented || window.getSelection()?.isCollapsed === false) return;
    if (event.shiftKey && isSelected !== undefined) on.onToggle(true);
    else on.onOpen();
  };
  const cells = content?.cells ?? [];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the grid
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      aria-busy={content === undefined || undefined}
      data-index={index}
      tabIndex={isFocusStop ? 0 : -1}
      className={classNames('grid-row', content?.isDim === true && 'is-dim')}
      style={{ '--start': `${start}px` } as object}
      onFocus={on.onFocus}
      onClick={onClick}
    >
      {columns.map(({ id, label }, column) => (
        <div key={id} role="gridcell" className={`grid-cell cell-${id}`}>
          {id === 'select' ? (
            <input
              type="checkbox"
              className="checkbox"
              tabIndex={-1}
              disabled={content === undefined}
              checked={isSelected === true}
              aria-label={gridMessages.select(content?.label ?? label)}
              onChange={(event) => on.onToggle((event.nativeEvent as PointerEvent).shiftKey)}
            />
          ) : (
            (cells[isSelected === undefined ? column : column - 1] ?? (
              <span className="skeleton-line" aria-hidden="true" />
            ))
          )}
        </div>
      ))}
    </div>
  );
}
