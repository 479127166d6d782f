// Errors of a draft's fields: exactly what saving would refuse, found by the schemas and rules that the registry itself
// uses. Each field is looked at by itself, so that one error hides no other.
import {
  findSchemaIssues,
  findUnstorable,
  normaliseMetadata,
  normaliseSpec,
  parseActionName,
  toInvalidInput,
} from '@action-registry/core';
import {
  ContractFields,
  type Issue,
  isJsonObject,
  isRegistryError,
  type Json,
  JsonRecord,
  TIMEOUT_BOUNDS,
  Title,
  type Warning,
} from '@action-registry/schema';
import { editValue } from './json-pointer-edit.js';
import { parsePointer } from './json-tree.js';
import { valueAt } from './json-value.js';
import { problemMessages } from './messages/draft.js';
import { issuesOf, toFinding } from './problem-fix.js';
import type { DraftView, Finding } from './problems.js';
import { findDeviceProblems } from './problems-device.js';

const FIELDS = [
  ['title', Title],
  ['description', ContractFields.description],
  ['inputSchema', JsonRecord.optional()],
  ['outputSchema', JsonRecord.optional()],
  ['metadata', JsonRecord.optional()],
  ['examples', ContractFields.examples],
] as const;

/** Errors, what publishing needs, and numbers that saving would change. */
export function findFieldProblems(view: DraftView): Finding[] {
  const { value } = view;
  const unstorable = findUnstorable(value);
  if (unstorable !== undefined) {
    const message = problemMessages.broken[unstorable.reason] ?? problemMessages.notJson;
    return [{ weight: 'error', path: unstorable.pointer, message }];
  }
  return [
    ...FIELDS.flatMap(([field, schema]) => {
      const parsed = schema.safeParse(value[field]);
      if (parsed.success) return [];
      const { details } = toInvalidInput(parsed.error, value[field], { schema, at: [field] });
      return issuesOf(details).map((issue) => toFinding(view, issue));
    }),
    ...checkName(view),
    ...checkKind(view),
    ...checkSpec(view),
    ...checkMetadata(view),
    ...checkSchemas(view),
  ];
}

function checkName(view: DraftView): Finding[] {
  const { name } = view.value;
  if (name === undefined) return [{ weight: 'publish', path: '/name', message: problemMessages.nameMissing }];
  if (typeof name !== 'string') return [{ weight: 'error', path: '/name', message: 'Must be a string.' }];
  return refusal(() => parseActionName(name)).map((issue) => toFinding(view, { ...issue, path: '/name' }));
}

function checkKind({ value, kind }: DraftView): Finding[] {
  if (value.kind === kind) return [];
  return [{ weight: 'error', path: '/kind', message: problemMessages.kindChanged(kind) }];
}

function checkSpec(view: DraftView): Finding[] {
  const { kind, value, defaultModel, catalogues } = view;
  const { spec } = value;
  if (spec === undefined) return [{ weight: 'error', path: '/spec', message: problemMessages.specMissing }];
  if (!isJsonObject(spec)) return [{ weight: 'error', path: '/spec', message: 'Must be an object.' }];
  if (kind === 'device' && catalogues !== undefined) return findDeviceProblems(view, spec, catalogues);
  const warnings: Warning[] = [];
  let normal: Json = spec;
  const issues = refusal(() => {
    const made = normaliseSpec(kind, spec, { defaultModel });
    warnings.push(...made.warnings);
    normal = made.spec;
  });
  return [
    ...issues.map((issue) => toFinding(view, issue)),
    ...warnings
      .filter(({ code }) => code === 'value_clamped')
      .map(({ path }) => toClamped(view, path, valueAt({ spec: normal }, parsePointer(path)) ?? null)),
  ];
}

function toClamped(view: DraftView, path: string, value: Json): Finding {
  const { min, max } = view.kind === 'command' ? TIMEOUT_BOUNDS.command : TIMEOUT_BOUNDS.prompt;
  const fix = { label: problemMessages.use(String(value)), edits: editValue(view, path, { value }) };
  return { weight: 'warning', path, message: problemMessages.clamped(min, max, String(value)), fix };
}

function checkMetadata(view: DraftView): Finding[] {
  const { metadata, name } = view.value;
  if (!isJsonObject(metadata)) return [];
  const known = typeof name === 'string' ? name : undefined;
  return refusal(() => normaliseMetadata(metadata, known)).map((issue) => toFinding(view, issue));
}

function checkSchemas(view: DraftView): Finding[] {
  const sides = ['inputSchema', 'outputSchema'] as const;
  return sides.flatMap((side) => {
    const schema = view.value[side];
    return isJsonObject(schema) ? findSchemaIssues(schema, side).map((issue) => toFinding(view, issue)) : [];
  });
}

/** The issues of the refusal that `check` ends with; none when it ends well. */
function refusal(check: () => void): Issue[] {
  try {
    check();
    return [];
  } catch (error) {
    if (!isRegistryError(error)) throw error;
    const issues = issuesOf(error.details);
    if (issues.length > 0) return issues;
    const path = error.code === 'CWD_OUTSIDE_ROOT' ? '/spec/cwd' : '/spec';
    return [{ path, message: error.message }];
  }
}
