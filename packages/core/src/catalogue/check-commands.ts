// Whether a device's spec can run on its device model, told when it is saved and not when it runs. Every problem is found, not
// only the first, and each says where it is in the words of whoever wrote the spec.
import {
  type AvailableCommands,
  DeviceSpec,
  type Issue,
  isJsonObject,
  type Json,
  type JsonObject,
  RegistryError,
  type Suggestion,
  type Warning,
} from '@action-registry/schema';
import { canonicalize } from '../canonical-json.js';
import { toIssues, toMessage } from '../invalid-input.js';
import { toJsonPointer } from '../strict-json-error.js';
import { findSetIssues, type Step, stepsOf } from './action-sets.js';
import type { Catalogues, CommandCatalogue, KnownCommand } from './catalogues.js';
import { checkParams } from './check-params.js';
import { type CommandProblem, formatCommandProblems } from './command-message.js';

/** What a check found; `message` is for people and absent when nothing is wrong. */
export type CommandCheck = {
  issues: Issue[];
  warnings: Warning[];
  suggestions: Suggestion[];
  available: AvailableCommands;
  message: string | undefined;
};

/** What the rest of the definition says: whether its metadata promises that it can be undone. */
export type CommandCheckOptions = { reversible?: boolean | undefined };

/** More than a person reads of one list. */
const FINDINGS_MAX = 100;

/**
 * Checks a device's spec as it was written against the catalogues: its sets, its commands and their parameters. What is no
 * device's spec at all (wrong types) is left to the schema. Pointers begin with `/spec`.
 */
export function checkCommands(
  spec: JsonObject,
  catalogues: Catalogues,
  { reversible = false }: CommandCheckOptions = {},
): CommandCheck {
  const problems: CommandProblem[] = findSetIssues(spec).map((issue) => ({ issue }));
  const warnings: Warning[] = [];
  const model = spec.device_model;
  const catalogue = typeof model === 'string' ? catalogues.find(model) : undefined;
  if (typeof model === 'string' && catalogue === undefined) problems.unshift(toUnknownModel(model, catalogues));
  if (catalogue !== undefined) {
    for (const step of stepsOf(spec)) {
      const command = catalogue.commands.get(step.command);
      if (command === undefined) problems.push(toUnknownCommand(step, catalogue, catalogues));
      else {
        problems.push(...checkParams(step, command).map((issue) => ({ issue })));
        warnings.push(...toWarnings(step, command, reversible));
      }
      if (problems.length >= FINDINGS_MAX) break;
    }
  }
  const found = problems.slice(0, FINDINGS_MAX);
  return {
    issues: found.map(({ issue }) => issue),
    warnings: warnings.slice(0, FINDINGS_MAX),
    suggestions: found.find(({ suggestions }) => suggestions !== undefined)?.suggestions ?? [],
    available: catalogue?.available ?? {},
    message: found.length === 0 ? undefined : formatCommandProblems(found, catalogue),
  };
}

/** What is wrong with the sets of a device's spec: all that can be told of one without catalogues. */
export function checkSets(spec: JsonObject): CommandCheck {
  const issues = findSetIssues(spec);
  const message = issues.length === 0 ? undefined : issues.map((issue) => issue.message).join(' ');
  return { issues, warnings: [], suggestions: [], available: {}, message };
}

/** `checkCommands` with what the spec's own schema says, for a spec that is only to be judged. */
export function checkDeviceSpec(
  spec: JsonObject,
  catalogues: Catalogues,
  options: CommandCheckOptions = {},
): CommandCheck {
  const check = checkCommands(spec, catalogues, options);
  const parsed = DeviceSpec.safeParse(spec);
  const shape = parsed.success ? [] : toIssues(parsed.error, spec, { schema: DeviceSpec, at: ['spec'] });
  const issues = [...check.issues, ...elsewhere(check, shape)];
  return issues.length === 0 ? check : { ...check, issues, message: check.message ?? toMessage(issues) };
}

/** Rules of the spec's shape; with nothing else wrong the spec is invalid, and no command. */
const SHAPE_RULES = new Set(['action_sets', 'unique', 'default_action_set_id']);

/**
 * Throws INVALID_COMMAND with everything that a check found, and what the spec's schema found elsewhere (`shape`); INVALID_SPEC
 * when only the spec's shape is wrong; passes when nothing is.
 */
export function assertDevice(check: CommandCheck, shape: readonly Issue[] = []): void {
  const issues = [...check.issues, ...elsewhere(check, shape)];
  const [first] = issues;
  if (first === undefined) return;
  const isShape = check.issues.every(({ rule = '' }) => SHAPE_RULES.has(rule));
  if (isShape) throw new RegistryError('INVALID_SPEC', check.message ?? toMessage(issues), { details: { issues } });
  const { suggestions, available } = check;
  const details = { issues, available, ...(suggestions.length === 0 ? {} : { suggestions }) };
  throw new RegistryError('INVALID_COMMAND', check.message ?? toMessage(issues), { details });
}

/** What the schema found at places where the check found nothing. */
function elsewhere(check: CommandCheck, shape: readonly Issue[]): Issue[] {
  return shape.filter((issue) => !check.issues.some(({ path }) => isSamePlace(path, issue.path)));
}

/** The schema names the list where the check names the entry. */
function isSamePlace(checked: string, shape: string): boolean {
  return (
    checked === shape || (shape === '/spec/action_sets' && checked.startsWith(`${shape}/`) && checked.endsWith('/id'))
  );
}

function toUnknownModel(model: string, { models, suggest: near }: Catalogues): CommandProblem {
  const suggestions = near(model);
  const known = models.length === 0 ? 'There are no catalogues.' : `Known: ${models.slice(0, 20).join(', ')}.`;
  return {
    issue: {
      path: '/spec/device_model',
      message: `Unknown device model '${model}'. ${known}`,
      rule: 'device_model',
      ...suggestionOf(suggestions),
    },
    suggestions,
  };
}

function toUnknownCommand(step: Step, catalogue: CommandCatalogue, { models, find }: Catalogues): CommandProblem {
  const { command, place, path } = step;
  const suggestions = catalogue.suggest(command);
  const others = models.filter(
    (model) => model !== catalogue.device_model && find(model)?.commands.has(command) === true,
  );
  const known = others.length === 0 ? '' : ` It is known for ${others.map((model) => `'${model}'`).join(', ')}.`;
  const sentence = `Invalid command '${command}' for device model '${catalogue.device_model}' (${place}).${known}`;
  return {
    issue: {
      path: toJsonPointer([...path, 'command']),
      message: sentence,
      rule: others.length === 0 ? 'command' : 'command_of_other_model',
      ...suggestionOf(suggestions),
    },
    suggestions,
    isCommand: true,
  };
}

function toWarnings({ params, path, place, command }: Step, known: KnownCommand, reversible: boolean): Warning[] {
  const warnings: Warning[] = [];
  const at = toJsonPointer([...path, 'command']);
  if (known.deprecated === true) {
    warnings.push({ path: at, code: 'command_deprecated', message: `'${command}' is deprecated (${place}).` });
  }
  if (known.risk === 'destructive' && reversible) {
    const message = `'${command}' is destructive (${place}), but the metadata says that the action is reversible.`;
    warnings.push({ path: at, code: 'command_destructive', message });
  }
  const declared = isJsonObject(known.params_schema.properties) ? known.params_schema.properties : {};
  for (const [name, value] of Object.entries(isJsonObject(params) ? params : {})) {
    const schema = Object.hasOwn(declared, name) ? declared[name] : undefined;
    if (!isJsonObject(schema) || schema.default === undefined || !isSame(schema.default, value)) continue;
    const message = `'${name}' has its default; it can be left out (${place}).`;
    warnings.push({ path: toJsonPointer([...path, 'params', name]), code: 'param_default', message });
  }
  return warnings;
}

function isSame(left: Json, right: Json): boolean {
  return canonicalize(left) === canonicalize(right);
}

function suggestionOf([nearest]: readonly Suggestion[]): { suggestion?: string } {
  return nearest === undefined ? {} : { suggestion: nearest.value };
}
