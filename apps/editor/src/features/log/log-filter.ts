// From the address to the question: types by group, days where the reader is, ranges that end now. The same question says
// which live event would stand in the list, so that the pill counts no others.
import {
  type EventType,
  type ExportAudit,
  type LogEvent,
  PRIVATE_EVENT_TYPES,
  PUBLIC_EVENT_TYPES,
} from '@action-registry/schema';
import type { LogSearch } from '../../lib/search-params.js';

/** Every type, in the order in which the protocol names them. */
export const EVENT_TYPES: readonly EventType[] = [...PUBLIC_EVENT_TYPES, ...PRIVATE_EVENT_TYPES];
/** Ranges that end now, in hours. */
const RANGES = { '24h': 24, '7d': 7 * 24, '30d': 30 * 24, '90d': 90 * 24 } as const;
const HOUR_MS = 3_600_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A range that ends now. */
export type RangeName = keyof typeof RANGES;
/** The names of the ranges, shortest first. */
export const RANGE_NAMES = Object.keys(RANGES) as RangeName[];

/** True for the name of a range that ends now. */
export function isRange(from: string): from is RangeName {
  return Object.hasOwn(RANGES, from);
}

/** The types that a filter such as `release`, `key.add` or `release.yank,release.unyank` names. */
export function findTypes(filter: string): EventType[] {
  const names = filter.split(',').map((name) => name.trim().replace(/\.?\*$/, ''));
  return EVENT_TYPES.filter((type) => names.some((name) => type === name || type.startsWith(`${name}.`)));
}

/** The question of a view; what is malformed in it counts as absent. */
export function toQuestion({ type, actor, subject, from, to }: LogSearch, now: Date): ExportAudit {
  const types = type === undefined ? [] : findTypes(type);
  const [start, end] = [toStart(from, now), toEnd(to)];
  return {
    ...(types.length > 0 && { types }),
    ...(actor !== undefined && { actor }),
    ...(subject !== undefined && { subject }),
    ...(start !== undefined && { from: start }),
    ...(end !== undefined && { to: end }),
  };
}

function toStart(from: string | undefined, now: Date): string | undefined {
  if (from === undefined) return undefined;
  if (isRange(from)) return new Date(now.getTime() - RANGES[from] * HOUR_MS).toISOString();
  return DAY.test(from) ? toIso(new Date(`${from}T00:00:00`)) : undefined;
}

/** The day named is one of those that are shown. */
function toEnd(to: string | undefined): string | undefined {
  if (to === undefined || !DAY.test(to)) return undefined;
  const day = new Date(`${to}T00:00:00`);
  day.setDate(day.getDate() + 1);
  return toIso(day);
}

function toIso(time: Date): string | undefined {
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** True for an event that the question would find. */
export function isAskedFor({ type, actor, subject, at }: LogEvent, asked: ExportAudit): boolean {
  if (asked.types !== undefined && !asked.types.includes(type)) return false;
  if (asked.actor !== undefined && asked.actor !== actor) return false;
  if (asked.subject !== undefined && !isSubject(subject, asked.subject)) return false;
  return (asked.from === undefined || at >= asked.from) && (asked.to === undefined || at < asked.to);
}

function isSubject(subject: string, pattern: string): boolean {
  return pattern.endsWith('*') ? subject.startsWith(pattern.slice(0, -1)) : subject === pattern;
}

/** The address of an export of all that the question finds. */
export function toExport(format: 'csv' | 'ndjson', { types, ...rest }: ExportAudit): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries({ types: types?.join(','), ...rest }))
    if (value !== undefined) params.set(name, value);
  const query = params.toString();
  return `/log/audit.${format}${query === '' ? '' : `?${query}`}`;
}

/** The day of a time, where the reader is: `2026-11-21`. */
export function dayOf(at: string): string {
  const time = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}
