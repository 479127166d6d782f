// Output schema and examples: shown in words here, written as JSON.
import { isJsonObject, type Json } from '@action-registry/schema';
import { Braces } from 'lucide-react';
import { Button } from '../../components/button.js';
import { SchemaTree } from '../../components/schema-tree.js';
import { pointerTo } from '../../lib/json-tree.js';
import { fieldMessages as words } from '../../lib/messages/draft.js';
import { findChildren } from '../../lib/schema-words.js';
import { useDraft, useEditor } from './editor-context.js';
import { FoldedSection } from './section.js';

/** What comes out. */
export function OutputFields() {
  const { value } = useDraft();
  const { outputSchema } = value;
  const schema = isJsonObject(outputSchema) ? outputSchema : undefined;
  const note = schema === undefined ? words.output.none : words.output.some(findChildren(schema).length);
  const start: Json = { type: 'object', properties: {} };
  return (
    <FoldedSection title={words.sections.output} note={note} pointer="/outputSchema">
      {schema !== undefined && <SchemaTree schema={schema} label={words.sections.output} />}
      <EditAsJson pointer="/outputSchema" start={start} isMissing={schema === undefined} label={words.output.add} />
    </FoldedSection>
  );
}

/** Example calls. */
export function ExampleFields() {
  const { value } = useDraft();
  const examples = Array.isArray(value.examples) ? value.examples : [];
  const note = examples.length === 0 ? words.examples.none : words.examples.some(examples.length);
  return (
    <FoldedSection title={words.sections.examples} note={note} pointer="/examples">
      <ul className="example-list">
        {examples.map((example, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an example is its place in the list
          <ExampleRow key={index} example={example} index={index} />
        ))}
      </ul>
      <EditAsJson
        pointer="/examples"
        start={[{ title: '', input: {} }]}
        isMissing={value.examples === undefined}
        label={words.examples.add}
      />
    </FoldedSection>
  );
}

function ExampleRow({ example, index }: { example: Json; index: number }) {
  const { goTo } = useEditor();
  const title = isJsonObject(example) && typeof example.title === 'string' ? example.title : words.examples.untitled;
  return (
    <li>
      <button type="button" className="link-button" onClick={() => goTo({ path: pointerTo('/examples', index) })}>
        <span dir="auto">{title}</span>
      </button>
    </li>
  );
}

type EditAsJsonProps = { pointer: string; start: Json; isMissing: boolean; label: string };

function EditAsJson({ pointer, start, isMissing, label }: EditAsJsonProps) {
  const { session, goTo, readOnlyReason } = useEditor();
  const open = (): void => {
    if (isMissing) session.document.setField(pointer, start);
    goTo({ path: pointer });
  };
  return (
    <div>
      <Button size="s" icon={Braces} onClick={open} disabledReason={isMissing ? readOnlyReason : undefined}>
        {isMissing ? label : words.output.edit}
      </Button>
    </div>
  );
}
