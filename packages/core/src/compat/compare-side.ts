// One side of a contract: may what was sent before still be sent, and is what comes back still what was expected?
import {
  type ComparisonPolicy,
  type ComparisonVerdict,
  type ContainmentAnswer,
  isJsonObject,
  type Json,
  type JsonObject,
  type SideComparison,
} from '@action-registry/schema';
import { type Danger, findDangers } from './dangers.js';
import type { JudgeMaker } from './judge.js';
import { judgeChange } from './judge-change.js';
import { type Containment, type ContainmentOptions, proveContainment, provesEqual } from './prove-containment.js';
import type { Prover } from './prover.js';
import { oneChange, type SchemaChange } from './schema-change.js';
import { findSchemaChanges } from './schema-changes.js';
import { isTooDeep } from './schema-depth.js';
import { shareParts } from './share-parts.js';

/** The two schemas of one side; an absent one accepts everything. */
export type SideSchemas = {
  readonly side: 'input' | 'output';
  readonly old: JsonObject | undefined;
  readonly new: JsonObject | undefined;
};

/** Which policy decides, who else judges witnesses, and how much work one comparison may be. */
export type SideOptions = {
  readonly policy: ComparisonPolicy;
  readonly judges: readonly JudgeMaker[];
  readonly steps: number;
  readonly prover: Prover;
};

/** A difference with the verdict on it alone. */
type JudgedChange = { readonly change: SchemaChange; readonly verdict: ComparisonVerdict };

/** The answer for one side; `isExtended` when it is compatible and not proved to mean the same. */
export type SideAnswer = {
  readonly comparison: SideComparison;
  readonly changes: readonly JudgedChange[];
  readonly dangers: readonly Danger[];
  readonly isExtended: boolean;
};

/** Differences beyond this many are listed without a verdict of their own, as `unknown`. */
const JUDGED_MAX = 100;
const ANNOTATIONS =
  /^(title|description|default|examples|deprecated|format|read_only|write_only|keyword_comment|content_\w+)_(added|removed|changed)$/;

/** Compares the schemas of one side. */
export function compareSide(given: SideSchemas, options: SideOptions): SideAnswer {
  const schemas = sharing(given);
  const strict = contains(schemas, { declaredOnly: false }, options);
  const candidates = strict.verdict === 'breaking' ? [{ value: strict.witness }] : [];
  const declared =
    strict.verdict === 'compatible' ? strict : contains(schemas, { declaredOnly: true, candidates }, options);
  const chosen = options.policy === 'strict' ? strict : declared;
  const changes = judgeChanges(schemas, findChanges(schemas), { ...options, chosen });
  const comparison = { verdict: chosen.verdict, strict: toAnswer(strict), declared_only: toAnswer(declared) };
  const dangers = findDangers(schemas, { changes: changes.map(({ change }) => change), strict, chosen });
  const isExtended =
    chosen.verdict === 'compatible' &&
    changes.some(({ change }) => !ANNOTATIONS.test(change.kind)) &&
    !meansTheSame(schemas, options);
  return { comparison, changes, dangers, isExtended };
}

function sharing(schemas: SideSchemas): SideSchemas {
  const { old, new: next } = schemas;
  if (old === undefined || next === undefined || isTooDeep(old) || isTooDeep(next)) return schemas;
  const shared = shareParts(old, next);
  return isJsonObject(shared) ? { ...schemas, new: shared } : schemas;
}

function findChanges({ old, new: next }: SideSchemas): SchemaChange[] {
  const whole = { path: [], newPath: [] };
  if (old === undefined && next === undefined) return [];
  if (old === undefined) return [oneChange('schema_added', { ...whole, old, new: next })];
  if (next === undefined) return [oneChange('schema_removed', { ...whole, old, new: next })];
  if (isTooDeep(old) || isTooDeep(next)) return [oneChange('schema_changed', { ...whole, old, new: next })];
  return [...findSchemaChanges({ ...whole, old, new: next })];
}

/** Input: what was accepted must be accepted. Output: what can come must have been possible. */
function contains(
  schemas: SideSchemas,
  reading: Pick<ContainmentOptions, 'declaredOnly' | 'candidates'>,
  { judges, steps, prover }: SideOptions,
): Containment {
  const [old, next] = [schemas.old ?? true, schemas.new ?? true];
  const [writer, reader] = schemas.side === 'input' ? [declares(old, schemas), next] : [next, old];
  return proveContainment(writer, reader, { ...reading, judges, steps, prover });
}

/** An input that only says it is an object is an action without parameters, not one with any. */
function declares(schema: Json, { side }: SideSchemas): Json {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema) || side === 'output') return schema;
  const keywords = Object.keys(schema).filter(
    (key) => !['$schema', '$id', 'title', 'description', 'required'].includes(key),
  );
  const isBare = keywords.length === 1 && schema.type === 'object' && !Array.isArray(schema.required);
  return isBare ? { ...schema, properties: {} } : schema;
}

/** What is not contained yet is asked first: most changes differ there. */
function meansTheSame({ side, old = {}, new: next = {} }: SideSchemas, { steps, prover }: SideOptions): boolean {
  return side === 'input' ? provesEqual(next, old, { steps, prover }) : provesEqual(old, next, { steps, prover });
}

function judgeChanges(
  schemas: SideSchemas,
  changes: readonly SchemaChange[],
  { policy, steps, prover, chosen }: SideOptions & { readonly chosen: Containment },
): JudgedChange[] {
  const older = declares(schemas.old ?? true, schemas);
  const writer = schemas.side === 'input' ? 'older' : 'newer';
  const candidates = chosen.verdict === 'breaking' ? [{ value: chosen.witness }] : [];
  let left = steps;
  return changes.map((change, index) => {
    if (ANNOTATIONS.test(change.kind)) return { change, verdict: 'compatible' };
    if (changes.length === 1) return { change, verdict: chosen.verdict };
    if (left <= 0) prover.ranOut = true;
    if (index >= JUDGED_MAX || left <= 0) return { change, verdict: 'unknown' };
    const options = { declaredOnly: policy === 'declared_only', candidates, steps: left, prover };
    const answer = judgeChange({ change, older, newer: schemas.new ?? true, writer }, options);
    left -= answer.steps;
    return { change, verdict: answer.verdict };
  });
}

function toAnswer(containment: Containment): ContainmentAnswer {
  const { steps: _steps, ...answer } = containment;
  return answer;
}
