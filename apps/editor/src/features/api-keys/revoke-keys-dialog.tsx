// Revoking one or several API keys, one after the other, each with its outcome; whoever would shut themselves out is told.
import type { ApiKey } from '@action-registry/schema';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Badge } from '../../components/badge.js';
import { Banner } from '../../components/banner.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { showToast } from '../../components/toast.js';
import { toCallError } from '../../lib/errors.js';
import { apiKeyMessages as words } from '../../lib/messages/api-keys.js';
import { messages } from '../../lib/messages/common.js';
import { beginOwnChange } from '../../lib/own-changes.js';
import { useSession } from '../../lib/session.js';
import { useTRPC, useTRPCClient } from '../../lib/trpc.js';

/** How it went for a key: done, or the refusal's words. */
type Outcomes = ReadonlyMap<number, true | string>;

/** The dialog. */
export function RevokeKeysDialog({ keys, onClose }: { keys: readonly ApiKey[]; onClose: () => void }) {
  const { caller } = useSession();
  const { run, outcomes, isRunning } = useRevoke(keys, onClose);
  const isOwn = keys.some(({ key_prefix }) => caller?.actor === `api_key:${key_prefix}`);
  const failures = [...outcomes.values()].filter((outcome) => outcome !== true);
  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={() => {
        if (!isRunning) void run();
      }}
      title={words.revokeTitle(keys.length, keys[0]?.name ?? '')}
      description={words.revokeBody}
      footer={
        <>
          <Button data-autofocus onClick={onClose}>
            {messages.cancel}
          </Button>
          <Button type="submit" variant="danger" pending={isRunning}>
            {words.revokeDo(keys.length)}
          </Button>
        </>
      }
    >
      {failures.length > 0 && !isRunning && (
        <Banner tone="danger" title={words.revokeFailed} live>
          {failures[0]}
        </Banner>
      )}
      {isOwn && <Banner tone="warning" title={words.revokeOwn} />}
      <ul className="outcomes">
        {keys.map(({ id, name, key_prefix }) => (
          <li key={id}>
            <strong dir="auto">{name}</strong> <code>{key_prefix}…</code>
            {outcomes.has(id) && (
              <Badge tone={outcomes.get(id) === true ? 'good' : 'danger'}>
                {words.outcomes[outcomes.get(id) === true ? 'done' : 'failed']}
              </Badge>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function useRevoke(keys: readonly ApiKey[], onClose: () => void) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const { caller } = useSession();
  const [outcomes, setOutcomes] = useState<Outcomes>(new Map());
  const [isRunning, setRunning] = useState(false);
  const run = async (): Promise<void> => {
    setRunning(true);
    const end = beginOwnChange();
    const made = new Map(outcomes);
    for (const { id } of toOrder(keys, caller?.actor)) {
      if (made.get(id) === true) continue;
      const outcome = await client.apiKeys.revoke.mutate({ id }).then(
        () => true as const,
        (error: unknown) => toCallError(error).message,
      );
      setOutcomes(new Map(made.set(id, outcome)));
    }
    end();
    setRunning(false);
    if ([...made.values()].every((outcome) => outcome === true)) {
      onClose();
      showToast({ tone: 'good', title: words.revokeDone(keys.length) });
    }
    await queries.invalidateQueries(trpc.apiKeys.list.pathFilter());
    await queries.invalidateQueries(trpc.sessions.current.pathFilter());
  };
  return { run, outcomes, isRunning };
}

/** The key that one is signed in with comes last: after it, nothing else is answered. */
function toOrder(keys: readonly ApiKey[], actor: string | undefined): ApiKey[] {
  const isOwn = ({ key_prefix }: ApiKey): boolean => actor === `api_key:${key_prefix}`;
  return [...keys.filter((key) => !isOwn(key)), ...keys.filter(isOwn)];
}
