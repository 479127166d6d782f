// How long a new API key works: as long as was asked for, and never longer than its maker.
import { API_KEY_DAYS_DEFAULT, RegistryError } from '@action-registry/schema';
import type { CallerContext } from '../context.js';
import { isStorableTime } from './storable-time.js';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** When a key that is made now ends, null for never; without a wish after 90 days or with its maker. Throws INVALID_BODY. */
export function toKeyExpiry({ now, principal }: CallerContext, wish: string | null | undefined): string | null {
  const makerEnds = principal.endsAt === null ? Number.POSITIVE_INFINITY : Date.parse(principal.endsAt);
  const start = now().getTime();
  if (wish === undefined) return new Date(Math.min(start + API_KEY_DAYS_DEFAULT * DAY_MS, makerEnds)).toISOString();
  const ends = wish === null ? Number.POSITIVE_INFINITY : Date.parse(wish);
  if (ends > makerEnds) throw toInvalid(`must not be after ${principal.endsAt}, when the key that makes it ends`);
  if (wish === null) return null;
  if (ends <= start || !isStorableTime(wish)) throw toInvalid('must be in the future');
  return new Date(ends).toISOString();
}

function toInvalid(message: string): RegistryError<'INVALID_BODY'> {
  const issues = [{ path: '/expires_at', message }];
  return new RegistryError('INVALID_BODY', `expires_at ${message}.`, { details: { issues } });
}
