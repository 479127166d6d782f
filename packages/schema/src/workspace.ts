// Workspaces: who owns namespaces, definitions, API keys, trusted keys and private events.
import { z } from 'zod';

/** A workspace's permanent short name. */
export const WorkspaceSlug = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,38}[a-z0-9]$/, 'must be 2 to 40 lower-case letters, digits and hyphens');
export type WorkspaceSlug = z.infer<typeof WorkspaceSlug>;
