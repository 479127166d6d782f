// What differs between the commands of two versions, in words a person checks a change by, and how far the version is to rise.
// Whether an action as it stands would be refused is the registry's to say; this tells what could be.
import { canonicalize, parseVersion } from '@action-registry/core';
import {
  type CatalogueCommand,
  isJsonObject,
  type Json,
  type JsonObject,
  type VersionBump,
} from '@action-registry/schema';

/** One difference inside a command; an absent side came or went. `breaks`: what was accepted may be refused. */
export type FieldChange = {
  field: keyof CatalogueCommand | 'param';
  /** The parameter, where it is one. */
  param?: string;
  before: Json | undefined;
  after: Json | undefined;
  /** The parameter must be there from now on, or need not be. */
  turned?: 'required' | 'optional';
  breaks: boolean;
};

/** Commands that came, went, or are others now, each in the order of the version that has it. */
export type CommandChanges = {
  added: string[];
  removed: string[];
  changed: { name: string; fields: FieldChange[] }[];
};

const FIELDS = ['action_type', 'category', 'risk', 'description', 'aliases', 'template', 'deprecated'] as const;

/** The differences from one list of commands to another. */
export function findCommandChanges(
  before: readonly CatalogueCommand[],
  after: readonly CatalogueCommand[],
): CommandChanges {
  const old = new Map(before.map((command) => [command.name, command]));
  const now = new Map(after.map((command) => [command.name, command]));
  return {
    added: [...now.keys()].filter((name) => !old.has(name)),
    removed: [...old.keys()].filter((name) => !now.has(name)),
    changed: [...now].flatMap(([name, command]) => {
      const was = old.get(name);
      const fields = was === undefined ? [] : findFieldChanges(was, command);
      return fields.length === 0 ? [] : [{ name, fields }];
    }),
  };
}

/** True when nothing came, went or changed. */
export function isUnchanged({ added, removed, changed }: CommandChanges): boolean {
  return added.length + removed.length + changed.length === 0;
}

function findFieldChanges(before: CatalogueCommand, after: CatalogueCommand): FieldChange[] {
  const own = FIELDS.filter((field) => !isSame(before[field], after[field])).map((field) => ({
    ...{ field, before: before[field], after: after[field], breaks: false },
  }));
  return [...own, ...findParamChanges(before.params_schema, after.params_schema)];
}

function findParamChanges(before: JsonObject, after: JsonObject): FieldChange[] {
  const [old, now] = [paramsOf(before), paramsOf(after)];
  const [wasNeeded, isNeeded] = [requiredOf(before), requiredOf(after)];
  const changes = [...new Set([...Object.keys(now), ...Object.keys(old)])].flatMap((param): FieldChange[] => {
    const [was, is] = [old[param], now[param]];
    const isTurned = was !== undefined && is !== undefined && wasNeeded.has(param) !== isNeeded.has(param);
    if (isSame(was, is) && !isTurned) return [];
    const turned = isTurned ? (isNeeded.has(param) ? 'required' : 'optional') : undefined;
    const isNarrower = was !== undefined && !isLooser(withoutWords(was), withoutWords(is));
    const breaks = isNarrower || turned === 'required' || (was === undefined && isNeeded.has(param));
    return [{ field: 'param', param, before: was, after: is, breaks, ...(turned && { turned }) }];
  });
  const [oldRest, nowRest] = [restOf(before), restOf(after)];
  if (isSame(oldRest, nowRest)) return changes;
  return [...changes, { field: 'params_schema', before: oldRest, after: nowRest, breaks: !isLooser(oldRest, nowRest) }];
}

function paramsOf({ properties }: JsonObject): JsonObject {
  return isJsonObject(properties) ? properties : {};
}

function requiredOf({ required }: JsonObject): Set<Json> {
  return new Set(Array.isArray(required) ? required : []);
}

/** Rules that are about the parameters together. */
function restOf({ properties: _properties, required: _required, ...rest }: JsonObject): Json {
  return withoutWords(rest);
}

/** A schema without what only people read. */
function withoutWords(schema: Json | undefined): Json {
  if (!isJsonObject(schema)) return schema ?? null;
  const { title: _title, description: _description, default: _default, examples: _examples, ...rules } = schema;
  return rules;
}

const LOWER_IS_LOOSER = new Set(['minimum', 'minLength', 'minItems', 'minProperties']);
const HIGHER_IS_LOOSER = new Set(['maximum', 'maxLength', 'maxItems', 'maxProperties']);

/** True when the rules plainly accept all that they did: only bounds gave way, or values came. What is not plain is not looser. */
function isLooser(before: Json, after: Json): boolean {
  if (!isJsonObject(before) || !isJsonObject(after)) return isSame(before, after);
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].every((keyword) => {
    const [was, is] = [before[keyword], after[keyword]];
    if (isSame(was, is)) return true;
    if (was === undefined) return false;
    if (keyword === 'additionalProperties') return was === false && (is === undefined || is === true);
    if (keyword === 'enum') return is === undefined || hasAll(is, was);
    if (is === undefined) return LOWER_IS_LOOSER.has(keyword) || HIGHER_IS_LOOSER.has(keyword) || keyword === 'pattern';
    if (typeof was !== 'number' || typeof is !== 'number') return false;
    return LOWER_IS_LOOSER.has(keyword) ? is < was : HIGHER_IS_LOOSER.has(keyword) && is > was;
  });
}

function hasAll(list: Json, wanted: Json): boolean {
  if (!Array.isArray(list) || !Array.isArray(wanted)) return false;
  return wanted.every((each) => list.some((value) => isSame(value, each)));
}

function isSame(left: Json | undefined, right: Json | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return canonicalize(left) === canonicalize(right);
}

/** How far the version must rise above `previous` for these changes; below 1.0.0 what breaks is a minor step (SemVer 2.0.0 §4). */
export function toBump({ added, removed, changed }: CommandChanges, previous: string): VersionBump {
  const isUnstable = parseVersion(previous).major === 0;
  const fields = changed.flatMap((each) => each.fields);
  if (removed.length > 0 || fields.some(({ breaks }) => breaks)) return isUnstable ? 'minor' : 'major';
  const isExtended = added.length > 0 || fields.some(isExtension);
  return isExtended && !isUnstable ? 'minor' : 'patch';
}

/** True when a parameter came, accepts more, or may be left out now. */
function isExtension({ field, before, after, turned }: FieldChange): boolean {
  return field === 'param' && (turned === 'optional' || !isSame(withoutWords(before), withoutWords(after)));
}
