// `actions init`: from a fresh registry to a first publish in one step. Running it again finishes what is missing.
import type { Registry } from '@action-registry/client';
import { isRegistryError, type TrustedKey } from '@action-registry/schema';
import { readApiKey } from '../api-key.js';
import { type AddCommand, type CommandContext, toExamples } from '../command.js';
import { parseRegistryUrl } from '../config.js';
import { findCredentials, storeCredentials } from '../credentials.js';
import type { SigningKey } from '../key-file.js';
import { findLocalRegistry, isHere, isSameRegistry } from '../local-registry.js';
import { pinLogKey, toLogKeyLines } from '../log-key.js';
import { connect } from '../session.js';
import { findOwnKid, listKids, loadSigningKey, makeKey } from '../signing-key.js';
import { pinKey } from '../trust-file.js';
import { addTrustedKey, toOwnEntry } from '../trusted-key.js';
import { UsageError } from '../usage-error.js';

type Options = { url?: string; apiKey?: string; apiKeyStdin?: boolean; kid?: string; scope?: string[] };
type Login = { url: string; apiKey: string };

export const addInit: AddCommand = (program, context) => {
  program
    .command('init')
    .description('log in, make a signing key, have it trusted, and pin it: a first publish needs nothing else')
    .option(
      '--url <url>',
      'the registry (default: the one of DATA_DIR, else the one you are logged in to)',
      parseRegistryUrl,
    )
    .option('--api-key-stdin', 'read the API key from standard input (default: the admin key that first start wrote)')
    .option('--api-key <key>', 'the API key itself, for others on this machine to see')
    .option('--kid <kid>', 'id of the key, made if it is new')
    .option('--scope <scope...>', 'names the key may sign, such as files.* (default: every name, where you may)')
    .addHelpText('after', toExamples('init', 'init --kid release-2027 --scope "files.*" "ssh.*"'))
    .action((options: Options) => init(context(), options));
};

async function init(cli: CommandContext, options: Options): Promise<void> {
  const { config, io } = cli;
  const { url, apiKey } = await chooseLogin(cli, options);
  const registry = connect(cli, { url, apiKey });
  const { caller } = await registry.call((trpc) => trpc.system.info.query());
  if (caller === undefined) throw new UsageError(`The registry at ${url} does not know this API key.`);
  const scope = options.scope ?? (caller.permissions.includes('registry:operate') ? undefined : []);
  if (scope?.length === 0)
    throw new UsageError(
      `'${caller.name}' may not trust a key for every name. Say which with --scope, such as --scope "files.*".`,
    );
  const { key, note } = await findOrMakeKey(cli, options.kid);
  await storeCredentials(config, { url, apiKey });
  const { trusted, isNew } = await trustOwnKey(registry, key, scope);
  const pinned = await pinKey(config, toOwnEntry(key, trusted));
  const log = await pinLogKey(config, registry);
  const facts = {
    url,
    workspace: caller.workspace,
    kid: key.kid,
    thumbprint: key.thumbprint,
    scope: trusted.scope ?? null,
    log: log === undefined ? null : { kid: log.kid, thumbprint: log.thumbprint, origin: log.origin },
  };
  io.result({ ...facts, trusted: isNew ? 'added' : 'known', trust_file: config.trustFile }, [
    `✔ logged in to ${url} as ${caller.name} (workspace ${caller.workspace})`,
    `✔ signing key ${key.kid} ${note}`,
    `✔ the registry trusts it ${isNew ? 'now' : 'already'}, for ${trusted.scope?.join(', ') ?? 'every name'}`,
    `✔ pinned ${pinned.change === 'none' ? 'here already' : 'here'}: ${pinned.thumbprint}`,
    ...toLogKeyLines(log),
    'Next: actions import mcp -- npx -y @modelcontextprotocol/server-filesystem .   or   actions publish FILE',
  ]);
}

/** The admin key of a registry on this machine goes to that registry alone, whatever address is stored or set. */
async function chooseLogin({ config, io }: CommandContext, options: Options): Promise<Login> {
  const local = await findLocalRegistry(config);
  const stored = await findCredentials(config);
  // A folder that came from elsewhere may say that its registry is elsewhere: only the caller sends keys off this machine.
  const near = local !== undefined && isHere(new URL(local.url)) ? local.url : undefined;
  const url = options.url ?? config.url ?? near ?? stored.url;
  const given = (await readApiKey(io, options)) ?? config.apiKey;
  if (given !== undefined) return { url, apiKey: given };
  const isLocal = local !== undefined && isSameRegistry(local.url, url);
  if (isLocal && local.adminKey !== undefined) return { url, apiKey: local.adminKey };
  if (stored.apiKey !== undefined && isSameRegistry(stored.url, url)) return { url, apiKey: stored.apiKey };
  throw new UsageError(
    `There is no API key for ${url}. Run this where that registry was started, set DATA_DIR to its data folder, or pipe a key to --api-key-stdin.`,
  );
}

async function findOrMakeKey(
  { config, io }: CommandContext,
  kid: string | undefined,
): Promise<{ key: SigningKey; note: string }> {
  const kids = await listKids(config);
  const standing = kid === undefined ? await findOwnKid(config) : kids.find((known) => known === kid);
  if (config.signingKey !== undefined || standing !== undefined)
    return { key: await loadSigningKey({ config, io, kid: standing ?? kid }), note: 'is here already' };
  if (kid === undefined && kids.length > 0)
    throw new UsageError(`You have several keys: ${kids.join(', ')}. Say which with --kid.`);
  const { key, file, isProtected } = await makeKey({ config, io, kid });
  const caution = isProtected ? '' : ' without a passphrase: only the file’s mode protects it';
  return { key, note: `written to ${file}${caution}` };
}

async function trustOwnKey(
  registry: Registry,
  key: SigningKey,
  scope: string[] | undefined,
): Promise<{ trusted: TrustedKey; isNew: boolean }> {
  try {
    return { trusted: await addTrustedKey(registry, key, { scope }), isNew: true };
  } catch (error) {
    if (!isRegistryError(error) || error.code !== 'KEY_EXISTS') throw error;
    const { items } = await registry.call((trpc) => trpc.keys.list.query());
    const trusted = items.find(({ kid, public_key }) => kid === key.kid && public_key === key.publicKey);
    if (trusted === undefined) throw error;
    if (trusted.status === 'active') return { trusted, isNew: false };
    throw new UsageError(`The key '${key.kid}' is ${trusted.status} and signs nothing new. Make one with --kid NAME.`, {
      cause: error,
    });
  }
}
