// The rules for the schemas of a document (contracts.md §1): lawful by their meta-schema, bounded, closed in themselves, and
// such that checking a value always ends soon. Nothing is ever fetched, and nothing is half-checked.
import {
  type Issue,
  isJsonObject,
  type Json,
  type JsonObject,
  RegistryError,
  type Warning,
} from '@action-registry/schema';
import { toMessage } from './invalid-input.js';
import { findCycle } from './json-schema-cycles.js';
import { type ExampledSchemas, findExampleIssues, findSchemaExampleIssues } from './json-schema-examples.js';
import { dialectOf } from './json-schema-keywords.js';
import { checkSchemaPlace, type SchemaContext } from './json-schema-place.js';
import { collectTargets } from './json-schema-references.js';
import { type SchemaPlace, walkSchema } from './json-schema-walk.js';
import { createPatternCheck, type PatternCheck } from './pattern-rules.js';
import { toJsonPointer } from './strict-json-error.js';

/** Which of a document's two schemas. */
export type SchemaSide = 'inputSchema' | 'outputSchema';

/** The schemas of a document or draft, and the examples that they must allow. */
export type DocumentSchemas = ExampledSchemas;

/** Where a schema stands in what was sent, whether it must be one of an object, and the check that its patterns share. */
type SchemaRole = { at: readonly (string | number)[]; isObject: boolean; findPatternProblem?: PatternCheck };

const SCHEMA_DEPTH_MAX = 32;
const SUBSCHEMAS_MAX = 2_000;
/** More than a person reads of one list. */
const FINDINGS_MAX = 20;

/** What every vendor takes as the name of a tool's parameter. */
const PROPERTY_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;
const SIDES = ['inputSchema', 'outputSchema'] as const;

/** Throws INVALID_SCHEMA with every problem of both schemas and of the examples (at most 20 of each). */
export function assertSchemaRules(schemas: DocumentSchemas): void {
  const issues = SIDES.flatMap((side) => {
    const schema = schemas[side];
    return schema === undefined ? [] : findSchemaIssues(schema, side);
  });
  if (issues.length === 0) issues.push(...findExampleIssues(schemas));
  if (issues.length > 0) throw new RegistryError('INVALID_SCHEMA', toMessage(issues), { details: { issues } });
}

/** The problems of one schema of a document, with pointers from the document's root and the rule that each breaks. */
export function findSchemaIssues(schema: JsonObject, side: SchemaSide): Issue[] {
  return findSchemaIssuesAt(schema, { at: [side], isObject: side === 'inputSchema' });
}

/** The problems of a schema that stands at `at` (at most 20), with the rule that each breaks; `isObject`: of an object. */
export function findSchemaIssuesAt(schema: JsonObject, role: SchemaRole): Issue[] {
  const { at, isObject, findPatternProblem = createPatternCheck() } = role;
  const issues: Issue[] = [];
  if (isObject && schema.type !== 'object' && !isMisspeltType(schema.type)) issues.push(toRootIssue(at));
  const size = findSizeIssue(schema, at);
  // A schema that is too deep or too large is refused as a whole; its parts need no reading.
  if (size !== undefined) return [...issues, size];
  const context: SchemaContext = {
    ...{ dialect: dialectOf(schema), targets: collectTargets(schema), at },
    findPatternProblem,
  };
  for (const place of walkSchema(schema)) {
    issues.push(...checkPlace(place, context));
    if (issues.length >= FINDINGS_MAX) return issues.slice(0, FINDINGS_MAX);
  }
  if (issues.length === 0) issues.push(...findCycle(schema, context));
  if (issues.length === 0) issues.push(...findSchemaExampleIssues(schema, at));
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

function toRootIssue(at: SchemaRole['at']): Issue {
  const message = 'must be "object": an action takes named inputs';
  return { path: toJsonPointer([...at, 'type']), message, rule: 'type' };
}

/** A type that does not exist is told at its own place, with what was meant. */
function isMisspeltType(type: Json | undefined): boolean {
  return typeof type === 'string' && /^obj|ject$/i.test(type);
}

function findSizeIssue(schema: JsonObject, at: SchemaRole['at']): Issue | undefined {
  let count = 0;
  for (const { path, depth } of walkSchema(schema)) {
    count += 1;
    if (count > SUBSCHEMAS_MAX) {
      return { path: toJsonPointer(at), message: `must have at most ${SUBSCHEMAS_MAX} subschemas`, rule: 'size' };
    }
    if (depth > SCHEMA_DEPTH_MAX) {
      const message = `is nested deeper than ${SCHEMA_DEPTH_MAX} schemas`;
      return { path: toJsonPointer([...at, ...path]), message, rule: 'depth' };
    }
  }
  return undefined;
}

function checkPlace(place: SchemaPlace, context: SchemaContext): Issue[] {
  const { schema, path } = place;
  if (typeof schema === 'boolean') return [];
  if (isJsonObject(schema)) return checkSchemaPlace(place, context);
  const message = 'must be a schema: an object, true or false';
  return [{ path: toJsonPointer([...context.at, ...path]), message, rule: 'schema' }];
}
