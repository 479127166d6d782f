// `actions keys`: the keys a registry trusts, adding and retiring one, and pinning one here.
import { signKeyAdd } from '@action-registry/core';
import { isRegistryError, type TrustedKeyEntry } from '@action-registry/schema';
import type { AddCommand, CommandContext } from '../command.js';
import { loadSigningKey } from '../signing-key.js';
import { pinKey } from '../trust-file.js';
import { UsageError } from '../usage-error.js';

export const addKeys: AddCommand = (program, context) => {
  const keys = program.command('keys').description('trusted keys: list, add, retire, pin');
  keys.command('list').action(async () => {
    const { io, open } = context();
    const answer = await (await open()).call((trpc) => trpc.keys.list.query());
    io.result(
      answer,
      answer.items.map(
        (key) =>
          `${key.kid.padEnd(20)} ${key.status.padEnd(8)} ${key.thumbprint}  ${key.scope?.join(', ') ?? 'every name'}`,
      ),
    );
  });
  keys
    .command('add')
    .argument('[kid]', 'one of your signing keys')
    .option('--scope <scope...>', 'names it may sign, such as files.* (default: every name)')
    .option('--comment <text>', 'whose key it is')
    .action((kid: string | undefined, options: { scope?: string[]; comment?: string }) => add(context(), kid, options));
  keys
    .command('retire')
    .argument('<kid>', 'signs nothing new afterwards; what it signed stays verified')
    .action(async (kid: string) => {
      const { io, open } = context();
      const key = await (await open()).call((trpc) => trpc.keys.retire.mutate({ kid }));
      io.result(key, [`✔ ${kid} is ${key.status}`]);
    });
  keys
    .command('pin')
    .argument('<kid>', 'a key of the registry to trust on this machine')
    .option('--thumbprint <text>', 'refuse unless it is this one, as its owner told you')
    .action((kid: string, options: { thumbprint?: string }) => pin(context(), kid, options));
};

async function add(
  { config, io, open }: CommandContext,
  kid: string | undefined,
  { scope, comment }: { scope?: string[]; comment?: string },
): Promise<void> {
  const key = await loadSigningKey({ config, io, kid });
  const facts = { kid: key.kid, public_key: key.publicKey, role: 'publisher' as const };
  const proof = signKeyAdd({ ...facts, scope: scope ?? null, valid_from: null, valid_until: null }, key.seed);
  const added = await (await open()).call((trpc) =>
    trpc.keys.add.mutate({ ...facts, proof, ...(scope && { scope }), ...(comment && { comment }) }),
  );
  io.result(added, [
    `✔ ${added.kid} is trusted for ${added.scope?.join(', ') ?? 'every name'} (thumbprint ${added.thumbprint})`,
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
  const entry: TrustedKeyEntry = {
    kid,
    alg: 'ed25519',
    public_key: found.public_key,
    role: found.role,
    ...(found.scope && { scope: found.scope }),
  };
  try {
    const pinned = await pinKey(config, entry);
    io.result({ kid, thumbprint: pinned.thumbprint, trust_file: config.trustFile, added: pinned.added }, [
      `✔ ${pinned.added ? 'pinned' : 'pinned already'}: ${kid}`,
      `  thumbprint ${pinned.thumbprint}`,
      '  Compare it with what the key’s owner tells you.',
    ]);
  } catch (error) {
    if (!isRegistryError(error)) throw error;
    throw new UsageError(
      `'${kid}' or its bytes are pinned differently in ${config.trustFile}. If the key was really replaced, remove the old entry there.`,
      { cause: error },
    );
  }
}
