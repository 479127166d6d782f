// Signing in: with an API key, or with a one-time link, whose token is in the fragment, which browsers do not send; it is
// taken out of the address before it is used.
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Banner } from '../../components/banner.js';
import { LinkButton } from '../../components/button.js';
import { Logo } from '../../components/logo.js';
import { PageHead } from '../../components/page-head.js';
import { Skeleton } from '../../components/skeleton.js';
import { toCallError } from '../../lib/errors.js';
import { messages } from '../../lib/messages/common.js';
import { signInMessages } from '../../lib/messages/sign-in.js';
import { useRouteReady } from '../../lib/route-ready.js';
import '../../styles/features/sign-in.css';
import { SignInForm, useSignIn } from './sign-in-form.js';

/** The sign-in page. */
export function Page() {
  const { to } = useSearch({ from: '/sign-in' });
  const router = useRouter();
  const navigate = useNavigate();
  const leave = (): void => {
    if (to === undefined) void navigate({ to: '/library', replace: true });
    else router.history.replace(router.history.createHref(`/app${to}`));
  };
  const link = useLinkToken(leave);
  useRouteReady(!link.isPending);
  return (
    <div className="sign-in">
      <div className="sign-in-card">
        <p className="sign-in-brand">
          <Logo size={28} />
          {messages.appName}
        </p>
        <PageHead title={signInMessages.title}>
          <p className="muted">{signInMessages.lead}</p>
        </PageHead>
        {link.error !== undefined && (
          <Banner tone="danger" title={signInMessages.linkFailed} live>
            {link.error}
          </Banner>
        )}
        {link.isPending ? (
          <>
            <p role="status">{signInMessages.withLink}</p>
            <Skeleton lines={2} />
          </>
        ) : (
          <SignInForm onDone={leave} />
        )}
        <details className="sign-in-help">
          <summary>{signInMessages.where}</summary>
          <p>
            {signInMessages.whereBody} <code>{signInMessages.whereFile}</code>
          </p>
          <p>{signInMessages.whereLink}</p>
        </details>
        <LinkButton to="/library" variant="ghost">
          {signInMessages.read}
        </LinkButton>
      </div>
    </div>
  );
}

function useLinkToken(onDone: () => void): { isPending: boolean; error: string | undefined } {
  const { mutate, isPending, error } = useSignIn(onDone);
  const isTaken = useRef(false);
  useEffect(() => {
    const token = new URLSearchParams(window.location.hash.slice(1)).get('token');
    if (token === null || isTaken.current) return;
    isTaken.current = true;
    window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
    mutate({ link_token: token });
  }, [mutate]);
  return { isPending, error: error === null ? undefined : toCallError(error).message };
}
