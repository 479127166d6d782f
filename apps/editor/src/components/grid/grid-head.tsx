// The headings of a grid. Sorting by a click on one is a short way; the sort menu beside the search box is the way of the
// keyboard, so that the grid stays one tab stop.
// biome-ignore-all lint/a11y/useSemanticElements: rows lie at computed places, which the elements of a table cannot
// biome-ignore-all lint/a11y/useFocusableInteractive: the rows below have the focus, their headings have none
import { ArrowDown, ArrowUp } from 'lucide-react';
import { Icon } from '../icon.js';
import type { GridColumn } from './grid.js';

/** The row of headings. */
export function GridHead({ columns }: { columns: readonly GridColumn[] }) {
  return (
    <div className="grid-head" role="rowgroup">
      <div role="row" aria-rowindex={1} className="grid-row-head">
        {columns.map((column) => (
          <Heading key={column.id} column={column} />
        ))}
      </div>
    </div>
  );
}

function Heading({ column: { id, label, sort, onSort } }: { column: GridColumn }) {
  const arrow = sort !== undefined && <Icon of={sort === 'ascending' ? ArrowUp : ArrowDown} size={12} />;
  return (
    <div role="columnheader" className={`grid-cell cell-${id}`} aria-sort={sort}>
      {onSort === undefined ? (
        <span className={id === 'select' ? 'visually-hidden' : undefined}>{label}</span>
      ) : (
        <button type="button" tabIndex={-1} onClick={onSort}>
          {label}
          {arrow}
        </button>
      )}
    </div>
  );
}
