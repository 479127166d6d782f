// The log as a tree, read from its stored nodes: roots and proofs of any size that was reached. A complete node never
// changes, so it is read once and kept; what a proof takes is read in one statement.
import {
  buildConsistencyProof,
  buildInclusionProof,
  buildRoot,
  inclusionProofNodes,
  type LogNode,
} from '@action-registry/core';
import { type Database, findLogNodes } from '@action-registry/db';
import { LogStopError } from './log-stop.js';

/** Nodes kept: 32 bytes each, and about 200 of a Map. */
const KEPT_MAX = 50_000;

/** Roots and proofs; all throw LogStopError where a node that must be there is not. */
export type LogTree = {
  root(size: number): Promise<Uint8Array>;
  /** The proofs of these leaves in the tree of `size` leaves. */
  inclusion(indexes: readonly number[], size: number): Promise<Uint8Array[][]>;
  consistency(from: number, to: number): Promise<Uint8Array[]>;
  nodes(places: readonly LogNode[]): Promise<Uint8Array[]>;
};

/** A tree over a database. */
export function createLogTree(database: Database): LogTree {
  const kept = new Map<string, Uint8Array>();
  const nodes = async (places: readonly LogNode[]): Promise<Uint8Array[]> => {
    const missing = places.filter((place) => !kept.has(keyOf(place)));
    const read = await findLogNodes(database.db, missing);
    const found = new Map<string, Uint8Array>();
    missing.forEach((place, at) => {
      const hash = read[at];
      if (hash === undefined) throw toMissing(place);
      found.set(keyOf(place), hash);
    });
    const hashes = places.map((place) => found.get(keyOf(place)) ?? kept.get(keyOf(place)));
    for (const [key, hash] of found) keep(kept, key, hash);
    return hashes.map((hash, at) => hash ?? fail(places[at]));
  };
  return {
    nodes,
    root: (size) => buildRoot(nodes, size),
    inclusion: async (indexes, size) => {
      // All that the proofs take is read in one statement, and kept long enough for each of them.
      await nodes(indexes.flatMap((index) => inclusionProofNodes(index, size)));
      return Promise.all(indexes.map((index) => buildInclusionProof(nodes, index, size)));
    },
    consistency: (from, to) => buildConsistencyProof(nodes, from, to),
  };
}

function keep(kept: Map<string, Uint8Array>, key: string, hash: Uint8Array): void {
  if (kept.size >= KEPT_MAX) {
    const [oldest] = kept.keys();
    if (oldest !== undefined) kept.delete(oldest);
  }
  kept.set(key, hash);
}

function keyOf({ level, index }: LogNode): string {
  return `${level}/${index}`;
}

function toMissing({ level, index }: LogNode): LogStopError {
  return new LogStopError(
    `the log has no node ${index} of level ${level}, which its size asks for. Run \`actions-server doctor\`.`,
  );
}

function fail(place: LogNode | undefined): never {
  throw toMissing(place ?? { level: 0, index: 0 });
}
