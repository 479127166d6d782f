// How a command joins the program: it names its arguments and gets what it needs when it runs.
import type { Registry } from '@action-registry/client';
import type { Command } from 'commander';
import type { CliConfig } from './config.js';
import type { Io } from './io.js';

/** What a running command has at hand. */
export type CommandContext = { config: CliConfig; io: Io; open: () => Promise<Registry> };

/** Adds a command to the program. */
export type AddCommand = (program: Command, context: () => CommandContext) => void;

/** Examples as a command's help shows them, each a line without `actions`. */
export function toExamples(...lines: readonly string[]): string {
  return `\nExample${lines.length === 1 ? '' : 's'}:\n${lines.map((line) => `  actions ${line}`).join('\n')}`;
}
