// A key that the registry lists: its state and names in the registry's words, and apart from them whether this browser
// trusts it.
import type { TrustedKey } from '@action-registry/schema';
import { Link } from '@tanstack/react-router';
import { Archive, BadgeCheck, Ban, CircleSlash, Ellipsis, Pin, PinOff, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from '../../components/badge.js';
import { Button } from '../../components/button.js';
import { Menu, type MenuItem } from '../../components/menu.js';
import { Ago } from '../../components/time.js';
import { showToast } from '../../components/toast.js';
import { formatDateTime, formatNumber } from '../../lib/format.js';
import { messages } from '../../lib/messages/common.js';
import { keyMessages, trustedMessages as words } from '../../lib/messages/keys.js';
import { revokeMessages } from '../../lib/messages/revoke.js';
import { type PinnedKey, pinKeys, toPin, unpinKey } from '../../lib/pinned-keys.js';
import { findRemembered, rememberCheckpoint } from '../../lib/remembered-checkpoint.js';
import { useSession } from '../../lib/session.js';
import { KeyCard } from './key-card.js';

type CardProps = {
  listed: TrustedKey;
  /** The pin of this browser under the same kid. */
  pin: PinnedKey | undefined;
  /** Its private half is in this browser. */
  isMine: boolean;
  /** How many actions' latest versions it signed, where the registry says so. */
  count: number | undefined;
  onPin: () => void;
  onRetire: () => void;
  onRevoke: () => void;
};

/** The entry of one key. */
export function TrustedKeyCard({ listed, pin, isMine, count, onPin, onRetire, onRevoke }: CardProps) {
  const { kid, thumbprint, public_key, comment, status, role } = listed;
  const isPinned = pin?.public_key === public_key;
  return (
    <KeyCard
      {...{ kid, thumbprint }}
      publicKey={public_key}
      badges={
        <>
          <Badge
            tone={status === 'active' ? 'good' : status === 'revoked' ? 'danger' : 'neutral'}
            icon={status === 'active' ? undefined : CircleSlash}
          >
            {words.states[status]}
          </Badge>
          <Badge>{words.roles[role]}</Badge>
          {isMine && <Badge tone="accent">{words.mine}</Badge>}
          {isPinned && (
            <Badge tone="good" icon={BadgeCheck}>
              {words.pinned}
            </Badge>
          )}
          {pin !== undefined && !isPinned && (
            <Badge tone="danger" icon={TriangleAlert}>
              {words.changed}
            </Badge>
          )}
        </>
      }
      facts={<Facts listed={listed} count={count} />}
      details={toDetails(listed)}
      actions={<Actions {...{ listed, isPinned, onPin, onRetire, onRevoke }} />}
    >
      {comment !== undefined && (
        <p className="muted" dir="auto">
          {comment}
        </p>
      )}
      {status !== 'active' && <p className="muted">{toStateWords(listed)}</p>}
    </KeyCard>
  );
}

function toStateWords({ status, last_valid_index, reason }: TrustedKey): string {
  const what = status === 'revoked' ? words.revoked(last_valid_index ?? -1) : words.inactive;
  return status === 'pending' ? '' : [what, reason].filter((each) => each !== undefined).join(' ');
}

function Facts({
  listed: { kid, role, scope, valid_until, created_at, origin, workspace },
  count,
}: {
  listed: TrustedKey;
  count: number | undefined;
}) {
  const by = origin === 'workspace' ? words.addedBy.workspace(workspace ?? '') : words.addedBy[origin];
  return (
    <>
      <span>{keyMessages.mayDo({ role, scope })}</span>
      <span>
        {words.added} {created_at !== undefined && <Ago time={created_at} />} {by}
      </span>
      {valid_until !== undefined && (
        <span>
          {words.validUntil} {formatDateTime(valid_until)}
        </span>
      )}
      {count !== undefined && (
        <Link to="/library" search={{ key: kid, dep: '1' }}>
          {words.signs(count)}
        </Link>
      )}
    </>
  );
}

function toDetails({ valid_from, valid_until, log_index }: TrustedKey): [string, ReactNode][] {
  return [
    [words.validFrom, valid_from === undefined ? words.always : formatDateTime(valid_from)],
    [words.validUntil, valid_until === undefined ? words.always : formatDateTime(valid_until)],
    ...(log_index === undefined ? [] : [[words.logEntry, formatNumber(log_index)] as [string, ReactNode]]),
  ];
}

type ActionProps = Pick<CardProps, 'listed' | 'onPin' | 'onRetire' | 'onRevoke'> & { isPinned: boolean };

function Actions({ listed, isPinned, onPin, onRetire, onRevoke }: ActionProps) {
  const { whyNot } = useSession();
  const { kid, role, status, origin } = listed;
  const unpin = (): void => {
    const remembered = findRemembered();
    unpinKey(kid);
    const restore = (): void => {
      pinKeys([toPin(listed)], new Date());
      if (remembered !== undefined) rememberCheckpoint(remembered);
    };
    const undo = { label: messages.undo, onSelect: restore };
    showToast({ title: words.unpinned(kid), action: undo, seconds: 10 });
  };
  const configured = origin === 'config' ? words.retireConfigured : undefined;
  const lacking = origin === 'global' ? whyNot('registry:operate') && words.retireGlobal : undefined;
  const disabledReason = configured ?? whyNot('keys:manage') ?? lacking;
  const revoke: MenuItem = {
    ...{ id: 'revoke', label: revokeMessages.revoke, icon: Ban, danger: true },
    ...{ onSelect: onRevoke, disabledReason },
  };
  const retire: MenuItem = {
    id: 'retire',
    label: words.retire,
    icon: Archive,
    danger: true,
    onSelect: onRetire,
    disabledReason,
  };
  const items: MenuItem[] = [
    ...(isPinned ? [{ id: 'unpin', label: words.unpin, icon: PinOff, onSelect: unpin }] : []),
    ...(status === 'retired' || status === 'revoked' ? [] : [retire]),
    ...(status === 'revoked' ? [] : [revoke]),
  ];
  return (
    <>
      {!isPinned && role !== 'root' && status !== 'revoked' && (
        <Button size="s" icon={Pin} onClick={onPin}>
          {words.pin}
        </Button>
      )}
      {items.length > 0 && (
        <Menu label={keyMessages.menu(kid)} icon={Ellipsis} size="s" variant="ghost" align="end" items={items} />
      )}
    </>
  );
}
