// Sessions: how a person's browser stays signed in. A session stands for the API key or the member it was made for, has at
// most their permissions, and ends with them; the cookie itself never travels in an answer's body.
import { z } from 'zod';
import { Scope } from './key.js';
import { Timestamp } from './names.js';
import { Permission, Role } from './permission.js';
import { WorkspaceSlug } from './workspace.js';

/** Who is asking, as `system.info` and `sessions.current` say it; `role` is a person's, `name_globs` an API key's. */
export const Caller = z.object({
  actor: z.string(),
  name: z.string(),
  workspace: z.string(),
  permissions: z.array(Permission),
  role: Role.optional(),
  name_globs: z.array(Scope).optional(),
});
export type Caller = z.infer<typeof Caller>;

const TOKEN_CHARACTERS_MAX = 16_384;

/**
 * Input of `sessions.signIn`: an API key, the token of a one-time link, or a token of the identity provider (one of the
 * three); `workspace` beside the last says where, for people who are in several.
 */
export const SignIn = z
  .strictObject({
    api_key: z.string().min(1).max(200).optional(),
    link_token: z.string().min(1).max(200).optional(),
    token: z.string().min(1).max(TOKEN_CHARACTERS_MAX).optional(),
    workspace: WorkspaceSlug.optional(),
  })
  .refine(
    ({ api_key, link_token, token }) => [api_key, link_token, token].filter((each) => each !== undefined).length === 1,
    'give one of api_key, link_token and token',
  )
  .refine(
    ({ token, workspace }) => workspace === undefined || token !== undefined,
    'workspace goes with token: keys and links have theirs',
  );
export type SignIn = z.infer<typeof SignIn>;

/** The caller's session; `caller` is null for nobody, `expires_at` null where the credential is an API key itself. */
export const Session = z.object({ caller: Caller.nullable(), expires_at: Timestamp.nullable() });
export type Session = z.infer<typeof Session>;

/** A link that signs one browser in, once, until it expires. The token is in the fragment, which browsers do not send. */
export const SignInLink = z.object({ url: z.string(), expires_at: Timestamp });
export type SignInLink = z.infer<typeof SignInLink>;

/** Input of `sessions.createLink`: for the caller, or for a member of the workspace whose rights the caller has all of. */
export const CreateLink = z.strictObject({ member_id: z.int().positive().optional() });
export type CreateLink = z.infer<typeof CreateLink>;

/** Input of `sessions.switchWorkspace`: another workspace of the person whose session this is. */
export const SwitchWorkspace = z.strictObject({ workspace: WorkspaceSlug });
export type SwitchWorkspace = z.infer<typeof SwitchWorkspace>;
