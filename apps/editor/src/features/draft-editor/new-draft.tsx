// Beginning a draft: a kind and a title, or a copy of a draft or release. The registry makes it when asked, and the editor
// opens on it.
import { Kind } from '@action-registry/schema';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import { type SyntheticEvent, useState } from 'react';
import { Banner } from '../../components/banner.js';
import { Button, LinkButton } from '../../components/button.js';
import { preloadCodeEditor } from '../../components/code-editor/code-editor.js';
import { ErrorState } from '../../components/error-state.js';
import { TextField } from '../../components/field.js';
import { KindMark } from '../../components/kind.js';
import { PageHead } from '../../components/page-head.js';
import { Skeleton } from '../../components/skeleton.js';
import { messages } from '../../lib/messages/common.js';
import { fieldMessages, draftMessages as words } from '../../lib/messages/draft.js';
import { useRouteReady } from '../../lib/route-ready.js';
import type { NewDraftSearch } from '../../lib/search-params.js';
import { useSession } from '../../lib/session.js';
import '../../styles/features/new-draft.css';
import { useCreateDraft } from './create-draft.js';
import { useOrigin } from './draft-origin.js';
import type { DraftOrigin } from './make-draft.js';

/** The page. */
export function NewDraft() {
  const { from, kind, name }: NewDraftSearch = useSearch({ strict: false });
  if (from !== undefined) return <CloneDraft from={from} />;
  return <EmptyDraft kind={kind} name={name ?? ''} />;
}

function EmptyDraft({ kind, name }: { kind: Kind | undefined; name: string }) {
  const navigate = useNavigate();
  useRouteReady(true);
  return (
    <div className="page new-draft">
      <PageHead title={words.newTitle}>
        <p className="muted">{words.newLead}</p>
      </PageHead>
      <fieldset className="kind-cards">
        <legend className="visually-hidden">{words.kindLabel}</legend>
        {Kind.options.map((each) => (
          <label key={each} className="kind-card">
            <input
              type="radio"
              name="kind"
              value={each}
              checked={(kind ?? 'prompt') === each}
              onChange={() =>
                void navigate({ to: '/drafts/new', search: { kind: each, name }, replace: true, resetScroll: false })
              }
            />
            <span className="kind-card-title">
              <KindMark kind={each} size={20} />
              {messages.kinds[each]}
            </span>
            <span className="muted">{words.kindHints[each]}</span>
          </label>
        ))}
      </fieldset>
      <StartForm origin={{ type: 'new', kind: kind ?? 'prompt' }} title="" name={name} submit={words.create} />
    </div>
  );
}

function CloneDraft({ from }: { from: string }) {
  const origin = useOrigin(from);
  const data = origin.data;
  useRouteReady(data !== undefined || origin.error !== undefined);
  const isRelease = data?.origin.type === 'release';
  const title = isRelease ? words.continueTitle(data.what) : words.cloneTitle;
  return (
    <div className="page new-draft">
      <PageHead title={title}>
        {data !== undefined && (
          <p className="muted">{isRelease ? words.continueLead(from) : words.cloneLead(data.what)}</p>
        )}
      </PageHead>
      {origin.error !== undefined && <ErrorState error={origin.error} title={words.cloneFailed} />}
      {data === undefined && origin.error === undefined && <Skeleton lines={4} />}
      {data !== undefined && (
        <StartForm
          key={from}
          origin={data.origin}
          title={data.title}
          name={data.name}
          submit={isRelease ? words.create : words.clone}
          hint={isRelease ? words.continueHint(data.name) : undefined}
        />
      )}
    </div>
  );
}

type StartFormProps = { origin: DraftOrigin; title: string; name: string; submit: string; hint?: string | undefined };

function StartForm({ origin, submit, hint, ...start }: StartFormProps) {
  const { whyNot } = useSession();
  const [title, setTitle] = useState(start.title);
  const [name, setName] = useState(start.name);
  const { create, isPending, problem, existing } = useCreateDraft();
  const onSubmit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (!isPending) create(origin, { title: title.trim(), name: name.trim() });
  };
  return (
    <form className="panel panel-body start-form" onSubmit={onSubmit} noValidate>
      {existing !== undefined && (
        <Banner
          tone="info"
          live
          title={words.existsTitle(name)}
          actions={
            <LinkButton to="/drafts/$id" params={{ id: String(existing) }} size="s">
              {words.openIt}
            </LinkButton>
          }
        />
      )}
      <TextField
        label={fieldMessages.title}
        hint={fieldMessages.titleHint}
        required
        dir="auto"
        autoFocus={start.title === ''}
        value={title}
        error={problem?.field === 'title' ? problem.message : undefined}
        onChange={({ target }) => setTitle(target.value)}
      />
      <TextField
        label={fieldMessages.name}
        hint={hint ?? fieldMessages.nameHint}
        optional
        mono
        spellCheck={false}
        placeholder="files.move"
        autoFocus={start.title !== ''}
        value={name}
        error={problem?.field === 'name' ? problem.message : undefined}
        onChange={({ target }) => setName(target.value)}
      />
      {problem?.field === undefined && problem !== undefined && (
        <Banner tone="danger" live title={words.createFailed}>
          {problem.message}
        </Banner>
      )}
      <div className="start-actions">
        <LinkButton to="/drafts">{messages.cancel}</LinkButton>
        <Button
          type="submit"
          variant="primary"
          iconEnd={ArrowRight}
          pending={isPending}
          disabledReason={whyNot('definitions:write')}
          onFocus={preloadCodeEditor}
        >
          {submit}
        </Button>
      </div>
    </form>
  );
}
