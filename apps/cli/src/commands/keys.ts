// `actions keys`: the keys a registry trusts, adding and retiring one; and the keys of this machine: pinned ones, the default.
import { suggest } from '@action-registry/core';
import { isRegistryError, RegistryError, type TrustedKey, TrustedKeyEntry } from '@action-registry/schema';
import type { Command } from 'commander';
import { type AddCommand, type CommandContext, toExamples } from '../command.js';
import { storeDefaultKid } from '../credentials.js';
import { pinLogKey, toLogKeyLines } from '../log-key.js';
import { toTable } from '../plain-text.js';
import { scopeOption } from '../scope-option.js';
import { listKids, loadSigningKey, toNoKey } from '../signing-key.js';
import { pinKey, readTrust, unpinKey } from '../trust-file.js';
import { addTrustedKey, findThumbprint, toOwnEntry, toPinnedEntry } from '../trusted-key.js';
import { UsageError } from '../usage-error.js';
import { addRequests } from './key-requests.js';
import { addRevoke } from './key-revoke.js';

type AddOptions = { scope?: string[]; comment?: string };
type PinOptions = { thumbprint?: string; scope?: string[] };

export const addKeys: AddCommand = (program, context) => {
  const keys = program
    .command('keys')
    .description(
      'trusted keys: list, add, retire, revoke; request, requests, accept, decline; on this machine: pin, unpin, default',
    );
  keys
    .command('list')
    .description('the keys the registry trusts')
    .option('--pinned', 'the keys pinned on this machine instead')
    .addHelpText('after', toExamples('keys list', 'keys list --pinned'))
    .action(({ pinned }: { pinned?: boolean }) => (pinned === true ? listPinned(context()) : list(context())));
  keys
    .command('add')
    .description('have the registry trust one of your signing keys, and pin it here')
    .argument('[kid]', 'one of your signing keys (default: the one that signs)')
    .addOption(scopeOption('names it may sign, such as files.* or a.*,b.*; may be repeated (default: every name)'))
    .option('--comment <text>', 'whose key it is')
    .addHelpText('after', toExamples('keys add release-2027 --scope "files.*" --comment "CI of files"'))
    .action((kid: string | undefined, options: AddOptions) => add(context(), kid, options));
  keys
    .command('retire')
    .description('let a key sign nothing new; what it signed stays verified')
    .argument('<kid>', 'a key the registry trusts')
    .addHelpText('after', toExamples('keys retire release-2026'))
    .action(async (kid: string) => {
      const { io, open } = context();
      const key = await (await open()).call((trpc) => trpc.keys.retire.mutate({ kid }));
      io.result(key, [`✔ ${kid} is ${key.status}`]);
    });
  addRevoke(keys, context);
  addRequests(keys, context);
  addOwnKeys(keys, context);
};

/** What concerns this machine alone. */
function addOwnKeys(keys: Command, context: () => CommandContext): void {
  keys
    .command('pin')
    .description('trust a key of the registry on this machine')
    .argument('<kid>', 'a key the registry trusts')
    .option('--thumbprint <text>', 'refuse unless it is this one, as its owner told you')
    .addOption(scopeOption('trust it for these names only (default: those the registry says)'))
    .addHelpText('after', toExamples('keys pin release-2027 --thumbprint NdtuhzNMWWb5awEPMPCASG4x7EaIDCBTwFVBBnrGxy4'))
    .action((kid: string, options: PinOptions) => pin(context(), kid, options));
  keys
    .command('unpin')
    .description('trust a key no longer on this machine')
    .argument('<kid>', 'a pinned key')
    .addHelpText('after', toExamples('keys unpin release-2026'))
    .action(async (kid: string) => {
      const { config, io } = context();
      if (!(await unpinKey(config, kid)))
        throw new UsageError(`'${kid}' is not pinned in ${config.trustFile}.`, {
          choice: { given: kid, known: (await readTrust(config)).map((entry) => entry.kid) },
        });
      io.result({ kid, trust_file: config.trustFile }, [`✔ ${kid} is no longer pinned`]);
    });
  keys
    .command('default')
    .description('choose which of your keys signs unless another is named')
    .argument('<kid>', 'one of your signing keys')
    .addHelpText('after', toExamples('keys default release-2027'))
    .action(async (kid: string) => {
      const { config, io } = context();
      const kids = await listKids(config);
      if (!kids.includes(kid)) throw toNoKey(kid, kids);
      await storeDefaultKid(config, kid);
      io.result({ kid }, [`✔ ${kid} signs from now on`]);
    });
}

async function list({ config, io, open }: CommandContext): Promise<void> {
  const answer = await (await open()).call((trpc) => trpc.keys.list.query());
  const pinned = new Set((await readTrust(config)).map(({ kid, public_key }) => `${kid} ${public_key}`));
  const items = answer.items.map((key) => ({
    ...key,
    // Computed from the bytes: what the registry calls their thumbprint is no proof of it.
    thumbprint: findThumbprint(key) ?? null,
    pinned_here: pinned.has(`${key.kid} ${key.public_key}`),
  }));
  const rows = items.map(({ kid, status, thumbprint, pinned_here, scope, comment }) => [
    kid,
    status,
    pinned_here ? 'pinned here' : '',
    thumbprint ?? 'no good key',
    `${scope?.join(', ') ?? 'every name'}${comment === undefined ? '' : ` (${comment})`}`,
  ]);
  io.result(
    { items },
    rows.length === 0 ? ['The registry trusts no key yet.', 'Next: actions init'] : toTable(rows, io.width),
  );
}

async function listPinned({ config, io }: CommandContext): Promise<void> {
  const items = await readTrust(config);
  const rows = items.map((entry) => [
    entry.kid,
    entry.status ?? 'active',
    findThumbprint(entry) ?? '',
    entry.scope?.join(', ') ?? 'every name',
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
  const { thumbprint } = await pinKey(config, toOwnEntry(key, trusted));
  io.result({ ...trusted, thumbprint, added: standing === undefined }, [
    `✔ ${trusted.kid} is trusted ${standing === undefined ? '' : 'already '}for ${trusted.scope?.join(', ') ?? 'every name'}, and pinned here`,
    `  thumbprint ${thumbprint}`,
  ]);
}

/**
 * Trust on first use, said out loud: what the registry shows is a hint until its owner confirms the thumbprint, which is
 * computed here from the bytes that are pinned.
 */
async function pin({ config, io, open }: CommandContext, kid: string, options: PinOptions): Promise<void> {
  const registry = await open();
  const { items } = await registry.call((trpc) => trpc.keys.list.query());
  const found = items.find((key) => key.kid === kid) ?? throwUnknown(kid, items);
  const thumbprint = findThumbprint(found);
  const entry = TrustedKeyEntry.safeParse(toPinnedEntry(found, options.scope)).data;
  if (thumbprint === undefined || entry === undefined)
    throw new UsageError(`What the registry shows as '${kid}' is no key that can be trusted. Nothing was pinned.`);
  if (options.thumbprint !== undefined && thumbprint !== options.thumbprint)
    throw new UsageError(`'${kid}' has the thumbprint ${thumbprint}, not ${options.thumbprint}. Nothing was pinned.`);
  if (found.status === 'revoked')
    throw new UsageError(`The registry says that '${kid}' was revoked. Nothing was pinned.`);
  try {
    const { change } = await pinKey(config, entry);
    const log = entry.role === 'log' ? undefined : await pinLogKey(config, registry);
    const done = { added: 'pinned', updated: 'pinned anew', none: 'pinned already' }[change];
    io.result(
      {
        kid,
        thumbprint,
        scope: entry.scope ?? null,
        trust_file: config.trustFile,
        added: change === 'added',
        ...(log && { log: { kid: log.kid, thumbprint: log.thumbprint, origin: log.origin } }),
      },
      [
        `✔ ${done}: ${kid}, for ${entry.scope?.join(', ') ?? 'every name'}`,
        `  thumbprint ${thumbprint}`,
        ...(options.thumbprint === undefined ? ['  Compare it with what the key’s owner tells you.'] : []),
        ...(log === undefined ? [] : toLogKeyLines(log)),
      ],
    );
  } catch (error) {
    if (!isRegistryError(error) || error.code === 'USAGE') throw error;
    throw new UsageError(
      `'${kid}' or its bytes are pinned differently in ${config.trustFile}. If the key was really replaced, \`actions keys unpin ${kid}\` first.`,
      { cause: error },
    );
  }
}

function throwUnknown(kid: string, items: readonly TrustedKey[]): never {
  const kids = items.map((key) => key.kid);
  throw new RegistryError('KEY_NOT_FOUND', `The registry has no key '${kid}'.`, {
    details: { kid, suggestions: suggest(kid, kids) },
  });
}
