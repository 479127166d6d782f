// References: the words by which a caller asks for a release. What a selector means depends on its spelling alone, never on
// which versions or channels exist.
import { ChannelName, LIMITS, RegistryError } from '@action-registry/schema';
import validRange from 'semver/ranges/valid.js';
import { parseActionName } from './action-name.js';
import { suggest } from './suggest.js';
import { isVersion, toInvalidVersion } from './version.js';

/** Which release of an action: an exact version, the best of a range (node-semver), or where a channel points. */
export type Selector = { type: 'version' | 'range' | 'channel'; value: string };

/** A reference in its parts. */
export type ParsedReference = { name: string; selector: Selector };

const REFERENCE_CHARACTERS_MAX = 200;
const CHANNEL_LATEST = 'latest';

/**
 * The parts of `name`, `name@1.2.0`, `name@^1.2` or `name@channel`; without a selector, channel `latest`. Throws
 * INVALID_NAME or INVALID_VERSION, with suggestions.
 */
export function parseReference(text: string): ParsedReference {
  if (text.length > REFERENCE_CHARACTERS_MAX) throw toTooLong(text);
  if (text.startsWith('@')) throw toLeadingAt(text);
  const at = text.indexOf('@');
  if (at === -1) return { name: parseActionName(text), selector: { type: 'channel', value: CHANNEL_LATEST } };
  return { name: parseActionName(text.slice(0, at)), selector: parseSelector(text.slice(at + 1)) };
}

/** What the part of a reference behind the `@` asks for; throws INVALID_VERSION at `path` (RFC 6901), with suggestions. */
export function parseSelector(text: string, path = ''): Selector {
  if (isVersion(text)) return { type: 'version', value: text };
  if (ChannelName.safeParse(text).success) return { type: 'channel', value: text };
  if (isRange(text)) return { type: 'range', value: text };
  const channel = suggest(text, [CHANNEL_LATEST])[0];
  if (channel === undefined) throw toInvalidVersion(text, 'is no version, range or channel', path);
  throw new RegistryError(
    'INVALID_VERSION',
    `'${text}' is no version, range or channel. Did you mean '${channel.value}'?`,
    {
      details: {
        issues: [{ path, message: 'is no version, range or channel', suggestion: channel.value }],
        suggestions: [channel],
      },
    },
  );
}

/** A reference as text; `parseReference` reads it back. */
export function toReference({ name, selector }: ParsedReference): string {
  return `${name}@${selector.value}`;
}

/** Build metadata would be ignored by a range without a word, and versions here have none. */
function isRange(text: string): boolean {
  return (
    text.trim() !== '' && text.length <= REFERENCE_CHARACTERS_MAX && !text.includes('+') && validRange(text) !== null
  );
}

function toTooLong(text: string): RegistryError<'INVALID_NAME'> {
  const message = `must be at most ${REFERENCE_CHARACTERS_MAX} characters`;
  return new RegistryError('INVALID_NAME', `The reference ${message}; it has ${text.length}.`, {
    details: { issues: [{ path: '', message }], limit: REFERENCE_CHARACTERS_MAX, actual: text.length },
  });
}

function toLeadingAt(text: string): RegistryError<'INVALID_NAME'> {
  const message = 'must not start with @';
  const meant = text.slice(1, 1 + LIMITS.nameCharacters).replaceAll('/', '.');
  return new RegistryError('INVALID_NAME', `A reference ${message}: write '${meant}' instead of '${text}'.`, {
    details: { issues: [{ path: '', message, suggestion: meant }], suggestions: [{ value: meant, distance: 1 }] },
  });
}
