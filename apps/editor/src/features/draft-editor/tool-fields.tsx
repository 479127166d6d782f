// How a tool is reached: by the caller's own handler, or over MCP. Changing the way keeps the name of the tool.
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import { SelectField } from '../../components/field.js';
import { fieldMessages as words } from '../../lib/messages/draft.js';
import { BoundList, BoundText, usePlace } from './bound-fields.js';
import { Section } from './section.js';

const WAYS = ['none', 'stdio', 'http'] as const;
type Way = (typeof WAYS)[number];

/** The fields of a tool's binding. */
export function ToolFields() {
  const { value, set, isReadOnly } = usePlace('/spec/binding');
  const way = findWay(value);
  const choose = (next: string): void => {
    if (!isReadOnly && next !== way) set(toBinding(next as Way, value));
  };
  return (
    <Section id="kind" title={words.sections.tool}>
      <SelectField
        label={words.binding}
        value={way}
        data-pointer="/spec/binding"
        aria-disabled={isReadOnly || undefined}
        onChange={({ target }) => choose(target.value)}
      >
        {WAYS.map((each) => (
          <option key={each} value={each}>
            {words.bindings[each]}
          </option>
        ))}
      </SelectField>
      {way === 'http' && (
        <div className="field-row">
          <BoundText pointer="/spec/binding/url" label={words.bindingUrl} required mono placeholder="https://…/mcp" />
          <BoundText pointer="/spec/binding/tool" label={words.bindingTool} required mono />
        </div>
      )}
      {way === 'stdio' && (
        <>
          <div className="field-row">
            <BoundText pointer="/spec/binding/command" label={words.bindingCommand} required mono placeholder="npx" />
            <BoundText pointer="/spec/binding/tool" label={words.bindingTool} required mono />
          </div>
          <BoundList
            pointer="/spec/binding/args"
            label={words.bindingArgs}
            hint={words.bindingArgsHint}
            separator={'\n'}
            mono
          />
        </>
      )}
    </Section>
  );
}

function findWay(binding: Json | undefined): Way {
  if (!isJsonObject(binding)) return 'none';
  return binding.url === undefined ? 'stdio' : 'http';
}

function toBinding(way: Way, binding: Json | undefined): JsonObject | undefined {
  const tool = isJsonObject(binding) && binding.tool !== undefined ? binding.tool : '';
  if (way === 'none') return undefined;
  return way === 'http' ? { type: 'mcp', url: '', tool } : { type: 'mcp', command: '', args: [], tool };
}
