// A small log for tests: leaves, its key, and signed checkpoints and proofs over any prefix of it.

import { publicKeyOf } from '#ed25519';
import { toBase64 } from '../base64.js';
import { signCheckpoint, timeCheckpoint } from '../checkpoint.js';
import { importPublicKey, type VerifyingKey } from '../ed25519-key.js';
import { leafHash } from '../log-hash.js';
import { consistencyProof, inclusionProof, rootOf } from '../merkle-tree.js';
import { seedOf } from './signed-release.js';

/** The origin of the test log. */
export const ORIGIN = 'registry.example/actions';

/** A log of these leaves that signs with the test key of this label. */
export function createTestLog(leaves: readonly string[], label = 9) {
  const hashes = leaves.map((leaf) => leafHash(leaf));
  const rootAt = (size: number) => rootOf(hashes.slice(0, size));
  return {
    size: leaves.length,
    rootAt,
    /** The note of the checkpoint at a size; with a time, the log says it was its latest then. */
    checkpointAt(size: number, time?: Date): string {
      const note = signCheckpoint({ origin: ORIGIN, size, root: rootAt(size) }, seedOf(label));
      return time === undefined ? note : timeCheckpoint(note, seedOf(label), time);
    },
    inclusion: (index: number, size = leaves.length) => ({
      index,
      hashes: inclusionProof(hashes.slice(0, size), index).map(toBase64),
    }),
    consistency: (from: number, to = leaves.length) => ({
      from,
      to,
      hashes: from === 0 ? [] : consistencyProof(hashes.slice(0, to), from).map(toBase64),
    }),
  };
}

/** The verifying key of the test key of this label. */
export function keyOf(label: number): VerifyingKey {
  return importPublicKey(publicKeyOf(seedOf(label)));
}
