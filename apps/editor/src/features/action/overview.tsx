// What an action is, by its kind: the text, command, contract or steps that were signed, and beside them the facts around it.
import { isJsonObject, type JsonObject } from '@action-registry/schema';
import { Banner } from '../../components/banner.js';
import { CodeBlock } from '../../components/code-block.js';
import { SchemaTree } from '../../components/schema-tree.js';
import { actionMessages } from '../../lib/messages/action.js';
import { schemaMessages } from '../../lib/messages/schema.js';
import { useActionView } from './action-data.js';
import { Aside } from './aside.js';
import { KindView } from './kind-view.js';

const words = actionMessages.overview;

/** The overview. */
export function Overview() {
  const { release } = useActionView();
  const { schema, document } = release;
  return (
    <div className="overview">
      <div className="overview-main">
        {schema === null ? (
          <>
            <Banner tone="danger" title={words.unreadable} />
            <CodeBlock code={document} label={words.document} />
          </>
        ) : (
          <Content schema={schema} />
        )}
      </div>
      <Aside />
    </div>
  );
}

function Content({ schema }: { schema: JsonObject }) {
  const { action } = useActionView();
  const { description, spec, inputSchema, outputSchema, examples } = schema;
  return (
    <>
      {typeof description === 'string' && description !== '' && (
        <p className="action-description" dir="auto">
          {description}
        </p>
      )}
      <KindView kind={action.kind} spec={isJsonObject(spec) ? spec : {}} />
      <SchemaPanel title={words.inputs} schema={inputSchema} empty={words.noInputs} />
      {outputSchema !== undefined && <SchemaPanel title={words.outputs} schema={outputSchema} />}
      {Array.isArray(examples) && examples.length > 0 && <Examples examples={examples.filter(isJsonObject)} />}
      <details className="panel document-panel">
        <summary className="panel-head">
          <h2>{words.document}</h2>
        </summary>
        <CodeBlock code={JSON.stringify(schema, null, 2)} label={words.document} language="json" />
      </details>
    </>
  );
}

function SchemaPanel({ title, schema, empty }: { title: string; schema: unknown; empty?: string }) {
  const isThere = isJsonObject(schema);
  if (!isThere && empty === undefined) return null;
  return (
    <div className="panel">
      <header className="panel-head">
        <h2>{title}</h2>
      </header>
      <div className="panel-body">
        {isThere ? (
          <>
            <SchemaTree schema={schema} label={title} />
            <details className="raw">
              <summary>{schemaMessages.raw}</summary>
              <CodeBlock
                code={JSON.stringify(schema, null, 2)}
                label={`${title}: ${schemaMessages.raw}`}
                language="json"
              />
            </details>
          </>
        ) : (
          <p className="muted">{empty}</p>
        )}
      </div>
    </div>
  );
}

function Examples({ examples }: { examples: readonly JsonObject[] }) {
  return (
    <div className="panel">
      <header className="panel-head">
        <h2>{words.examples}</h2>
      </header>
      <div className="panel-body examples">
        {examples.map((example, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the examples of a signed document never move
          <article key={index}>
            {typeof example.title === 'string' && <h3 dir="auto">{example.title}</h3>}
            <ExamplePart label={words.exampleInput} value={example.input} />
            <ExamplePart label={words.exampleOutput} value={example.output} />
          </article>
        ))}
      </div>
    </div>
  );
}

function ExamplePart({ label, value }: { label: string; value: unknown }) {
  if (value === undefined) return null;
  return (
    <>
      <p className="example-label">{label}</p>
      <CodeBlock code={JSON.stringify(value, null, 2)} label={label} language="json" />
    </>
  );
}
