// The steps of a device's spec with their places, read tolerantly: a spec that is wrong in one place is still checked in all
// others.
import { type Issue, isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import { toJsonPointer } from '../strict-json-error.js';
import { suggest } from '../suggest.js';

/** One step: its command and parameters as written, its path, and where it is in words, such as "action 3 in 'forward'". */
export type Step = { command: string; params: Json | undefined; path: (string | number)[]; place: string };

const SETS_MAX = 2;
const SETS = '/spec/action_sets';

/** The steps that name a command, in order; an empty name is left to the spec's own schema. */
export function stepsOf(spec: JsonObject): Step[] {
  return listOf(spec.action_sets).flatMap((set, setIndex) => {
    if (!isJsonObject(set)) return [];
    const title = typeof set.id === 'string' ? `'${set.id}'` : `set ${setIndex + 1}`;
    return listOf(set.actions).flatMap((step, index) => {
      if (!isJsonObject(step) || typeof step.command !== 'string' || step.command === '') return [];
      const path = ['spec', 'action_sets', setIndex, 'actions', index];
      return [{ command: step.command, params: step.params, path, place: `action ${index + 1} in ${title}` }];
    });
  });
}

/** Too many sets, ids that stand twice, and a default that is none of them. */
export function findSetIssues(spec: JsonObject): Issue[] {
  const sets = listOf(spec.action_sets);
  const issues: Issue[] = [];
  if (sets.length > SETS_MAX) {
    const message = `There are ${sets.length} action sets; a device has 1 or ${SETS_MAX}.`;
    issues.push({ path: SETS, message, rule: 'action_sets' });
  }
  const ids = sets.map((set) => (isJsonObject(set) && typeof set.id === 'string' ? set.id : undefined));
  for (const [index, id] of ids.entries()) {
    const first = ids.indexOf(id);
    if (id === undefined || first === index) continue;
    const message = `Action sets ${first + 1} and ${index + 1} are both called '${id}'; their ids must differ.`;
    issues.push({ path: toJsonPointer(['spec', 'action_sets', index, 'id']), message, rule: 'unique' });
  }
  return [...issues, ...checkDefault(spec.default_action_set_id, ids)];
}

function checkDefault(chosen: Json | undefined, ids: readonly (string | undefined)[]): Issue[] {
  const known = [...new Set(ids.filter((id) => id !== undefined))];
  if (typeof chosen !== 'string' || known.length === 0 || known.includes(chosen)) return [];
  const [nearest] = suggest(chosen, known);
  const suggestion = nearest?.value ?? (known.length === 1 ? known[0] : undefined);
  return [
    {
      path: '/spec/default_action_set_id',
      message: `No action set is called '${chosen}'. There ${known.length === 1 ? 'is' : 'are'} ${known.join(', ')}.`,
      rule: 'default_action_set_id',
      ...(suggestion === undefined ? {} : { suggestion }),
    },
  ];
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
