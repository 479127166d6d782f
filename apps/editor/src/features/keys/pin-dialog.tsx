// Trusting a key in this browser: never silently, and never without its thumbprint before one's eyes.
import type { TrustedKey } from '@action-registry/schema';
import { Banner } from '../../components/banner.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Thumbprint } from '../../components/signing-key/thumbprint.js';
import { showToast } from '../../components/toast.js';
import { messages } from '../../lib/messages/common.js';
import { keyMessages, trustedMessages as words } from '../../lib/messages/keys.js';
import { verifyMessages } from '../../lib/messages/verify.js';
import { pinKeys, toPin, usePinnedKeys } from '../../lib/pinned-keys.js';
import { findThumbprint } from '../../lib/verify-here.js';

/** The dialog; the thumbprint is computed here, from the bytes that would be trusted. */
export function PinDialog({ listed, onClose }: { listed: TrustedKey; onClose: () => void }) {
  const { kid, public_key } = listed;
  const isReplacing = usePinnedKeys().some((pin) => pin.kid === kid && pin.public_key !== public_key);
  const thumbprint = findThumbprint(public_key);
  const submit = (): void => {
    if (thumbprint === undefined) return;
    pinKeys([toPin(listed)], new Date());
    onClose();
    showToast({ tone: 'good', title: words.pinDone(kid) });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={submit}
      title={words.pinTitle(kid)}
      description={listed.role === 'log' ? words.pinLogBody : words.pinBody}
      footer={
        <>
          <Button onClick={onClose}>{messages.cancel}</Button>
          <Button type="submit" variant={isReplacing ? 'danger' : 'primary'}>
            {words.pinDo}
          </Button>
        </>
      }
    >
      {isReplacing && (
        <Banner tone="danger" title={words.changed}>
          {words.pinReplaces}
        </Banner>
      )}
      <Thumbprint kid={kid} thumbprint={thumbprint ?? '–'} />
      <p className="field-hint">
        {keyMessages.mayDo(listed)}. {verifyMessages.trustWhere}
      </p>
    </Dialog>
  );
}
