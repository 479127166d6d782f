// Requests to have the registry trust a signing key, from those who may publish to those who manage keys.
import { z } from 'zod';
import { AddKey } from './key.js';
import { Timestamp } from './names.js';
import { PageInput, pageOf } from './page.js';

/** Input of `keys.request`: what `keys.add` will be given, proof included. */
export const RequestKey = AddKey;
export type RequestKey = z.infer<typeof RequestKey>;

/** How a request stands; only a pending one can be answered. */
export const KeyRequestStatus = z.enum(['pending', 'accepted', 'declined']);
export type KeyRequestStatus = z.infer<typeof KeyRequestStatus>;

/** A request of the caller's workspace. */
export const KeyRequest = z.object({
  id: z.int().positive(),
  key: AddKey,
  thumbprint: z.string(),
  status: KeyRequestStatus,
  requested_by: z.string(),
  created_at: Timestamp,
  decided_by: z.string().optional(),
  decided_at: Timestamp.optional(),
});
export type KeyRequest = z.infer<typeof KeyRequest>;

/** Input of `keys.listRequests`, newest first. */
export const ListKeyRequests = z.strictObject({ ...PageInput, status: KeyRequestStatus.optional() });
export type ListKeyRequests = z.infer<typeof ListKeyRequests>;
export const KeyRequestPage = pageOf(KeyRequest);
export type KeyRequestPage = z.infer<typeof KeyRequestPage>;

/** Input of `keys.decideRequest`: accepting does what `keys.add` does. */
export const DecideKeyRequest = z.strictObject({ id: z.int().positive(), accept: z.boolean() });
export type DecideKeyRequest = z.infer<typeof DecideKeyRequest>;
