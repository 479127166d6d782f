// Signing in with an API key: the key goes to the registry once and is kept nowhere here; the session is a cookie that no
// script can read.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { LogIn } from 'lucide-react';
import { type SyntheticEvent, useState } from 'react';
import { Button } from '../../components/button.js';
import { TextField } from '../../components/field.js';
import { toCallError } from '../../lib/errors.js';
import { signInMessages } from '../../lib/messages/sign-in.js';
import { useTRPC } from '../../lib/trpc.js';

/** Signs in and asks anew for everything that was refused. */
export function useSignIn(onDone: () => void) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return useMutation(
    trpc.sessions.signIn.mutationOptions({
      onSuccess: async (session) => {
        queries.setQueryData(trpc.sessions.current.queryKey(), session);
        onDone();
        await queries.invalidateQueries();
      },
    }),
  );
}

/** The form; `onDone` is called when there is a session. */
export function SignInForm({ onDone }: { onDone: () => void }) {
  const [key, setKey] = useState('');
  const [isMissing, setMissing] = useState(false);
  const { mutate, isPending, error } = useSignIn(onDone);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setMissing(key.trim() === '');
    if (key.trim() !== '' && !isPending) mutate({ api_key: key.trim() });
  };
  const problem = isMissing ? signInMessages.keyMissing : error === null ? undefined : toCallError(error).message;
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
      <Button type="submit" variant="primary" icon={LogIn} pending={isPending}>
        {signInMessages.submit}
      </Button>
    </form>
  );
}
