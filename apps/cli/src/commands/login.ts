// `actions login`: stores an API key for a registry, after the registry has accepted it.
import { createRegistry } from '@action-registry/client';
import type { AddCommand, CommandContext } from '../command.js';
import { DEFAULT_URL } from '../config.js';
import { storeCredentials } from '../credentials.js';
import { UsageError } from '../usage-error.js';

export const addLogin: AddCommand = (program, context) => {
  program
    .command('login')
    .description('store an API key for a registry (mode 0600)')
    .option('--url <url>', `the registry (default: ACTION_REGISTRY_URL, else ${DEFAULT_URL})`)
    .option('--api-key <key>', 'the key (default: ACTION_REGISTRY_API_KEY, else asked for)')
    .action((options: { url?: string; apiKey?: string }) => login(context(), options));
};

async function login({ config, io }: CommandContext, options: { url?: string; apiKey?: string }): Promise<void> {
  const url = (options.url ?? config.url ?? DEFAULT_URL).replace(/\/+$/, '');
  const apiKey = options.apiKey ?? config.apiKey ?? (await io.askPassphrase('API key'));
  if (apiKey === '') throw new UsageError('Give the key with --api-key or ACTION_REGISTRY_API_KEY.');
  const { caller } = await createRegistry({ url, apiKey }).call(async (trpc) => {
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
