// Bringing a key that exists: a backup, PKCS#8 or a JWK, from a file or pasted. It is read here and not sent; what is kept
// of it cannot be read out again.
import { FolderOpen } from 'lucide-react';
import { type ChangeEvent, useRef, useState } from 'react';
import { messages } from '../../lib/messages/common.js';
import { signingMessages as words } from '../../lib/messages/keys.js';
import { askPersistence } from '../../lib/persistence.js';
import { describeSeed, keepKey, type SigningKey } from '../../lib/signing-keys.js';
import { findKeyForm, type KeyForm, needsPassphrase, readKey } from '../../lib/signing-keys-import.js';
import { Button } from '../button.js';
import { Dialog } from '../dialog.js';
import { TextAreaField, TextField } from '../field.js';
import { showToast } from '../toast.js';
import { useKidCheck } from './kid-error.js';

type DialogProps = { onClose: () => void; onImported?: ((key: SigningKey) => void) | undefined };
type Form = { text: string; passphrase: string; kid: string };
/** What is wrong, and at which field. */
type Problem = Partial<Record<keyof Form, string>>;

/** Key files have a few hundred characters. */
const CHARACTERS_MAX = 16_384;
/** Forms that may not say what the key is called. */
const NAMELESS: readonly KeyForm[] = ['pkcs8', 'jwk', 'seed'];

/** The dialog; `onImported` is told of the key once it is kept. */
export function ImportKeyDialog({ onClose, onImported }: DialogProps) {
  const [form, setForm] = useState<Form>({ text: '', passphrase: '', kid: '' });
  const { problem, isBusy, submit, forget } = useImport(form, (key) => {
    onClose();
    onImported?.(key);
  });
  const set = (part: Partial<Form>): void => {
    setForm({ ...form, ...part });
    forget();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={() => void submit()}
      title={words.importTitle}
      description={words.importBody}
      footer={
        <>
          <Button onClick={onClose}>{messages.cancel}</Button>
          <Button type="submit" variant="primary" pending={isBusy}>
            {words.importDo}
          </Button>
        </>
      }
    >
      <KeyFields form={form} set={set} problem={problem} />
    </Dialog>
  );
}

function KeyFields({ form, set, problem }: { form: Form; set: (part: Partial<Form>) => void; problem: Problem }) {
  const { text, passphrase, kid } = form;
  const kind = text.trim() === '' ? undefined : findKeyForm(text);
  return (
    <>
      <FileButton onText={(next) => set({ text: next })} />
      <TextAreaField
        label={words.paste}
        hint={kind === undefined ? words.pasteHint : words.forms[kind]}
        error={problem.text}
        mono
        spellCheck={false}
        autoComplete="off"
        className="key-text"
        maxLength={CHARACTERS_MAX}
        value={text}
        onChange={(event) => set({ text: event.target.value })}
      />
      {needsPassphrase(text) && (
        <TextField
          label={words.importPassphrase}
          hint={words.importPassphraseHint}
          error={problem.passphrase}
          type="password"
          autoComplete="off"
          value={passphrase}
          onChange={(event) => set({ passphrase: event.target.value })}
        />
      )}
      {(problem.kid !== undefined || kid !== '' || (kind !== undefined && NAMELESS.includes(kind))) && (
        <TextField
          label={words.name}
          hint={words.nameHint}
          error={problem.kid}
          mono
          spellCheck={false}
          maxLength={64}
          value={kid}
          onChange={(event) => set({ kid: event.target.value })}
        />
      )}
    </>
  );
}

function FileButton({ onText }: { onText: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const read = async ({ target }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = target.files ?? [];
    if (file === undefined) return;
    // One that is larger is shown as what it is: no key.
    onText(await file.slice(0, CHARACTERS_MAX).text());
    // The same file can be chosen again after it was changed.
    target.value = '';
  };
  return (
    <div>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={words.file}
        accept=".jwe,.key,.pem,.jwk,.json,.txt"
        onChange={(event) => void read(event)}
      />
      <Button icon={FolderOpen} data-autofocus onClick={() => input.current?.click()}>
        {words.file}
      </Button>
    </div>
  );
}

/** Reads the key of a form and keeps it; what is wrong is told at its field. */
function useImport({ text, passphrase, kid }: Form, onKept: (key: SigningKey) => void) {
  const findKidError = useKidCheck();
  const [problem, setProblem] = useState<Problem>({});
  const [isBusy, setBusy] = useState(false);
  const importKey = async (): Promise<Problem | undefined> => {
    if (text.trim() === '') return { text: words.pasteMissing };
    const form = findKeyForm(text);
    if (form === 'unknown' || form === 'encrypted') return { text: words.forms[form] };
    const read = await readKey(text, passphrase).catch(() => undefined);
    if (read === undefined) return { [needsPassphrase(text) ? 'passphrase' : 'text']: words.unreadable };
    const name = kid.trim() === '' ? (read.kid ?? '') : kid.trim();
    const wrong = findKidError(name, (await describeSeed(read.seed)).public_key);
    if (wrong !== undefined) return { kid: wrong };
    const kept = await keepKey({ kid: name, seed: read.seed, isBackedUp: true, now: new Date() }).catch(
      () => undefined,
    );
    if (kept === undefined) return { text: words.notKept };
    onKept(kept);
    const isStaying = await askPersistence();
    const body = isStaying ? words.createdPersisted : words.createdFleeting;
    showToast({ tone: 'good', title: words.ready(name), body });
    return undefined;
  };
  const submit = async (): Promise<void> => {
    if (isBusy) return;
    setBusy(true);
    const found = await importKey();
    setBusy(false);
    if (found !== undefined) setProblem(found);
  };
  return { problem, isBusy, submit, forget: () => setProblem({}) };
}
