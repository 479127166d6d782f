// What a registry shows of its log for one release. Nothing is verified here: what has no lawful form is as good as nothing,
// and whether nothing will do is for the caller's policy.
import { parseCheckpoint, parseNote } from '@action-registry/core';
import { ConsistencyProof, isRegistryError, LogEvidence } from '@action-registry/schema';
import type { RegistryClient } from './trpc-client.js';

/** Runs a procedure call; throws RegistryErrors. */
export type Call = <T>(work: (trpc: RegistryClient) => Promise<T>) => Promise<T>;

/** An exact release, and the size of the log that the asker remembers. */
export type EvidenceQuestion = { name: string; version: string; since: number };

/** The evidence for a release, with the consistency since a remembered size (0 for none); undefined from a registry that has none. */
export async function findLogEvidence(call: Call, question: EvidenceQuestion): Promise<LogEvidence | undefined> {
  const answer = await ask(call, question);
  const item = answer?.results.release;
  if (answer === undefined || item?.ok !== true) return undefined;
  const { checkpoint, consistency } = answer;
  return LogEvidence.safeParse({ checkpoint, inclusion: item.proof, ...(consistency && { consistency }) }).data;
}

/** The proof that one tree of the log is a prefix of another; undefined where the registry gives none. */
export async function findConsistency(call: Call, from: number, to: number): Promise<ConsistencyProof | undefined> {
  if (from === 0) return undefined;
  const answer = await call((trpc) => trpc.log.consistency.query({ from, to })).catch(orNothing);
  return ConsistencyProof.safeParse(answer).data;
}

/** The number of entries under a note; throws `LogFormatError` for a note of no checkpoint. */
export function sizeOf(note: string): number {
  return parseCheckpoint(parseNote(note).text).size;
}

async function ask(call: Call, { name, version, since }: EvidenceQuestion) {
  const references = { release: `${name}@${version}` };
  const input = { references, ...(since > 0 && { since }) };
  try {
    return await call((trpc) => trpc.releases.resolve.query(input));
  } catch (error) {
    // A log that is smaller than remembered is refused, by older registries also the question. What it shows then tells.
    if (since > 0 && isRefusal(error)) return await call((trpc) => trpc.releases.resolve.query({ references }));
    return orNothing(error);
  }
}

function orNothing(error: unknown): undefined {
  if (isRefusal(error)) return undefined;
  throw error;
}

/** True for the answers of a registry that does not know the question, or not like this. */
function isRefusal(error: unknown): boolean {
  return isRegistryError(error) && (error.code === 'INVALID_BODY' || error.code === 'ROUTE_NOT_FOUND');
}
