// Actions: a name with its releases and channels, as search, lists and the action page show them.
import { z } from 'zod';
import { Kind } from './kinds.js';
import { LIMITS } from './limits.js';
import { ActionName, ChannelName, Digest, Namespace, Timestamp, Version } from './names.js';
import { PageInput, pageOf } from './page.js';
import { ReleaseState } from './release.js';

/** One action in a list; `hash` and `verified` are those of the latest version, `versions` counts its releases. */
export const ActionItem = z.object({
  name: ActionName,
  latest_version: Version,
  hash: z.string(),
  versions: z.int().nonnegative(),
  title: z.string().optional(),
  description: z.string().optional(),
  kind: Kind,
  verified: z.boolean().optional(),
  deprecated: z.boolean(),
  tags: z.array(z.string()),
  updated_at: Timestamp,
});
export type ActionItem = z.infer<typeof ActionItem>;

/** Input of `actions.search` and `actions.list`; the latter has no `q`. */
export const ListActions = z.strictObject({
  ...PageInput,
  kind: Kind.optional(),
  namespace: Namespace.optional(),
  tag: z.string().min(1).max(LIMITS.tagCharacters).optional(),
});
export type ListActions = z.infer<typeof ListActions>;

/** Input of `actions.search`: every word of `q` must match; without `q` it lists. */
export const SearchActions = ListActions.extend({ q: z.string().max(LIMITS.queryCharacters).optional() });
export type SearchActions = z.infer<typeof SearchActions>;

/** A page of actions; `suggestions` are names near `q` when nothing matched. */
export const ActionPage = pageOf(ActionItem).extend({ suggestions: z.array(z.string()).optional() });
export type ActionPage = z.infer<typeof ActionPage>;

/** One version's state on the action's page. */
export const VersionState = z.object({
  version: Version,
  hash: Digest,
  created_at: Timestamp,
  published_by: z.string(),
  note: z.string().optional(),
  log_index: z.int().nonnegative(),
  size: z.int().nonnegative(),
  ...ReleaseState.shape,
});
export type VersionState = z.infer<typeof VersionState>;

/** Input of `actions.get`; the cursor walks the versions, newest first. */
export const GetAction = z.strictObject({ ...PageInput, name: ActionName });

/** One action with its versions' states (a page of them, highest first) and channels. */
export const Action = ActionItem.extend({
  namespace: Namespace,
  model_name: z.string(),
  version_states: z.array(VersionState),
  channels: z.record(ChannelName, Version),
  next_cursor: z.string().optional(),
});
export type Action = z.infer<typeof Action>;
