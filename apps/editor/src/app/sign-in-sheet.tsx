// Signing in over the page that asked for it: nothing behind it is left or lost.
import { Dialog } from '../components/dialog.js';
import { SignInForm } from '../features/sign-in/sign-in-form.js';
import { signInMessages } from '../lib/messages/sign-in.js';
import { dismissSignIn } from '../lib/session.js';

/** The sheet; `reason` says whether a session ended or somebody asked for one. */
export function SignInSheet({ reason }: { reason: 'asked' | 'expired' }) {
  const isExpired = reason === 'expired';
  return (
    <Dialog
      open
      size="s"
      onClose={dismissSignIn}
      title={isExpired ? signInMessages.again : signInMessages.title}
      description={isExpired ? signInMessages.expiredBody : signInMessages.askedBody}
    >
      <SignInForm onDone={dismissSignIn} />
    </Dialog>
  );
}
