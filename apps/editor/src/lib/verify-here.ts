// The check itself: core's own rules over the bytes at hand, against the keys pinned in this browser. What the registry says
// of a key can only narrow what that key vouches for: its revocation counts, its bytes are never taken.
import {
  createTrust,
  digestOf,
  findVouchingKeys,
  importPublicKey,
  parseSelector,
  parseWireBase64,
  resolveSelector,
  thumbprintOf,
  verifyRelease,
} from '@action-registry/core';
import { type Check, type Release, type TrustedKey, VERIFY_ERRORS } from '@action-registry/schema';
import { findForkEvidence, type LogShown } from './log-evidence.js';
import { isLogPin, type PinnedKey } from './pinned-keys.js';

export { fetchLogEvidence } from './log-evidence.js';

/** A verdict of this browser. `headline` is the cause in the words of the protocol, absent when all is well. */
export type HereVerdict = {
  state: 'verified' | 'invalid' | 'unknown_key' | 'unsigned' | 'unavailable';
  headline: string | undefined;
  code: Check['code'];
  checks: readonly Check[];
  /** The digest of the bytes at hand, computed here. */
  digest: string;
  /** The pinned key that vouches. */
  key: { kid: string; thumbprint: string; pinnedAt: string } | undefined;
  /** Kids under which the registry lists other bytes than those pinned here. */
  changed: readonly string[];
  /** A key of the log is pinned, so that its place in the log is checked here; else that is the registry's word. */
  isLogTrusted: boolean;
  /** The checkpoint to remember, where everything was verified. */
  accepted: string | undefined;
  /** A file for anyone to check, where the log showed two histories. */
  forkEvidence: string | undefined;
};

/**
 * What is checked: the release as it came, under the name that was asked for. `selector` is what was asked for after `@`: an
 * exact version or a range binds the answer, a channel leaves the choice of `version` to the registry.
 */
export type HereQuestion = {
  release: Pick<Release, 'document' | 'hash' | 'signatures' | 'log_index'>;
  name: string;
  version: string;
  selector?: string | undefined;
  pinned: readonly PinnedKey[];
  /** The registry's own list of keys; absent where it could not be fetched. */
  listed: readonly TrustedKey[];
  /** What the registry showed of its log; absent where it could not be asked. */
  log?: LogShown | undefined;
  now: Date;
};

/** Failures that say more than an unknown key does: the bytes are not those that were published. */
const BYTES = new Set(['digest_mismatch', 'identity_mismatch']);

/** Failures that say less than any other: nobody is known to vouch, and something else is wrong besides. */
const NOBODY = new Set(['unknown_kid', 'unsigned']);

/** Verifies a release in this browser; with its place in the log where a key of the log is pinned. */
export function verifyHere(question: HereQuestion): HereVerdict {
  const { release, name, pinned, listed, now, log } = question;
  const { document, hash, signatures, log_index } = release;
  const asked = toAsked(question);
  // A pin that was damaged in storage counts as none.
  const usable = pinned.filter(({ public_key }) => findThumbprint(public_key) !== undefined);
  const trust = createTrust(usable.map((key) => narrow(key, listed)));
  const isLogTrusted = usable.some(isLogPin);
  const isLogChecked = isLogTrusted && log !== undefined;
  const claim = { name, version: asked.version, document, claimedHash: hash, signatures, log_index };
  const evidence = isLogChecked ? { log: log.shown } : {};
  const options = { now, ...(isLogChecked && { log: { remembered: log.remembered } }) };
  const made = verifyRelease({ ...claim, ...evidence }, trust, options).checks;
  const unmade = isLogTrusted && !isLogChecked ? [UNMADE] : [];
  const checks = [...made, ...unmade, ...asked.failed];
  const failed = findHeadline(checks);
  const isVerified = failed === undefined;
  const [key] = isVerified ? findVouchingKeys({ ...claim, ...evidence }, trust, options) : [];
  const isForked = failed?.code === 'log_fork' || failed?.code === 'log_rollback';
  return {
    state: failed === undefined ? 'verified' : toState(failed.code),
    headline: failed?.code && VERIFY_ERRORS[failed.code],
    code: failed?.code,
    checks,
    digest: digestOf(document),
    key: key && { kid: key.kid, thumbprint: key.thumbprint, pinnedAt: pinnedAt(key.kid, pinned) },
    changed: pinned.filter((each) => isChanged(each, listed)).map(({ kid }) => kid),
    isLogTrusted,
    accepted: isVerified && isLogChecked ? log.shown?.checkpoint : undefined,
    forkEvidence: isForked && isLogChecked ? findForkEvidence(log, trust, now) : undefined,
  };
}

/** A check that is owed and could not be made. */
const UNMADE: Check = {
  name: 'log_inclusion',
  ok: false,
  detail: 'The proof of its place in the log could not be fetched. Verify again when the registry can be reached.',
};

/** The failure that says most. */
function findHeadline(checks: readonly Check[]): Check | undefined {
  const failed = checks.filter(({ ok }) => !ok);
  return (
    failed.find(({ code }) => code !== undefined && BYTES.has(code)) ??
    failed.find(({ code }) => code !== undefined && !NOBODY.has(code)) ??
    failed[0]
  );
}

/** The version that the answer must be; and a failed check where it is outside the range that was asked for. */
function toAsked({ selector: text, version }: HereQuestion): { version: string; failed: Check[] } {
  const selector = text === undefined ? undefined : parseSelector(text);
  if (selector?.type === 'version') return { version: selector.value, failed: [] };
  if (selector?.type !== 'range') return { version, failed: [] };
  const candidates = [{ version, prerelease: false, yanked: false }];
  const choice = resolveSelector(selector, { candidates, channels: {}, includePrerelease: true });
  const detail = `Asked for ${selector.value}; the registry answered ${version}.`;
  return { version, failed: choice.ok ? [] : [{ name: 'identity', ok: false, code: 'identity_mismatch', detail }] };
}

function toState(code: Check['code']): HereVerdict['state'] {
  if (code === undefined) return 'unavailable';
  if (code === 'unsigned') return 'unsigned';
  return code === 'unknown_kid' ? 'unknown_key' : 'invalid';
}

/** A pinned key with what the registry says against it; nothing in its favour. */
function narrow(key: PinnedKey, listed: readonly TrustedKey[]) {
  const same = listed.find(({ kid, public_key }) => kid === key.kid && public_key === key.public_key);
  const revoked = same?.status === 'revoked';
  return {
    kid: key.kid,
    public_key: key.public_key,
    ...(key.role !== undefined && { role: key.role }),
    ...(key.scope !== undefined && { scope: key.scope }),
    ...(revoked && { status: 'revoked' as const, last_valid_index: same.last_valid_index ?? -1 }),
  };
}

function isChanged({ kid, public_key }: PinnedKey, listed: readonly TrustedKey[]): boolean {
  const same = listed.find((key) => key.kid === kid);
  return same !== undefined && same.public_key !== public_key;
}

function pinnedAt(kid: string, pinned: readonly PinnedKey[]): string {
  return pinned.find((key) => key.kid === kid)?.pinned_at ?? '';
}

/** A public key's RFC 7638 thumbprint, computed here; undefined for bytes that are no key. */
export function findThumbprint(publicKey: string): string | undefined {
  try {
    return thumbprintOf(importPublicKey(parseWireBase64(publicKey, 32)));
  } catch {
    return undefined;
  }
}
