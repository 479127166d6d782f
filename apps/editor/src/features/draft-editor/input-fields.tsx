// The inputs of an action as a list: each is a property of the input schema. What a row cannot say about a property stays in
// the text, and rows of shapes beyond a row's words lead to the JSON.
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import { Braces, Plus, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button, IconButton } from '../../components/button.js';
import { CheckboxField, SelectField, TextField } from '../../components/field.js';
import type { FieldChange } from '../../lib/draft-document.js';
import { pointerTo } from '../../lib/json-tree.js';
import { fieldMessages as words } from '../../lib/messages/draft.js';
import { describeType } from '../../lib/schema-words.js';
import { BoundText, toText, usePlace } from './bound-fields.js';
import { useDraft, useEditor } from './editor-context.js';
import { Section } from './section.js';

const PROPERTIES = '/inputSchema/properties';
const REQUIRED = '/inputSchema/required';
const TYPES = ['string', 'integer', 'number', 'boolean', 'array', 'object'] as const;

/** The list of inputs. */
export function InputFields() {
  const { session } = useEditor();
  const { value } = useDraft();
  const { isReadOnly } = usePlace(PROPERTIES);
  const place = useRef<HTMLDivElement>(null);
  const schema = isJsonObject(value.inputSchema) ? value.inputSchema : undefined;
  const properties = isJsonObject(schema?.properties) ? schema.properties : {};
  const names = Object.keys(properties);
  const add = (): void => {
    const name = freeName(names);
    const changes: FieldChange[] = [{ pointer: pointerTo(PROPERTIES, name), value: { type: 'string' } }];
    session.document.change(schema === undefined ? [{ pointer: '/inputSchema', value: newSchema(name) }] : changes);
    requestAnimationFrame(() => focusLast(place.current));
  };
  return (
    <Section
      id="inputs"
      title={words.sections.inputs}
      aside={
        <Button size="s" icon={Plus} onClick={add} disabledReason={isReadOnly ? words.readOnlyBroken : undefined}>
          {words.addInput}
        </Button>
      }
    >
      <p className="muted">{names.length === 0 ? words.noInputs : words.inputsLead}</p>
      <div ref={place} className="input-list">
        {Object.entries(properties).map(([name, property], index) => (
          <InputRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a row keeps its fields and focus while its name is typed
            key={index}
            index={index}
            name={name}
            property={property}
            names={names}
            required={Array.isArray(schema?.required) ? schema.required : []}
          />
        ))}
      </div>
    </Section>
  );
}

type RowProps = { name: string; property: Json; names: readonly string[]; required: readonly Json[]; index: number };

function InputRow({ name, property, names, required, index }: RowProps) {
  const { session, goTo } = useEditor();
  const pointer = pointerTo(PROPERTIES, name);
  const { isReadOnly } = usePlace(pointer);
  const isSimple = isJsonObject(property) && (property.type === undefined || typeof property.type === 'string');
  const setRequired = (isRequired: boolean): void => {
    if (!isReadOnly) session.document.change(toRequired(required, { name, isRequired }));
  };
  const remove = (): void =>
    session.document.change([{ pointer }, ...toRequired(required, { name, isRequired: false })]);
  return (
    <fieldset className="input-row" data-pointer={pointer}>
      <legend className="visually-hidden">{words.inputGroup(name)}</legend>
      <NameField {...{ name, names, required, index }} />
      {isSimple ? <TypeField pointer={pointer} property={property} /> : <ComplexMark property={property} />}
      <BoundText pointer={`${pointer}/description`} label={words.inputDescription} className="input-description" />
      <div className="input-tools">
        <CheckboxField
          label={words.inputRequired}
          checked={required.includes(name)}
          aria-disabled={isReadOnly || undefined}
          onChange={({ target }) => setRequired(target.checked)}
        />
        <IconButton icon={Braces} size="s" label={words.goTo} onClick={() => goTo({ path: pointer })} />
        <IconButton
          icon={Trash2}
          size="s"
          label={words.removeInput(name)}
          onClick={remove}
          disabledReason={isReadOnly ? words.readOnlyBroken : undefined}
        />
      </div>
    </fieldset>
  );
}

/** The name is a key of the text: it is renamed in place, also where it is required, and never onto another one. */
function NameField({ name, names, required, index }: Pick<RowProps, 'name' | 'names' | 'required' | 'index'>) {
  const { session } = useEditor();
  const { isReadOnly } = usePlace(PROPERTIES);
  const [typed, setTyped] = useState<string | undefined>();
  const isTaken = typed !== undefined && typed !== name && names.includes(typed);
  const rename = (next: string): void => {
    setTyped(next);
    if (next === '' || names.includes(next)) return;
    const at = required.indexOf(name);
    const changes: FieldChange[] = [{ pointer: pointerTo(PROPERTIES, name), key: next }];
    if (at !== -1) changes.push({ pointer: pointerTo(REQUIRED, at), value: next });
    session.document.change(changes, `rename input ${index}`);
  };
  return (
    <TextField
      label={words.inputName}
      mono
      className="input-name"
      readOnly={isReadOnly}
      error={isTaken ? words.inputNameTaken : undefined}
      value={typed ?? name}
      onChange={({ target }) => rename(target.value)}
      // A name that was not taken over (empty, or another input's) goes back to the one that stands.
      onBlur={() => setTyped(undefined)}
    />
  );
}

function TypeField({ pointer, property }: { pointer: string; property: JsonObject }) {
  const { set, isReadOnly } = usePlace(`${pointer}/type`);
  const type = toText(property.type);
  const isKnown = TYPES.some((each) => each === type);
  return (
    <SelectField
      label={words.inputType}
      className="input-type"
      value={type}
      data-pointer={`${pointer}/type`}
      aria-disabled={isReadOnly || undefined}
      onChange={({ target }) => {
        if (!isReadOnly && target.value !== '') set(target.value);
      }}
    >
      {!isKnown && <option value={type}>{type === '' ? describeType(property) : type}</option>}
      {TYPES.map((each) => (
        <option key={each} value={each}>
          {words.types[each]}
        </option>
      ))}
    </SelectField>
  );
}

function ComplexMark({ property }: { property: Json }) {
  return (
    <p className="input-type input-complex">
      <span className="mono">{describeType(property)}</span>
      <span className="muted">{words.complexInput}</span>
    </p>
  );
}

function toRequired(
  required: readonly Json[],
  { name, isRequired }: { name: string; isRequired: boolean },
): FieldChange[] {
  const at = required.indexOf(name);
  if (isRequired) return at === -1 ? [{ pointer: REQUIRED, value: [...required, name] }] : [];
  if (at === -1) return [];
  return required.length === 1 ? [{ pointer: REQUIRED }] : [{ pointer: pointerTo(REQUIRED, at) }];
}

function newSchema(name: string): JsonObject {
  return { type: 'object', properties: { [name]: { type: 'string' } } };
}

function freeName(names: readonly string[]): string {
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? 'input' : `input_${count}`;
    if (!names.includes(name)) return name;
  }
}

function focusLast(place: HTMLElement | null): void {
  const rows = place?.querySelectorAll<HTMLInputElement>('.input-name input');
  const last = rows?.[rows.length - 1];
  last?.focus();
  last?.select();
}
