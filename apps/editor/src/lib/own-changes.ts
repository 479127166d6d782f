// Tells the changes made from this page from those of others: its own are on the screen already and are no news.
import type { LogEvent } from '@action-registry/schema';

/** How long after its answer the event of an own change may arrive. */
const LATE_MS = 3_000;

let running = 0;
let endedAt = Number.NEGATIVE_INFINITY;

/** Counts a change that has begun; returns what ends it. */
export function beginOwnChange(): () => void {
  running += 1;
  let isOpen = true;
  return () => {
    if (!isOpen) return;
    isOpen = false;
    running -= 1;
    endedAt = performance.now();
  };
}

/** True for an event by `actor` while, or just after, this page changed something. */
export function isOwnEvent(event: LogEvent, actor: string | undefined): boolean {
  return event.actor === actor && (running > 0 || performance.now() - endedAt < LATE_MS);
}
