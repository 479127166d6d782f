// The parameters of a step as fields, made from what its command takes. Parameters that it does not take are shown too: they
// stand in the text until somebody takes them away.
import { type KnownCommand, StrictJsonError, strictRead } from '@action-registry/core';
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import { Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { IconButton } from '../../../components/button.js';
import { SelectField, TextField } from '../../../components/field.js';
import { valuesOf } from '../../../lib/device-shape.js';
import { isSameJson } from '../../../lib/json-same.js';
import { pointerTo } from '../../../lib/json-tree.js';
import { deviceMessages as words } from '../../../lib/messages/device.js';
import { findChildren, type SchemaChild } from '../../../lib/schema-words.js';
import { BoundNumber, BoundText, toText, usePlace, useWords } from '../bound-fields.js';
import { useEditor } from '../editor-context.js';

type ParamFieldsProps = { step: string; command: KnownCommand | undefined; children: ReactNode };

/** The fields for the parameters of the step at a pointer; `children` are its other fields, which come last. */
export function ParamFields({ step, command, children }: ParamFieldsProps) {
  const pointer = `${step}/params`;
  const { value } = usePlace(pointer);
  const schema = command?.params_schema;
  const takes = schema === undefined ? [] : findChildren(schema);
  const isAnything = schema !== undefined && takes.length === 0 && schema.additionalProperties !== false;
  const isWhole = isAnything || (value !== undefined && (schema === undefined || !isJsonObject(value)));
  const declared = new Set(takes.map(({ name }) => name));
  const given = isJsonObject(value) && !isWhole && schema !== undefined ? Object.keys(value) : [];
  return (
    <div className="field-row step-params" data-pointer={pointer}>
      {isWhole && (
        <JsonField pointer={pointer} label={words.params} hint={isJsonObject(value) ? words.paramsHint : undefined} />
      )}
      {!isWhole &&
        takes.map((child) => <ParamField key={child.name} pointer={pointerTo(pointer, child.name)} child={child} />)}
      {given
        .filter((name) => !declared.has(name))
        .map((name) => (
          <ForeignParam key={name} pointer={pointerTo(pointer, name)} name={name} />
        ))}
      {children}
      {!isWhole && <ParamsProblem pointer={pointer} />}
    </div>
  );
}

/** What is wrong with the parameters as a whole, such as none of several that one must be given of. */
function ParamsProblem({ pointer }: { pointer: string }) {
  const { problems } = useEditor();
  const own = problems.find(({ path, weight }) => path === pointer && weight === 'error');
  return own === undefined ? null : <p className="field-error">{own.message}</p>;
}

type ParamProps = { pointer: string; child: SchemaChild };

function ParamField({ pointer, child }: ParamProps) {
  const { name, isRequired } = child;
  const schema: JsonObject = isJsonObject(child.schema) ? child.schema : {};
  const texts = {
    pointer,
    label: name,
    optional: !isRequired,
    placeholder: schema.default === undefined ? undefined : words.asDefault(toText(schema.default)),
    hint: typeof schema.description === 'string' ? schema.description : undefined,
  };
  if (valuesOf(schema).length > 0) return <ChoiceField {...texts} values={valuesOf(schema)} />;
  if (schema.type === 'integer' || schema.type === 'number') return <BoundNumber {...texts} />;
  if (schema.type === 'string') return <BoundText {...texts} />;
  return <JsonField {...texts} hint={texts.hint ?? words.jsonHint} />;
}

type TextsOf = {
  pointer: string;
  label: string;
  optional?: boolean | undefined;
  placeholder?: string | undefined;
  hint?: string | undefined;
};

/** A choice of values that need not be texts. */
function ChoiceField({ pointer, placeholder, values, ...texts }: TextsOf & { values: readonly Json[] }) {
  const { value, set, isReadOnly, problem } = usePlace(pointer);
  const { hint, ...more } = useWords(problem, texts.hint);
  const at = values.findIndex((each) => isSameJson(each, value));
  const isForeign = value !== undefined && at === -1;
  return (
    <SelectField
      {...texts}
      {...more}
      hint={hint}
      data-pointer={pointer}
      aria-disabled={isReadOnly || undefined}
      value={isForeign ? 'foreign' : at === -1 ? '' : String(at)}
      onChange={({ target }) => {
        if (!isReadOnly && target.value !== 'foreign') set(values[Number.parseInt(target.value, 10)]);
      }}
    >
      <option value="">{placeholder ?? words.notSet}</option>
      {isForeign && <option value="foreign">{toText(value)}</option>}
      {values.map((each, index) => (
        <option key={toText(each)} value={index}>
          {toText(each)}
        </option>
      ))}
    </SelectField>
  );
}

/** A value of any shape, written as JSON; what is no JSON stays as text, and the problem says so. */
function JsonField({ pointer, ...texts }: TextsOf) {
  const { value, set, isReadOnly, problem } = usePlace(pointer);
  const { hint, ...more } = useWords(problem, texts.hint);
  const [typed, setTyped] = useState<string | undefined>();
  const isSame = typed !== undefined && isSameJson(readJson(typed), value);
  return (
    <TextField
      {...texts}
      {...more}
      hint={hint}
      mono
      data-pointer={pointer}
      readOnly={isReadOnly}
      value={isSame ? typed : value === undefined ? '' : JSON.stringify(value)}
      onChange={({ target }) => {
        setTyped(target.value);
        set(readJson(target.value));
      }}
    />
  );
}

function readJson(text: string): Json | undefined {
  if (text.trim() === '') return undefined;
  try {
    return strictRead(text);
  } catch (error) {
    if (!(error instanceof StrictJsonError)) throw error;
    return text;
  }
}

/** A parameter that the command does not take. */
function ForeignParam({ pointer, name }: { pointer: string; name: string }) {
  const { set, isReadOnly } = usePlace(pointer);
  return (
    <div className="step-foreign">
      <JsonField pointer={pointer} label={name} hint={words.unknownParam} />
      <IconButton
        icon={Trash2}
        size="s"
        label={words.removeParam(name)}
        aria-disabled={isReadOnly || undefined}
        onClick={() => {
          if (!isReadOnly) set(undefined);
        }}
      />
    </div>
  );
}
