// The sequences of a device as lines that people read and compare: one step a line. Two sequences with the same lines are the
// same sequence; what has another form than the registry's own is left as it is.
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';

/** One sequence; `label` is undefined where it has none. */
export type StepList = { id: string; label: Json | undefined; steps: string };

const SET_KEYS = new Set(['id', 'label', 'actions']);
const STEP_KEYS = new Set(['command', 'params', 'label']);

/** The sequences in their order; undefined where they are not all named, each by another name. */
export function findStepLists(value: Json): StepList[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const lists = value.flatMap((set) => toStepList(set) ?? []);
  return lists.length === value.length && new Set(lists.map(({ id }) => id)).size === lists.length ? lists : undefined;
}

function toStepList(set: Json): StepList | undefined {
  if (!isJsonObject(set) || !Object.keys(set).every((key) => SET_KEYS.has(key))) return undefined;
  const { id, label, actions } = set;
  if (typeof id !== 'string' || !Array.isArray(actions)) return undefined;
  return { id, label, steps: actions.map(toLine).join('\n') };
}

/** `press_key {"key":"HOME"} "Go home"`; a step of another form as JSON. */
function toLine(step: Json): string {
  if (!isPlainStep(step)) return JSON.stringify(step);
  const { command, params, label } = step;
  return [command, ...[params, label].flatMap((part) => (part === undefined ? [] : JSON.stringify(part)))].join(' ');
}

function isPlainStep(step: Json): step is JsonObject & { command: string } {
  if (!isJsonObject(step) || typeof step.command !== 'string' || !/^[\w.-]+$/.test(step.command)) return false;
  return Object.keys(step).every((key) => STEP_KEYS.has(key));
}
