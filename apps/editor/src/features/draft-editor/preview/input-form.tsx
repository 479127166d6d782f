// The form that callers of a tool see, made from its input schema. A property that a simple field could change in meaning is
// filled in as JSON: no field here is lossy.
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import { CheckboxField, SelectField, TextAreaField, TextField } from '../../../components/field.js';
import { previewMessages as words } from '../../../lib/messages/preview.js';
import { describeLimits, findChildren } from '../../../lib/schema-words.js';
import { toText } from '../bound-fields.js';
import { choicesOf, fieldOf } from './field-of.js';
import { sampleOf } from './sample-of.js';

/** The form of a schema. */
export function InputForm({ schema }: { schema: JsonObject }) {
  const children = findChildren(schema);
  return (
    <>
      <h3>{words.form}</h3>
      {children.length === 0 && <p className="muted">{words.formNone}</p>}
      {children.map(({ name, schema: child, isRequired }) => (
        <InputField key={name} {...{ name, schema: child, isRequired }} />
      ))}
    </>
  );
}

type InputFieldProps = { name: string; schema: Json; isRequired: boolean };

function InputField({ name, schema, isRequired }: InputFieldProps) {
  const object = isJsonObject(schema) ? schema : {};
  const limits = describeLimits(object).join(' · ');
  const description = typeof object.description === 'string' ? object.description : '';
  const hint = [description, limits].filter((text) => text !== '').join(' ') || undefined;
  const common = { label: name, hint, optional: !isRequired };
  const key = JSON.stringify(schema);
  const first = object.default;
  switch (fieldOf(object)) {
    case 'choice':
      return (
        <SelectField {...common} key={key} defaultValue={toText(first)}>
          {first === undefined && <option value="" />}
          {choicesOf(object).map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </SelectField>
      );
    case 'boolean':
      return <CheckboxField key={key} label={name} hint={hint} defaultChecked={first === true} />;
    case 'number':
      return <TextField {...common} key={key} inputMode="decimal" defaultValue={toText(first)} />;
    case 'text':
      return <TextField {...common} key={key} dir="auto" defaultValue={toText(first)} />;
    case 'json':
      return (
        <TextAreaField
          {...common}
          key={key}
          hint={[words.asJson, hint].filter((text) => text !== undefined).join(' ')}
          mono
          rows={4}
          defaultValue={JSON.stringify(first ?? sampleOf(schema), null, 2)}
        />
      );
  }
}
