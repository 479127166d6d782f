// Beside the overview: channels, the facts of publication, what the action says of itself, and what would make it better.
import { isJsonObject, type Json, type JsonObject, type Release } from '@action-registry/schema';
import { Link } from '@tanstack/react-router';
import { Circle, CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from '../../components/badge.js';
import { Icon } from '../../components/icon.js';
import { Ago } from '../../components/time.js';
import { formatBytes, formatNumber } from '../../lib/format.js';
import { actionMessages } from '../../lib/messages/action.js';
import { contractMessages } from '../../lib/messages/contract.js';
import { useActionView } from './action-data.js';
import { findQuality } from './quality.js';

const { facts: words, channels: channelsTitle, noChannels, checklist } = actionMessages;

/** The column of facts. */
export function Aside() {
  return (
    <aside className="overview-aside" aria-label={words.title}>
      <Channels />
      <Publication />
      <Checklist />
    </aside>
  );
}

function Channels() {
  const { name, action } = useActionView();
  const channels = Object.entries(action.channels).sort(([a], [b]) => a.localeCompare(b));
  return (
    <div className="panel">
      <header className="panel-head">
        <h2>{channelsTitle}</h2>
      </header>
      {channels.length === 0 ? (
        <p className="panel-body muted">{noChannels}</p>
      ) : (
        <ul className="channel-list">
          {channels.map(([channel, version]) => (
            <li key={channel}>
              <Badge tone="accent">{channel}</Badge>
              <Link to="/a/$reference" params={{ reference: `${name}@${version}` }} className="mono">
                {version}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Publication() {
  const { release, action } = useActionView();
  const metadata = isJsonObject(release.schema?.metadata) ? release.schema.metadata : {};
  const facts: [string, ReactNode][] = [
    [words.published, <Ago key="at" time={release.created_at} />],
    [words.by, release.published_by],
    [words.onBehalf, release.on_behalf_of],
    [words.note, release.note],
    [contractMessages.recordedAs, toContractText(release)],
    [words.size, formatBytes(release.size)],
    [words.log, formatNumber(release.log_index)],
    [words.modelName, <code key="model">{action.model_name}</code>],
    ...metadataFacts(metadata),
  ];
  return (
    <div className="panel">
      <header className="panel-head">
        <h2>{words.title}</h2>
      </header>
      <dl className="facts">
        {facts.map(([name, value]) =>
          value === undefined ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ),
        )}
      </dl>
    </div>
  );
}

/** What the gate said when it was published, also where it let it pass. */
function toContractText({
  contract,
  contract_above,
}: Pick<Release, 'contract' | 'contract_above'>): string | undefined {
  const texts = [
    ...(contract === undefined ? [] : [contractMessages.recorded(contract)]),
    ...(contract_above === undefined ? [] : [contractMessages.recordedAbove(contract_above)]),
  ];
  return texts.length === 0 ? undefined : texts.join('; ');
}

function metadataFacts(metadata: JsonObject): [string, ReactNode][] {
  const { tags, sideEffects, permissions, reversible, requiresApproval } = metadata;
  return [
    [words.tags, Array.isArray(tags) && tags.length > 0 ? <Tags key="tags" tags={tags} /> : undefined],
    [words.effects, toList(sideEffects)],
    [words.permissions, toList(permissions)],
    [words.reversible, toYesNo(reversible)],
    [words.approval, toYesNo(requiresApproval)],
  ];
}

function Tags({ tags }: { tags: readonly Json[] }) {
  return (
    <span className="tags">
      {tags.map(String).map((tag) => (
        <Link key={tag} to="/library" search={{ tag }} className="tag">
          {tag}
        </Link>
      ))}
    </span>
  );
}

function toList(value: Json | undefined): string | undefined {
  return Array.isArray(value) && value.length > 0 ? value.map(String).join(', ') : undefined;
}

function toYesNo(value: Json | undefined): string | undefined {
  return typeof value === 'boolean' ? (value ? words.yes : words.no) : undefined;
}

function Checklist() {
  const { release, verification } = useActionView();
  if (release.schema === null) return null;
  const quality = { ...findQuality(release.schema), signed: verification.state === 'verified' };
  return (
    <div className="panel">
      <header className="panel-head">
        <h2>{checklist.title}</h2>
      </header>
      <ul className="checklist">
        {(['description', 'inputs', 'example', 'signed'] as const).map((item) => (
          <li key={item} data-done={quality[item]}>
            <Icon of={quality[item] ? CircleCheck : Circle} label={quality[item] ? checklist.done : checklist.open} />
            {checklist[item]}
          </li>
        ))}
      </ul>
    </div>
  );
}
