// What is wrong with schemas that are only compared: they need not be lawful for that, and a word nobody knows says nothing in
// a comparison, so it is told instead of judged in silence.
import { findSchemaIssues } from '@action-registry/core';
import { isJsonObject, type Json } from '@action-registry/schema';

/** A problem of one of the two that are compared; `path` is a JSON pointer into it. */
export type SchemaWarning = { document: string; path: string; message: string };

const SIDES = ['inputSchema', 'outputSchema'] as const;
const DRAFT_07 = { $schema: 'http://json-schema.org/draft-07/schema#' };

/** What a registry would refuse of a document's schemas, with pointers from the document's root. */
export function findContractWarnings(contract: object, document: string): SchemaWarning[] {
  const schemas = new Map(Object.entries(contract));
  return SIDES.flatMap((side) => {
    const schema: Json | undefined = schemas.get(side);
    if (isJsonObject(schema)) return toWarnings(findSchemaIssues(schema, side), document);
    return schema === undefined ? [] : [{ document, path: `/${side}`, message: 'is no schema, and was not compared' }];
  });
}

/** The same for a schema that stands alone, with pointers from its root; `dialect` is the draft that it says nothing of. */
export function findSchemaWarnings(schema: Json, document: string, dialect: number | undefined): SchemaWarning[] {
  if (!isJsonObject(schema)) return [];
  const whole = dialect !== undefined && dialect <= 7 ? { ...DRAFT_07, ...schema } : schema;
  return toWarnings(findSchemaIssues(whole, 'outputSchema'), document).map((warning) => ({
    ...warning,
    path: warning.path.replace(/^\/outputSchema/, ''),
  }));
}

function toWarnings(issues: ReturnType<typeof findSchemaIssues>, document: string): SchemaWarning[] {
  return issues.map(({ path, message, suggestion }) => ({
    ...{ document, path },
    message: suggestion === undefined ? message : `${message} (did you mean '${suggestion}'?)`,
  }));
}
