// Shows a one-time link: once, and nowhere else.
import { messages } from '../lib/messages/common.js';
import { shellMessages } from '../lib/messages/shell.js';
import { Button } from './button.js';
import { CopyButton } from './copy-button.js';
import { Dialog } from './dialog.js';
import { TextField } from './field.js';

type DialogProps = {
  url: string;
  title: string;
  /** Whom it signs in, and until when. */
  description: string;
  onClose: () => void;
};

/** The dialog that shows a link. */
export function SignInLinkDialog({ url, title, description, onClose }: DialogProps) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={description}
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
