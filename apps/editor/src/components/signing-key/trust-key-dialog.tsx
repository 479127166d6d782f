// Having one's own key trusted: whoever may adds it, with the key's own signature as proof; whoever may not gets a link in
// which that proof is, for somebody who may. The proof binds the names, so they are chosen here.
import { Scope } from '@action-registry/schema';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { toCallError } from '../../lib/errors.js';
import { toRequestFragment } from '../../lib/key-request.js';
import { parseScopes } from '../../lib/key-trust.js';
import { messages } from '../../lib/messages/common.js';
import { keyMessages, trustKeyMessages as words } from '../../lib/messages/keys.js';
import { pinKeys } from '../../lib/pinned-keys.js';
import { useSession } from '../../lib/session.js';
import { proveKeyHere, type SigningKey } from '../../lib/signing-keys.js';
import { useTRPC } from '../../lib/trpc.js';
import { Banner } from '../banner.js';
import { Button } from '../button.js';
import { CopyButton } from '../copy-button.js';
import { Dialog } from '../dialog.js';
import { SelectField, TextField } from '../field.js';
import { showToast } from '../toast.js';
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
        error === undefined && <RequestLink signingKey={signingKey} scopes={scopes} />
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

/** The link, with a proof for exactly these names. */
function RequestLink({ signingKey, scopes }: { signingKey: SigningKey; scopes: string[] | null }) {
  const [link, setLink] = useState('');
  const wanted = scopes?.join(',');
  useEffect(() => {
    let isWanted = true;
    const { kid, public_key } = signingKey;
    const scope = wanted?.split(',') ?? null;
    void proveKeyHere(signingKey, scope).then((proof) => {
      const key = { kid, public_key, role: 'publisher' as const, ...(scope !== null && { scope }), proof };
      if (isWanted) setLink(`${window.location.origin}/app/keys/trusted#${toRequestFragment(key)}`);
    });
    return () => {
      isWanted = false;
    };
  }, [signingKey, wanted]);
  return (
    <>
      <TextField label={words.requestLink} mono readOnly value={link} onFocus={(event) => event.target.select()} />
      <div>
        <CopyButton value={link} label={words.copyLink} showLabel variant="primary" size="m" />
      </div>
    </>
  );
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
