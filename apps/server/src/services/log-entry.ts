// Builds the entries that services append to the log: the leaf that is hashed, and the event beside it.

import { randomBytes } from 'node:crypto';
import {
  type PublicLeaf,
  privateCommitment,
  privateLeafText,
  publicLeafText,
  SALT_BYTES,
  toBase64,
} from '@action-registry/core';
import type { LogEntryInput } from '@action-registry/db';
import type { JsonObject, PrivateEventType } from '@action-registry/schema';

/** Who does something, in which workspace (null: what belongs to none), and when. */
export type Act = { actor: string; workspaceId: number | null; at: string };

/** The entry of a public event. */
export function publicEntry(
  leaf: PublicLeaf,
  subject: string,
  { data, ...act }: Act & { data?: JsonObject },
): LogEntryInput {
  return {
    leaf: publicLeafText(leaf),
    type: leaf.type,
    public: true,
    workspace_id: act.workspaceId,
    actor: act.actor,
    at: act.at,
    subject,
    ...(data !== undefined && { data }),
  };
}

/** The entry of a private event: its leaf commits to the event under a fresh salt. */
export function privateEntry(
  event: { type: PrivateEventType; subject: string; data: JsonObject },
  { actor, workspaceId, workspace, at }: { actor: string; workspaceId: number; workspace: string; at: string },
): LogEntryInput {
  const salt = randomBytes(SALT_BYTES);
  const commitment = privateCommitment({ ...event, actor, at, workspace }, salt);
  return {
    ...event,
    leaf: privateLeafText(commitment),
    public: false,
    workspace_id: workspaceId,
    actor,
    at,
    salt: toBase64(salt),
  };
}
