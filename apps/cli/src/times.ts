// Times as people type them: a day, an exact time, or how long from now.
import { Timestamp } from '@action-registry/schema';
import { InvalidArgumentError } from 'commander';

const HOUR_MS = 60 * 60 * 1_000;
const UNITS: Readonly<Record<string, number>> = { h: HOUR_MS, d: 24 * HOUR_MS, w: 7 * 24 * HOUR_MS };
const DAY = /^\d{4}-\d\d-\d\d$/;

/** A day (its first moment) or a time, in UTC, as an ISO 8601 time; throws InvalidArgumentError. */
export function parseTime(text: string): string {
  const time = Timestamp.safeParse(DAY.test(text) ? `${text}T00:00:00Z` : text).data;
  if (time !== undefined) return time;
  throw new InvalidArgumentError('Give a day or a time in UTC, such as 2027-01-31 or 2027-01-31T12:00:00Z.');
}

/** The same, or a length from `now` such as `90d`, `12h` or `2w`, or `never`. */
export function parseExpiry(text: string, now: Date = new Date()): string {
  if (text === 'never') return text;
  const [, count, unit = ''] = /^(\d{1,4})([hdw])$/.exec(text) ?? [];
  const length = Number(count) * (UNITS[unit] ?? Number.NaN);
  if (length > 0) return new Date(now.getTime() + length).toISOString();
  if (count === undefined && /^\d{4}-/.test(text)) return parseTime(text);
  throw new InvalidArgumentError('Give a length such as 90d, 12h or 2w, a day, a time in UTC, or never.');
}
