// The command line as a whole: every command, the global flags, and suggestions for mistyped commands. Of the command that
// was called everything is loaded, of the others what the overview shows.
import { Command, type CommanderError } from 'commander';
import type { AddCommand } from './command.js';
import type { Environment } from './config.js';
import { Misuse } from './misuse.js';
import { GROUPS, type Group, nameOf } from './overview.js';

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

/** The program that understands `args`; it neither exits nor prints errors by itself. */
export async function createProgram(args: readonly string[], say: SayText, env?: Environment): Promise<Command> {
  const program = new Command('actions')
    .description('Write, sign, publish, find, resolve and verify callable actions.')
    .version(VERSION)
    .option('--json', 'print results and errors as JSON')
    .addHelpText('after', HELP)
    // Options behind a command are that command's: `publish --version 2.0.0` does not ask for ours.
    .enablePositionalOptions();
  await addCommands(program, args, env);
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

async function addCommands(program: Command, args: readonly string[], env?: Environment): Promise<void> {
  const called = findCalled(args);
  // What runs needs a context, and what only shows itself needs none.
  const context = called.length === 0 ? undefined : await import('./context.js');
  const loaded = new Map<Group, AddCommand>();
  await Promise.all(called.map(async (group) => loaded.set(group, await group.load())));
  for (const group of GROUPS) {
    const add = loaded.get(group);
    if (add !== undefined && context !== undefined) add(program, () => context.createContext(program, env));
    else for (const { usage, about } of group.rows) program.command(usage).description(about);
  }
}

/** The commands whose files `args` need. The program's own flags take no values: its command is the first word that is one. */
function findCalled(args: readonly string[]): readonly Group[] {
  const groupOf = (word: string): Group | undefined =>
    GROUPS.find(({ rows }) => rows.some((row) => nameOf(row) === word));
  const name = args.find((word) => groupOf(word) !== undefined);
  const group = name === undefined ? undefined : groupOf(name);
  if (group === undefined) return [];
  // The script of completion is made of all commands.
  return name === 'completion' ? GROUPS : [group];
}

/** Help and version end the program by an error of commander's with exit code 0; the rest are mistakes of the caller. */
function refuse(error: CommanderError, command: Command): never {
  throw error.exitCode === 0 ? error : new Misuse(error, command);
}

/** `actions get x --json` and `actions --json get x` mean the same, so every command is met. */
function visit(command: Command, meet: (command: Command) => void): void {
  meet(command);
  for (const child of command.commands) visit(child, meet);
}
