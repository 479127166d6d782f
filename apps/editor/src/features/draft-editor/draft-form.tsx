// The form over the draft's text: name and purpose, what its kind has, inputs, and what it says about itself. What no field
// here knows is listed, never dropped. What only devices need is fetched with the first one.
import { TIMEOUT_BOUNDS } from '@action-registry/schema';
import { lazy, Suspense } from 'react';
import { Skeleton } from '../../components/skeleton.js';
import { fieldMessages as words } from '../../lib/messages/draft.js';
import { BoundNumber, BoundSelect, BoundText, BoundTextArea } from './bound-fields.js';
import { BoundCode } from './code-fields.js';
import { ExampleFields, OutputFields } from './contract-fields.js';
import { useEditor } from './editor-context.js';
import { InputFields } from './input-fields.js';
import { MetadataFields } from './metadata-fields.js';
import { OtherFields } from './other-fields.js';
import { Section } from './section.js';
import { ToolFields } from './tool-fields.js';

const DeviceFields = lazy(() =>
  import('./device/device-fields.js').then(({ DeviceFields: component }) => ({ default: component })),
);

const SHELLS = ['bash', 'sh', 'zsh', 'pwsh'] as const;
const REASONING = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh'] as const;

/** The whole form. */
export function DraftForm() {
  return (
    <div className="draft-form">
      <Section id="identity" title={words.sections.identity}>
        <div className="field-row">
          <BoundText pointer="/title" label={words.title} hint={words.titleHint} required />
          <BoundText pointer="/name" label={words.name} hint={words.nameHint} mono placeholder="files.move" />
        </div>
        <BoundTextArea pointer="/description" label={words.description} hint={words.descriptionHint} rows={2} />
      </Section>
      <KindFields />
      <InputFields />
      <OutputFields />
      <ExampleFields />
      <MetadataFields />
      <OtherFields />
    </div>
  );
}

function KindFields() {
  const { kind } = useEditor();
  switch (kind) {
    case 'prompt':
      return <PromptFields />;
    case 'command':
      return <CommandFields />;
    case 'tool':
      return <ToolFields />;
    case 'device':
      return (
        <Section id="kind" title={words.sections.device}>
          <Suspense fallback={<Skeleton lines={6} />}>
            <DeviceFields />
          </Suspense>
        </Section>
      );
  }
}

function PromptFields() {
  const { defaultModel } = useEditor();
  const { min, max, default: standard } = TIMEOUT_BOUNDS.prompt;
  return (
    <Section id="kind" title={words.sections.prompt}>
      <BoundCode pointer="/spec/prompt" label={words.prompt} hint={words.promptHint} language="prompt" />
      <div className="field-row field-row-4">
        <BoundText pointer="/spec/agent" label={words.agent} placeholder="codex" />
        <BoundText pointer="/spec/model" label={words.model} placeholder={defaultModel} />
        <BoundSelect pointer="/spec/reasoning" label={words.reasoning} options={REASONING} defaultValue="medium" />
        <BoundNumber
          pointer="/spec/timeout_s"
          label={words.timeout}
          unit={words.seconds}
          hint={words.timeoutHint(min, max)}
          placeholder={String(standard)}
        />
      </div>
    </Section>
  );
}

function CommandFields() {
  const { min, max, default: standard } = TIMEOUT_BOUNDS.command;
  return (
    <Section id="kind" title={words.sections.command}>
      <BoundCode pointer="/spec/cmd" label={words.cmd} hint={words.cmdHint} language="shell" />
      <div className="field-row field-row-3">
        <BoundSelect pointer="/spec/shell" label={words.shell} options={SHELLS} defaultValue="bash" />
        <BoundText pointer="/spec/cwd" label={words.cwd} hint={words.cwdHint} mono placeholder="." />
        <BoundNumber
          pointer="/spec/timeout_s"
          label={words.timeout}
          unit={words.seconds}
          hint={words.timeoutHint(min, max)}
          placeholder={String(standard)}
        />
      </div>
    </Section>
  );
}
