// Actions: a name with its releases and channels, as search, lists and the action page show them.
import { z } from 'zod';
import { RecordedGate } from './comparison.js';
import { KeyId } from './key.js';
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
  /** Every version was yanked. */
  yanked: z.boolean(),
  tags: z.array(z.string()),
  /** The channels that were set by hand; `latest` only where somebody pinned it. */
  channels: z.array(ChannelName),
  /** The keys that signed the latest version. */
  kids: z.array(z.string()),
  published_by: z.string(),
  updated_at: Timestamp,
});
export type ActionItem = z.infer<typeof ActionItem>;

/** What an action's latest version is: in use, advised against, or withdrawn with every other version. */
export const ActionState = z.enum(['active', 'deprecated', 'yanked']);
export type ActionState = z.infer<typeof ActionState>;

/** Input of `actions.search` and `actions.list`; the latter has no `q`. */
export const ListActions = z.strictObject({
  ...PageInput,
  kind: Kind.optional(),
  namespace: Namespace.optional(),
  tag: z.string().min(1).max(LIMITS.tagCharacters).optional(),
  state: ActionState.optional(),
  channel: ChannelName.optional(),
  /** The kid of a key that signed the latest version. */
  key: KeyId.optional(),
  /** Who published the latest version. */
  by: z.string().min(1).max(LIMITS.titleCharacters).optional(),
  /** Matches come best first and then by name; `name` and `updated_at` give one order for all. */
  sort: z.enum(['name', 'updated_at']).optional(),
  dir: z.enum(['asc', 'desc']).optional(),
  /** Counts matches per value of each facet; answered with the first page only. */
  facets: z.boolean().optional(),
});
export type ListActions = z.infer<typeof ListActions>;

/** Input of `actions.search`: every word of `q` must match; without `q` it lists. */
export const SearchActions = ListActions.extend({ q: z.string().max(LIMITS.queryCharacters).optional() });
export type SearchActions = z.infer<typeof SearchActions>;

const Count = z.int().nonnegative();

/** How many actions the filter finds in all, and per value of each facet; `tag` and `key` have their 20 most frequent values. */
export const ActionFacets = z.object({
  total: Count,
  kind: z.partialRecord(Kind, Count),
  state: z.partialRecord(ActionState, Count),
  channel: z.record(z.string(), Count),
  tag: z.record(z.string(), Count),
  key: z.record(z.string(), Count),
});
export type ActionFacets = z.infer<typeof ActionFacets>;

/** A page of actions; `suggestions` are names near `q` when nothing matched. */
export const ActionPage = pageOf(ActionItem).extend({
  suggestions: z.array(z.string()).optional(),
  facets: ActionFacets.optional(),
});
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
  ...RecordedGate.shape,
});
export type VersionState = z.infer<typeof VersionState>;

/** Input of `actions.get`; the cursor walks the versions, newest first. */
export const GetAction = z.strictObject({ ...PageInput, name: ActionName });

/** One action with its versions' states (a page of them, highest first) and channels. */
export const Action = ActionItem.omit({ channels: true }).extend({
  namespace: Namespace,
  model_name: z.string(),
  version_states: z.array(VersionState),
  channels: z.record(ChannelName, Version),
  next_cursor: z.string().optional(),
});
export type Action = z.infer<typeof Action>;
