// `actions login`, `logout`, `whoami`: which registry, and as whom.
import type { Caller } from '@action-registry/schema';
import { type ApiKeyOptions, readApiKey } from '../api-key.js';
import { type AddCommand, type CommandContext, toExamples } from '../command.js';
import { parseRegistryUrl } from '../config.js';
import { findCredentials, forgetCredentials, storeCredentials } from '../credentials.js';
import { connect } from '../session.js';
import { UsageError } from '../usage-error.js';

type Options = ApiKeyOptions & { url?: string };

export const addLogin: AddCommand = (program, context) => {
  program
    .command('login')
    .description('store an API key for a registry (mode 0600)')
    .option('--url <url>', 'the registry (default: the one you are logged in to)', parseRegistryUrl)
    .option('--api-key-stdin', 'read the key from standard input (default: ACTION_REGISTRY_API_KEY, else asked for)')
    .option('--api-key <key>', 'the key itself, for others on this machine to see')
    .addHelpText('after', toExamples('login --url https://registry.example --api-key-stdin < key.txt'))
    .action((options: Options) => login(context(), options));
  program
    .command('logout')
    .description('forget the API key of a registry')
    .option('--url <url>', 'the registry (default: the one you are logged in to)', parseRegistryUrl)
    .addHelpText('after', toExamples('logout'))
    .action(async ({ url }: { url?: string }) => {
      const { config, io } = context();
      const place = url ?? (await findCredentials(config)).url;
      const had = await forgetCredentials(config, place);
      io.result({ url: place, forgotten: had }, [
        had ? `✔ logged out of ${place}` : `You were not logged in to ${place}.`,
      ]);
    });
  program
    .command('whoami')
    .description('show which registry you use, and as whom')
    .addHelpText('after', toExamples('whoami --json'))
    .action(async () => {
      const { io, open } = context();
      const registry = await open();
      const { caller, version } = await registry.call((trpc) => trpc.system.info.query());
      const who = caller === undefined ? 'nobody in particular' : `${caller.name} (workspace ${caller.workspace})`;
      io.result({ url: registry.url, version, caller: caller ?? null }, [
        `${who} at ${registry.url}`,
        ...(caller === undefined ? ['`actions login` stores an API key.'] : toRightsLines(caller)),
      ]);
    });
};

function toRightsLines({ actor, role, permissions, name_globs }: Caller): string[] {
  return [
    `in the log: ${actor}`,
    ...(role === undefined ? [] : [`role: ${role}`]),
    `may: ${permissions.join(', ')}`,
    ...(name_globs === undefined ? [] : [`may write: ${name_globs.join(', ')}`]),
  ];
}

async function login(cli: CommandContext, options: Options): Promise<void> {
  const { config, io } = cli;
  const url = options.url ?? (await findCredentials(config)).url;
  const apiKey = (await readApiKey(io, options)) ?? config.apiKey ?? (await io.askSecret(`API key for ${url}`));
  if (apiKey === '')
    throw new UsageError('There is no API key: pipe it to --api-key-stdin, or set ACTION_REGISTRY_API_KEY.');
  const { caller } = await connect(cli, { url, apiKey }).call(async (trpc) => {
    // Asks for something that needs the key, so that a wrong one is refused here and not later.
    await trpc.keys.list.query();
    return trpc.system.info.query();
  });
  if (caller === undefined) throw new UsageError('The registry does not know this API key.');
  const file = await storeCredentials(config, { url, apiKey });
  io.result({ url, caller, file }, [
    `✔ logged in to ${url} as ${caller.name} (workspace ${caller.workspace}); stored in ${file}`,
  ]);
}
