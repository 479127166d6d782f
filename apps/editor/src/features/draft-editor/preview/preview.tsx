// What an action will look like to whoever uses it: a prompt filled in, a command's text, a tool's form, a device's steps.
// Nothing is ever run here.
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import { CodeBlock } from '../../../components/code-block.js';
import { MarkedText } from '../../../components/marked-text.js';
import { previewMessages as words } from '../../../lib/messages/preview.js';
import { toPairs, toText } from '../bound-fields.js';
import { useDraft, useEditor, useFactsOf } from '../editor-context.js';
import { InputForm } from './input-form.js';
import { PromptPreview } from './prompt-preview.js';

/** The preview of the draft's kind. */
export function Preview() {
  const { session, kind } = useEditor();
  const { value, problem } = useDraft();
  const { definition } = useFactsOf(session);
  const spec = isJsonObject(value.spec) ? value.spec : {};
  const properties = propertiesOf(value.inputSchema);
  return (
    <div className="preview">
      {problem !== undefined && <p className="muted">{words.unavailable}</p>}
      {kind === 'prompt' && (
        <PromptPreview
          id={definition.id}
          prompt={toText(spec.prompt)}
          inputSchema={isJsonObject(value.inputSchema) ? value.inputSchema : undefined}
          examples={value.examples}
        />
      )}
      {kind === 'command' && <CommandPreview spec={spec} names={Object.keys(properties)} />}
      {kind === 'tool' && <InputForm schema={isJsonObject(value.inputSchema) ? value.inputSchema : {}} />}
      {kind === 'device' && <DevicePreview spec={spec} />}
    </div>
  );
}

function propertiesOf(schema: Json | undefined): JsonObject {
  const properties = isJsonObject(schema) ? schema.properties : undefined;
  return isJsonObject(properties) ? properties : {};
}

function CommandPreview({ spec, names }: { spec: JsonObject; names: readonly string[] }) {
  const facts = [
    [words.shell, toText(spec.shell) || 'bash'],
    [words.cwd, toText(spec.cwd) || '.'],
    [words.timeout, `${toText(spec.timeout_s) || '60'} s`],
  ] as const;
  return (
    <>
      <p className="preview-note">{words.never}</p>
      <dl className="preview-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="mono">{value}</dd>
          </div>
        ))}
      </dl>
      <MarkedText text={toText(spec.cmd)} label={words.command} />
      {names.length > 0 && (
        <>
          <h3>{words.environment}</h3>
          <CodeBlock code={names.join('\n')} label={words.environment} noCopy />
        </>
      )}
    </>
  );
}

function DevicePreview({ spec }: { spec: JsonObject }) {
  const sets = Array.isArray(spec.action_sets) ? spec.action_sets.filter(isJsonObject) : [];
  return sets.map((set, index) => {
    const steps = Array.isArray(set.actions) ? set.actions.filter(isJsonObject) : [];
    const id = toText(set.id);
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a sequence is its place in the list
      <section key={index} className="preview-steps">
        <h3>
          {words.stepsOf(toText(set.label) || id)}
          {id === spec.default_action_set_id && <span className="muted"> {words.defaultSet}</span>}
        </h3>
        <ol>
          {steps.map((step, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the list
            <li key={at}>
              <span className="mono">{toText(step.command)}</span> <span className="muted">{toPairs(step.params)}</span>
            </li>
          ))}
        </ol>
      </section>
    );
  });
}
