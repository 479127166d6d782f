// The fields of a device: its model, which of its sequences runs by default, and one or two sequences of steps. Each field is
// a place of the draft's text; what the catalogues know is offered and checked, and nothing here decides what is right.
import type { CommandCatalogue } from '@action-registry/core';
import { isJsonObject, type Json } from '@action-registry/schema';
import { Plus, RotateCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '../../../components/button.js';
import { Combobox } from '../../../components/combobox.js';
import { SelectField, TextField } from '../../../components/field.js';
import type { FieldChange } from '../../../lib/draft-document.js';
import { pointerTo } from '../../../lib/json-tree.js';
import { keepFocus } from '../../../lib/keep-focus.js';
import { messages } from '../../../lib/messages/common.js';
import { deviceMessages as words } from '../../../lib/messages/device.js';
import { fieldMessages } from '../../../lib/messages/draft.js';
import { BoundText, toText, usePlace, useWords } from '../bound-fields.js';
import { useCataloguesOf, useEditor } from '../editor-context.js';
import { StepList } from './step-list.js';
import '../../../styles/features/device.css';

const SETS = '/spec/action_sets';
const DEFAULT_SET = '/spec/default_action_set_id';
const SETS_MAX = 2;

/** The fields of a device's spec. */
export function DeviceFields() {
  const { session } = useEditor();
  const known = useCataloguesOf(session);
  const { value, set, isReadOnly } = usePlace(SETS);
  const [news, setNews] = useState('');
  const { value: model } = usePlace('/spec/device_model');
  const catalogue = typeof model === 'string' && known?.isKnown(model) ? known.catalogues.find(model) : undefined;
  const sets = Array.isArray(value) ? value : [];
  const addSet = (): void => {
    const added = { id: freeId(sets), actions: [] };
    if (sets.length === 0) set([added]);
    else session.document.change([{ pointer: pointerTo(SETS, sets.length), insert: added }]);
  };
  return (
    <>
      <CatalogueState />
      <div className="field-row">
        <ModelField />
        <DefaultSetField sets={sets} />
      </div>
      {sets.map((each, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sequence is its place in the list
        <SetFields key={index} {...{ sets, index, catalogue }} set={each} announce={setNews} />
      ))}
      {sets.length < SETS_MAX && (
        <div>
          <Button icon={Plus} onClick={addSet} disabledReason={isReadOnly ? fieldMessages.readOnlyBroken : undefined}>
            {words.addSet}
          </Button>
        </div>
      )}
      <p className="visually-hidden" role="status">
        {news}
      </p>
    </>
  );
}

/** Says when what the device model can do is not known here. */
function CatalogueState() {
  const { session } = useEditor();
  const known = useCataloguesOf(session);
  if (known === undefined) return <p className="muted">{words.loading}</p>;
  if (known !== null) return null;
  return (
    <div className="device-unchecked">
      <p className="field-warning">{words.unreachable}</p>
      <Button size="s" icon={RotateCw} onClick={() => void session.catalogues?.reload()}>
        {messages.retry}
      </Button>
    </div>
  );
}

function ModelField() {
  const { session } = useEditor();
  const pointer = '/spec/device_model';
  const { value, set, isReadOnly, problem } = usePlace(pointer);
  const known = useCataloguesOf(session);
  const models = known?.models ?? [];
  const options = models.map(({ device_model, version, commands, extends: base }) => ({
    value: device_model,
    hint: words.modelFacts(version, commands, base),
  }));
  const chosen = options.find((option) => option.value === value);
  const field = useWords(problem, chosen?.hint ?? words.modelHint);
  return (
    <Combobox
      {...field}
      label={words.model}
      required
      data-pointer={pointer}
      readOnly={isReadOnly}
      value={toText(value)}
      options={options}
      near={(text) => known?.catalogues.suggest(text).map((each) => each.value) ?? []}
      onChange={set}
    />
  );
}

function DefaultSetField({ sets }: { sets: readonly Json[] }) {
  const { value, set, isReadOnly, problem } = usePlace(DEFAULT_SET);
  const ids = [...new Set(sets.map(idOf).filter((id) => id !== ''))];
  const chosen = toText(value);
  const field = useWords(problem, undefined);
  return (
    <SelectField
      {...field}
      label={words.defaultSet}
      required
      data-pointer={DEFAULT_SET}
      aria-disabled={isReadOnly || undefined}
      value={chosen}
      onChange={({ target }) => {
        if (!isReadOnly && target.value !== '') set(target.value);
      }}
    >
      {chosen === '' && <option value="">{words.choose}</option>}
      {chosen !== '' && !ids.includes(chosen) && <option value={chosen}>{chosen}</option>}
      {ids.map((id) => (
        <option key={id} value={id}>
          {id}
        </option>
      ))}
    </SelectField>
  );
}

type SetProps = {
  sets: readonly Json[];
  set: Json;
  index: number;
  catalogue: CommandCatalogue | undefined;
  announce: (text: string) => void;
};

function SetFields({ sets, set, index, catalogue, announce }: SetProps) {
  const { session } = useEditor();
  const pointer = pointerTo(SETS, index);
  const { isReadOnly } = usePlace(pointer);
  const id = idOf(set);
  const remove = (): void => {
    session.document.change([{ pointer }]);
    announce(words.setRemoved(id));
    keepFocus();
  };
  return (
    <section className="step-set" aria-labelledby={`set-${index}`} data-pointer={pointer}>
      <div className="step-set-head">
        <h3 id={`set-${index}`}>{words.setTitle(id)}</h3>
        {sets.length > 1 && (
          <IconButton
            icon={Trash2}
            size="s"
            label={words.removeSet(id)}
            onClick={remove}
            disabledReason={isReadOnly ? fieldMessages.readOnlyBroken : undefined}
          />
        )}
      </div>
      <div className="field-row">
        <SetIdField pointer={pointer} />
        <BoundText pointer={`${pointer}/label`} label={words.setLabel} optional />
      </div>
      <StepList pointer={`${pointer}/actions`} catalogue={catalogue} announce={announce} />
    </section>
  );
}

/** The id of a sequence; where it is the default one, the choice follows its name. */
function SetIdField({ pointer }: { pointer: string }) {
  const { session } = useEditor();
  const place = `${pointer}/id`;
  const { value, isReadOnly, problem } = usePlace(place);
  const { value: chosen } = usePlace(DEFAULT_SET);
  const field = useWords(problem, words.setIdHint);
  const rename = (next: string): void => {
    const changes: FieldChange[] = [{ pointer: place, value: next }];
    if (chosen !== undefined && chosen === value) changes.push({ pointer: DEFAULT_SET, value: next });
    session.document.change(changes, place);
  };
  return (
    <TextField
      {...field}
      label={words.setId}
      required
      mono
      data-pointer={place}
      readOnly={isReadOnly}
      value={toText(value)}
      onChange={({ target }) => rename(target.value)}
    />
  );
}

function idOf(set: Json): string {
  return isJsonObject(set) ? toText(set.id) : '';
}

/** The usual names, then numbered ones. */
function freeId(sets: readonly Json[]): string {
  const taken = new Set(sets.map(idOf));
  const usual = ['forward', 'back'].find((id) => !taken.has(id));
  return usual ?? `sequence_${sets.length + 1}`;
}
