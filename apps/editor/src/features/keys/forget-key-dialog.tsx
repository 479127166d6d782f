// Deleting a key of this browser, with what that means said first.
import { useState } from 'react';
import { Banner } from '../../components/banner.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Thumbprint } from '../../components/signing-key/thumbprint.js';
import { showToast } from '../../components/toast.js';
import { toCallError } from '../../lib/errors.js';
import { messages } from '../../lib/messages/common.js';
import { keyMessages, signingMessages as words } from '../../lib/messages/keys.js';
import { forgetKey, type SigningKey } from '../../lib/signing-keys.js';

/** The dialog. */
export function ForgetKeyDialog({ signingKey, onClose }: { signingKey: SigningKey; onClose: () => void }) {
  const { kid, thumbprint, is_backed_up } = signingKey;
  const [error, setError] = useState<unknown>();
  const submit = (): void => {
    forgetKey(kid).then(() => {
      onClose();
      showToast({ tone: 'good', title: words.deleted(kid) });
    }, setError);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={submit}
      title={words.deleteTitle(kid)}
      description={words.deleteBody}
      footer={
        <>
          <Button data-autofocus onClick={onClose}>
            {messages.cancel}
          </Button>
          <Button type="submit" variant="danger">
            {words.deleteDo}
          </Button>
        </>
      }
    >
      {error !== undefined && (
        <Banner tone="danger" title={keyMessages.failed} live>
          {toCallError(error).message}
        </Banner>
      )}
      <Banner tone={is_backed_up ? 'info' : 'danger'} title={is_backed_up ? words.deleteKept : words.deleteLost}>
        {words.deleteStands}
      </Banner>
      <Thumbprint kid={kid} thumbprint={thumbprint} />
    </Dialog>
  );
}
