// A prompt filled in with sample inputs: those of the draft's examples, made ones, or named ones that are kept in this
// browser. What has no value is marked, not dropped.
import { type PromptPart, renderPromptParts } from '@action-registry/core';
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import { Save, Trash2 } from 'lucide-react';
import { type SyntheticEvent, useState } from 'react';
import { Button, IconButton } from '../../../components/button.js';
import { CopyButton } from '../../../components/copy-button.js';
import { SelectField, TextField } from '../../../components/field.js';
import { previewMessages as words } from '../../../lib/messages/preview.js';
import { toText } from '../bound-fields.js';
import { namesIn, readTyped, sampleOf } from './sample-of.js';
import { type Samples, useSamples } from './samples.js';

type PromptPreviewProps = {
  id: number;
  prompt: string;
  inputSchema: JsonObject | undefined;
  examples: Json | undefined;
};

/** The preview of a prompt. */
export function PromptPreview({ id, prompt, inputSchema, examples }: PromptPreviewProps) {
  const properties = isJsonObject(inputSchema?.properties) ? inputSchema.properties : {};
  const { samples, setSample } = useSamples(id);
  const [chosen, setChosen] = useState('');
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const named: Samples = { ...fromExamples(examples), ...samples };
  const names = [...new Set([...Object.keys(properties), ...namesIn(prompt)])];
  const base =
    named[chosen] ?? Object.fromEntries(Object.keys(properties).map((name) => [name, sampleOf(properties[name])]));
  const sent = Object.entries(typed).map(([name, text]) => [name, readTyped(properties[name], text)]);
  const values: Record<string, Json | undefined> = { ...base, ...Object.fromEntries(sent) };
  const parts = renderPromptParts(prompt, withoutEmpty(values), inputSchema);
  const missing = parts.filter(({ type }) => type === 'missing').length;
  const choose = (name: string): void => {
    setChosen(name);
    setTyped({});
  };
  const keep = (name: string): void => {
    setSample(name, withoutEmpty(values) as JsonObject);
    choose(name);
  };
  return (
    <>
      <div className="sample-row">
        <SelectField label={words.sample} value={chosen} onChange={({ target }) => choose(target.value)}>
          <option value="">{words.sampleDefault}</option>
          {Object.keys(named).map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </SelectField>
        {chosen in samples && (
          <IconButton
            icon={Trash2}
            label={words.sampleDelete}
            onClick={() => {
              setSample(chosen);
              choose('');
            }}
          />
        )}
      </div>
      {names.length === 0 && <p className="muted">{words.noInputs}</p>}
      {names.map((name) => (
        <TextField
          key={name}
          label={name}
          mono
          dir="auto"
          value={typed[name] ?? toText(values[name])}
          onChange={({ target }) => setTyped({ ...typed, [name]: target.value })}
        />
      ))}
      {Object.keys(typed).length > 0 && <KeepSample onKeep={keep} />}
      <div className="preview-head">
        <h3>{words.rendered}</h3>
        <CopyButton value={parts.map(({ text }) => text).join('')} label={words.copy} />
      </div>
      {missing > 0 && <p className="field-warning">{words.missingCount(missing)}</p>}
      <Rendered parts={parts} />
    </>
  );
}

function KeepSample({ onKeep }: { onKeep: (name: string) => void }) {
  const [name, setName] = useState('');
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (name.trim() !== '') onKeep(name.trim());
  };
  return (
    <form className="sample-row" onSubmit={submit}>
      <TextField label={words.sampleName} value={name} onChange={({ target }) => setName(target.value)} />
      <Button type="submit" icon={Save}>
        {words.sampleSave}
      </Button>
    </form>
  );
}

function Rendered({ parts }: { parts: readonly PromptPart[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard
    <section className="marked-text" aria-label={words.rendered} tabIndex={0}>
      <pre dir="auto">
        {parts.map(({ type, text, name, offset }) =>
          type === 'text' ? (
            text
          ) : (
            <mark
              key={offset}
              className={`rendered-${type}`}
              title={type === 'missing' ? words.missing(name) : undefined}
            >
              {text}
            </mark>
          ),
        )}
      </pre>
    </section>
  );
}

function fromExamples(examples: Json | undefined): Samples {
  const list = Array.isArray(examples) ? examples.filter(isJsonObject) : [];
  return Object.fromEntries(
    list.flatMap(({ title, input }, index) => (isJsonObject(input) ? [[toText(title) || `#${index + 1}`, input]] : [])),
  );
}

/** An emptied field has no value. */
function withoutEmpty(values: Readonly<Record<string, Json | undefined>>): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, Json] => entry[1] !== undefined && entry[1] !== ''),
  );
}
