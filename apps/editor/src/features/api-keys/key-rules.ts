// What follows from the facts of API keys: when one asks for care, which key took the place of which, and what a form asks for.
import { type ApiKey, type Permission, ROLE_PERMISSIONS, Role, Scope } from '@action-registry/schema';
import { parseScopes } from '../../lib/key-trust.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const SOON_DAYS = 14;

/** A named set of permissions, or one that was chosen piece by piece. */
export type Preset = Role | 'custom';
/** How long a key works: days, until a day, or without an end. */
export type Expiry = '30' | '90' | '365' | 'custom' | 'never';

/** The form of a new key; `date` is `YYYY-MM-DD`. */
export type KeyForm = {
  name: string;
  preset: Preset;
  permissions: readonly Permission[];
  isEvery: boolean;
  globs: string;
  expiry: Expiry;
  date: string;
};

/** The role whose permissions these are, in whatever order. */
export function presetOf(permissions: readonly Permission[]): Preset {
  const same = (role: Role): boolean =>
    ROLE_PERMISSIONS[role].length === permissions.length &&
    ROLE_PERMISSIONS[role].every((permission) => permissions.includes(permission));
  return Role.options.find(same) ?? 'custom';
}

/** True for a key that works and ends within 14 days. */
export function isEndingSoon({ status, expires_at }: Pick<ApiKey, 'status' | 'expires_at'>, now: Date): boolean {
  if (status !== 'active' || expires_at === null) return false;
  return Date.parse(expires_at) - now.getTime() < SOON_DAYS * DAY_MS;
}

/** The newest working key of the same name and rights that was made after this one, while this one works too. */
export function findReplacement(key: ApiKey, keys: readonly ApiKey[]): ApiKey | undefined {
  if (key.status !== 'active') return undefined;
  const later = keys.filter((other) => other.id > key.id && other.status === 'active' && isAlike(other, key));
  return later.sort((a, b) => b.id - a.id)[0];
}

function isAlike(a: ApiKey, b: ApiKey): boolean {
  const rights = ({ permissions, name_globs = ['*'] }: ApiKey): string =>
    JSON.stringify([permissions.toSorted(), name_globs.toSorted()]);
  return a.name === b.name && rights(a) === rights(b);
}

/** When a key of this form ends: an ISO 8601 time, null for never; undefined for a day that is missing or over. */
export function findEnd({ expiry, date }: Pick<KeyForm, 'expiry' | 'date'>, now: Date): string | null | undefined {
  if (expiry === 'never') return null;
  if (expiry !== 'custom') return new Date(now.getTime() + Number(expiry) * DAY_MS).toISOString();
  // The last day counts as a whole, where the reader is.
  const end = new Date(`${date}T23:59:59`);
  return Number.isNaN(end.getTime()) || end.getTime() < now.getTime() ? undefined : end.toISOString();
}

/** What is wrong with the names that were typed: none, or the first that is unlawful. */
export function findGlobProblem({
  isEvery,
  globs,
}: Pick<KeyForm, 'isEvery' | 'globs'>): 'none' | { glob: string } | null {
  if (isEvery) return null;
  const list = parseScopes(globs);
  const wrong = list.find((glob) => !Scope.safeParse(glob).success);
  if (wrong !== undefined) return { glob: wrong };
  return list.length === 0 ? 'none' : null;
}

/** An empty form for a maker with these rights; one for a key to take the place of `from` has that key's. */
export function startForm(
  maker: { permissions: readonly Permission[]; name_globs?: readonly string[] | undefined },
  from?: ApiKey,
): KeyForm {
  const rest = { expiry: '90' as const, date: '' };
  if (from !== undefined) {
    const { name, permissions, name_globs } = from;
    const writes = { isEvery: name_globs === undefined, globs: name_globs?.join(', ') ?? '' };
    return { name, preset: presetOf(permissions), permissions, ...writes, ...rest };
  }
  const held = (role: Role): boolean => ROLE_PERMISSIONS[role].every((each) => maker.permissions.includes(each));
  const preset = held('publisher') ? 'publisher' : 'viewer';
  const writes = { isEvery: maker.name_globs === undefined, globs: maker.name_globs?.join(', ') ?? '' };
  return { name: '', preset, permissions: ROLE_PERMISSIONS[preset], ...writes, ...rest };
}
