// The head of the action page: name, version, channels, what can be done, and the line that says what this is: immutable
// bytes, their digest, and the verdict of this browser.
import { useNavigate } from '@tanstack/react-router';
import { Ellipsis, Lock, PencilLine, Play } from 'lucide-react';
import { useState } from 'react';
import { Badge, VerifyBadge } from '../../components/badge.js';
import { LinkButton } from '../../components/button.js';
import { CopyButton } from '../../components/copy-button.js';
import { Icon } from '../../components/icon.js';
import { KindMark } from '../../components/kind.js';
import { Menu } from '../../components/menu.js';
import { PageHead } from '../../components/page-head.js';
import { Ago } from '../../components/time.js';
import { keysOf } from '../../lib/commands.js';
import { shortHash } from '../../lib/format.js';
import { actionMessages as words } from '../../lib/messages/action.js';
import { verifyMessages } from '../../lib/messages/verify.js';
import { useActionCommands } from './action-commands.js';
import { useActionView } from './action-data.js';
import { useEditTarget } from './edit-target.js';
import { ModerationDialogs } from './moderation-dialogs.js';
import { useModerationMenu } from './moderation-menu.js';
import { VerificationDialog } from './verification-dialog.js';
import { channelsOf } from './version-order.js';

/** The head. */
export function ActionHead() {
  const { name, action, release, reference } = useActionView();
  const edit = useEditTarget();
  const moderation = useModerationMenu(release);
  useActionCommands(moderation);
  const title = release.schema?.title;
  const kind = action.kind;
  return (
    <PageHead
      title={reference}
      heading={
        <span className="action-name">
          <KindMark kind={kind} size={22} />
          <span>{name}</span>
        </span>
      }
      aside={
        <>
          <VersionMenu />
          {channelsOf(action.channels, release.version).map((channel) => (
            <Badge key={channel} tone="accent">
              {channel}
            </Badge>
          ))}
        </>
      }
      actions={
        <>
          <LinkButton {...edit} icon={PencilLine} keys={keysOf('action.edit')}>
            {words.edit}
          </LinkButton>
          <LinkButton
            to="/a/$reference/use"
            params={{ reference }}
            variant="primary"
            icon={Play}
            keys={keysOf('action.use')}
          >
            {words.use}
          </LinkButton>
          <Menu label={words.more} icon={Ellipsis} variant="secondary" align="end" items={moderation.items} />
        </>
      }
    >
      {typeof title === 'string' && (
        <p className="action-title" dir="auto">
          {title}
        </p>
      )}
      <TrustLine />
      <ModerationDialogs open={moderation.open} onClose={moderation.close} />
    </PageHead>
  );
}

function VersionMenu() {
  const { name, versions, release, action } = useActionView();
  const navigate = useNavigate();
  const items = versions.slice(0, 50).map(({ version, yanked, deprecated }) => ({
    id: version,
    label: <span className="mono">{version}</span>,
    hint: yanked
      ? words.versions.yanked
      : deprecated
        ? words.versions.deprecated
        : channelsOf(action.channels, version).join(', '),
    checked: version === release.version,
    onSelect: () => void navigate({ to: '/a/$reference', params: { reference: `${name}@${version}` } }),
  }));
  return (
    <Menu label={words.versionMenu} size="s" items={items} className="version-button">
      <span className="mono">{release.version}</span>
    </Menu>
  );
}

function TrustLine() {
  const { release, verification, selector } = useActionView();
  const [isOpen, setOpen] = useState(false);
  const { verdict } = verification;
  const detail =
    verdict?.key?.kid ?? (verification.state === 'invalid' ? verdict?.headline : signersOf(release.signatures));
  return (
    <div className="trust-line">
      <span className="trust-fact" title={words.immutableHint}>
        <Icon of={Lock} size={14} />
        {words.immutable}
      </span>
      <span className="trust-fact">
        <code title={release.hash}>{shortHash(release.hash)}</code>
        <CopyButton value={release.hash} label={words.copyHash} />
      </span>
      <button type="button" className="verify-button" title={verifyMessages.openPanel} onClick={() => setOpen(true)}>
        <VerifyBadge state={verification.state} detail={detail} />
      </button>
      <span className="trust-fact muted">
        <Ago time={release.created_at} /> {words.published(release.published_by)}
      </span>
      {selector !== undefined && selector !== release.version && (
        <span className="trust-fact muted">{words.resolved(`@${selector}`, release.version)}</span>
      )}
      {isOpen && <VerificationDialog onClose={() => setOpen(false)} />}
    </div>
  );
}

function signersOf(signatures: readonly { kid: string }[]): string | undefined {
  const kids = [...new Set(signatures.map(({ kid }) => kid))];
  return kids.length === 0 ? undefined : kids.join(', ');
}
