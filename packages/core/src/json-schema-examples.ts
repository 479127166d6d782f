// Whether examples are what their schema allows: those of a document, and the `examples` that schemas carry themselves. An
// example that does not fit teaches every model the wrong call.
import { type Issue, isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import { SchemaBudgetError } from './json-schema-budget.js';
import { compileSchema, compileSubschemas, type ValueCheck } from './json-schema-validator.js';
import { walkSchema } from './json-schema-walk.js';
import { toJsonPointer } from './strict-json-error.js';

/** The schema and the examples of a document. */
export type ExampledSchemas = {
  inputSchema?: JsonObject | undefined;
  outputSchema?: JsonObject | undefined;
  examples?: readonly { input?: Json | undefined; output?: Json | undefined }[] | undefined;
};

const ISSUES_MAX = 20;

/** Examples of a document that its schemas do not allow; at most 20. The schemas keep the rules. */
export function findExampleIssues({ inputSchema, outputSchema, examples = [] }: ExampledSchemas): Issue[] {
  const sides = [
    { side: 'input' as const, schema: inputSchema },
    { side: 'output' as const, schema: outputSchema },
  ];
  const checks = sides.flatMap(({ side, schema }) =>
    schema === undefined ? [] : [{ side, check: compileSchema(schema) }],
  );
  const issues: Issue[] = [];
  for (const [index, example] of examples.entries()) {
    for (const { side, check } of checks) {
      const value = example[side];
      if (value !== undefined) issues.push(...toIssues(check, value, ['examples', index, side]));
      if (issues.length >= ISSUES_MAX) return issues.slice(0, ISSUES_MAX);
    }
  }
  return issues;
}

/** Values of the keyword `examples` that their own schema does not allow. The schema keeps the rules. */
export function findSchemaExampleIssues(schema: JsonObject, at: readonly (string | number)[]): Issue[] {
  const issues: Issue[] = [];
  const checkAt = compileSubschemas(schema);
  for (const { schema: here, path } of walkSchema(schema)) {
    if (!isJsonObject(here) || !Array.isArray(here.examples) || here.examples.length === 0) continue;
    const check = checkAt(path);
    for (const [index, value] of here.examples.entries()) {
      issues.push(...toIssues(check, value, [...at, ...path, 'examples', index]));
      if (issues.length >= ISSUES_MAX) return issues.slice(0, ISSUES_MAX);
    }
  }
  return issues;
}

function toIssues(check: ValueCheck, value: Json, at: readonly (string | number)[]): Issue[] {
  try {
    return check(value).map(({ path, message, keyword, suggestion }) => ({
      path: toJsonPointer([...at, ...path]),
      message: `does not fit the schema: it ${message}`,
      rule: keyword,
      ...(suggestion === undefined ? {} : { suggestion }),
    }));
  } catch (error) {
    if (!(error instanceof SchemaBudgetError)) throw error;
    return [{ path: toJsonPointer(at), message: `cannot be checked: ${error.message}`, rule: 'size' }];
  }
}
