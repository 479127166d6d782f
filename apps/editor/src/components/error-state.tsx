// A view's failure in words: what, why, the next step, and the request's id to quote.
import { CircleAlert, LogIn, WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { toCallError } from '../lib/errors.js';
import { messages } from '../lib/messages/common.js';
import { errorMessages } from '../lib/messages/errors.js';
import { requestSignIn } from '../lib/session.js';
import { Button } from './button.js';
import { CopyButton } from './copy-button.js';
import { EmptyState } from './empty-state.js';
import type { IconGlyph } from './icon.js';

type ErrorStateProps = {
  error: unknown;
  /** What failed, in one sentence; the registry's own words come below it. */
  title?: string | undefined;
  icon?: IconGlyph | undefined;
  actions?: ReactNode;
  children?: ReactNode;
};

/** An error in place of what it kept from being shown; one for want of a session offers to sign in. */
export function ErrorState({ error, title, icon, actions, children }: ErrorStateProps) {
  const { code, message, requestId } = toCallError(error);
  if (code === 'UNAUTHENTICATED') return <SignInState title={title} />;
  const isOffline = code === 'OFFLINE';
  return (
    <EmptyState
      icon={icon ?? (isOffline ? WifiOff : CircleAlert)}
      tone={isOffline ? 'neutral' : 'danger'}
      title={title ?? (isOffline ? errorMessages.offlineTitle : errorMessages.failedTitle)}
      actions={actions}
    >
      <p>{isOffline ? errorMessages.offline : message}</p>
      {children}
      {requestId !== undefined && (
        <p className="request-id">
          <code>{messages.requestId(requestId)}</code>
          <CopyButton value={requestId} label={messages.copyRequestId} />
        </p>
      )}
    </EmptyState>
  );
}

/** In place of what one has to sign in for. */
export function SignInState({ title }: { title?: string | undefined }) {
  return (
    <EmptyState
      icon={LogIn}
      title={title ?? errorMessages.signInTitle}
      actions={
        <Button variant="primary" icon={LogIn} onClick={() => requestSignIn()}>
          {messages.signIn}
        </Button>
      }
    >
      <p>{errorMessages.signIn}</p>
    </EmptyState>
  );
}
