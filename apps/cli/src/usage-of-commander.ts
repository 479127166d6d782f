// From what commander complains about to one sentence of ours, with its suggestions as details and the help to look at.
import { suggest } from '@action-registry/core';
import type { Command } from 'commander';
import type { Misuse } from './misuse.js';
import { UsageError } from './usage-error.js';

/** The mistake in calling a command. */
export function toUsageError({ complaint: { code, message }, command }: Misuse): UsageError {
  const path = pathOf(command);
  if (code === 'commander.help') return new UsageError(`Name a command: \`${path} --help\` lists them.`);
  const [first = '', ...rest] = message
    .replace(/^error: /, '')
    .trim()
    .split('\n');
  const given = (/argument '([^']*)' is/.exec(first) ?? /'([^']*)'/.exec(first))?.[1] ?? '';
  const near = findNear(rest.join(' ')) ?? findNearChoice(first, given);
  const sentence = `${first.charAt(0).toUpperCase()}${first.slice(1)}`.replace(/\.?$/, '.');
  const hint = near === undefined ? '' : ` Did you mean ${near.join(' or ')}?`;
  return new UsageError(`${sentence}${hint} See \`${path} --help\`.`, {
    ...(near !== undefined && { choice: { given, known: near } }),
  });
}

/** What commander itself suggests: for commands and options. */
function findNear(text: string): string[] | undefined {
  return /Did you mean (?:one of )?([^?]*)\?/.exec(text)?.[1]?.split(', ');
}

/** The nearest of the values that an option or argument may have; undefined where none is near. */
function findNearChoice(complaint: string, given: string): string[] | undefined {
  const choices = /Allowed choices are (.*?)\.?$/.exec(complaint)?.[1]?.split(', ') ?? [];
  const near = suggest(given, choices).map(({ value }) => value);
  return near.length === 0 ? undefined : near;
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}
