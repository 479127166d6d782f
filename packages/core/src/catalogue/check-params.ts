// Whether the parameters of a step are what its command takes, each problem at the parameter and in words.
import { type Issue, isJsonObject } from '@action-registry/schema';
import { SchemaBudgetError } from '../json-schema-budget.js';
import type { InstanceProblem } from '../json-schema-problems.js';
import { toJsonPointer } from '../strict-json-error.js';
import { suggest } from '../suggest.js';
import type { Step } from './action-sets.js';
import type { KnownCommand } from './catalogues.js';

/** Every problem of a step's parameters; absent parameters count as none given. */
export function checkParams(step: Step, command: KnownCommand): Issue[] {
  const params = step.params ?? {};
  // What is no object is the spec's own schema to refuse.
  if (!isJsonObject(params)) return [];
  try {
    return command.check(params).map((problem) => toIssue(problem, step, command));
  } catch (error) {
    if (!(error instanceof SchemaBudgetError)) throw error;
    const message = `${capitalise(step.place)}: the parameters of '${step.command}' are too large to be checked.`;
    return [{ path: toJsonPointer([...step.path, 'params']), message, rule: 'size' }];
  }
}

function toIssue(problem: InstanceProblem, step: Step, command: KnownCommand): Issue {
  const { path, keyword } = problem;
  const subject =
    path.length === 0 ? `the parameters of '${command.name}'` : `parameter '${path.join('.')}' of '${command.name}'`;
  const suggestion =
    problem.suggestion ?? (keyword === 'additionalProperties' ? nearestParam(problem, command) : undefined);
  const question = suggestion === undefined ? '' : ` Did you mean '${suggestion}'?`;
  const said = keyword === 'additionalProperties' ? 'is unknown' : problem.message;
  return {
    path: toJsonPointer([...step.path, 'params', ...path]),
    message: `${capitalise(step.place)}: ${subject} ${said}.${question}`,
    rule: keyword,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

function nearestParam({ path }: InstanceProblem, { params_schema }: KnownCommand): string | undefined {
  const known = isJsonObject(params_schema.properties) ? Object.keys(params_schema.properties) : [];
  if (path.length !== 1) return undefined;
  // A command with one parameter leaves no doubt what was meant.
  return suggest(path[0] ?? '', known)[0]?.value ?? (known.length === 1 ? known[0] : undefined);
}

function capitalise(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
