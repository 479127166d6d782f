// API keys as those who manage them see them. A secret is in one answer only, the one that made it (model.md §6).
import { z } from 'zod';
import { Scope } from './key.js';
import { LIMITS } from './limits.js';
import { Timestamp } from './names.js';
import { PageInput, pageOf } from './page.js';
import { Permission } from './permission.js';

/** Days that an API key works when nobody says how long. */
export const API_KEY_DAYS_DEFAULT = 90;

/** Whether a key works; what is revoked or expired never works again. */
export const ApiKeyStatus = z.enum(['active', 'expired', 'revoked']);
export type ApiKeyStatus = z.infer<typeof ApiKeyStatus>;

/**
 * An API key without its secret. `key_prefix` is the part that may be shown; `name_globs` are the action names that it may
 * write (absent: all); `expires_at` null means never.
 */
export const ApiKey = z.object({
  id: z.int().positive(),
  name: z.string(),
  key_prefix: z.string(),
  permissions: z.array(Permission),
  name_globs: z.array(z.string()).optional(),
  status: ApiKeyStatus,
  created_by: z.string(),
  created_at: Timestamp,
  expires_at: Timestamp.nullable(),
  last_used_at: Timestamp.optional(),
  revoked_at: Timestamp.optional(),
  revoked_by: z.string().optional(),
});
export type ApiKey = z.infer<typeof ApiKey>;

/**
 * Input of `apiKeys.create`. A key has no right that its maker lacks and does not outlive them. Without `expires_at` it works
 * for 90 days; null asks for one that never expires.
 */
export const CreateApiKey = z.strictObject({
  name: z.string().trim().min(1).max(LIMITS.nameCharacters),
  permissions: z.array(Permission).min(1).max(Permission.options.length),
  name_globs: z.array(Scope).min(1).max(LIMITS.listEntries).optional(),
  expires_at: Timestamp.nullable().optional(),
});
export type CreateApiKey = z.infer<typeof CreateApiKey>;

/** A new key; `secret` is shown this once and stored nowhere. */
export const CreatedApiKey = z.object({ api_key: ApiKey, secret: z.string() });
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;

/** Input of `apiKeys.list`, newest first. */
export const ListApiKeys = z.strictObject({ ...PageInput, status: ApiKeyStatus.optional() });
export type ListApiKeys = z.infer<typeof ListApiKeys>;
export const ApiKeyPage = pageOf(ApiKey);
export type ApiKeyPage = z.infer<typeof ApiKeyPage>;

/** Input of `apiKeys.revoke`; revoking again changes nothing. */
export const RevokeApiKey = z.strictObject({ id: z.int().positive() });
export type RevokeApiKey = z.infer<typeof RevokeApiKey>;
