// Making a signing key: a name, then the one moment in which a copy can be made, taken or passed up in so many words. Until
// that choice nothing is kept; after it the key cannot be read out again, by this page neither.
import { useQuery } from '@tanstack/react-query';
import { Download, FileKey } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { downloadText } from '../../lib/download.js';
import { suggestKid } from '../../lib/key-trust.js';
import { messages } from '../../lib/messages/common.js';
import { signingMessages as words } from '../../lib/messages/keys.js';
import { askPersistence } from '../../lib/persistence.js';
import { useSession } from '../../lib/session.js';
import { createSeed, keepKey, type SigningKey, useSigningKeys } from '../../lib/signing-keys.js';
import { encryptBackup } from '../../lib/signing-keys-backup.js';
import { useTRPC } from '../../lib/trpc.js';
import { Banner } from '../banner.js';
import { Button } from '../button.js';
import { Dialog } from '../dialog.js';
import { CheckboxField, TextField } from '../field.js';
import { Icon } from '../icon.js';
import { showToast } from '../toast.js';
import { useKidCheck } from './kid-error.js';

type Made = { kid: string; seed: Uint8Array; backup: string; isSealed: boolean };
type DialogProps = { onClose: () => void; onCreated?: ((key: SigningKey) => void) | undefined };

/** The dialog; `onCreated` is told of the key once it is kept. */
export function CreateKeyDialog({ onClose, onCreated }: DialogProps) {
  const [made, setMade] = useState<Made | undefined>();
  return made === undefined ? (
    <NameStep onClose={onClose} onMade={setMade} />
  ) : (
    <BackupStep made={made} onClose={onClose} onCreated={onCreated} />
  );
}

function NameStep({ onClose, onMade }: { onClose: () => void; onMade: (made: Made) => void }) {
  const suggestion = useSuggestion();
  const [typed, setTyped] = useState<string | undefined>();
  const [passphrase, setPassphrase] = useState('');
  const [isAsked, setAsked] = useState(false);
  const [isMaking, setMaking] = useState(false);
  const kid = (typed ?? suggestion).trim();
  const error = useKidCheck()(kid);
  const name = useRef<HTMLInputElement>(null);
  // What is typed takes the place of the suggestion, also of one that comes late.
  useEffect(() => {
    if (typed === undefined && suggestion !== '') name.current?.select();
  }, [typed, suggestion]);
  const submit = async (): Promise<void> => {
    setAsked(true);
    if (error !== undefined || isMaking) return;
    setMaking(true);
    const seed = await createSeed();
    onMade({ kid, seed, backup: await encryptBackup({ kid, seed }, passphrase), isSealed: passphrase !== '' });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={() => void submit()}
      title={words.createTitle}
      description={words.createBody}
      footer={
        <>
          <Button onClick={onClose}>{messages.cancel}</Button>
          <Button type="submit" variant="primary" pending={isMaking}>
            {words.next}
          </Button>
        </>
      }
    >
      <TextField
        label={words.name}
        hint={words.nameHint}
        error={isAsked ? error : undefined}
        required
        mono
        data-autofocus
        ref={name}
        spellCheck={false}
        maxLength={64}
        value={typed ?? suggestion}
        onChange={(event) => setTyped(event.target.value)}
      />
      <PassphraseFields passphrase={passphrase} setPassphrase={setPassphrase} />
    </Dialog>
  );
}

type PassphraseProps = { passphrase: string; setPassphrase: (passphrase: string) => void };

function PassphraseFields({ passphrase, setPassphrase }: PassphraseProps) {
  const [isShown, setShown] = useState(false);
  return (
    <>
      <TextField
        label={words.passphrase}
        hint={words.passphraseHint}
        optional
        type={isShown ? 'text' : 'password'}
        autoComplete="new-password"
        spellCheck={false}
        value={passphrase}
        onChange={(event) => setPassphrase(event.target.value)}
      />
      <CheckboxField
        label={words.passphraseShow}
        checked={isShown}
        onChange={(event) => setShown(event.target.checked)}
      />
    </>
  );
}

function useSuggestion(): string {
  const trpc = useTRPC();
  const { caller } = useSession();
  const listed = useQuery(trpc.keys.list.queryOptions()).data?.items ?? [];
  const own = useSigningKeys() ?? [];
  return suggestKid(caller?.name ?? '', new Set([...listed, ...own].map(({ kid }) => kid)));
}

function BackupStep({ made, onClose, onCreated }: DialogProps & { made: Made }) {
  const { kid, seed, backup, isSealed } = made;
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const [state, setState] = useState<'open' | 'keeping' | 'failed'>('open');
  const keep = async (isBackedUp: boolean): Promise<void> => {
    if (state === 'keeping') return;
    setState('keeping');
    if (isBackedUp) downloadText(words.backupFile(kid), backup, 'application/jose');
    try {
      const key = await keepKey({ kid, seed, isBackedUp, now: new Date() });
      onClose();
      onCreated?.(key);
      void tellKept(kid);
    } catch {
      setState('failed');
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.backupTitle(kid)}
      description={words.backupBody}
      footer={
        <>
          <Button onClick={() => void keep(false)}>{words.skip}</Button>
          <Button ref={first} variant="primary" icon={Download} onClick={() => void keep(true)}>
            {words.download}
          </Button>
        </>
      }
    >
      {state === 'failed' && <Banner tone="danger" title={words.notKept} live />}
      <div className="panel panel-body">
        <p className="key-line">
          <Icon of={FileKey} size={18} />
          <strong className="mono">{words.backupFile(kid)}</strong>
        </p>
        <p className="field-hint">{isSealed ? words.backupSealed : words.backupOpen}</p>
      </div>
    </Dialog>
  );
}

/** Says that a key is here, and whether the browser promised to keep it. */
async function tellKept(kid: string): Promise<void> {
  const body = (await askPersistence()) ? words.createdPersisted : words.createdFleeting;
  showToast({ tone: 'good', title: words.ready(kid), body });
}
