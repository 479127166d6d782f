// The exact text of a public log leaf. Verifiers rebuild it from facts they checked themselves (P-34), so its fields
// and their spelling are a promise: a new fact needs a new type or a new `v`, never another field here (P-30).
import { type KeyRole, LIMITS } from '@action-registry/schema';
import { canonicalize } from './canonical-json.js';
import { toUtf8 } from './utf8.js';

/** A signature as leaves hold it; `sig` is `base64:` and 88 characters. */
export type LeafSignature = { kid: string; sig: string };

type ReleaseId = { name: string; version: string };
type SignedRelease = ReleaseId & { digest: string; signatures: LeafSignature[] };

/** What the leaf of each type holds besides `type` and `v`; times are ISO 8601 UTC. */
type LeafFacts = {
  'release.publish': SignedRelease;
  'release.resign': SignedRelease;
  'release.deprecate': ReleaseId & { reason: string; severity: 'notice' | 'unsafe'; replaced_by?: string };
  'release.undeprecate': ReleaseId;
  'release.yank': ReleaseId & { reason: string };
  'release.unyank': ReleaseId;
  'channel.move': { name: string; channel: string; from: string | null; to: string | null; pinned: boolean };
  'key.add': {
    kid: string;
    alg: 'ed25519';
    public_key: string;
    role: KeyRole;
    scope: string[] | null;
    valid_from: string | null;
    valid_until: string | null;
  };
  'key.retire': { kid: string };
  'key.revoke': { kid: string; reason: string; last_valid_index: number; signatures: LeafSignature[] };
  'namespace.claim': { namespace: string; workspace: string };
  'namespace.transfer': { namespace: string; from: string; to: string };
  'log.restart': {
    origin: string;
    previous_origin: string;
    previous_size: number;
    previous_root: string;
    reason: string;
  };
  'catalogue.put': { device_model: string; version: string; digest: string };
};

/** The public facts of one log entry, by `type` (model.md §5). */
export type PublicLeaf = { [Type in keyof LeafFacts]: { type: Type; v: 1 } & LeafFacts[Type] }[keyof LeafFacts];

const FIELDS: { [Type in keyof LeafFacts]: readonly (keyof LeafFacts[Type])[] } = {
  'release.publish': ['name', 'version', 'digest', 'signatures'],
  'release.resign': ['name', 'version', 'digest', 'signatures'],
  'release.deprecate': ['name', 'version', 'reason', 'severity', 'replaced_by'],
  'release.undeprecate': ['name', 'version'],
  'release.yank': ['name', 'version', 'reason'],
  'release.unyank': ['name', 'version'],
  'channel.move': ['name', 'channel', 'from', 'to', 'pinned'],
  'key.add': ['kid', 'alg', 'public_key', 'role', 'scope', 'valid_from', 'valid_until'],
  'key.retire': ['kid'],
  'key.revoke': ['kid', 'reason', 'last_valid_index', 'signatures'],
  'namespace.claim': ['namespace', 'workspace'],
  'namespace.transfer': ['namespace', 'from', 'to'],
  'log.restart': ['origin', 'previous_origin', 'previous_size', 'previous_root', 'reason'],
  'catalogue.put': ['device_model', 'version', 'digest'],
};
const OPTIONAL_FIELD = 'replaced_by';

/**
 * The canonical text of a public leaf. Signatures stand in order of their kid, so that no storage order can change it
 * (P-31). Throws `TypeError` on a missing or foreign field, `RangeError` from 65,536 UTF-8 bytes on (C2SP tlog-tiles'
 * bound, P-32).
 */
export function publicLeafText(leaf: PublicLeaf): string {
  assertFields(leaf);
  const text = canonicalize('signatures' in leaf ? { ...leaf, signatures: sortSignatures(leaf.signatures) } : leaf);
  if (toUtf8(text).length > LIMITS.leafBytes) throw new RangeError(`a log leaf has at most ${LIMITS.leafBytes} bytes`);
  return text;
}

/** A row with one column too many must not slip into a leaf unseen; types do not stop that. */
function assertFields(leaf: PublicLeaf): void {
  const fields: readonly string[] = ['type', 'v', ...FIELDS[leaf.type]];
  const foreign = Object.keys(leaf).filter((field) => !fields.includes(field));
  const missing = fields.filter((field) => field !== OPTIONAL_FIELD && !Object.hasOwn(leaf, field));
  if (foreign.length + missing.length > 0) {
    throw new TypeError(`leaf ${leaf.type}: missing [${missing.join()}], foreign [${foreign.join()}]`);
  }
}

function sortSignatures(signatures: readonly LeafSignature[]): LeafSignature[] {
  return signatures
    .map(({ kid, sig }) => ({ kid, sig }))
    .sort((a, b) => compare(a.kid, b.kid) || compare(a.sig, b.sig));
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
