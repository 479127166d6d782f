// A log that shows two histories: both signed notes with the proof between them, made into a document that anyone can check.
// What is fetched for it only makes it stronger; a registry that gives nothing more is shown by its notes alone.
import {
  createForkEvidence,
  createTileNodeReader,
  LogFormatError,
  toBase64,
  type VerifyingKey,
} from '@action-registry/core';
import { type Check, type ForkEvidence, isRegistryError, type LogEvidence } from '@action-registry/schema';
import { type Call, findConsistency, sizeOf } from './log-evidence.js';
import { createTileReader, type ReadLogFile } from './log-files.js';

/** That the log was found to be another one than, or smaller than, remembered; `evidence` is for third parties. */
export type LogFork = { code: 'log_fork' | 'log_rollback'; evidence: ForkEvidence };

/** The two notes that do not fit, the proof that came with the second, and where more can be asked for. */
export type ForkScene = {
  remembered: string;
  received: string;
  consistency?: LogEvidence['consistency'] | undefined;
  keys: readonly VerifyingKey[];
  call: Call;
  readFile: ReadLogFile;
};

/** The code of the check that found a fork or a rollback. */
export function findForkCode(checks: readonly Check[]): LogFork['code'] | undefined {
  const code = checks.find(({ ok, name }) => !ok && name === 'log_consistency')?.code;
  return code === 'log_fork' || code === 'log_rollback' ? code : undefined;
}

/** The evidence document of a fork; throws `TypeError` unless the keys verify both notes as of one log. */
export async function collectForkEvidence(scene: ForkScene): Promise<ForkEvidence> {
  const { remembered, received, keys } = scene;
  const [from, to] = [sizeOf(remembered), sizeOf(received)];
  // The registry has the tree of the note it showed: of a larger one it has no proof.
  const isGrown = from > 0 && from < to;
  const consistency = isGrown ? await findHashes(scene, from, to) : [];
  const prefix = isGrown ? await findPrefix(scene, from, to) : undefined;
  return createForkEvidence({ notes: [remembered, received], consistency, ...(prefix && { prefix }), keys });
}

async function findHashes({ consistency, call }: ForkScene, from: number, to: number): Promise<string[]> {
  const isFitting = consistency?.from === from && consistency.to === to;
  const proof = isFitting ? consistency : await findConsistency(call, from, to).catch(orNothing);
  return proof?.from === from && proof.to === to ? proof.hashes : [];
}

/** What the received log has in the place of a complete remembered tree: a proof of consistency leaves that out. */
async function findPrefix({ readFile }: ForkScene, from: number, to: number): Promise<string | undefined> {
  const level = Math.log2(from);
  if (!Number.isInteger(level)) return undefined;
  const read = createTileNodeReader(createTileReader(readFile), to);
  const [hash] = (await read([{ level, index: 0 }]).catch(orNothing)) ?? [];
  return hash && toBase64(hash);
}

function orNothing(error: unknown): undefined {
  if (isRegistryError(error) || error instanceof LogFormatError) return undefined;
  throw error;
}
