// How an action is used from code: pinned to this very version or following a channel, in the language that was chosen last.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Banner } from '../../components/banner.js';
import { CodeBlock } from '../../components/code-block.js';
import { SelectField } from '../../components/field.js';
import { Tabs } from '../../components/tabs.js';
import { useItMessages as words } from '../../lib/messages/use-it.js';
import { usePinnedKeys } from '../../lib/pinned-keys.js';
import { setPreference, usePreference } from '../../lib/preferences.js';
import { useTRPC } from '../../lib/trpc.js';
import { useActionView } from './action-data.js';
import { LANGUAGES, type Language, toSnippet } from './snippets.js';

const PINNED = '';

/** The use-it view. */
export function UseIt() {
  const { action, release, verification } = useActionView();
  const stored = usePreference('snippet');
  const language: Language = LANGUAGES.find((each) => each === stored) ?? 'typescript';
  const channels = [...new Set(['latest', ...Object.keys(action.channels)])];
  const [channel, setChannel] = useState(PINNED);
  const facts = useSnippetFacts(channel);
  return (
    <div className="use-it">
      {verification.state === 'invalid' && <Banner tone="danger" title={words.invalid} />}
      {release.yanked && <Banner tone="warning" title={words.yanked} />}
      <div className="use-it-choice">
        <SelectField
          label={words.reference}
          hint={channel === PINNED ? words.pinnedHint : words.channelHint}
          value={channel}
          onChange={(event) => setChannel(event.target.value)}
        >
          <option value={PINNED}>{`${words.pinned}: ${release.version}`}</option>
          {channels.map((each) => (
            <option key={each} value={each}>
              {words.channel(each)}
            </option>
          ))}
        </SelectField>
      </div>
      <div className="panel">
        <Tabs
          label={words.languages}
          className="use-it-tabs"
          tabs={LANGUAGES.map((id) => ({ id, label: words.names[id] }))}
          selected={language}
          onSelect={(id) => setPreference('snippet', id)}
        >
          <CodeBlock code={toSnippet(language, facts)} label={words.names[language]} />
          <p className="use-it-note">{words.explain[language]}</p>
          {language === 'typescript' && verification.state !== 'verified' && (
            <p className="use-it-note">{words.trustUnknown}</p>
          )}
        </Tabs>
      </div>
    </div>
  );
}

function useSnippetFacts(channel: string) {
  const trpc = useTRPC();
  const { name, release } = useActionView();
  const pinned = usePinnedKeys();
  const listed = useQuery(trpc.keys.list.queryOptions()).data?.items ?? [];
  const info = useQuery(trpc.system.info.queryOptions(undefined, { staleTime: 60 * 60_000 })).data;
  const kids = [...new Set(release.signatures.map(({ kid }) => kid))];
  // What was pinned here counts before what the registry lists.
  const keys = kids
    .map((kid) => [...pinned, ...listed].find((key) => key.kid === kid))
    .filter((key) => key !== undefined);
  return {
    origin: window.location.origin,
    name,
    version: channel === PINNED ? release.version : channel,
    hash: channel === PINNED ? release.hash : undefined,
    keys,
    needsKey: info?.read_access === 'key',
  };
}
