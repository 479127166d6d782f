// Procedures of workspaces, the people in them and the namespaces they own.
import {
  AnswerTransfer,
  CreatedWorkspace,
  CreateWorkspace,
  CurrentWorkspace,
  ListMembers,
  ListNamespaces,
  Member,
  MemberPage,
  NamespaceOffer,
  NamespaceOwner,
  NamespacePage,
  PutMember,
  RemoveMember,
  TransferNamespace,
  UpdateWorkspace,
  Workspace,
} from '@action-registry/schema';
import { z } from 'zod';
import { listMembers, putMember, removeMember } from '../services/members.js';
import { answerTransfer, listNamespaces, offerNamespace } from '../services/namespaces.js';
import { createWorkspace, getCurrentWorkspace, updateWorkspace } from '../services/workspaces.js';
import { callerProcedure, router } from '../trpc.js';

const CURRENT = '/workspaces/current';
const NAMESPACES = `${CURRENT}/namespaces`;
const MEMBERS = `${CURRENT}/members`;

const membersRouter = router({
  list: callerProcedure({ permission: 'definitions:read', rest: { method: 'GET', path: MEMBERS } })
    .input(ListMembers)
    .output(MemberPage)
    .query(({ ctx, input }) => listMembers(ctx, input)),
  put: callerProcedure({ permission: 'members:manage', rest: { method: 'PUT', path: MEMBERS } })
    .input(PutMember)
    .output(Member)
    .mutation(({ ctx, input }) => putMember(ctx, input)),
  remove: callerProcedure({ permission: 'members:manage', rest: { method: 'DELETE', path: `${MEMBERS}/{id}` } })
    .input(RemoveMember)
    .output(Member)
    .mutation(({ ctx, input }) => removeMember(ctx, input)),
});

/** workspaces.* */
export const workspacesRouter = router({
  current: callerProcedure({ permission: 'definitions:read', rest: { method: 'GET', path: CURRENT } })
    .input(z.strictObject({}).optional())
    .output(CurrentWorkspace)
    .query(({ ctx }) => getCurrentWorkspace(ctx)),
  create: callerProcedure({
    permission: 'registry:operate',
    rest: { method: 'POST', path: '/workspaces', status: 201 },
  })
    .input(CreateWorkspace)
    .output(CreatedWorkspace)
    .mutation(({ ctx, input }) => createWorkspace(ctx, input)),
  update: callerProcedure({ permission: 'members:manage', rest: { method: 'PUT', path: CURRENT } })
    .input(UpdateWorkspace)
    .output(Workspace)
    .mutation(({ ctx, input }) => updateWorkspace(ctx, input)),
  namespaces: callerProcedure({ permission: 'definitions:read', rest: { method: 'GET', path: NAMESPACES } })
    .input(ListNamespaces)
    .output(NamespacePage)
    .query(({ ctx, input }) => listNamespaces(ctx, input)),
  transferNamespace: callerProcedure({
    permission: 'members:manage',
    rest: { method: 'POST', path: `${NAMESPACES}/{namespace}/transfer` },
  })
    .input(TransferNamespace)
    .output(NamespaceOffer)
    .mutation(({ ctx, input }) => offerNamespace(ctx, input)),
  answerTransfer: callerProcedure({
    permission: 'members:manage',
    rest: { method: 'POST', path: `${NAMESPACES}/{namespace}/answer` },
  })
    .input(AnswerTransfer)
    .output(NamespaceOwner)
    .mutation(({ ctx, input }) => answerTransfer(ctx, input)),
  members: membersRouter,
});
