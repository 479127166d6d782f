// `actions keys`: the keys a registry trusts, adding and retiring one; and the keys of this machine: pinned ones, the default.
import { isRegistryError, type TrustedKey } from '@action-registry/schema';
import { type Command, Option } from 'commander';
import type { AddCommand, CommandContext } from '../command.js';
import { storeDefaultKid } from '../credentials.js';
import { toTable } from '../plain-text.js';
import { listKids, loadSigningKey } from '../signing-key.js';
import { pinKey, readTrust, unpinKey } from '../trust-file.js';
import { addTrustedKey, toPinnedEntry } from '../trusted-key.js';
import { UsageError } from '../usage-error.js';

type AddOptions = { scope?: string[]; comment?: string };

export const addKeys: AddCommand = (program, context) => {
  const keys = program
    .command('keys')
    .description('trusted keys: list, add, retire; on this machine: pin, unpin, default');
  keys
    .command('list')
    .description('the keys the registry trusts')
    .option('--pinned', 'the keys pinned on this machine instead')
    .action(({ pinned }: { pinned?: boolean }) => (pinned === true ? listPinned(context()) : list(context())));
  keys
    .command('add')
    .description('have the registry trust one of your signing keys, and pin it here')
    .argument('[kid]', 'one of your signing keys (default: the one that signs)')
    .addOption(
      new Option(
        '--scope <scopes>',
        'names it may sign, such as files.* or a.*,b.*; may be repeated (default: every name)',
      ).argParser((text: string, before: string[] = []) => [
        ...before,
        ...text.split(',').map((scope) => scope.trim()),
      ]),
    )
    .option('--comment <text>', 'whose key it is')
    .action((kid: string | undefined, options: AddOptions) => add(context(), kid, options));
  keys
    .command('retire')
    .description('let a key sign nothing new; what it signed stays verified')
    .argument('<kid>', 'a key the registry trusts')
    .action(async (kid: string) => {
      const { io, open } = context();
      const key = await (await open()).call((trpc) => trpc.keys.retire.mutate({ kid }));
      io.result(key, [`✔ ${kid} is ${key.status}`]);
    });
  addOwnKeys(keys, context);
};

/** What concerns this machine alone. */
function addOwnKeys(keys: Command, context: () => CommandContext): void {
  keys
    .command('pin')
    .description('trust a key of the registry on this machine')
    .argument('<kid>', 'a key the registry trusts')
    .option('--thumbprint <text>', 'refuse unless it is this one, as its owner told you')
    .action((kid: string, options: { thumbprint?: string }) => pin(context(), kid, options));
  keys
    .command('unpin')
    .description('trust a key no longer on this machine')
    .argument('<kid>', 'a pinned key')
    .action(async (kid: string) => {
      const { config, io } = context();
      if (!(await unpinKey(config, kid))) throw new UsageError(`'${kid}' is not pinned in ${config.trustFile}.`);
      io.result({ kid, trust_file: config.trustFile }, [`✔ ${kid} is no longer pinned`]);
    });
  keys
    .command('default')
    .description('choose which of your keys signs unless another is named')
    .argument('<kid>', 'one of your signing keys')
    .action(async (kid: string) => {
      const { config, io } = context();
      const kids = await listKids(config);
      if (!kids.includes(kid))
        throw new UsageError(`There is no key '${kid}' here. You have: ${kids.join(', ') || 'none'}.`);
      await storeDefaultKid(config, kid);
      io.result({ kid }, [`✔ ${kid} signs from now on`]);
    });
}

async function list({ io, open }: CommandContext): Promise<void> {
  const answer = await (await open()).call((trpc) => trpc.keys.list.query());
  const rows = answer.items.map(({ kid, status, thumbprint, scope, comment }) => [
    kid,
    status,
    thumbprint,
    `${scope?.join(', ') ?? 'every name'}${comment === undefined ? '' : ` (${comment})`}`,
  ]);
  io.result(
    answer,
    rows.length === 0 ? ['The registry trusts no key yet. Next: actions init'] : toTable(rows, io.width),
  );
}

async function listPinned({ config, io }: CommandContext): Promise<void> {
  const items = await readTrust(config);
  const rows = items.map(({ kid, status = 'active', public_key, scope }) => [
    kid,
    status,
    public_key,
    scope?.join(', ') ?? 'every name',
  ]);
  const none = `No key is pinned in ${config.trustFile}. \`actions keys pin KID\` pins one.`;
  io.result({ items, trust_file: config.trustFile }, rows.length === 0 ? [none] : toTable(rows, io.width));
}

async function add({ config, io, open }: CommandContext, kid: string | undefined, options: AddOptions): Promise<void> {
  const key = await loadSigningKey({ config, io, kid });
  const registry = await open();
  const own = ({ kid: known, public_key, status }: TrustedKey): boolean =>
    known === key.kid && public_key === key.publicKey && status === 'active';
  const standing = (await registry.call((trpc) => trpc.keys.list.query())).items.find(own);
  const trusted = standing ?? (await addTrustedKey(registry, key, options));
  // It is the caller's own key: what it signs should verify here.
  await pinKey(config, toPinnedEntry(trusted));
  io.result({ ...trusted, added: standing === undefined }, [
    `✔ ${trusted.kid} is trusted ${standing === undefined ? '' : 'already '}for ${trusted.scope?.join(', ') ?? 'every name'}, and pinned here`,
    `  thumbprint ${trusted.thumbprint}`,
  ]);
}

/** Trust on first use, said out loud: what the registry shows is a hint until its owner confirms the thumbprint. */
async function pin(
  { config, io, open }: CommandContext,
  kid: string,
  { thumbprint }: { thumbprint?: string },
): Promise<void> {
  const { items } = await (await open()).call((trpc) => trpc.keys.list.query());
  const found = items.find((key) => key.kid === kid);
  if (found === undefined)
    throw new UsageError(
      `The registry has no key '${kid}'. It has: ${items.map((key) => key.kid).join(', ') || 'none'}.`,
    );
  if (thumbprint !== undefined && found.thumbprint !== thumbprint)
    throw new UsageError(`'${kid}' has the thumbprint ${found.thumbprint}, not ${thumbprint}. Nothing was pinned.`);
  try {
    const pinned = await pinKey(config, toPinnedEntry(found));
    const done = { added: 'pinned', updated: 'pinned anew', none: 'pinned already' }[pinned.change];
    io.result({ kid, thumbprint: pinned.thumbprint, trust_file: config.trustFile, added: pinned.change === 'added' }, [
      `✔ ${done}: ${kid}, for ${found.scope?.join(', ') ?? 'every name'}`,
      `  thumbprint ${pinned.thumbprint}`,
      '  Compare it with what the key’s owner tells you.',
    ]);
  } catch (error) {
    if (!isRegistryError(error)) throw error;
    throw new UsageError(
      `'${kid}' or its bytes are pinned differently in ${config.trustFile}. If the key was really replaced, \`actions keys unpin ${kid}\` first.`,
      { cause: error },
    );
  }
}
