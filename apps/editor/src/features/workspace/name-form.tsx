// What the workspace is called; its slug never changes.
import type { Workspace } from '@action-registry/schema';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { Banner } from '../../components/banner.js';
import { Button } from '../../components/button.js';
import { CopyButton } from '../../components/copy-button.js';
import { TextField } from '../../components/field.js';
import { Ago } from '../../components/time.js';
import { showToast } from '../../components/toast.js';
import { toCallError } from '../../lib/errors.js';
import { workspaceMessages as words } from '../../lib/messages/workspace.js';
import { useSession } from '../../lib/session.js';
import { useTRPC } from '../../lib/trpc.js';

/** The form. */
export function NameForm({ workspace }: { workspace: Workspace }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { whyNot } = useSession();
  const reason = whyNot('members:manage');
  const [name, setName] = useState(workspace.name);
  const [isAsked, setAsked] = useState(false);
  const update = useMutation(
    trpc.workspaces.update.mutationOptions({
      onSuccess: async () => {
        showToast({ tone: 'good', title: words.saved });
        await queries.invalidateQueries(trpc.workspaces.current.pathFilter());
      },
    }),
  );
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (reason === undefined && name.trim() !== '' && !update.isPending) update.mutate({ name: name.trim() });
  };
  return (
    <section className="settings-group" aria-labelledby="workspace-facts">
      <h2 id="workspace-facts">{words.facts}</h2>
      {update.error !== null && (
        <Banner tone="danger" title={words.failed} live>
          {toCallError(update.error).message}
        </Banner>
      )}
      <form className="field-row" onSubmit={submit} noValidate>
        <TextField
          label={words.name}
          hint={words.nameHint}
          error={isAsked && name.trim() === '' ? words.nameMissing : undefined}
          maxLength={200}
          readOnly={reason !== undefined}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" pending={update.isPending} disabledReason={reason}>
          {words.save}
        </Button>
      </form>
      <p className="key-line">
        <span className="muted">{words.slug}</span>
        <code>{workspace.slug}</code>
        <CopyButton value={workspace.slug} label={words.copySlug} />
        <span className="muted">
          {words.created} <Ago time={workspace.created_at} />
        </span>
      </p>
      <p className="field-hint">{words.slugHint}</p>
    </section>
  );
}
