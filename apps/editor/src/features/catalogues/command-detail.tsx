// One command with everything that its catalogue says: its parameters with their limits, what else it is called, what a runner
// starts, and the whole as JSON.
import { CodeBlock } from '../../components/code-block.js';
import { CopyButton } from '../../components/copy-button.js';
import { SchemaTree } from '../../components/schema-tree.js';
import { catalogueMessages as words } from '../../lib/messages/catalogues.js';
import { findChildren } from '../../lib/schema-words.js';
import type { Command } from './catalogue-data.js';

/** What stands below a command's row. */
export function CommandDetail({ command }: { command: Command }) {
  const { name, category, aliases = [], params_schema, template } = command;
  const { from: _from, ...own } = command;
  const isOpenSchema = params_schema.additionalProperties !== false;
  return (
    <div className="command-detail">
      <section aria-label={words.params(name)}>
        <h3>{words.paramsTitle}</h3>
        {findChildren(params_schema).length > 0 && <SchemaTree schema={params_schema} label={words.params(name)} />}
        {isOpenSchema ? (
          <p className="muted">{words.openParams}</p>
        ) : (
          findChildren(params_schema).length === 0 && <p className="muted">{words.noParams}</p>
        )}
      </section>
      <dl className="command-facts">
        {aliases.length > 0 && (
          <div>
            <dt>{words.aliases}</dt>
            <dd>
              {aliases.map((alias) => (
                <code key={alias}>{alias}</code>
              ))}
              <span className="muted">{words.aliasesHint}</span>
            </dd>
          </div>
        )}
        {category !== undefined && (
          <div>
            <dt>{words.category}</dt>
            <dd dir="auto">{category}</dd>
          </div>
        )}
        <div>
          <dt>{words.template}</dt>
          <dd>
            {template?.map((argument, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: arguments may be alike and never move
              <code key={index}>{argument === '' ? '""' : argument}</code>
            ))}
            <span className="muted">{template === undefined ? words.noTemplate : words.templateHint}</span>
          </dd>
        </div>
      </dl>
      <details className="raw">
        <summary>{words.raw}</summary>
        <CodeBlock code={JSON.stringify(own, null, 2)} language="json" label={name} />
      </details>
      <CopyButton value={name} label={words.copyName} showLabel />
    </div>
  );
}
