// The command line as a whole: every command, the global flags, and suggestions for mistyped commands.
import { Command, type CommanderError } from 'commander';
import type { AddCommand, CommandContext } from './command.js';
import { addApiKeys } from './commands/api-keys.js';
import { addAudit } from './commands/audit.js';
import { addCatalogue } from './commands/catalogue.js';
import { addChannel } from './commands/channel.js';
import { addCompare } from './commands/compare.js';
import { addCompletion } from './commands/completion.js';
import { addExport } from './commands/export.js';
import { addImport } from './commands/import-mcp.js';
import { addInit } from './commands/init.js';
import { addKeygen } from './commands/keygen.js';
import { addKeys } from './commands/keys.js';
import { addLog } from './commands/log.js';
import { addLogin } from './commands/login.js';
import { addMembers } from './commands/members.js';
import { addDeprecation, addYank } from './commands/moderate.js';
import { addPublish } from './commands/publish.js';
import { addGet, addSearch, addVersions } from './commands/read.js';
import { addResign } from './commands/resign.js';
import { addResolve } from './commands/resolve.js';
import { addSign, addValidate } from './commands/validate.js';
import { addVerify } from './commands/verify.js';
import { addWorkspace } from './commands/workspace.js';
import type { CliConfig } from './config.js';
import { createIo } from './io.js';
import { openRegistry } from './session.js';
import { toUsageError } from './usage-of-commander.js';

const COMMANDS: readonly AddCommand[] = [
  addInit,
  addLogin,
  addKeygen,
  addValidate,
  addSign,
  addPublish,
  addCompare,
  addSearch,
  addGet,
  addVersions,
  addResolve,
  addVerify,
  addResign,
  addDeprecation,
  addYank,
  addChannel,
  addCatalogue,
  addKeys,
  addApiKeys,
  addWorkspace,
  addMembers,
  addLog,
  addAudit,
  addExport,
  addImport,
  addCompletion,
];

const VERSION = '0.1.0';

const HELP = `
Environment:
  ACTION_REGISTRY_URL      the registry (default: where you are logged in, else http://localhost:8000)
  ACTION_REGISTRY_API_KEY  API key or token of the identity provider, instead of a stored one
  ACTION_REGISTRY_WORKSPACE  which workspace, for tokens of people who are in several
  ACTIONS_SIGNING_KEY      signing key for CI: base64 of its seed, or the text of a key file; ACTIONS_SIGNING_KID names it
  ACTIONS_PASSPHRASE       passphrase of the key file
  ACTIONS_CONFIG_DIR       where keys, logins and pinned keys are kept; ACTIONS_TRUST_FILE names the pinned keys alone
  ACTIONS_TIMEOUT          seconds that the registry has for each answer (default: 10)
  NO_COLOR                 no colours

Exit codes: 0 done, 1 something failed, 2 refused or not verified, 3 no registry answers.

Examples:
  actions init
  actions import mcp npx -y @modelcontextprotocol/server-filesystem .
  actions publish actions/files --channel production
  actions verify files.move_file@^1`;

/** What the program says of itself when asked for help or its version, as text. */
export type SayText = (text: string) => void;

/** The program over an environment; it neither exits nor prints errors by itself. */
export function createProgram(config: CliConfig, say: SayText): Command {
  const program = new Command('actions')
    .description('Write, sign, publish, find, resolve and verify callable actions.')
    .version(VERSION)
    .option('--json', 'print results and errors as JSON')
    .addHelpText('after', HELP)
    // Options behind a command are that command's: `publish --version 2.0.0` does not ask for ours.
    .enablePositionalOptions();
  const context = (): CommandContext => {
    const { json = false } = program.opts<{ json?: boolean }>();
    const io = createIo({ json, program: config.program, columns: config.columns });
    return { config, io, open: () => openRegistry({ config, io }) };
  };
  for (const add of COMMANDS) add(program, context);
  visit(program, (command) => {
    // Complaints are printed once, by main: as lines, or as JSON.
    command
      .exitOverride((error) => refuse(error, command))
      .showSuggestionAfterError()
      .configureOutput({ writeOut: say, writeErr: say, outputError: () => undefined });
    if (command === program) return;
    command.option('--json', 'print results and errors as JSON');
    command.on('option:json', () => program.setOptionValue('json', true));
  });
  return program;
}

/** Help and version end the program by an error of commander's with exit code 0; the rest are mistakes of the caller. */
function refuse(error: CommanderError, command: Command): never {
  throw error.exitCode === 0 ? error : toUsageError(error, command);
}

/** `actions get x --json` and `actions --json get x` mean the same, so every command is met. */
function visit(command: Command, meet: (command: Command) => void): void {
  meet(command);
  for (const child of command.commands) visit(child, meet);
}
