// `actions resign`: a further signature for a release that stands, by one of this user's keys. The bytes are the ones that
// stand there, and whoever signs them is told what vouches for them so far.
import { digestOf, parseDocument, signRelease } from '@action-registry/core';
import { type AddCommand, type CommandContext, toExamples } from '../command.js';
import { loadSigningKey } from '../signing-key.js';
import { UsageError } from '../usage-error.js';

type Options = { kid?: string; hash?: string };

/** What another key's end leaves without a signature that counts; anything else was never published like this. */
const MENDABLE: ReadonlySet<string> = new Set(['key_revoked', 'unknown_kid']);

export const addResign: AddCommand = (program, context) => {
  program
    .command('resign')
    .description('add the signature of one of your keys to a release that stands, as after a revocation')
    .argument('<reference>', 'name@version')
    .option('--kid <kid>', 'which of your keys signs (default: the one that signs)')
    .option('--hash <hash>', 'the hash that the release must have; needed where no pinned key vouches for it any more')
    .addHelpText('after', toExamples('resign files.move@1.2.0 --kid release-2027'))
    .action((reference: string, options: Options) => resign(context(), reference, options));
};

async function resign({ config, io, open }: CommandContext, reference: string, options: Options): Promise<void> {
  const registry = await open();
  const { name, version, release, here, error } = await registry.inspect(reference);
  const { document } = release;
  const hash = digestOf(document);
  if (options.hash !== undefined && options.hash !== hash)
    throw new UsageError(`${name}@${version} has the hash ${hash}, not ${options.hash}. Nothing was signed.`);
  // Nobody signs what a registry hands them unseen: a pinned key vouches for it, or its owner says which bytes are meant.
  if (error !== undefined && !(options.hash !== undefined && MENDABLE.has(here.verify_code ?? ''))) throw error;
  const { document: parsed } = parseDocument(document);
  if (parsed.name !== name || parsed.version !== version)
    throw new UsageError(`The registry answered ${name}@${version} with another release. Nothing was signed.`);
  const key = await loadSigningKey({ config, io, kid: options.kid });
  const sig = signRelease({ name, version, digest: hash }, key.seed);
  const answer = await registry.call((trpc) =>
    trpc.releases.resign.mutate({ name, version, signatures: [{ kid: key.kid, sig }] }),
  );
  const index = answer.signatures.find(({ kid }) => kid === key.kid)?.log_index ?? answer.log_index;
  io.result({ name, version, hash, kid: key.kid, log_index: index }, [
    `✔ ${name}@${version} is signed by ${key.kid} too, at log index ${index}`,
  ]);
}
