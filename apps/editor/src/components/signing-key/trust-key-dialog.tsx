// Having one's own key trusted: whoever may adds it, with the key's own signature as proof; whoever may not asks those who
// may, with the same proof. The proof binds the names, so they are chosen here.
import { Scope } from '@action-registry/schema';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { toCallError } from '../../lib/errors.js';
import { findStanding, parseScopes } from '../../lib/key-trust.js';
import { messages } from '../../lib/messages/common.js';
import { keyMessages, trustKeyMessages as words } from '../../lib/messages/keys.js';
import { pinKeys } from '../../lib/pinned-keys.js';
import { useSession } from '../../lib/session.js';
import { proveKeyHere, type SigningKey } from '../../lib/signing-keys.js';
import { useTRPC } from '../../lib/trpc.js';
import { Banner } from '../banner.js';
import { Button } from '../button.js';
import { Dialog } from '../dialog.js';
import { SelectField, TextField } from '../field.js';
import { showToast } from '../toast.js';
import { AskAdmin } from './ask-admin.js';
import { Thumbprint } from './thumbprint.js';

type DialogProps = {
  signingKey: SigningKey;
  /** The names to propose, such as `files.*`. */
  scope?: string | undefined;
  onClose: () => void;
};
type Form = { isEvery: boolean; scopes: string; comment: string };

/** The dialog; it adds the key, or makes the link, depending on what the caller may. */
export function TrustKeyDialog({ signingKey, scope = '', onClose }: DialogProps) {
  const { can } = useSession();
  const [form, setForm] = useState<Form>({
    isEvery: can('registry:operate') && scope === '',
    scopes: scope,
    comment: '',
  });
  const [isAsked, setAsked] = useState(false);
  const mayAdd = can('keys:manage');
  const scopes = form.isEvery ? null : parseScopes(form.scopes);
  const error = scopes === null ? undefined : findScopeError(scopes);
  const add = useAdd(signingKey, onClose);
  const submit = (): void => {
    setAsked(true);
    if (mayAdd && error === undefined && !add.isPending) add.mutate({ scopes, comment: form.comment.trim() });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={submit}
      title={mayAdd ? words.title(signingKey.kid) : words.requestTitle(signingKey.kid)}
      description={mayAdd ? words.body : words.requestBody}
      footer={
        mayAdd ? (
          <>
            <Button onClick={onClose}>{messages.cancel}</Button>
            <Button type="submit" variant="primary" pending={add.isPending}>
              {words.add}
            </Button>
          </>
        ) : (
          <Button onClick={onClose}>{messages.close}</Button>
        )
      }
    >
      {add.error !== null && (
        <Banner tone="danger" title={keyMessages.failed} live>
          {toCallError(add.error).message}
        </Banner>
      )}
      <Thumbprint kid={signingKey.kid} thumbprint={signingKey.thumbprint} />
      <ScopeFields form={form} set={(part) => setForm({ ...form, ...part })} error={isAsked ? error : undefined} />
      {mayAdd ? (
        <TextField
          label={words.comment}
          hint={words.commentHint}
          optional
          maxLength={1_000}
          value={form.comment}
          onChange={(event) => setForm({ ...form, comment: event.target.value })}
        />
      ) : (
        error === undefined && <Asking signingKey={signingKey} scopes={scopes} onClose={onClose} />
      )}
    </Dialog>
  );
}

type ScopeProps = { form: Form; set: (part: Partial<Form>) => void; error: string | undefined };

function ScopeFields({ form, set, error }: ScopeProps) {
  const { whyNot, can } = useSession();
  const mayAll = can('registry:operate') || !can('keys:manage');
  return (
    <>
      <SelectField
        label={words.what}
        hint={mayAll ? undefined : whyNot('registry:operate')}
        data-autofocus
        value={form.isEvery ? 'every' : 'some'}
        onChange={(event) => set({ isEvery: event.target.value === 'every' })}
      >
        <option value="every" disabled={!mayAll}>
          {words.every}
        </option>
        <option value="some">{words.some}</option>
      </SelectField>
      {!form.isEvery && (
        <TextField
          label={words.scopes}
          hint={words.scopesHint}
          error={error}
          required
          mono
          spellCheck={false}
          value={form.scopes}
          onChange={(event) => set({ scopes: event.target.value })}
        />
      )}
    </>
  );
}

function findScopeError(scopes: readonly string[]): string | undefined {
  if (scopes.length === 0) return words.scopesMissing;
  const wrong = scopes.find((scope) => !Scope.safeParse(scope).success);
  return wrong === undefined ? undefined : words.scopesUnlawful(wrong);
}

/** Closes the dialog of somebody who waits as soon as the registry trusts the key. */
function useAccepted(signingKey: SigningKey, onAccepted: () => void): void {
  const trpc = useTRPC();
  const { kid } = signingKey;
  const listed = useQuery(trpc.keys.list.queryOptions()).data?.items ?? [];
  const isTrusted = findStanding(signingKey, listed).type === 'trusted';
  const close = useRef(onAccepted);
  useEffect(() => {
    if (!isTrusted) return;
    close.current();
    showToast({ tone: 'good', title: words.accepted(kid) });
  }, [isTrusted, kid]);
}

/** The ways to ask, for as long as they are needed. */
function Asking({
  signingKey,
  scopes,
  onClose,
}: {
  signingKey: SigningKey;
  scopes: string[] | null;
  onClose: () => void;
}) {
  useAccepted(signingKey, onClose);
  return <AskAdmin signingKey={signingKey} scopes={scopes} />;
}

/** Adds the key to the registry's list; what it signs verifies in this browser too from then on. */
function useAdd(signingKey: SigningKey, onClose: () => void) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { kid, public_key } = signingKey;
  const { mutateAsync } = useMutation(trpc.keys.add.mutationOptions());
  return useMutation({
    mutationFn: async ({ scopes, comment }: { scopes: string[] | null; comment: string }) => {
      const proof = await proveKeyHere(signingKey, scopes);
      const rest = { ...(scopes !== null && { scope: scopes }), ...(comment !== '' && { comment }) };
      return mutateAsync({ kid, public_key, role: 'publisher', proof, ...rest });
    },
    onSuccess: async ({ scope, comment }) => {
      const facts = { ...(scope !== undefined && { scope }), ...(comment !== undefined && { comment }) };
      pinKeys([{ kid, public_key, ...facts }], new Date());
      onClose();
      showToast({ tone: 'good', title: words.added(kid) });
      await queries.invalidateQueries(trpc.keys.list.pathFilter());
    },
  });
}
