// A moment as people say it, with the exact time behind it.
import { formatAgo, formatDateTime } from '../lib/format.js';

/** "2 hr. ago", the exact time as its tooltip. */
export function Ago({ time }: { time: string }) {
  return (
    <time dateTime={time} title={formatDateTime(time)}>
      {formatAgo(time, new Date())}
    </time>
  );
}
