// The keys that sign in this browser: making, bringing, deleting them, and what the registry thinks of each.
import { useQuery } from '@tanstack/react-query';
import { FileKey, KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { EmptyState } from '../../components/empty-state.js';
import { KeysFrame } from '../../components/keys-frame.js';
import { CreateKeyDialog } from '../../components/signing-key/create-key-dialog.js';
import { ImportKeyDialog } from '../../components/signing-key/import-key-dialog.js';
import { NoSigning, useSigningState } from '../../components/signing-key/signing-state.js';
import { TrustKeyDialog } from '../../components/signing-key/trust-key-dialog.js';
import { Skeleton } from '../../components/skeleton.js';
import { keyMessages, signingMessages as words } from '../../lib/messages/keys.js';
import { usePersistence } from '../../lib/persistence.js';
import { useRouteReady } from '../../lib/route-ready.js';
import { type SigningKey, useSigningKeys } from '../../lib/signing-keys.js';
import { useTRPC } from '../../lib/trpc.js';
import { ForgetKeyDialog } from './forget-key-dialog.js';
import { SigningKeyCard } from './signing-key-card.js';

type Open = { type: 'create' | 'import' | 'trust' | 'forget'; kid?: string } | undefined;

/** The view. */
export function Page() {
  const trpc = useTRPC();
  const state = useSigningState();
  const keys = useSigningKeys();
  const listed = useQuery(trpc.keys.list.queryOptions());
  const [open, setOpen] = useState<Open>();
  useRouteReady(state !== undefined && keys !== undefined && !listed.isPending);
  const isKnown = state !== undefined && keys !== undefined;
  const openCreate = (): void => setOpen({ type: 'create' });
  const openImport = (): void => setOpen({ type: 'import' });
  const actions = state === 'ready' && keys !== undefined && keys.length > 0 && (
    <MakeButtons onCreate={openCreate} onImport={openImport} />
  );
  return (
    <KeysFrame title={keyMessages.signing} lead={words.lead} actions={actions || undefined}>
      {!isKnown && <Skeleton lines={4} />}
      {isKnown && state !== 'ready' && <NoSigning state={state} command={words.keygen} />}
      {isKnown && keys.length > 0 && (
        <>
          <ul className="panel key-list" aria-label={words.list}>
            {keys.map((key) => (
              <SigningKeyCard
                key={key.kid}
                signingKey={key}
                listed={listed.data?.items}
                onTrust={() => setOpen({ type: 'trust', kid: key.kid })}
                onDelete={() => setOpen({ type: 'forget', kid: key.kid })}
              />
            ))}
          </ul>
          <Persistence />
        </>
      )}
      {isKnown && state === 'ready' && keys.length === 0 && (
        <div className="panel">
          <EmptyState
            icon={KeyRound}
            title={words.none}
            actions={<MakeButtons onCreate={openCreate} onImport={openImport} />}
          >
            <p>{words.noneBody}</p>
          </EmptyState>
        </div>
      )}
      <OpenDialog open={open} keys={keys ?? []} onClose={() => setOpen(undefined)} />
    </KeysFrame>
  );
}

function MakeButtons({ onCreate, onImport }: { onCreate: () => void; onImport: () => void }) {
  return (
    <>
      <Button icon={FileKey} onClick={onImport}>
        {words.import}
      </Button>
      <Button variant="primary" icon={Plus} onClick={onCreate}>
        {words.create}
      </Button>
    </>
  );
}

type OpenProps = { open: Open; keys: readonly SigningKey[]; onClose: () => void };

function OpenDialog({ open, keys, onClose }: OpenProps) {
  if (open?.type === 'create') return <CreateKeyDialog onClose={onClose} />;
  if (open?.type === 'import') return <ImportKeyDialog onClose={onClose} />;
  const key = keys.find(({ kid }) => kid === open?.kid);
  if (open === undefined || key === undefined) return null;
  const Dialog = open.type === 'trust' ? TrustKeyDialog : ForgetKeyDialog;
  return <Dialog signingKey={key} onClose={onClose} />;
}

/** Whether the browser promised to keep its keys. */
function Persistence() {
  const isKept = usePersistence();
  return <p className="field-hint">{isKept === undefined ? '\u00a0' : isKept ? words.stays : words.mayClear}</p>;
}
