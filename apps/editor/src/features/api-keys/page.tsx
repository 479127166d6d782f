// The API keys of the workspace: which there are, what each may do and until when; making, rotating and revoking them.
import type { ApiKey, ApiKeyStatus } from '@action-registry/schema';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { KeySquare, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { EmptyState } from '../../components/empty-state.js';
import { KeysFrame } from '../../components/keys-frame.js';
import { PagedEntries } from '../../components/paged-entries.js';
import { PermissionGate } from '../../components/permission-gate.js';
import { useCommand } from '../../lib/commands.js';
import { keysetPages } from '../../lib/keyset-pages.js';
import { apiKeyMessages as words } from '../../lib/messages/api-keys.js';
import { useRouteReady } from '../../lib/route-ready.js';
import { useSession } from '../../lib/session.js';
import { useTRPC, useTRPCClient } from '../../lib/trpc.js';
import { CreateKeyDialog } from './create-key-dialog.js';
import { KeyList } from './key-list.js';
import { RevokeKeysDialog } from './revoke-keys-dialog.js';
import { SecretDialog } from './secret-dialog.js';
import '../../styles/features/library.css';
import '../../styles/features/people.css';

const FILTERS = ['active', 'expired', 'revoked', 'all'] as const;
const PAGE_KEYS = 100;

type Open =
  | { type: 'create'; from?: ApiKey }
  | { type: 'revoke'; keys: readonly ApiKey[] }
  | { type: 'secret'; made: { api_key: ApiKey; secret: string }; from?: ApiKey | undefined }
  | undefined;

/** The view. */
export function Page() {
  const { whyNot } = useSession();
  const reason = whyNot('api_keys:manage');
  const [open, setOpen] = useState<Open>();
  const isAsked = useSearch({ from: '/keys/api', select: (search) => search.new !== undefined });
  const navigate = useNavigate({ from: '/keys/api' });
  const show = (next: Open): void => {
    setOpen(next);
    if (isAsked) void navigate({ search: ({ status }) => (status === undefined ? {} : { status }), replace: true });
  };
  const close = (): void => show(undefined);
  const create = (): void => show({ type: 'create' });
  const isCreating = open?.type === 'create' || (open === undefined && isAsked && reason === undefined);
  const from = open?.type === 'create' ? open.from : undefined;
  useCommand('create.apiKey', create, reason);
  return (
    <KeysFrame
      title={words.title}
      lead={words.lead}
      actions={
        <Button variant="primary" icon={Plus} disabledReason={reason} onClick={create}>
          {words.create}
        </Button>
      }
    >
      <PermissionGate permission="api_keys:manage">
        <Keys setOpen={setOpen} />
      </PermissionGate>
      {isCreating && (
        <CreateKeyDialog from={from} onClose={close} onCreated={(made) => show({ type: 'secret', made, from })} />
      )}
      {open?.type === 'secret' && <SecretDialog made={open.made} from={open.from} onDone={close} />}
      {open?.type === 'revoke' && <RevokeKeysDialog keys={open.keys} onClose={close} />}
    </KeysFrame>
  );
}

function Keys({ setOpen }: { setOpen: (open: Open) => void }) {
  const trpc = useTRPC();
  const { status } = useSearch({ from: '/keys/api' });
  const wanted: ApiKeyStatus | undefined = status === 'all' ? undefined : (status ?? 'active');
  const client = useTRPCClient();
  const question = { limit: PAGE_KEYS, ...(wanted !== undefined && { status: wanted }) };
  const pages = useInfiniteQuery(
    keysetPages(trpc.apiKeys.list.infiniteQueryKey(question), (place, options) =>
      client.apiKeys.list.query({ ...question, ...place }, options),
    ),
  );
  useRouteReady(!pages.isPending);
  return (
    <>
      <Filter status={status ?? 'active'} />
      <PagedEntries
        pages={pages}
        empty={
          <EmptyState
            icon={KeySquare}
            title={words.none}
            actions={
              <Button icon={Plus} onClick={() => setOpen({ type: 'create' })}>
                {words.create}
              </Button>
            }
          >
            <p>{wanted === 'active' || wanted === undefined ? words.noneBody : words.noneOf}</p>
          </EmptyState>
        }
      >
        {(keys) => (
          <KeyList
            key={status}
            keys={keys}
            onRotate={(from) => setOpen({ type: 'create', from })}
            onRevoke={(chosen) => setOpen({ type: 'revoke', keys: chosen })}
          />
        )}
      </PagedEntries>
    </>
  );
}

function Filter({ status }: { status: (typeof FILTERS)[number] }) {
  const navigate = useNavigate({ from: '/keys/api' });
  return (
    <fieldset className="choices">
      <legend className="visually-hidden">{words.show}</legend>
      {FILTERS.map((each) => (
        <label key={each} className="choice">
          <input
            type="radio"
            name="status"
            className="visually-hidden"
            checked={each === status}
            onChange={() =>
              void navigate({ search: each === 'active' ? {} : { status: each }, replace: true, resetScroll: false })
            }
          />
          <span>{words.filters[each]}</span>
        </label>
      ))}
    </fieldset>
  );
}
