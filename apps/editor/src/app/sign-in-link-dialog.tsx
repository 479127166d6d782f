// Shows a one-time link: once, and nowhere else.
import { Button } from '../components/button.js';
import { CopyButton } from '../components/copy-button.js';
import { Dialog } from '../components/dialog.js';
import { TextField } from '../components/field.js';
import { formatDateTime } from '../lib/format.js';
import { messages } from '../lib/messages/common.js';
import { shellMessages } from '../lib/messages/shell.js';

/** The dialog that shows a link. */
export function SignInLinkDialog({ url, expiresAt, onClose }: { url: string; expiresAt: string; onClose: () => void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={shellMessages.linkTitle}
      description={shellMessages.linkBody(formatDateTime(expiresAt))}
      footer={
        <>
          <Button onClick={onClose}>{messages.close}</Button>
          <CopyButton value={url} label={shellMessages.linkCopy} showLabel size="m" variant="primary" />
        </>
      }
    >
      <TextField label={shellMessages.linkLabel} mono readOnly value={url} onFocus={(event) => event.target.select()} />
    </Dialog>
  );
}
