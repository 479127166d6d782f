// The API keys that are shown: facts of each, what asks for care, and several at once to revoke.
import type { ApiKey } from '@action-registry/schema';
import { useNavigate } from '@tanstack/react-router';
import { Ban, CircleSlash, Ellipsis, RefreshCw, ScrollText, TriangleAlert, X } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '../../components/badge.js';
import { Button, IconButton } from '../../components/button.js';
import { CopyButton } from '../../components/copy-button.js';
import { Entry } from '../../components/entry.js';
import { Menu, type MenuItem } from '../../components/menu.js';
import { Ago } from '../../components/time.js';
import { formatAgo, formatDateTime } from '../../lib/format.js';
import { apiKeyMessages as words } from '../../lib/messages/api-keys.js';
import { gridMessages } from '../../lib/messages/grid.js';
import { rightMessages } from '../../lib/messages/rights.js';
import { useSession } from '../../lib/session.js';
import { findReplacement, isEndingSoon, presetOf } from './key-rules.js';

type ListProps = {
  keys: readonly ApiKey[];
  onRotate: (key: ApiKey) => void;
  onRevoke: (keys: readonly ApiKey[]) => void;
};

/** The list, and the bar of those that are ticked. */
export function KeyList({ keys, onRotate, onRevoke }: ListProps) {
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set());
  const chosen = keys.filter(({ id, status }) => ticked.has(id) && status === 'active');
  const toggle = (id: number): void => {
    const next = new Set(ticked);
    if (!next.delete(id)) next.add(id);
    setTicked(next);
  };
  return (
    <>
      <ul className="panel key-list" aria-label={words.list}>
        {keys.map((key) => (
          <KeyEntry
            key={key.id}
            apiKey={key}
            replacement={findReplacement(key, keys)}
            isTicked={ticked.has(key.id)}
            onToggle={() => toggle(key.id)}
            onRotate={() => onRotate(key)}
            onRevoke={() => onRevoke([key])}
          />
        ))}
      </ul>
      {chosen.length > 0 && (
        <section className="bulk-bar" aria-label={words.bulk}>
          <strong role="status">{gridMessages.selected(chosen.length)}</strong>
          <Button size="s" icon={Ban} onClick={() => onRevoke(chosen)}>
            {words.revoke}
          </Button>
          <IconButton icon={X} size="s" label={gridMessages.clearSelection} onClick={() => setTicked(new Set())} />
        </section>
      )}
    </>
  );
}

type EntryProps = {
  apiKey: ApiKey;
  replacement: ApiKey | undefined;
  isTicked: boolean;
  onToggle: () => void;
  onRotate: () => void;
  onRevoke: () => void;
};

function KeyEntry({ apiKey, replacement, isTicked, onToggle, onRotate, onRevoke }: EntryProps) {
  const { id, name, key_prefix, status, permissions } = apiKey;
  const isActive = status === 'active';
  return (
    <Entry
      id={id}
      isDim={!isActive}
      lead={
        <input
          type="checkbox"
          className="checkbox"
          aria-label={words.select(`${name} ${key_prefix}`)}
          disabled={!isActive}
          checked={isTicked && isActive}
          onChange={onToggle}
        />
      }
      title={name}
      badges={<Badges apiKey={apiKey} replacement={replacement} />}
      facts={<Facts apiKey={apiKey} />}
      actions={isActive && <Actions {...{ apiKey, onRotate, onRevoke }} />}
    >
      <p className="key-line">
        <code>{key_prefix}…</code>
        <CopyButton value={key_prefix} label={words.copyPrefix(key_prefix)} />
      </p>
      {replacement !== undefined && (
        <p className="key-line">
          {words.replacedBody}
          <Button size="s" icon={Ban} onClick={onRevoke}>
            {words.revoke}
          </Button>
        </p>
      )}
      <details className="raw">
        <summary>{rightMessages.count(permissions.length)}</summary>
        <ul className="rights" aria-label={words.rights}>
          {permissions.map((permission) => (
            <li key={permission}>
              {rightMessages.permissions[permission]} <code className="muted">{permission}</code>
            </li>
          ))}
        </ul>
      </details>
    </Entry>
  );
}

function Badges({ apiKey, replacement }: Pick<EntryProps, 'apiKey' | 'replacement'>) {
  const { caller } = useSession();
  const { status, permissions, expires_at, key_prefix } = apiKey;
  const preset = presetOf(permissions);
  const now = new Date();
  return (
    <>
      {status !== 'active' && <Badge icon={CircleSlash}>{words.states[status]}</Badge>}
      {preset !== 'custom' && <Badge>{rightMessages.roles[preset]}</Badge>}
      {caller?.actor === `api_key:${key_prefix}` && <Badge tone="accent">{words.yours}</Badge>}
      {expires_at !== null && isEndingSoon(apiKey, now) && (
        <Badge tone="warning" icon={TriangleAlert} title={formatDateTime(expires_at)}>
          {words.soon(formatAgo(expires_at, now))}
        </Badge>
      )}
      {replacement !== undefined && (
        <Badge tone="warning" icon={TriangleAlert}>
          {words.replaced(replacement.key_prefix)}
        </Badge>
      )}
    </>
  );
}

function Facts({ apiKey }: { apiKey: ApiKey }) {
  const { name_globs, created_at, created_by, last_used_at, expires_at, revoked_at, revoked_by, status } = apiKey;
  return (
    <>
      <span>{name_globs === undefined ? words.every : words.some(name_globs.join(', '))}</span>
      <span>
        {words.created} <Ago time={created_at} /> {words.by(created_by)}
      </span>
      <span>
        {last_used_at === undefined ? (
          words.neverUsed
        ) : (
          <>
            {words.lastUsed} <Ago time={last_used_at} />
          </>
        )}
      </span>
      {status !== 'revoked' && (
        <span>
          {expires_at === null ? (
            words.never
          ) : (
            <>
              {status === 'expired' ? words.expired : words.expires} <Ago time={expires_at} />
            </>
          )}
        </span>
      )}
      {revoked_at !== undefined && (
        <span>
          {words.revoked} <Ago time={revoked_at} /> {revoked_by !== undefined && words.by(revoked_by)}
        </span>
      )}
    </>
  );
}

function Actions({ apiKey, onRotate, onRevoke }: Pick<EntryProps, 'apiKey' | 'onRotate' | 'onRevoke'>) {
  const navigate = useNavigate();
  const items: MenuItem[] = [
    { id: 'rotate', label: words.rotate, icon: RefreshCw, onSelect: onRotate },
    {
      id: 'log',
      label: words.logOf,
      icon: ScrollText,
      onSelect: () => void navigate({ to: '/log', search: { actor: `api_key:${apiKey.key_prefix}` } }),
    },
    { id: 'revoke', label: words.revoke, icon: Ban, danger: true, onSelect: onRevoke },
  ];
  return <Menu label={words.menu(apiKey.name)} icon={Ellipsis} size="s" variant="ghost" align="end" items={items} />;
}
