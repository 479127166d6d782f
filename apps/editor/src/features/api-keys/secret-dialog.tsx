// A new key's secret: shown once, hidden until it is asked for, and not left before somebody says that it is kept. It is in
// this dialog's memory alone and gone with it.
import type { ApiKey } from '@action-registry/schema';
import { useState } from 'react';
import { Banner } from '../../components/banner.js';
import { Button } from '../../components/button.js';
import { CopyButton } from '../../components/copy-button.js';
import { Dialog } from '../../components/dialog.js';
import { CheckboxField, TextField } from '../../components/field.js';
import { apiKeyMessages as words } from '../../lib/messages/api-keys.js';

type DialogProps = {
  made: { api_key: ApiKey; secret: string };
  /** The key that the new one is to replace. */
  from: ApiKey | undefined;
  onDone: () => void;
};

/** The dialog. */
export function SecretDialog({ made: { api_key, secret }, from, onDone }: DialogProps) {
  const [isShown, setShown] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const close = (): void => {
    if (isSaved) onDone();
    else setAsked(true);
  };
  return (
    <Dialog
      open
      onClose={close}
      onSubmit={close}
      title={words.secretTitle(api_key.name)}
      description={words.secretBody}
      footer={
        <Button type="submit" variant="primary">
          {words.done}
        </Button>
      }
    >
      <TextField
        label={words.secret}
        type={isShown ? 'text' : 'password'}
        mono
        readOnly
        spellCheck={false}
        value={secret}
        onFocus={(event) => event.target.select()}
      />
      <div className="key-line">
        <CopyButton value={secret} label={words.secretCopy} showLabel variant="secondary" size="m" />
        <CheckboxField
          label={words.secretShow}
          checked={isShown}
          onChange={(event) => setShown(event.target.checked)}
        />
      </div>
      {from !== undefined && <Banner tone="info" title={words.overlap(from.key_prefix)} />}
      <CheckboxField
        label={words.saved}
        checked={isSaved}
        aria-invalid={(isAsked && !isSaved) || undefined}
        onChange={(event) => setSaved(event.target.checked)}
      />
      <p className="field-error" role="status">
        {isAsked && !isSaved ? words.savedMissing : ''}
      </p>
    </Dialog>
  );
}
