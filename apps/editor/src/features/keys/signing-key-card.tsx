// A key of this browser: whether there is a copy of it, and whether the registry accepts what it signs.
import type { TrustedKey } from '@action-registry/schema';
import { CircleCheck, FileCheck, Trash2, TriangleAlert } from 'lucide-react';
import { Badge } from '../../components/badge.js';
import { Button, IconButton } from '../../components/button.js';
import { Ago } from '../../components/time.js';
import { findStanding, type KeyStanding } from '../../lib/key-trust.js';
import { keyMessages, signingMessages as words } from '../../lib/messages/keys.js';
import type { SigningKey } from '../../lib/signing-keys.js';
import { KeyCard } from './key-card.js';

type CardProps = {
  signingKey: SigningKey;
  /** The registry's list; absent where it could not be fetched. */
  listed: readonly TrustedKey[] | undefined;
  onTrust: () => void;
  onDelete: () => void;
};

/** The entry of one key. */
export function SigningKeyCard({ signingKey, listed, onTrust, onDelete }: CardProps) {
  const { kid, thumbprint, public_key, created_at, is_backed_up } = signingKey;
  const standing = listed && findStanding(signingKey, listed);
  const copy = is_backed_up ? (
    <Badge icon={FileCheck} title={words.backedUpBody}>
      {words.backedUp}
    </Badge>
  ) : (
    <Badge tone="warning" icon={TriangleAlert}>
      {words.noBackup}
    </Badge>
  );
  return (
    <KeyCard
      {...{ kid, thumbprint }}
      publicKey={public_key}
      badges={
        <>
          {standing && <StandingBadge standing={standing} />}
          {copy}
        </>
      }
      facts={
        <>
          <span>
            {keyMessages.created} <Ago time={created_at} />
          </span>
          {standing?.type === 'trusted' && <span>{keyMessages.mayName(standing.listed.scope)}</span>}
        </>
      }
      actions={
        <>
          {standing?.type === 'unknown' && (
            <Button variant="primary" size="s" onClick={onTrust}>
              {words.trust}
            </Button>
          )}
          <IconButton icon={Trash2} size="s" label={words.deleteLabel(kid)} onClick={onDelete} />
        </>
      }
    >
      <p className="muted">
        <strong>{is_backed_up ? words.hereAndBackup : words.onlyHere}</strong>{' '}
        {is_backed_up ? words.backedUpBody : words.onlyHereBody}
      </p>
      {standing && <StandingWords standing={standing} />}
    </KeyCard>
  );
}

function StandingBadge({ standing: { type } }: { standing: KeyStanding }) {
  const isTrusted = type === 'trusted';
  return (
    <Badge tone={isTrusted ? 'good' : 'warning'} icon={isTrusted ? CircleCheck : TriangleAlert}>
      {words.states[type]}
    </Badge>
  );
}

function StandingWords({ standing }: { standing: KeyStanding }) {
  if (standing.type === 'taken') return <p className="muted">{words.takenBody}</p>;
  if (standing.type === 'elsewhere') return <p className="muted">{words.elsewhereBody(standing.kid)}</p>;
  if (standing.type === 'inactive') return <p className="muted">{words.inactiveBody(standing.listed.status)}</p>;
  return null;
}
