// The message of a refused device spec, as a person would write it: what is wrong, what was probably meant, what there is, and
// where to read on. Long lists are cut; the error's details have them all.
import type { AvailableCommands, Issue, Suggestion } from '@action-registry/schema';
import type { CommandCatalogue } from './catalogues.js';

/** A problem; `isCommand` marks a command that the device model does not have. */
export type CommandProblem = { issue: Issue; suggestions?: Suggestion[]; isCommand?: boolean };

const PROBLEMS_SHOWN = 50;
const COMMANDS_SHOWN = 40;

/** One line for each problem (at most 50), with the commands of the model where one was unknown. */
export function formatCommandProblems(
  problems: readonly CommandProblem[],
  catalogue: CommandCatalogue | undefined,
): string {
  const lines = problems.slice(0, PROBLEMS_SHOWN).flatMap(formatProblem);
  const more = problems.length - PROBLEMS_SHOWN;
  if (more > 0) lines.push(`${more} more ${more === 1 ? 'problem is' : 'problems are'} listed in the details.`);
  if (catalogue === undefined) return [...lines, '  Full details: actions catalogue list'].join('\n');
  if (problems.some(({ isCommand = false }) => isCommand)) lines.push(...formatAvailable(catalogue.available));
  return [...lines, `  Full details: actions catalogue get ${catalogue.device_model}`].join('\n');
}

function formatProblem({ issue, suggestions = [] }: CommandProblem): string[] {
  if (suggestions.length === 0) return [issue.message];
  const names = suggestions.map(({ value }) => `'${value}'`);
  return [issue.message, `  Did you mean ${names.length < 2 ? names.join('') : formatOr(names)}?`];
}

function formatOr(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
}

function formatAvailable(available: AvailableCommands): string[] {
  let left = COMMANDS_SHOWN;
  const lines: string[] = [];
  for (const [category, names] of Object.entries(available)) {
    const shown = names.slice(0, left);
    left -= shown.length;
    const rest = names.length - shown.length;
    const text = [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
    lines.push(`${lines.length === 0 ? '  Available: ' : '             '}${category}: ${text}`);
    if (left <= 0 && rest > 0) break;
  }
  return lines;
}
