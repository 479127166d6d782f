// A JSON Schema of an input or output as people read it: properties with types, limits and words, nested ones folded in. What
// it cannot say in words is in the raw text, which is always one click away.
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import { schemaMessages as words } from '../lib/messages/schema.js';
import { describeLimits, describeType, findChildren } from '../lib/schema-words.js';
import { Badge } from './badge.js';

const DEPTH_MAX = 12;

/** The properties of a schema. */
export function SchemaTree({ schema, label }: { schema: JsonObject; label: string }) {
  const children = findChildren(schema);
  if (children.length === 0) return <p className="muted">{words.noProperties}</p>;
  return (
    <ul className="schema-tree" aria-label={label}>
      {children.map((child) => (
        <SchemaProperty key={child.name} {...child} depth={1} />
      ))}
    </ul>
  );
}

type PropertyProps = { name: string; schema: Json; isRequired: boolean; depth: number };

function SchemaProperty({ name, schema, isRequired, depth }: PropertyProps) {
  const object = isJsonObject(schema) ? schema : {};
  const children = depth < DEPTH_MAX ? findChildren(object) : [];
  const limits = describeLimits(object);
  const { description } = object;
  return (
    <li>
      <div className="schema-line">
        <code className="schema-name" dir="auto">
          {name}
        </code>
        <span className="schema-type">{describeType(schema)}</span>
        {isRequired && <Badge>{words.required}</Badge>}
        {limits.map((limit) => (
          <span key={limit} className="schema-limit">
            {limit}
          </span>
        ))}
      </div>
      {typeof description === 'string' && (
        <p className="schema-words" dir="auto">
          {description}
        </p>
      )}
      {children.length > 0 && (
        <details open={depth < 3}>
          <summary>{words.properties(children.length)}</summary>
          <ul className="schema-tree">
            {children.map((child) => (
              <SchemaProperty key={child.name} {...child} depth={depth + 1} />
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}
