// Putting a catalogue: from a file that is chosen or dropped, or from text. What is wrong with it is listed at its place and
// mended there; what it changes and whom it would refuse is told before anything is stored.
import type { CatalogueSummary } from '@action-registry/schema';
import { LIMITS } from '@action-registry/schema';
import { FolderOpen } from 'lucide-react';
import { type ChangeEvent, type DragEvent, useRef, useState } from 'react';
import { Banner } from '../../components/banner.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { CheckboxField, TextAreaField } from '../../components/field.js';
import { toCallError } from '../../lib/errors.js';
import { formatBytes } from '../../lib/format.js';
import { importMessages as words } from '../../lib/messages/catalogue-import.js';
import { messages } from '../../lib/messages/common.js';
import { useSession } from '../../lib/session.js';
import { withVersion } from './catalogue-file.js';
import { type Standing, useCheckedText, useDryRun, useOwner, usePut } from './import-data.js';
import { ImportPreview } from './import-preview.js';
import { ImportProblems } from './import-problems.js';

type DialogProps = {
  /** The text to begin with. */
  start: string;
  models: readonly CatalogueSummary[];
  onClose: () => void;
};

/** The dialog. */
export function ImportDialog({ start, models, onClose }: DialogProps) {
  const [text, setText] = useState(start);
  const [fileError, setFileError] = useState<string>();
  const area = useRef<HTMLTextAreaElement>(null);
  const { problems, standing, isEmpty } = useCheckedText(text, models);
  const owner = useOwner(standing?.before);
  const dryRun = useDryRun(standing, owner.isGlobal);
  const { put, error, isPending } = usePut(onClose);
  const reason = useReason({ isEmpty, problems: problems.length, standing, isAnswered: dryRun.data !== undefined });
  const change = (next: string): void => {
    setFileError(undefined);
    setText(next);
  };
  const takeVersion = (version: string): void => {
    change(withVersion(text, version));
    // The button goes with what it mended.
    area.current?.focus({ preventScroll: true });
  };
  const submit = (): void => {
    if (reason === undefined && standing !== undefined && !isPending) put(standing.content, owner.isGlobal);
  };
  return (
    <Dialog
      open
      size="l"
      onClose={onClose}
      onSubmit={submit}
      title={words.title}
      description={words.description}
      footer={
        <>
          <Button onClick={onClose}>{messages.cancel}</Button>
          <Button type="submit" variant="primary" pending={isPending} disabledReason={reason}>
            {standing === undefined ? words.do : words.doVersion(idOf(standing))}
          </Button>
        </>
      }
    >
      {error !== null && (
        <Banner tone="danger" title={words.failed} live>
          {toCallError(error).message}
        </Banner>
      )}
      <SourceText {...{ area, text, change, fileError, setFileError }} />
      <ImportProblems {...{ problems, area }} onText={change} />
      {standing !== undefined && (
        <>
          <ImportPreview {...{ standing, dryRun }} onVersion={takeVersion} />
          <Owner owner={owner} />
        </>
      )}
    </Dialog>
  );
}

function idOf({ content: { device_model, version } }: Standing): string {
  return `${device_model}@${version}`;
}

type Ready = { isEmpty: boolean; problems: number; standing: Standing | undefined; isAnswered: boolean };

/** Why it cannot be put yet. */
function useReason({ isEmpty, problems, standing, isAnswered }: Ready): string | undefined {
  const { whyNot } = useSession();
  const right = whyNot('catalogues:write');
  if (right !== undefined) return right;
  if (isEmpty) return words.empty;
  if (problems > 0) return words.mend;
  if (standing?.clash === 'same') return words.stands(idOf(standing));
  if (standing?.clash !== undefined) return words.mend;
  return isAnswered ? undefined : words.wait;
}

type SourceProps = {
  area: React.RefObject<HTMLTextAreaElement | null>;
  text: string;
  change: (text: string) => void;
  fileError: string | undefined;
  setFileError: (error: string | undefined) => void;
};

/** The text, and the ways a file gets into it. */
function SourceText({ area, text, change, fileError, setFileError }: SourceProps) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const read = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    if (file.size > LIMITS.bodyBytes) setFileError(words.tooLarge(formatBytes(LIMITS.bodyBytes)));
    else change(await file.text());
  };
  const choose = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    // The same file can be chosen again after it was changed.
    void read(target.files?.[0]).then(() => {
      target.value = '';
    });
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void read(event.dataTransfer.files[0]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: whoever cannot drop a file chooses it with the button
    <div
      className={isOver ? 'import-source is-over' : 'import-source'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div>
        <input
          ref={input}
          type="file"
          hidden
          aria-label={words.choose}
          accept=".json,application/json"
          onChange={choose}
        />
        <Button icon={FolderOpen} data-autofocus={text === '' || undefined} onClick={() => input.current?.click()}>
          {words.choose}
        </Button>
      </div>
      <TextAreaField
        ref={area}
        label={words.text}
        hint={words.textHint}
        error={fileError}
        mono
        wrap="off"
        rows={10}
        spellCheck={false}
        autoComplete="off"
        className="import-text"
        value={text}
        onChange={(event) => change(event.target.value)}
      />
      {isOver && <p className="import-drop">{words.drop}</p>}
    </div>
  );
}

/** Whose the device model is, or is to be. */
function Owner({ owner }: { owner: ReturnType<typeof useOwner> }) {
  const { isGlobal, setGlobal, isFixed, reason, workspace } = owner;
  if (isFixed) return <p className="field-hint">{isGlobal ? words.globalFixed : words.mine(workspace)}</p>;
  return (
    <CheckboxField
      label={words.global}
      hint={reason ?? words.globalHint}
      checked={isGlobal}
      aria-disabled={reason === undefined ? undefined : true}
      onChange={({ target }) => setGlobal(target.checked)}
    />
  );
}
