// People in a workspace. A person is who their identity provider says they are: the token's issuer and subject.
import { z } from 'zod';
import { LIMITS } from './limits.js';
import { Timestamp } from './names.js';
import { PageInput, pageOf } from './page.js';
import { Role } from './permission.js';

/** `issuer|subject` of a person's OIDC tokens; without an issuer, of the one that the registry is configured with. */
export const MemberSubject = z
  .string()
  .min(1)
  .max(500)
  .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces, such as https://id.example.org|248289761001');
export type MemberSubject = z.infer<typeof MemberSubject>;

/** A member; `actor` is what the log says of them. */
export const Member = z.object({
  id: z.int().positive(),
  actor: z.string(),
  subject: MemberSubject,
  name: z.string().optional(),
  role: Role,
  added_by: z.string(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type Member = z.infer<typeof Member>;

/** Input of `workspaces.members.put`: adds a person or changes their role. Nobody gives a right they lack. */
export const PutMember = z.strictObject({
  subject: MemberSubject,
  name: z.string().trim().min(1).max(LIMITS.titleCharacters).optional(),
  role: Role,
});
export type PutMember = z.infer<typeof PutMember>;

/** Input of `workspaces.members.remove`. */
export const RemoveMember = z.strictObject({ id: z.int().positive() });
export type RemoveMember = z.infer<typeof RemoveMember>;

/** Input of `workspaces.members.list`, in order of id. */
export const ListMembers = z.strictObject(PageInput);
export type ListMembers = z.infer<typeof ListMembers>;
export const MemberPage = pageOf(Member);
export type MemberPage = z.infer<typeof MemberPage>;
