// How many rows a list has: beside its title, and read out half a second after it has settled.
import { useEffect, useState } from 'react';
import { formatNumber } from '../lib/format.js';
import { gridMessages } from '../lib/messages/grid.js';

const SETTLED_MS = 500;

/** The count; undefined while it is not known. */
export function ResultCount({ total }: { total: number | undefined }) {
  const [told, setTold] = useState<number | undefined>();
  useEffect(() => {
    const timer = setTimeout(() => setTold(total), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [total]);
  return (
    <>
      <span className="result-count" data-count={total}>
        {total === undefined ? '' : formatNumber(total)}
      </span>
      <span className="visually-hidden" role="status">
        {told === undefined ? '' : gridMessages.results(formatNumber(told))}
      </span>
    </>
  );
}
