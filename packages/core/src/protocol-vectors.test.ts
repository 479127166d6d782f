// The golden vectors hold docs/protocol.md and both engines against bytes that others may have: files are added, never edited.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ForkEvidence, Json, JsonObject, LogHash } from '@action-registry/schema';
import { describe, expect, it } from 'vitest';
import { loadEngines } from './testing/other-engine.js';
import { protocolVectors, toVectorText } from './testing/protocol-vectors.js';
import { readOwnVectors } from './testing/vectors.js';

type Proof = { hashes: LogHash[] };
type LogVectors = {
  leaves: { leaf: string; leaf_hash: string }[];
  roots: { size: number; root: string }[];
  inclusion: (Proof & { index: number; size: number })[];
  consistency: (Proof & { from: number; to: number })[];
  checkpoint: { origin: string; vkey: string; note: string; timed: string };
  tlog_proof: string;
  fork_evidence: { evidence: ForkEvidence; outcome: string };
};
type SignatureVectors = {
  keys: { kid: string; public_key: string }[];
  releases: { kid: string; message: string; sig: string }[];
  key_additions: { key: { kid: string }; message: string; proof: string }[];
  key_revocations: { kid: string; message: string; sig: string }[];
};

const FOLDER = path.resolve(import.meta.dirname, '../vectors');
const engines = await loadEngines();
const log = readOwnVectors<LogVectors>('protocol-log-1.json');
const signed = readOwnVectors<SignatureVectors>('protocol-signatures-1.json');

function hashOf(name: string): string {
  return createHash('sha256')
    .update(readFileSync(path.join(FOLDER, name)))
    .digest('hex');
}

/** Places at which two JSON values differ. */
function findDifferences(expected: Json | undefined, actual: Json | undefined, at = ''): string[] {
  if (!(isContainer(expected) && isContainer(actual))) return expected === actual ? [] : [at];
  const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...keys].flatMap((key) => findDifferences(expected[key], actual[key], `${at}/${key}`));
}

function isContainer(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null;
}

describe.each(engines)('the golden vectors over %s', (_, core) => {
  it.each(Object.entries(protocolVectors(core)))('%s is made again byte for byte', (name, vectors) => {
    const text = readFileSync(path.join(FOLDER, name), 'utf8');
    expect(findDifferences(JSON.parse(text), JSON.parse(JSON.stringify(vectors)))).toEqual([]);
    expect(toVectorText(vectors)).toBe(text);
  });

  it('have signatures that verify, each over its own message only', () => {
    const keys = new Map(
      signed.keys.map(({ kid, public_key }) => [kid, core.importPublicKey(core.parseWireBase64(public_key, 32))]),
    );
    const rows = [
      ...signed.releases,
      ...signed.key_revocations,
      ...signed.key_additions.map(({ key, message, proof }) => ({ kid: key.kid, message, sig: proof })),
    ];
    const verdicts = rows.map(({ kid, sig }) => {
      const key = keys.get(kid);
      const bytes = core.parseWireBase64(sig, 64);
      return rows.map(({ message }) => key !== undefined && core.verifySignature(key, core.parseHex(message), bytes));
    });
    expect(verdicts).toEqual(rows.map((_row, at) => rows.map((_other, index) => index === at)));
  });

  it('have proofs that verify, and none of them for another place', () => {
    const rootAt = (size: number) => core.parseHex(log.roots[size]?.root ?? '');
    const inclusion = log.inclusion.map(({ index, size, hashes }) => ({
      ...{ index, size, root: rootAt(size), proof: hashes.map(core.parseBase64) },
      leafHash: core.leafHash(log.leaves[index]?.leaf ?? ''),
    }));
    expect(inclusion.filter((claim) => !core.verifyInclusion(claim))).toEqual([]);
    expect(inclusion.filter((claim) => core.verifyInclusion({ ...claim, index: claim.index + 1 }))).toEqual([]);
    const consistency = log.consistency.map(({ from, to, hashes }) => ({
      ...{ size1: from, size2: to, proof: hashes.map(core.parseBase64) },
      ...{ root1: rootAt(from), root2: rootAt(to) },
    }));
    expect(consistency.filter((claim) => !core.verifyConsistency(claim))).toEqual([]);
    expect(consistency.filter((claim) => core.verifyConsistency({ ...claim, root1: rootAt(0) }))).toEqual([]);
  });

  it('have a checkpoint, a tlog-proof and evidence of a fork that say what the page says', () => {
    const { vkey, origin, note, timed } = log.checkpoint;
    const identity = { keys: [core.parseVerifierKey(vkey).key], origin };
    expect(core.verifyCheckpoint(note, identity)).toMatchObject({ ok: true, checkpoint: { size: 7 }, time: undefined });
    expect(core.verifyCheckpoint(timed, identity)).toMatchObject({ time: new Date('2026-11-01T12:00:00Z') });
    const proof = core.parseTlogProof(log.tlog_proof);
    const hashes = log.leaves.map(({ leaf }) => core.leafHash(leaf));
    const codes = hashes.map((hash) => {
      const verdict = core.verifyTlogProof(proof, hash, identity);
      return verdict.ok ? 'ok' : verdict.code;
    });
    expect(codes).toEqual(hashes.map((_hash, at) => (at === 2 ? 'ok' : 'bad_inclusion_proof')));
    const { evidence, outcome } = log.fork_evidence;
    expect([core.checkForkEvidence(evidence, identity.keys).outcome, outcome]).toEqual(['fork', 'fork']);
  });
});

it('golden vector files are never edited: each has the hash it was added with', () => {
  const index = readOwnVectors<Record<string, string>>('index.json');
  // Folders hold what others wrote, each with where it is from.
  const files = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files.map(({ name }) => name).filter((name) => name !== 'index.json');
  expect(Object.fromEntries(names.map((name) => [name, hashOf(name)]))).toEqual(index);
});
