// The registry's own rules for the schemas of a document, above what their meta-schema says (contracts.md §1): bounded, in a
// dialect that is known, and closed in themselves. Nothing is ever fetched.
import {
  type Issue,
  isJsonObject,
  type Json,
  type JsonObject,
  RegistryError,
  type Warning,
} from '@action-registry/schema';
import { toMessage } from './invalid-input.js';
import { type SchemaPlace, walkSchema } from './json-schema-walk.js';
import { toJsonPointer } from './strict-json-error.js';

/** Which of a document's two schemas. */
export type SchemaSide = 'inputSchema' | 'outputSchema';

/** The schemas of a document or draft. */
export type DocumentSchemas = { inputSchema?: JsonObject | undefined; outputSchema?: JsonObject | undefined };

const SCHEMA_DEPTH_MAX = 32;
const SUBSCHEMAS_MAX = 2_000;
/** More than a person reads of one list. */
const FINDINGS_MAX = 20;

/** The dialects that are read; without `$schema` it is 2020-12. Both are written with and without the empty fragment. */
const DIALECTS: ReadonlySet<Json> = new Set([
  'https://json-schema.org/draft/2020-12/schema',
  'https://json-schema.org/draft/2020-12/schema#',
  'http://json-schema.org/draft-07/schema#',
  'http://json-schema.org/draft-07/schema',
]);
const REFERENCES = ['$ref', '$dynamicRef', '$recursiveRef'] as const;
/** What every vendor takes as the name of a tool's parameter. */
const PROPERTY_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;
const SIDES = ['inputSchema', 'outputSchema'] as const;

/** Throws INVALID_SCHEMA with every problem of both schemas (at most 20 a side). */
export function assertSchemaRules(schemas: DocumentSchemas): void {
  const issues = SIDES.flatMap((side) => {
    const schema = schemas[side];
    return schema === undefined ? [] : findSchemaIssues(schema, side);
  });
  if (issues.length > 0) throw new RegistryError('INVALID_SCHEMA', toMessage(issues), { details: { issues } });
}

/** The problems of one schema, with pointers from the document's root and the rule that each breaks. */
export function findSchemaIssues(schema: JsonObject, side: SchemaSide): Issue[] {
  const issues = side === 'inputSchema' ? checkRoot(schema) : [];
  let count = 0;
  for (const place of walkSchema(schema)) {
    count += 1;
    if (count > SUBSCHEMAS_MAX) {
      issues.push({ ...atSide(side, []), message: `must have at most ${SUBSCHEMAS_MAX} subschemas`, rule: 'size' });
      break;
    }
    issues.push(...checkPlace(place, side));
    // A schema that is too deep is refused as a whole; its depths need no reading.
    if (issues.length >= FINDINGS_MAX || place.depth > SCHEMA_DEPTH_MAX) break;
  }
  return issues.slice(0, FINDINGS_MAX);
}

/** Warnings for property names that some vendors refuse (at most 20): imported tools have them, so they are no errors. */
export function findUnusualPropertyNames(schemas: DocumentSchemas): Warning[] {
  const warnings: Warning[] = [];
  for (const side of SIDES) {
    for (const { schema, path } of walkSchema(schemas[side] ?? true)) {
      const properties = isJsonObject(schema) ? schema.properties : undefined;
      if (!isJsonObject(properties)) continue;
      for (const name of Object.keys(properties)) {
        if (PROPERTY_NAME.test(name)) continue;
        const message = 'Some vendors accept only letters, digits and _ in property names, at most 64, no digit first.';
        warnings.push({ path: toJsonPointer([side, ...path, 'properties', name]), code: 'property_name', message });
        if (warnings.length >= FINDINGS_MAX) return warnings;
      }
    }
  }
  return warnings;
}

function checkRoot(schema: JsonObject): Issue[] {
  if (schema.type === 'object') return [];
  return [
    { ...atSide('inputSchema', ['type']), message: 'must be "object": an action takes named inputs', rule: 'type' },
  ];
}

function checkPlace({ schema, path, depth }: SchemaPlace, side: SchemaSide): Issue[] {
  if (depth > SCHEMA_DEPTH_MAX) {
    return [{ ...atSide(side, path), message: `is nested deeper than ${SCHEMA_DEPTH_MAX} schemas`, rule: 'depth' }];
  }
  if (typeof schema === 'boolean') return [];
  if (!isJsonObject(schema)) {
    return [{ ...atSide(side, path), message: 'must be a schema: an object, true or false', rule: 'schema' }];
  }
  const issues: Issue[] = [];
  const { $schema } = schema;
  if ($schema !== undefined && !DIALECTS.has($schema)) {
    const message = 'must be the 2020-12 or draft-07 dialect, or left out';
    issues.push({ ...atSide(side, [...path, '$schema']), message, rule: '$schema' });
  }
  for (const keyword of REFERENCES) {
    const target = schema[keyword];
    if (target === undefined || (typeof target === 'string' && target.startsWith('#'))) continue;
    const message = 'must be a local reference such as #/$defs/path: nothing is ever fetched';
    issues.push({ ...atSide(side, [...path, keyword]), message, rule: keyword });
  }
  return issues;
}

function atSide(side: SchemaSide, path: readonly (string | number)[]): { path: string } {
  return { path: toJsonPointer([side, ...path]) };
}
