// Signing in with an API key or an identity provider's token: it goes to the registry once and is kept nowhere here; the
// session is a cookie that no script can read.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { LogIn } from 'lucide-react';
import { type SyntheticEvent, useState } from 'react';
import { Button } from '../../components/button.js';
import { SelectField, TextField } from '../../components/field.js';
import { detailsOf, toCallError } from '../../lib/errors.js';
import { signInMessages } from '../../lib/messages/sign-in.js';
import { useTRPC } from '../../lib/trpc.js';

/** Signs in and asks anew for everything that was refused. */
export function useSignIn(onDone: () => void) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return useMutation(
    trpc.sessions.signIn.mutationOptions({
      // Refusing a credential ends no session: it is told beside the field.
      meta: { signsIn: true },
      onSuccess: async (session) => {
        queries.setQueryData(trpc.sessions.current.queryKey(), session);
        onDone();
        await queries.invalidateQueries();
      },
    }),
  );
}

const TOKEN = /^eyJ[\w-]*\.[\w-]+\.[\w-]*$/;

/** The form; `onDone` is called when there is a session. */
export function SignInForm({ onDone }: { onDone: () => void }) {
  const [key, setKey] = useState('');
  const [isMissing, setMissing] = useState(false);
  const [chosen, setChosen] = useState<string | undefined>();
  const { mutate, isPending, error } = useSignIn(onDone);
  const refusal = error === null ? undefined : toCallError(error);
  const choices = (refusal && detailsOf(refusal, 'UNAUTHENTICATED')?.workspaces) ?? [];
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const given = key.trim();
    setMissing(given === '');
    if (given === '' || isPending) return;
    const workspace = chosen ?? choices[0];
    if (TOKEN.test(given)) mutate({ token: given, ...(workspace !== undefined && { workspace }) });
    else mutate({ api_key: given });
  };
  const problem = isMissing ? signInMessages.keyMissing : choices.length === 0 ? refusal?.message : undefined;
  return (
    <form className="sign-in-form" onSubmit={submit} noValidate>
      <TextField
        label={signInMessages.key}
        hint={signInMessages.keyHint}
        type="password"
        mono
        required
        autoComplete="current-password"
        placeholder="ark_…"
        spellCheck={false}
        data-autofocus
        value={key}
        error={problem}
        onChange={(event) => {
          setMissing(false);
          setKey(event.target.value);
        }}
      />
      {choices.length > 0 && (
        <SelectField
          label={signInMessages.workspace}
          hint={signInMessages.workspaceHint}
          value={chosen ?? choices[0]}
          onChange={(event) => setChosen(event.target.value)}
        >
          {choices.map((slug) => (
            <option key={slug}>{slug}</option>
          ))}
        </SelectField>
      )}
      <Button type="submit" variant="primary" icon={LogIn} pending={isPending}>
        {signInMessages.submit}
      </Button>
    </form>
  );
}
