// What a release would change, field by field: settings, inputs and outputs one by one, everything else as a whole. Two
// documents without a change here are the same but for name and version.
import { canonicalize, compareVersions, parseVersion } from '@action-registry/core';
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import { findStepLists } from './release-steps.js';

/** Where a change is: a field of the document, or one setting, input, output, entry of metadata or sequence of steps in it. */
export type ChangePlace = {
  area: 'document' | 'spec' | 'input' | 'output' | 'metadata' | 'steps' | 'stepsLabel';
  field: string;
};
/** One change; an absent side says that the field came or went. Whether it breaks callers is for `compareContracts` to say. */
export type ReleaseChange = {
  place: ChangePlace;
  before: Json | undefined;
  after: Json | undefined;
  /** An input or output that must be there from now on, or need not be any more. */
  turned?: 'required' | 'optional';
};
type Unit = { place: ChangePlace; value: Json; isRequired: boolean };

/** The changes from one document to another; without the first one, everything is new. */
export function findChanges(before: JsonObject | undefined, after: JsonObject): ReleaseChange[] {
  const old = unitsOf(before ?? {});
  const fresh = unitsOf(after);
  const keys = [...new Set([...fresh.keys(), ...old.keys()])];
  return keys.flatMap((key) => {
    const [was, is] = [old.get(key), fresh.get(key)];
    const turned = findTurn(was, is);
    if (turned === undefined && isSame(was, is)) return [];
    const place = (is ?? was)?.place;
    if (place === undefined) return [];
    return [{ place, before: was?.value, after: is?.value, ...(turned && { turned }) }];
  });
}

function isSame(was: Unit | undefined, is: Unit | undefined): boolean {
  return was !== undefined && is !== undefined && canonicalize(was.value) === canonicalize(is.value);
}

function findTurn(was: Unit | undefined, is: Unit | undefined): ReleaseChange['turned'] {
  if (is === undefined || is.isRequired === (was?.isRequired ?? false)) return undefined;
  return is.isRequired ? 'required' : 'optional';
}

function unitsOf(document: JsonObject): Map<string, Unit> {
  const units = new Map<string, Unit>();
  const add = (place: ChangePlace, value: Json | undefined, isRequired = false): void => {
    if (value !== undefined) units.set(`${place.area} ${place.field}`, { place, value, isRequired });
  };
  for (const [field, value] of Object.entries(document)) {
    if (field === 'name' || field === 'version') continue;
    if ((field === 'spec' || field === 'metadata') && isJsonObject(value))
      for (const [part, inner] of Object.entries(value)) addPart({ area: field, field: part }, inner, add);
    else if ((field === 'inputSchema' || field === 'outputSchema') && isJsonObject(value)) addSchema(field, value, add);
    else add({ area: 'document', field }, value);
  }
  return units;
}

type Add = (place: ChangePlace, value: Json | undefined, isRequired?: boolean) => void;

/** A setting as it is; the sequences of a device one by one, and their names in the order in which they stand. */
function addPart(place: ChangePlace, value: Json, add: Add): void {
  const lists = place.area === 'spec' && place.field === 'action_sets' ? findStepLists(value) : undefined;
  add(place, lists === undefined ? value : lists.map(({ id }) => id).join(', '));
  for (const { id, label, steps } of lists ?? []) {
    add({ area: 'steps', field: id }, steps);
    add({ area: 'stepsLabel', field: id }, label);
  }
}

/** The properties of a schema one by one, with whether they are required; the rest of it as a whole. */
function addSchema(field: 'inputSchema' | 'outputSchema', schema: JsonObject, add: Add): void {
  const { properties, required, ...rest } = schema;
  const needed = Array.isArray(required) ? required : [];
  const area = field === 'inputSchema' ? 'input' : 'output';
  for (const [name, value] of Object.entries(isJsonObject(properties) ? properties : {})) {
    add({ area, field: name }, value, needed.includes(name));
  }
  add({ area: 'document', field }, rest);
}

/** The first version from `least` up that is not taken, by its last number. */
export function firstFree(least: string, taken: ReadonlySet<string>): string {
  const { major, minor, patch: from } = parseVersion(least);
  for (let patch = from; ; patch += 1) {
    const version = `${major}.${minor}.${patch}`;
    if (!taken.has(version)) return version;
  }
}

/** The version that a release is compared with: the highest stable one that is not yanked, else the highest. */
export function findBase(versions: readonly { version: string; yanked: boolean }[]): string | undefined {
  const sorted = [...versions].sort((a, b) => compareVersions(b.version, a.version));
  const stable = sorted.find(({ version, yanked }) => !yanked && parseVersion(version).prerelease.length === 0);
  return (stable ?? sorted[0])?.version;
}
