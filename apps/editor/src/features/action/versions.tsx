// Every version of an action with its state and the channels that point to it, and what can be said of each.
import { Link } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { Badge } from '../../components/badge.js';
import { Button } from '../../components/button.js';
import { Menu } from '../../components/menu.js';
import { Ago } from '../../components/time.js';
import { actionMessages } from '../../lib/messages/action.js';
import { useActionView, type VersionInfo } from './action-data.js';
import { ModerationDialogs } from './moderation-dialogs.js';
import { useModerationMenu } from './moderation-menu.js';
import { channelsOf, isPrerelease } from './version-order.js';

const words = actionMessages.versions;

/** The versions view. */
export function Versions() {
  const { versions, moreVersions } = useActionView();
  return (
    <div className="panel versions">
      <table>
        <caption className="visually-hidden">{words.table}</caption>
        <thead>
          <tr>
            <th scope="col">{words.version}</th>
            <th scope="col">{words.state}</th>
            <th scope="col" className="col-note">
              {words.note}
            </th>
            <th scope="col">{words.published}</th>
            <th scope="col">
              <span className="visually-hidden">{words.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {versions.map((version) => (
            <VersionRow key={version.version} info={version} />
          ))}
        </tbody>
      </table>
      {moreVersions.has && (
        <footer className="versions-more">
          <Button pending={moreVersions.isLoading} onClick={moreVersions.load}>
            {words.more}
          </Button>
        </footer>
      )}
    </div>
  );
}

function VersionRow({ info }: { info: VersionInfo }) {
  const { name, action, release } = useActionView();
  const menu = useModerationMenu(info);
  const { version, created_at, published_by, note } = info;
  const isShown = version === release.version;
  return (
    <tr className={isShown ? 'is-shown' : undefined} aria-current={isShown || undefined}>
      <td className="col-version">
        <Link to="/a/$reference" params={{ reference: `${name}@${version}` }} className="mono version-link">
          {version}
        </Link>
        {channelsOf(action.channels, version).map((channel) => (
          <Badge key={channel} tone="accent">
            {channel}
          </Badge>
        ))}
      </td>
      <td className="col-state">
        <States info={info} />
      </td>
      <td className="col-note" dir="auto">
        {note}
        <Reasons info={info} />
      </td>
      <td className="col-published">
        <Ago time={created_at} /> <span className="muted">{published_by}</span>
      </td>
      <td className="col-menu">
        <Menu label={words.menu(version)} icon={Ellipsis} size="s" align="end" items={menu.items} />
        <ModerationDialogs open={menu.open} onClose={menu.close} />
      </td>
    </tr>
  );
}

/** Why a version is not recommended any more; its own note stays beside it. */
function Reasons({ info: { yank_reason, deprecation_reason } }: { info: VersionInfo }) {
  return (
    <>
      {deprecation_reason !== undefined && (
        <p className="muted">
          {words.deprecated}: {deprecation_reason}
        </p>
      )}
      {yank_reason !== undefined && (
        <p className="muted">
          {words.yanked}: {yank_reason}
        </p>
      )}
    </>
  );
}

function States({ info: { version, deprecated, severity, yanked } }: { info: VersionInfo }) {
  const isPlain = !deprecated && !yanked && !isPrerelease(version);
  return (
    <span className="states">
      {isPlain && <Badge tone="good">{words.active}</Badge>}
      {isPrerelease(version) && <Badge tone="info">{words.prerelease}</Badge>}
      {deprecated && (
        <Badge tone={severity === 'unsafe' ? 'danger' : 'warning'}>
          {severity === 'unsafe' ? words.unsafe : words.deprecated}
        </Badge>
      )}
      {yanked && <Badge tone="danger">{words.yanked}</Badge>}
    </span>
  );
}
