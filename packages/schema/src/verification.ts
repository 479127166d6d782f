// The words and codes of verification (trust.md §3): one closed list that server, client, CLI and editor share.
import { z } from 'zod';

/** Each stable code with the words people read. */
export const VERIFY_ERRORS = {
  unsigned: 'Not signed',
  malformed_signature: 'Malformed signature',
  unknown_kid: 'Unknown key id',
  key_not_authorized: 'Key not authorised for this name',
  unsupported_alg: 'Unsupported algorithm',
  key_revoked: 'Key revoked',
  key_not_yet_valid: 'Key not valid yet',
  digest_mismatch: 'Digest mismatch',
  identity_mismatch: 'Name or version mismatch',
  bad_signature: 'Bad signature',
  not_in_log: 'Not in the log',
  bad_inclusion_proof: 'Bad inclusion proof',
  bad_checkpoint: 'Bad checkpoint',
  log_fork: 'Log inconsistent: possible fork',
  log_rollback: 'Log inconsistent: possible fork',
  stale_checkpoint: 'Checkpoint is stale',
} as const;

/** A stable verification code. */
export type VerifyCode = keyof typeof VERIFY_ERRORS;
export const VerifyCode = z.enum(Object.keys(VERIFY_ERRORS) as [VerifyCode, ...VerifyCode[]]);

/** One check and its outcome; `detail` says what was compared. */
export const Check = z.object({ name: z.string(), ok: z.boolean(), code: VerifyCode.optional(), detail: z.string() });
export type Check = z.infer<typeof Check>;

/** The verdict over one release: the headline is the first check that failed. */
export const Verification = z.object({
  verified: z.boolean(),
  verify_error: z.string().optional(),
  verify_code: VerifyCode.optional(),
  checks: z.array(Check),
});
export type Verification = z.infer<typeof Verification>;
