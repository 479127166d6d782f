// A device's spec as it is stored: known keys only, down to each step. Which commands a device model has is its
// catalogue's to say, not this file's.
import {
  ActionSet,
  DeviceSpec,
  DeviceStep,
  isJsonObject,
  type Json,
  type JsonObject,
  type Warning,
} from '@action-registry/schema';
import { type Draft, keepKnown, replaceNested } from './normalise-fields.js';

/** Drops unknown keys of the spec, its action sets and their steps. */
export function normaliseDevice(raw: JsonObject): Draft {
  const path = ['spec'];
  const draft = keepKnown(raw, Object.keys(DeviceSpec.shape), path);
  normaliseList(draft, 'action_sets', normaliseActionSet);
  return draft;
}

function normaliseActionSet(raw: JsonObject, path: Draft['path']): Draft {
  const draft = keepKnown(raw, Object.keys(ActionSet.shape), path);
  normaliseList(draft, 'actions', (step, stepPath) => keepKnown(step, Object.keys(DeviceStep.shape), stepPath));
  return draft;
}

/** Normalises each object of a list; what is no list or no object is left for the schema to refuse. */
function normaliseList(draft: Draft, key: string, normalise: (raw: JsonObject, path: Draft['path']) => Draft): void {
  const list = draft.value[key];
  if (!Array.isArray(list)) return;
  const warnings: Warning[] = [];
  const value = list.map((item: Json, index) => {
    if (!isJsonObject(item)) return item;
    const normal = normalise(item, [...draft.path, key, index]);
    for (const warning of normal.warnings) warnings.push(warning);
    return normal.value;
  });
  replaceNested(draft, key, { value, warnings });
}
