// Workspaces and the namespaces they own. A namespace changes hands only when both sides say so (model.md §6).
import { z } from 'zod';
import { ApiKey } from './api-key.js';
import { LIMITS } from './limits.js';
import { Namespace, Timestamp } from './names.js';
import { PageInput, pageOf } from './page.js';
import { Role } from './permission.js';

/** A workspace's permanent short name. */
export const WorkspaceSlug = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,38}[a-z0-9]$/, 'must be 2 to 40 lower-case letters, digits and hyphens');
export type WorkspaceSlug = z.infer<typeof WorkspaceSlug>;

const WorkspaceName = z.string().trim().min(1).max(LIMITS.titleCharacters);

/** A workspace as those in it see it. */
export const Workspace = z.object({ slug: WorkspaceSlug, name: z.string(), created_at: Timestamp });
export type Workspace = z.infer<typeof Workspace>;

/** A workspace that the caller may change to; `role` is a person's. */
export const WorkspaceChoice = z.object({ slug: WorkspaceSlug, name: z.string(), role: Role.optional() });
export type WorkspaceChoice = z.infer<typeof WorkspaceChoice>;

/** The answer to `workspaces.current`: where the caller is, and (for a person) where else they may go. */
export const CurrentWorkspace = z.object({ workspace: Workspace, choices: z.array(WorkspaceChoice) });
export type CurrentWorkspace = z.infer<typeof CurrentWorkspace>;

/** Input of `workspaces.create`, for operators. */
export const CreateWorkspace = z.strictObject({ slug: WorkspaceSlug, name: WorkspaceName });
export type CreateWorkspace = z.infer<typeof CreateWorkspace>;

/** A new workspace with its first admin API key, whose `secret` is shown this once. */
export const CreatedWorkspace = z.object({ workspace: Workspace, api_key: ApiKey, secret: z.string() });
export type CreatedWorkspace = z.infer<typeof CreatedWorkspace>;

/** Input of `workspaces.update`: the caller's workspace gets another name; its slug is permanent. */
export const UpdateWorkspace = z.strictObject({ name: WorkspaceName });
export type UpdateWorkspace = z.infer<typeof UpdateWorkspace>;

/** A transfer that one side offered and the other has not answered. */
export const NamespaceOffer = z.object({
  namespace: Namespace,
  from: WorkspaceSlug,
  to: WorkspaceSlug,
  offered_by: z.string(),
  offered_at: Timestamp,
});
export type NamespaceOffer = z.infer<typeof NamespaceOffer>;

/** A namespace of the caller's workspace; `actions` counts the published ones, `offer` is the transfer under way. */
export const OwnedNamespace = z.object({
  namespace: Namespace,
  claimed_at: Timestamp,
  log_index: z.int().nonnegative(),
  actions: z.int().nonnegative(),
  offer: NamespaceOffer.optional(),
});
export type OwnedNamespace = z.infer<typeof OwnedNamespace>;

/** Input of `workspaces.namespaces`. */
export const ListNamespaces = z.strictObject(PageInput);
export type ListNamespaces = z.infer<typeof ListNamespaces>;

/** The namespaces of the caller's workspace in order of name; `offers` are those that others offer it. */
export const NamespacePage = pageOf(OwnedNamespace).extend({ offers: z.array(NamespaceOffer) });
export type NamespacePage = z.infer<typeof NamespacePage>;

/** Input of `workspaces.transferNamespace`: offers a namespace of the caller's to the workspace `to`. */
export const TransferNamespace = z.strictObject({ namespace: Namespace, to: WorkspaceSlug });
export type TransferNamespace = z.infer<typeof TransferNamespace>;

/** Input of `workspaces.answerTransfer`: the receiver accepts or declines, the giver takes the offer back (`accept: false`). */
export const AnswerTransfer = z.strictObject({ namespace: Namespace, accept: z.boolean() });
export type AnswerTransfer = z.infer<typeof AnswerTransfer>;

/** Who owns a namespace after a transfer was answered. */
export const NamespaceOwner = z.object({ namespace: Namespace, workspace: WorkspaceSlug });
export type NamespaceOwner = z.infer<typeof NamespaceOwner>;
