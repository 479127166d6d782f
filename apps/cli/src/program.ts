// The command line as a whole: every command, the global flags, and suggestions for mistyped commands.
import { Command } from 'commander';
import type { AddCommand, CommandContext } from './command.js';
import { addChannel } from './commands/channel.js';
import { addImport } from './commands/import-mcp.js';
import { addInit } from './commands/init.js';
import { addKeygen } from './commands/keygen.js';
import { addKeys } from './commands/keys.js';
import { addLogin } from './commands/login.js';
import { addDeprecation, addYank } from './commands/moderate.js';
import { addPublish } from './commands/publish.js';
import { addGet, addResolve, addSearch } from './commands/read.js';
import { addSign, addValidate } from './commands/validate.js';
import { addVerify } from './commands/verify.js';
import type { CliConfig } from './config.js';
import { createIo } from './io.js';
import { openRegistry } from './session.js';

const COMMANDS: readonly AddCommand[] = [
  addInit,
  addLogin,
  addKeygen,
  addValidate,
  addSign,
  addPublish,
  addSearch,
  addGet,
  addResolve,
  addVerify,
  addDeprecation,
  addYank,
  addChannel,
  addKeys,
  addImport,
];

/** The program over an environment; it neither exits nor prints errors by itself. */
export function createProgram(config: CliConfig): Command {
  const program = new Command('actions')
    .description('Write, sign, publish, find, resolve and verify callable actions.')
    .version('0.1.0')
    .option('--json', 'print results and errors as JSON')
    .showSuggestionAfterError()
    .showHelpAfterError('(actions --help lists the commands)')
    // Options behind a command are that command's: `publish --version 2.0.0` does not ask for ours.
    .enablePositionalOptions()
    .exitOverride();
  const context = (): CommandContext => {
    const { json = false } = program.opts<{ json?: boolean }>();
    return { config, io: createIo({ json }), open: () => openRegistry(config) };
  };
  for (const add of COMMANDS) add(program, context);
  allowJsonEverywhere(program);
  return program;
}

/** `actions get x --json` and `actions --json get x` mean the same. */
function allowJsonEverywhere(program: Command): void {
  const visit = (command: Command): void => {
    command.exitOverride().showSuggestionAfterError();
    for (const child of command.commands) {
      child.option('--json', 'print results and errors as JSON');
      child.on('option:json', () => program.setOptionValue('json', true));
      visit(child);
    }
  };
  visit(program);
}
