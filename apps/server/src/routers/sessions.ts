// Procedures of browser sessions.
import { Session, SignIn, SignInLink } from '@action-registry/schema';
import { z } from 'zod';
import { createLink, getSession, signIn, signOut } from '../services/sessions.js';
import { callerProcedure, procedure, router } from '../trpc.js';

const Nothing = z.strictObject({}).optional();

/** sessions.* */
export const sessionsRouter = router({
  signIn: procedure({ permission: 'none', limit: 'sign_ins', rest: { method: 'POST', path: '/sessions' } })
    .input(SignIn)
    .output(Session)
    .mutation(({ ctx, input }) => signIn(ctx, input)),
  createLink: callerProcedure({ permission: 'members:manage', rest: { method: 'POST', path: '/sessions/links' } })
    .input(Nothing)
    .output(SignInLink)
    .mutation(({ ctx }) => createLink(ctx)),
  current: procedure({ permission: 'none', rest: { method: 'GET', path: '/sessions/current' } })
    .input(Nothing)
    .output(Session)
    .query(({ ctx }) => getSession(ctx)),
  signOut: procedure({ permission: 'none', rest: { method: 'DELETE', path: '/sessions/current' } })
    .input(Nothing)
    .output(Session)
    .mutation(({ ctx }) => signOut(ctx)),
});
