// A one-time link that signs another browser of the caller's in: made on request, shown once, never stored here.
import { useMutation } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { showToast } from '../components/toast.js';
import { toCallError } from '../lib/errors.js';
import { formatDateTime } from '../lib/format.js';
import { shellMessages } from '../lib/messages/shell.js';
import { useTRPC } from '../lib/trpc.js';

const LinkDialog = lazy(() =>
  import('../components/sign-in-link-dialog.js').then((file) => ({ default: file.SignInLinkDialog })),
);

/** Makes links, and the dialog that shows the one just made. */
export function useSignInLink(): { create: () => void; dialog: ReactNode } {
  const trpc = useTRPC();
  const [link, setLink] = useState<{ url: string; expires_at: string } | undefined>();
  const { mutate } = useMutation(
    trpc.sessions.createLink.mutationOptions({
      onSuccess: setLink,
      onError: (error) =>
        showToast({ tone: 'danger', title: shellMessages.linkFailed, body: toCallError(error).message }),
    }),
  );
  const dialog = link !== undefined && (
    <Suspense>
      <LinkDialog
        url={link.url}
        title={shellMessages.linkTitle}
        description={shellMessages.linkBody(formatDateTime(link.expires_at))}
        onClose={() => setLink(undefined)}
      />
    </Suspense>
  );
  return { create: () => mutate(undefined), dialog };
}
