// Placeholders in the shape of what is loading; they appear after 150 ms, so that quick answers do not flicker.
import { useEffect, useState } from 'react';
import { messages } from '../lib/messages/common.js';
import { classNames } from './class-names.js';

const DELAY_MS = 150;

/** False for the first 150 ms, then true. */
export function useDelayed(): boolean {
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), DELAY_MS);
    return () => clearTimeout(timer);
  }, []);
  return isDue;
}

/** Lines that keep the room of text; `lines` is how many. */
export function Skeleton({ lines = 3, className }: { lines?: number; className?: string }) {
  const isDue = useDelayed();
  return (
    <div className={classNames('skeleton', !isDue && 'is-waiting', className)} role="status">
      <span className="visually-hidden">{messages.loading}</span>
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move
        <span key={index} className="skeleton-line" />
      ))}
    </div>
  );
}
