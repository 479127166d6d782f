// Sessions: how a person's browser stays signed in. A session stands for the API key it was made with, has at most its
// permissions, and ends with it; the cookie itself never travels in an answer's body.
import { z } from 'zod';
import { Timestamp } from './names.js';
import { Permission } from './permission.js';

/** Who is asking, as `system.info` and `sessions.current` say it. */
export const Caller = z.object({
  actor: z.string(),
  name: z.string(),
  workspace: z.string(),
  permissions: z.array(Permission),
});
export type Caller = z.infer<typeof Caller>;

/** Input of `sessions.signIn`: an API key, or the token of a one-time link (one of the two). */
export const SignIn = z
  .strictObject({ api_key: z.string().min(1).max(200).optional(), link_token: z.string().min(1).max(200).optional() })
  .refine(
    (input) => (input.api_key === undefined) !== (input.link_token === undefined),
    'give either api_key or link_token',
  );
export type SignIn = z.infer<typeof SignIn>;

/** The caller's session; `caller` is null for nobody, `expires_at` null where the credential is an API key itself. */
export const Session = z.object({ caller: Caller.nullable(), expires_at: Timestamp.nullable() });
export type Session = z.infer<typeof Session>;

/** A link that signs one browser in, once, until it expires. The token is in the fragment, which browsers do not send. */
export const SignInLink = z.object({ url: z.string(), expires_at: Timestamp });
export type SignInLink = z.infer<typeof SignInLink>;
