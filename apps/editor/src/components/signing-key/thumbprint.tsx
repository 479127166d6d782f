// A key's identity, to be compared with what its owner says: the thumbprint as the command line prints it.
import { keyMessages as words } from '../../lib/messages/keys.js';
import { CopyButton } from '../copy-button.js';

/** The thumbprint (RFC 7638, base64url) of the key `kid`, with a button that copies it. */
export function Thumbprint({ kid, thumbprint }: { kid: string; thumbprint: string }) {
  return (
    <p className="key-thumbprint">
      <span className="muted">{words.thumbprint}</span>
      <code>{thumbprint}</code>
      <CopyButton value={thumbprint} label={words.copyThumbprint(kid)} />
    </p>
  );
}
