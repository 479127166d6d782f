// `actions log check-fork`: what a file of evidence shows, for anybody who has it. It needs no registry; whether the keys in
// it are the log's, its reader has to know.
import {
  checkForkEvidence,
  createTrust,
  evidenceKeys,
  type ForkVerdict,
  LogFormatError,
  parseForkEvidence,
  publicKeyBytes,
  thumbprintOf,
  toWireBase64,
} from '@action-registry/core';
import type { Command } from 'commander';
import { type CommandContext, toExamples } from '../command.js';
import { withFile } from '../file-errors.js';
import { findText } from '../private-file.js';
import { readTrust } from '../trust-file.js';
import { UsageError } from '../usage-error.js';

/** Adds the command below `log`. */
export function addCheckFork(log: Command, context: () => CommandContext): void {
  log
    .command('check-fork')
    .description('check a file of evidence that a log signed two histories; exit code 0 when it shows that')
    .argument('<file>', 'a file of evidence')
    .addHelpText('after', toExamples('log check-fork fork-0123456789abcdef.json'))
    .action((file: string) => checkFork(context(), file));
}

async function checkFork({ config, io }: CommandContext, file: string): Promise<void> {
  const evidence = await readEvidence(file).catch((error: unknown) => Promise.reject(withFile(file, error)));
  const keys = evidenceKeys(evidence);
  const pinned = [...createTrust(await readTrust(config)).keys.values()];
  const signers = keys.map((key) => {
    const own = pinned.find((each) => each.role === 'log' && each.key.publicKey === key.publicKey);
    const public_key = toWireBase64(publicKeyBytes(key));
    return { public_key, thumbprint: thumbprintOf(key), pinned_as: own?.kid ?? null };
  });
  const verdict = checkForkEvidence(evidence, keys);
  const isFork = verdict.outcome === 'fork';
  io.result(
    { origin: evidence.origin, ...toFacts(verdict), log_keys: signers },
    [
      `${isFork ? '✔' : '✖'} ${toSentence(evidence.origin, verdict)}`,
      ...signers.map(
        ({ thumbprint, pinned_as }) =>
          `  log key ${thumbprint}${pinned_as === null ? ': not pinned here; ask the operator whether it is the log’s' : `, pinned here as ${pinned_as}`}`,
      ),
    ],
    isFork ? undefined : new UsageError(`${file} shows no fork: ${toSentence(evidence.origin, verdict)}`),
  );
}

async function readEvidence(file: string) {
  const text = await findText(file);
  if (text === undefined) throw new UsageError('does not exist.');
  try {
    const evidence = parseForkEvidence(text);
    evidenceKeys(evidence);
    return evidence;
  } catch (error) {
    if (error instanceof LogFormatError)
      throw new UsageError(`names a key that is none: ${error.message}.`, { cause: error });
    throw error;
  }
}

function toFacts(verdict: ForkVerdict): object {
  if (verdict.outcome === 'invalid') return verdict;
  const { outcome, older, newer } = verdict;
  return { outcome, older_size: older.size, newer_size: newer.size };
}

function toSentence(origin: string, verdict: ForkVerdict): string {
  if (verdict.outcome === 'invalid') return `a note is not the word of ${origin} (${verdict.problem}).`;
  const { outcome, older, newer } = verdict;
  const sizes = `sizes ${older.size} and ${newer.size}`;
  if (outcome === 'consistent') return `both notes of ${origin} can be true (${sizes}).`;
  return outcome === 'fork'
    ? `${origin} signed two histories (${sizes}): the newer one does not contain the older.`
    : `${origin} signed both notes (${sizes}), and nothing in the file connects or separates them.`;
}
