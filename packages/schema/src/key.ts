// Keys that publishers sign with and that verifiers trust (trust.md §2). Private keys have no shape here: none travels.
import { z } from 'zod';
import { LIMITS } from './limits.js';
import { ActionName, Timestamp } from './names.js';

/** A permanent label that only selects a key; a key's identity is its thumbprint. */
export const KeyId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'must be 1 to 64 of a-z 0-9 . _ -, starting with a letter or digit');
export type KeyId = z.infer<typeof KeyId>;

/** `base64:` and 44 characters: the 32 bytes of an Ed25519 public key. */
export const PublicKey = z
  .string()
  .regex(/^base64:[A-Za-z0-9+/]{43}=$/, 'must be base64: and 44 characters (32 bytes)');

/** `base64:` and 88 characters: the 64 bytes of an Ed25519 signature. */
export const SignatureText = z
  .string()
  .regex(/^base64:[A-Za-z0-9+/]{86}==$/, 'must be base64: and 88 characters (64 bytes)');

/** What a key may sign. `root` signs revocations, `log` checkpoints, `publisher` releases. */
export const KeyRole = z.enum(['root', 'publisher', 'log']);
export type KeyRole = z.infer<typeof KeyRole>;

/** `*`, an action name, or a name followed by `.*`: the names a key may sign. */
export const Scope = z
  .string()
  .max(66)
  .refine(
    (scope) => scope === '*' || ActionName.safeParse(scope.replace(/\.\*$/, '')).success,
    'must be *, an action name, or a name followed by .*',
  );

/** One entry of `TRUSTED_KEYS_JSON`, a pinned trust file, or `keys.add`. Unknown fields are an error. */
export const TrustedKeyEntry = z.strictObject({
  kid: KeyId,
  alg: z.literal('ed25519', 'must be ed25519'),
  public_key: PublicKey,
  role: KeyRole.optional(),
  scope: z.array(Scope).min(1).max(100).optional(),
  status: z.enum(['active', 'retired', 'revoked']).optional(),
  valid_from: Timestamp.nullish(),
  valid_until: Timestamp.nullish(),
  last_valid_index: z.int().min(-1).optional(),
  reason: z.string().max(1_000).optional(),
  comment: z.string().max(1_000).optional(),
});
export type TrustedKeyEntry = z.infer<typeof TrustedKeyEntry>;

/** The seed format: an array of entries. */
export const TrustedKeyFile = z.array(TrustedKeyEntry).max(10_000);

/** A key's state at a moment. Only `revoked` can make an old release fail. */
export const KeyState = z.enum(['active', 'pending', 'expired', 'retired', 'revoked']);
export type KeyState = z.infer<typeof KeyState>;

/** A trusted key as `keys.list` shows it. */
export const TrustedKey = z.object({
  kid: KeyId,
  alg: z.literal('ed25519'),
  public_key: PublicKey,
  thumbprint: z.string(),
  role: KeyRole,
  scope: z.array(z.string()).optional(),
  status: KeyState,
  valid_from: Timestamp.optional(),
  valid_until: Timestamp.optional(),
  last_valid_index: z.int().min(-1).optional(),
  reason: z.string().optional(),
  comment: z.string().optional(),
  origin: z.enum(['config', 'global', 'workspace']),
  workspace: z.string().optional(),
  log_index: z.int().nonnegative().optional(),
  created_at: Timestamp.optional(),
});
export type TrustedKey = z.infer<typeof TrustedKey>;

/** Input of `keys.add`; `proof` is the key's own signature over the admin statement (docs/protocol.md). */
export const AddKey = z.strictObject({
  kid: KeyId,
  public_key: PublicKey,
  role: KeyRole.default('publisher'),
  scope: z.array(Scope).min(1).max(100).optional(),
  valid_from: Timestamp.optional(),
  valid_until: Timestamp.optional(),
  comment: z.string().max(1_000).optional(),
  proof: SignatureText,
});
export type AddKey = z.infer<typeof AddKey>;

/**
 * Input of `keys.revoke`. What the key signed up to `last_valid_index` of the log stays verified, with a warning; −1 leaves
 * nothing. Once a root key is trusted, one of them must have signed the revocation (docs/protocol.md).
 */
export const RevokeKey = z.strictObject({
  kid: KeyId,
  reason: z.string().trim().min(1).max(1_000),
  last_valid_index: z.int().min(-1),
  signatures: z
    .array(z.strictObject({ kid: KeyId, sig: SignatureText }))
    .max(LIMITS.signaturesPerRelease)
    .default([]),
});
export type RevokeKey = z.infer<typeof RevokeKey>;

/** An Ed25519 public key as a JSON Web Key (RFC 8037). */
export const Jwk = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  alg: z.literal('Ed25519'),
  use: z.literal('sig'),
  kid: KeyId,
  x: z.string(),
});
