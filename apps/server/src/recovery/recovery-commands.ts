// The command lines of recovery: their options, their help, where they print, and their exit codes. The secret alone goes to
// standard output, so that it can be piped on without being shown.
import { parseArgs } from 'node:util';
import { API_KEY_DAYS_DEFAULT } from '@action-registry/schema';
import { type Config, ConfigError, loadConfig } from '../config.js';
import { describeStartError } from '../start-error.js';
import { makeAdminKey, makeSignInLink, RecoveryError } from './recover.js';

const SETTINGS_HELP = `Reads the settings of the server (DATA_DIR, DATABASE_URL, PUBLIC_URL, …). PostgreSQL's servers may run meanwhile;
PGlite's folder belongs to one process, so stop the server first. The log names system:machine as who made the key.
`;

const ADMIN_KEY_HELP = `actions-server admin-key --workspace SLUG [--name NAME] [--operator] [--never-expires]

Makes an API key with every right of an admin of the workspace and prints it, this once.

  --workspace SLUG  whose key it is
  --name NAME       how lists call it (default: machine)
  --operator        with registry:operate too: the right to make workspaces and global keys
  --never-expires   otherwise it works for ${API_KEY_DAYS_DEFAULT} days

${SETTINGS_HELP}`;

const SIGN_IN_LINK_HELP = `actions-server sign-in-link [--workspace SLUG] [--operator]

Prints a link that signs one browser in as an admin of the workspace, once, within 10 minutes. The session is that of a new
key which ends in 7 days and whose secret nobody has.

  --workspace SLUG  where to (default: default)
  --operator        with registry:operate too

${SETTINGS_HELP}`;

type Values = Readonly<Record<string, string | boolean | undefined>>;
type Command = {
  help: string;
  options: Readonly<Record<string, { type: 'string' | 'boolean' }>>;
  run: (values: Values, config: Config) => Promise<{ secret: string; note: string }>;
};

/** `actions-server admin-key`: answers the exit code. */
export function adminKeyCommand(args: readonly string[]): Promise<0 | 2> {
  const options = {
    workspace: { type: 'string' },
    name: { type: 'string' },
    operator: { type: 'boolean' },
    'never-expires': { type: 'boolean' },
  } as const;
  return runCommand(args, {
    help: ADMIN_KEY_HELP,
    options,
    run: async ({ workspace, name = 'machine', operator, 'never-expires': neverExpires }, config) => {
      if (workspace === undefined)
        throw new RecoveryError('--workspace is missing. See actions-server admin-key --help.');
      const days = neverExpires === true ? null : API_KEY_DAYS_DEFAULT;
      return makeAdminKey(config, {
        workspace: String(workspace),
        name: String(name),
        isOperator: operator === true,
        days,
      });
    },
  });
}

/** `actions-server sign-in-link`: answers the exit code. */
export function signInLinkCommand(args: readonly string[]): Promise<0 | 2> {
  return runCommand(args, {
    help: SIGN_IN_LINK_HELP,
    options: { workspace: { type: 'string' }, operator: { type: 'boolean' } },
    run: ({ workspace = 'default', operator }, config) =>
      makeSignInLink(config, { workspace: String(workspace), isOperator: operator === true }),
  });
}

async function runCommand(args: readonly string[], { help, options, run }: Command): Promise<0 | 2> {
  let config: Config | undefined;
  try {
    const values = readOptions(args, options);
    if (values.help === true) {
      process.stdout.write(help);
      return 0;
    }
    config = loadConfig();
    const { secret, note } = await run(values, config);
    process.stdout.write(`${secret}\n`);
    process.stderr.write(`${note}\n`);
    return 0;
  } catch (error) {
    const isForeseen = error instanceof RecoveryError || error instanceof ConfigError;
    process.stderr.write(`Nothing was made: ${isForeseen ? error.message : describeStartError(error, config)}\n`);
    return 2;
  }
}

function readOptions(args: readonly string[], options: Command['options']): Values {
  try {
    return parseArgs({ args: [...args], options: { ...options, help: { type: 'boolean' } } }).values as Values;
  } catch (error) {
    throw new RecoveryError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
