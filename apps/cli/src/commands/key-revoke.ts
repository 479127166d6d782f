// `actions keys revoke`: what a key signed after an index of the log counts no more. Signed by a root key where this user has
// one; the registry says whether it needs that.
import { type KeyRevocation, signKeyRevoke } from '@action-registry/core';
import { type Command, InvalidArgumentError } from 'commander';
import { type CommandContext, toExamples } from '../command.js';
import type { CliConfig } from '../config.js';
import { loadSigningKey } from '../signing-key.js';
import { pinKey, readTrust } from '../trust-file.js';

type Options = { reason: string; lastValidIndex: number; root?: string };

/** Adds the command below `keys`. */
export function addRevoke(keys: Command, context: () => CommandContext): void {
  keys
    .command('revoke')
    .description('let what a key signed after an index of the log count no more')
    .argument('<kid>', 'a key the registry trusts')
    .requiredOption('--reason <text>', 'why, for everybody to read')
    .requiredOption(
      '--last-valid-index <index>',
      'the last log entry that the key’s owner made; -1 where that is unknown: nothing it signed counts',
      parseCut,
    )
    .option('--root <kid>', 'one of your keys that the registry trusts as a root key: it signs the revocation')
    .addHelpText('after', toExamples('keys revoke release-2026 --reason "laptop stolen" --last-valid-index 4711'))
    .action((kid: string, options: Options) => revoke(context(), kid, options));
}

function parseCut(text: string): number {
  if (/^(?:-1|\d{1,15})$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give an index of the log, or -1.');
}

async function revoke({ config, io, open }: CommandContext, kid: string, options: Options): Promise<void> {
  const facts = { kid, reason: options.reason.trim(), last_valid_index: options.lastValidIndex };
  const root = options.root === undefined ? undefined : await loadSigningKey({ config, io, kid: options.root });
  const signatures = root === undefined ? [] : [{ kid: root.kid, sig: signKeyRevoke(facts, root.seed) }];
  const key = await (await open()).call((trpc) => trpc.keys.revoke.mutate({ ...facts, signatures }));
  const isPinned = await revokePinned(config, facts);
  const cut = key.last_valid_index ?? facts.last_valid_index;
  io.result(key, [
    `✔ ${key.kid} is ${key.status}: ${cut < 0 ? 'nothing it signed counts' : `what it signed up to log index ${cut} stays good, with a warning`}`,
    ...(isPinned ? ['✔ its copy pinned here is revoked too; other machines learn it from their owners'] : []),
    'Next: actions resign NAME@VERSION   (a release that another key shall vouch for)',
  ]);
}

/** Nothing that a registry says revokes a pinned key; the user who revokes it here does. False where it is not pinned. */
async function revokePinned(config: CliConfig, { kid, reason, last_valid_index }: KeyRevocation): Promise<boolean> {
  const standing = (await readTrust(config)).find((entry) => entry.kid === kid);
  if (standing === undefined) return false;
  await pinKey(config, { ...standing, status: 'revoked', reason, last_valid_index });
  return true;
}
