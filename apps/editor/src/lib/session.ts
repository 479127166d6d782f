// Who is signed in, and the wish to sign in: a call that was refused for want of a session opens the sign-in sheet over the
// page, and what was typed there stays.
import type { Caller, Permission } from '@action-registry/schema';
import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { messages } from './messages/common.js';
import { createStore } from './store.js';
import { useTRPC } from './trpc.js';

/** The session as it is known here; `caller` is null for nobody and undefined while it is being asked. */
export type SessionState = {
  caller: Caller | null | undefined;
  can: (permission: Permission) => boolean;
  /** Why the caller may not do what needs `permission`; undefined when they may. */
  whyNot: (permission: Permission) => string | undefined;
};

/** The session, followed. */
export function useSession(): SessionState {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.sessions.current.queryOptions(undefined, { staleTime: 60_000 }));
  const caller = data?.caller;
  const can = (permission: Permission): boolean => caller?.permissions.includes(permission) === true;
  return {
    caller,
    can,
    whyNot: (permission) => {
      if (can(permission)) return undefined;
      return caller == null ? messages.signInFirst : messages.readonlyReason(permission);
    },
  };
}

const wish = createStore<'none' | 'asked' | 'expired'>('none');

/** Opens the sign-in sheet; `expired` says that a session ended while the page was open. */
export function requestSignIn(reason: 'asked' | 'expired' = 'asked'): void {
  if (wish.get() === 'none') wish.set(reason);
}

/** Closes the sign-in sheet. */
export function dismissSignIn(): void {
  wish.set('none');
}

/** Whether the sheet is wanted, and why. */
export function useSignInWish(): 'none' | 'asked' | 'expired' {
  return useSyncExternalStore(wish.subscribe, wish.get);
}
