// Procedures of browser sessions.
import { CreateLink, Session, SignIn, SignInLink, SwitchWorkspace } from '@action-registry/schema';
import { z } from 'zod';
import { createLink, getSession, signIn, signOut, switchWorkspace } from '../services/sessions.js';
import { callerProcedure, procedure, router } from '../trpc.js';

const Nothing = z.strictObject({}).optional();

/** sessions.* */
export const sessionsRouter = router({
  signIn: procedure({ permission: 'none', limit: 'sign_ins', rest: { method: 'POST', path: '/sessions' } })
    .input(SignIn)
    .output(Session)
    .mutation(({ ctx, input }) => signIn(ctx, input)),
  createLink: callerProcedure({ permission: 'members:manage', rest: { method: 'POST', path: '/sessions/links' } })
    .input(CreateLink.default({}))
    .output(SignInLink)
    .mutation(({ ctx, input }) => createLink(ctx, input)),
  current: procedure({ permission: 'none', rest: { method: 'GET', path: '/sessions/current' } })
    .input(Nothing)
    .output(Session)
    .query(({ ctx }) => getSession(ctx)),
  switchWorkspace: procedure({ permission: 'none', rest: { method: 'PUT', path: '/sessions/current/workspace' } })
    .input(SwitchWorkspace)
    .output(Session)
    .mutation(({ ctx, input }) => switchWorkspace(ctx, input)),
  signOut: procedure({ permission: 'none', rest: { method: 'DELETE', path: '/sessions/current' } })
    .input(Nothing)
    .output(Session)
    .mutation(({ ctx }) => signOut(ctx)),
});
