// What a running command has at hand, made of the environment and the program's own flags. Only a command that runs needs it.
import type { Command } from 'commander';
import type { CommandContext } from './command.js';
import { type Environment, loadCliConfig } from './config.js';
import { createIo } from './io.js';
import { openRegistry } from './session.js';

/** The context of a command of `program`, once its flags are read; throws UsageError for an environment that makes no sense. */
export function createContext(program: Command, env?: Environment): CommandContext {
  const config = loadCliConfig(env);
  const { json = false } = program.opts<{ json?: boolean }>();
  const io = createIo({ json, program: config.program, columns: config.columns });
  return { config, io, open: () => openRegistry({ config, io }) };
}
