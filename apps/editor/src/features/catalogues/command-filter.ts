// Which commands a search finds, and in which groups they stand. Every word must be somewhere in what a person knows a
// command by: its name, what else it is called, how it reaches the device, its words, its parameters.
import { findChildren } from '../../lib/schema-words.js';
import type { Command } from './catalogue-data.js';

/** Commands of one type, in order of name. */
export type CommandGroup = { type: string; commands: readonly Command[] };

/** The commands that have every word of `q`, in any order and case; all of them for a search without words. */
export function findCommands(commands: readonly Command[], q: string): Command[] {
  const words = wordsOf(q);
  return commands.filter((command) => {
    const text = textOf(command);
    return words.every((word) => text.includes(word));
  });
}

function wordsOf(q: string): string[] {
  return q.toLowerCase().split(/\s+/).filter(Boolean);
}

/** What each command is found by, made once: a catalogue may have thousands, and a search asks with each key. */
const texts = new WeakMap<Command, string>();

function textOf(command: Command): string {
  const known = texts.get(command) ?? toText(command);
  texts.set(command, known);
  return known;
}

function toText({ name, action_type, category = '', description, aliases = [], risk, params_schema }: Command): string {
  const params = findChildren(params_schema).map((child) => child.name);
  return [name, action_type, category, description, risk, ...aliases, ...params].join(' ').toLowerCase();
}

/** Groups in order of type; what is deprecated stands last in its group. */
export function groupCommands(commands: readonly Command[]): CommandGroup[] {
  const groups = new Map<string, Command[]>();
  for (const command of commands) {
    const group = groups.get(command.action_type) ?? [];
    group.push(command);
    groups.set(command.action_type, group);
  }
  return [...groups]
    .sort(([left], [right]) => compareText(left, right))
    .map(([type, list]) => ({ type, commands: list.sort(compareCommands) }));
}

function compareCommands(left: Command, right: Command): number {
  return Number(left.deprecated === true) - Number(right.deprecated === true) || compareText(left.name, right.name);
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
