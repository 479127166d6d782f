// From what commander complains about to one sentence of ours, with its suggestions as details and the help to look at.
import type { Command, CommanderError } from 'commander';
import { UsageError } from './usage-error.js';

/** The mistake in calling `command`. */
export function toUsageError({ code, message }: CommanderError, command: Command): UsageError {
  const path = pathOf(command);
  if (code === 'commander.help') return new UsageError(`Name a command: \`${path} --help\` lists them.`);
  const [complaint = '', ...rest] = message
    .replace(/^error: /, '')
    .trim()
    .split('\n');
  const near = /Did you mean (?:one of )?([^?]*)\?/.exec(rest.join(' '))?.[1]?.split(', ');
  const sentence = `${complaint.charAt(0).toUpperCase()}${complaint.slice(1)}`.replace(/\.?$/, '.');
  const hint = near === undefined ? '' : ` Did you mean ${near.join(' or ')}?`;
  const given = /'([^']*)'/.exec(complaint)?.[1] ?? '';
  return new UsageError(`${sentence}${hint} See \`${path} --help\`.`, {
    ...(near !== undefined && { choice: { given, known: near } }),
  });
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}
