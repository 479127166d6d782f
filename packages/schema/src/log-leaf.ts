// The public leaves of the log as data, for whoever replays it. Every field is a promise (docs/protocol.md): a leaf with one
// field more or less is none of these.
import { z } from 'zod';
import { KeyId, KeyRole, PublicKey, SignatureText } from './key.js';
import { LogHash } from './log.js';

const LOG_ORIGIN_CHARACTERS_MAX = 2_000;
const v = z.literal(1);
const release = { v, name: z.string(), version: z.string() };
const signatures = z.array(z.strictObject({ kid: KeyId, sig: SignatureText }));
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'must be sha256: and 64 hex digits');

/** A leaf of public facts, by `type`; a leaf of any other shape is malformed. */
export const LogLeaf = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('release.publish'), ...release, digest, signatures }),
  z.strictObject({ type: z.literal('release.resign'), ...release, digest, signatures }),
  z.strictObject({
    type: z.literal('release.deprecate'),
    ...release,
    reason: z.string(),
    severity: z.enum(['notice', 'unsafe']),
    replaced_by: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('release.undeprecate'), ...release }),
  z.strictObject({ type: z.literal('release.yank'), ...release, reason: z.string() }),
  z.strictObject({ type: z.literal('release.unyank'), ...release }),
  z.strictObject({
    type: z.literal('channel.move'),
    v,
    name: z.string(),
    channel: z.string(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    pinned: z.boolean(),
  }),
  z.strictObject({
    type: z.literal('key.add'),
    v,
    kid: KeyId,
    alg: z.literal('ed25519'),
    public_key: PublicKey,
    role: KeyRole,
    scope: z.array(z.string()).nullable(),
    valid_from: z.string().nullable(),
    valid_until: z.string().nullable(),
  }),
  z.strictObject({ type: z.literal('key.retire'), v, kid: KeyId }),
  z.strictObject({
    type: z.literal('key.revoke'),
    v,
    kid: KeyId,
    reason: z.string(),
    last_valid_index: z.int().min(-1),
    signatures,
  }),
  z.strictObject({ type: z.literal('namespace.claim'), v, namespace: z.string(), workspace: z.string() }),
  z.strictObject({
    type: z.literal('namespace.transfer'),
    v,
    namespace: z.string(),
    from: z.string(),
    to: z.string(),
  }),
  z.strictObject({
    type: z.literal('log.restart'),
    v,
    origin: z.string().min(1).max(LOG_ORIGIN_CHARACTERS_MAX),
    previous_origin: z.string().min(1).max(LOG_ORIGIN_CHARACTERS_MAX),
    previous_size: z.int().nonnegative(),
    previous_root: LogHash,
    reason: z.string(),
  }),
  z.strictObject({ type: z.literal('catalogue.put'), v, device_model: z.string(), version: z.string(), digest }),
  z.strictObject({ type: z.literal('private'), v, commitment: digest }),
]);
export type LogLeaf = z.infer<typeof LogLeaf>;
