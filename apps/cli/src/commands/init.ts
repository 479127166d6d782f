// `actions init`: from a fresh registry to a first publish in one step. Running it again finishes what is missing.

import { join } from 'node:path';
import { createRegistry } from '@action-registry/client';
import { signKeyAdd } from '@action-registry/core';
import { isRegistryError, type TrustedKeyEntry } from '@action-registry/schema';
import type { AddCommand, CommandContext } from '../command.js';
import type { CliConfig } from '../config.js';
import { findCredentials, storeCredentials } from '../credentials.js';
import type { SigningKey } from '../key-file.js';
import { findText } from '../private-file.js';
import { listKids, loadSigningKey, makeKey } from '../signing-key.js';
import { pinKey } from '../trust-file.js';
import { UsageError } from '../usage-error.js';

type Options = { apiKey?: string; kid?: string; scope?: string[] };

export const addInit: AddCommand = (program, context) => {
  program
    .command('init')
    .description('log in, make a signing key, have it trusted, and pin it: a first publish needs nothing else')
    .option('--api-key <key>', 'API key to log in with (default: the admin key that first start wrote)')
    .option('--kid <kid>', 'id of the new key')
    .option('--scope <scope...>', 'names the key may sign, such as files.* (default: every name, where you may)')
    .action((options: Options) => init(context(), options));
};

async function init({ config, io }: CommandContext, options: Options): Promise<void> {
  const { url, apiKey } = await chooseLogin(config, options.apiKey);
  const registry = createRegistry({ url, apiKey });
  const { caller } = await registry.call((trpc) => trpc.system.info.query());
  if (caller === undefined)
    throw new UsageError(`The registry at ${url} does not know this API key. Pass one with --api-key.`);
  await storeCredentials(config, { url, apiKey });
  const scope = options.scope ?? (caller.permissions.includes('registry:operate') ? undefined : []);
  if (scope?.length === 0)
    throw new UsageError(
      `'${caller.name}' may not trust a key for every name. Say which with --scope, such as --scope files.*`,
    );
  const { key, note } = await findOrMakeKey({ config, io }, options.kid);
  const entry: TrustedKeyEntry = {
    kid: key.kid,
    alg: 'ed25519',
    public_key: key.publicKey,
    ...(scope !== undefined && { scope }),
  };
  const trusted = await trustKey(registry, key, scope);
  await pinKey(config, entry);
  io.result(
    {
      url,
      workspace: caller.workspace,
      kid: key.kid,
      thumbprint: key.thumbprint,
      trusted,
      trust_file: config.trustFile,
    },
    [
      `✔ logged in to ${url} as ${caller.name} (workspace ${caller.workspace})`,
      `✔ signing key ${key.kid} ${note}`,
      `✔ ${trusted === 'added' ? 'the registry trusts it now' : 'the registry trusts it already'}, for ${scope?.join(', ') ?? 'every name'}`,
      `✔ pinned here: ${key.thumbprint}`,
      'Next: actions import mcp -- npx -y @modelcontextprotocol/server-filesystem .   or   actions publish FILE',
    ],
  );
}

async function chooseLogin(config: CliConfig, given: string | undefined): Promise<{ url: string; apiKey: string }> {
  const { url, apiKey } = await findCredentials(config);
  const file = join(config.dataDir, 'admin-api-key');
  const key = given ?? config.apiKey ?? (await findText(file))?.trim() ?? apiKey;
  if (key === undefined)
    throw new UsageError(
      `There is no admin key in ${file}. Run this where the registry was started, set DATA_DIR, or pass --api-key.`,
    );
  return { url, apiKey: key };
}

async function findOrMakeKey(
  { config, io }: Pick<CommandContext, 'config' | 'io'>,
  kid: string | undefined,
): Promise<{ key: SigningKey; note: string }> {
  const kids = await listKids(config);
  const standing = kid === undefined ? kids[0] : kids.find((known) => known === kid);
  if (config.signingKey !== undefined || standing !== undefined) {
    return { key: await loadSigningKey({ config, io, kid: standing ?? kid }), note: 'is here already' };
  }
  const { key, file, isProtected } = await makeKey({ config, io, kid });
  return {
    key,
    note: `written to ${file}${isProtected ? '' : ' without a passphrase: only the file’s mode protects it'}`,
  };
}

async function trustKey(
  registry: ReturnType<typeof createRegistry>,
  key: SigningKey,
  scope: string[] | undefined,
): Promise<'added' | 'known'> {
  const facts = { kid: key.kid, public_key: key.publicKey, role: 'publisher' as const };
  const proof = signKeyAdd({ ...facts, scope: scope ?? null, valid_from: null, valid_until: null }, key.seed);
  try {
    await registry.call((trpc) => trpc.keys.add.mutate({ ...facts, ...(scope !== undefined && { scope }), proof }));
    return 'added';
  } catch (error) {
    if (!isRegistryError(error) || error.code !== 'KEY_EXISTS') throw error;
    const { items } = await registry.call((trpc) => trpc.keys.list.query());
    const standing = items.find(({ kid, public_key }) => kid === key.kid && public_key === key.publicKey);
    if (standing === undefined) throw error;
    if (standing.status !== 'active')
      throw new UsageError(
        `The key '${key.kid}' is ${standing.status} and signs nothing new. Make one with --kid NAME.`,
        { cause: error },
      );
    return 'known';
  }
}
