// A list that is loading, in the shape it will have.
import { messages } from '../../lib/messages/common.js';
import { classNames } from '../class-names.js';
import { useDelayed } from '../skeleton.js';

const ROWS = [1, 2, 3, 4, 5, 6, 7, 8];

/** Eight rows to come. */
export function GridSkeleton({ className }: { className?: string }) {
  const isDue = useDelayed();
  return (
    <div className={classNames('grid', className, !isDue && 'is-waiting')} role="status">
      <span className="visually-hidden">{messages.loading}</span>
      <div className="grid-row-head" aria-hidden="true" />
      {ROWS.map((row) => (
        <div key={row} className="grid-row-waiting" aria-hidden="true">
          <span className="skeleton-line" />
          <span className="skeleton-line" />
        </div>
      ))}
    </div>
  );
}
