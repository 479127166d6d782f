// Asking those who may to have a key trusted: through the registry, where they find it, or with a link to send. In both is
// the key's own proof for exactly these names.
import type { AddKey } from '@action-registry/schema';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Send } from 'lucide-react';
import { useEffect, useState } from 'react';
import { toCallError } from '../../lib/errors.js';
import { toRequestFragment } from '../../lib/key-request.js';
import { keyMessages, trustKeyMessages as words } from '../../lib/messages/keys.js';
import { useOwnRequest } from '../../lib/own-request.js';
import { useSession } from '../../lib/session.js';
import { proveKeyHere, type SigningKey } from '../../lib/signing-keys.js';
import { useTRPC } from '../../lib/trpc.js';
import { Banner } from '../banner.js';
import { Button } from '../button.js';
import { CopyButton } from '../copy-button.js';
import { TextField } from '../field.js';
import { Ago } from '../time.js';

/** Both ways of asking; `scopes` null is every name. */
export function AskAdmin({ signingKey, scopes }: { signingKey: SigningKey; scopes: string[] | null }) {
  const request = useProven(signingKey, scopes);
  const link = request === undefined ? '' : `${window.location.origin}/app/keys/trusted#${toRequestFragment(request)}`;
  return (
    <>
      <AskButton signingKey={signingKey} request={request} />
      <details className="raw">
        <summary>{words.orLink}</summary>
        <TextField label={words.requestLink} mono readOnly value={link} onFocus={(event) => event.target.select()} />
        <CopyButton value={link} label={words.copyLink} showLabel variant="secondary" size="m" />
      </details>
    </>
  );
}

type AskProps = { signingKey: SigningKey; request: AddKey | undefined };

function AskButton({ signingKey, request }: AskProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { whyNot } = useSession();
  const asked = useOwnRequest(signingKey);
  const ask = useMutation(
    trpc.keys.request.mutationOptions({
      onSuccess: () => queries.invalidateQueries(trpc.keys.listRequests.pathFilter()),
    }),
  );
  const isSame = asked?.status === 'pending' && asked.key.proof === request?.proof;
  return (
    <>
      {ask.error !== null && (
        <Banner tone="danger" title={keyMessages.failed} live>
          {toCallError(ask.error).message}
        </Banner>
      )}
      {asked !== undefined && asked.status !== 'accepted' && (
        <Banner tone={asked.status === 'pending' ? 'info' : 'warning'} title={words.asked[asked.status]} live>
          <Ago time={asked.decided_at ?? asked.created_at} />. {keyMessages.mayName(asked.key.scope)}.
        </Banner>
      )}
      <div>
        <Button
          variant="primary"
          icon={Send}
          pending={ask.isPending}
          disabledReason={isSame ? words.asked.pending : whyNot('releases:publish')}
          onClick={() => {
            if (request !== undefined) ask.mutate(request);
          }}
        >
          {words.ask}
        </Button>
      </div>
    </>
  );
}

/** What is asked for, signed by the key itself. */
function useProven(signingKey: SigningKey, scopes: string[] | null): AddKey | undefined {
  const [proven, setProven] = useState<AddKey>();
  const wanted = scopes?.join(',');
  useEffect(() => {
    let isWanted = true;
    const { kid, public_key } = signingKey;
    const scope = wanted?.split(',') ?? null;
    void proveKeyHere(signingKey, scope).then((proof) => {
      if (isWanted) setProven({ kid, public_key, role: 'publisher', ...(scope !== null && { scope }), proof });
    });
    return () => {
      isWanted = false;
    };
  }, [signingKey, wanted]);
  return proven;
}
