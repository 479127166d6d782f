// Times, numbers and long texts for people: by Intl in the reader's language, exact values kept for tooltips and copying.

const MINUTE_S = 60;
const UNITS = [
  ['year', 365 * 24 * 3600],
  ['month', 30 * 24 * 3600],
  ['week', 7 * 24 * 3600],
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', MINUTE_S],
] as const;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
const dateTime = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });
const number = new Intl.NumberFormat('en');

/** "2 hr. ago" for an ISO 8601 time; "just now" within a minute. */
export function formatAgo(time: string, now: Date): string {
  const seconds = Math.round((Date.parse(time) - now.getTime()) / 1000);
  const unit = UNITS.find(([, size]) => Math.abs(seconds) >= size);
  return unit === undefined ? 'just now' : relative.format(Math.trunc(seconds / unit[1]), unit[0]);
}

/** Date and time to the second, in the reader's zone. */
export function formatDateTime(time: string): string {
  return dateTime.format(new Date(time));
}

/** 12,345. */
export function formatNumber(value: number): string {
  return number.format(value);
}

/** A size in bytes with one digit at most after the point: "312 B", "1.4 KiB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${formatNumber(bytes)} B`;
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'KiB'] : [bytes / 1024 / 1024, 'MiB'];
  return `${number.format(Math.round(value * 10) / 10)} ${unit}`;
}

/** `sha256:9f3c1a20…7b1e` for a digest, short enough for a line. */
export function shortHash(hash: string): string {
  const at = hash.indexOf(':') + 1;
  return hash.length - at <= 16 ? hash : `${hash.slice(0, at + 8)}…${hash.slice(-4)}`;
}

/** Keeps both ends of a long text, which tell names apart, and drops its middle. */
export function truncateMiddle(text: string, max: number): string {
  if (text.length <= max) return text;
  const head = Math.ceil((max - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (max - 1 - head))}`;
}

/** A code point as `U+200B`. */
export function formatCodePoint(codePoint: number): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}
