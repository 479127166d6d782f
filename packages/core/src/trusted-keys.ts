// The trust store: which keys may sign what. A verifier takes keys, algorithm, scope and state from here and from nowhere
// else (trust.md §2). Every key in a store passed `importPublicKey`; no kid and no key is in it twice.
import {
  type Issue,
  type Json,
  type KeyRole,
  type KeyState,
  RegistryError,
  type TrustedKeyEntry,
  TrustedKeyFile,
} from '@action-registry/schema';
import { parseWireBase64 } from './base64.js';
import {
  importPublicKey,
  PUBLIC_KEY_BYTES,
  PublicKeyError,
  type PublicKeyProblem,
  type VerifyingKey,
} from './ed25519-key.js';
import { EncodingError } from './encoding-error.js';
import { toIssues, toMessage } from './invalid-input.js';
import { toInvalidJson } from './invalid-json.js';
import { strictRead } from './strict-json.js';
import { StrictJsonError } from './strict-json-error.js';
import { thumbprintOf } from './thumbprint.js';

/** A key as a trust store takes it: an entry of a trust file, a row of the database, or an item of `keys.list`. */
export type TrustedKeyInput = {
  kid: string;
  public_key: string;
  role?: KeyRole | undefined;
  scope?: readonly string[] | null | undefined;
  status?: KeyState | undefined;
  valid_from?: string | null | undefined;
  valid_until?: string | null | undefined;
  last_valid_index?: number | null | undefined;
};

/** What `keyState` needs: the decided status and the ISO 8601 bounds of validity. */
export type KeyValidity = Pick<TrustedKeyInput, 'status' | 'valid_from' | 'valid_until'>;

/** A key of a trust store. Without a scope it covers every name; `last_valid_index` counts for revoked keys only. */
export type TrustKey = KeyValidity & {
  kid: string;
  key: VerifyingKey;
  thumbprint: string;
  role: KeyRole;
  scope?: readonly string[];
  last_valid_index: number;
};

/** A trust store: its keys by kid. */
export type Trust = { readonly keys: ReadonlyMap<string, TrustKey> };

/** A trust file of 10,000 keys is read; documents have narrower limits. */
const FILE_LIMITS = { maxBytes: 8 * 1024 * 1024, maxKeys: 200_000 };

const PROBLEM_WORDS: Readonly<Record<PublicKeyProblem, string>> = {
  wrong_length: `must be ${PUBLIC_KEY_BYTES} bytes`,
  bad_encoding: 'is not a point of the curve in its canonical encoding',
  small_order: 'is a weak key of small order, under which a signature can fit many messages',
  mixed_order: 'is a weak key with a torsion part, on which verifiers disagree',
};

/**
 * The entries of `TRUSTED_KEYS_JSON` or a pinned file, as text or parsed. Throws INVALID_JSON or INVALID_BODY; each issue
 * names the entry's index and field (P-21).
 */
export function parseTrustedKeys(source: string | Json): TrustedKeyEntry[] {
  const value = typeof source === 'string' ? readFile(source) : source;
  const parsed = TrustedKeyFile.safeParse(value);
  if (!parsed.success) throw toInvalidKeys(toIssues(parsed.error, value, { schema: TrustedKeyFile }));
  const issues = parsed.data.flatMap(checkValidity);
  if (issues.length > 0) throw toInvalidKeys(issues);
  createTrust(parsed.data);
  return parsed.data;
}

/**
 * A trust store of these keys; throws INVALID_BODY for a weak or malformed key, a repeated kid and repeated key bytes
 * (P-20).
 */
export function createTrust(keys: readonly TrustedKeyInput[]): Trust {
  const byKid = new Map<string, TrustKey>();
  const kidByKey = new Map<string, string>();
  const issues: Issue[] = [];
  for (const [index, input] of keys.entries()) {
    const key = importKey(input.public_key);
    const sameKey = kidByKey.get(input.public_key);
    if (typeof key === 'string') issues.push({ path: `/${index}/public_key`, message: key });
    else if (byKid.has(input.kid)) issues.push({ path: `/${index}/kid`, message: `repeats the kid '${input.kid}'` });
    else if (sameKey !== undefined)
      issues.push({ path: `/${index}/public_key`, message: `repeats the key of '${sameKey}'` });
    else byKid.set(input.kid, toTrustKey(input, key));
    kidByKey.set(input.public_key, input.kid);
  }
  if (issues.length > 0) throw toInvalidKeys(issues);
  return { keys: byKid };
}

/** The state of a key at a moment: revoked and retired are decided, pending and expired follow from the time (P-25). */
export function keyState({ status, valid_from, valid_until }: KeyValidity, now: Date): KeyState {
  if (status === 'revoked' || status === 'retired') return status;
  if (typeof valid_from === 'string' && now.getTime() < Date.parse(valid_from)) return 'pending';
  if (typeof valid_until === 'string' && now.getTime() >= Date.parse(valid_until)) return 'expired';
  return 'active';
}

/**
 * True when a scope (`*`, names, or prefixes such as `files.*`) covers an action name; no scope covers every name
 * (P-24).
 */
export function scopeCovers(scope: readonly string[] | null | undefined, name: string): boolean {
  if (scope === undefined || scope === null) return true;
  return scope.some((entry) => {
    if (entry === '*' || entry === name) return true;
    return entry.endsWith('.*') && name.startsWith(entry.slice(0, -1));
  });
}

function toTrustKey(input: TrustedKeyInput, key: VerifyingKey): TrustKey {
  return {
    kid: input.kid,
    key,
    thumbprint: thumbprintOf(key),
    role: input.role ?? 'publisher',
    ...(input.scope == null ? {} : { scope: [...input.scope] }),
    status: input.status,
    valid_from: input.valid_from,
    valid_until: input.valid_until,
    // Nobody said since when the key is not to be trusted: nothing it signed is.
    last_valid_index: input.last_valid_index ?? -1,
  };
}

/** The key, or in words why it is refused. */
function importKey(publicKey: string): VerifyingKey | string {
  try {
    return importPublicKey(parseWireBase64(publicKey, PUBLIC_KEY_BYTES));
  } catch (error) {
    if (error instanceof PublicKeyError) return PROBLEM_WORDS[error.problem];
    if (error instanceof EncodingError) return error.message;
    throw error;
  }
}

function checkValidity(entry: TrustedKeyEntry, index: number): Issue[] {
  const issues: Issue[] = [];
  const { valid_from, valid_until, status, last_valid_index } = entry;
  if (valid_from != null && valid_until != null && Date.parse(valid_from) >= Date.parse(valid_until)) {
    issues.push({ path: `/${index}/valid_until`, message: 'must be after valid_from' });
  }
  if (last_valid_index !== undefined && status !== 'revoked') {
    issues.push({
      path: `/${index}/last_valid_index`,
      message: 'belongs to revoked keys only: set status to "revoked"',
    });
  }
  return issues;
}

function readFile(text: string): Json {
  try {
    return strictRead(text, FILE_LIMITS);
  } catch (error) {
    if (error instanceof StrictJsonError) throw toInvalidJson(error, 'The text of the trusted keys');
    throw error;
  }
}

function toInvalidKeys(issues: Issue[]): RegistryError<'INVALID_BODY'> {
  return new RegistryError('INVALID_BODY', `In the trusted keys, ${toMessage(issues)}`, { details: { issues } });
}

/**
 * True if there is something to judge a release by: a key that may sign releases, or one that signed this one, whatever its
 * role. The log's own key alone is nothing.
 */
export function isTrustConfigured({ keys }: Trust, signatures: readonly { kid: string }[]): boolean {
  return [...keys.values()].some(({ role }) => role === 'publisher') || signatures.some(({ kid }) => keys.has(kid));
}
