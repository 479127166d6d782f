// The vectors of the log: a leaf of each type, a tree of seven of them with every root and proof, and what a log says of that
// tree in each of its formats.
import type { JsonObject } from '@action-registry/schema';
import type { PublicLeaf } from '../log-leaf.js';
import type { Core } from './other-engine.js';
import { vectorKey } from './protocol-vector-key.js';

const ORIGIN = 'registry.example.com/actions';
/** When the log says that this was its latest checkpoint. */
const TIME = new Date('2026-11-01T12:00:00Z');
/** Leaves in the tree: neither a power of two nor one below it in every subtree. */
const SIZE = 7;

const EVENT = {
  actor: 'api_key:ark_example',
  at: '2026-11-01T00:00:00.000Z',
  data: { email: 'ana@example.com', role: 'editor' },
  subject: 'ana',
  type: 'member.put',
  workspace: 'default',
} as const;

/** The vectors; an engine of `core` signs and hashes. */
export function logVectors(core: Core): JsonObject {
  const salt = new Uint8Array(32).map((_, at) => at);
  const commitment = core.privateCommitment(EVENT, salt);
  const privateLeaf = core.privateLeafText(commitment);
  const leaves = [...publicLeaves(core).map((leaf) => core.publicLeafText(leaf)), privateLeaf];
  return {
    note: 'Sections 5 to 11 of docs/protocol.md: P-30 to P-59. Leaf hashes and tiles in hex; hashes of proofs in base64. The tree has the first seven leaves.',
    leaves: leaves.map((leaf) => ({ leaf, leaf_hash: core.toHex(core.leafHash(leaf)) })),
    commitment: { event: EVENT, salt: core.toHex(salt), commitment, leaf: privateLeaf },
    ...treeVectors(core, leaves.slice(0, SIZE)),
    ...fileVectors(core, leaves.slice(0, SIZE)),
  };
}

/** Leaves of types that came after the first file. */
export function laterLeafVectors(core: Core): JsonObject {
  const put = { device_model: 'android_tv', version: '1.1.0', digest: core.digestOf('{}') };
  const leaves = [core.publicLeafText({ type: 'catalogue.put', v: 1, ...put })];
  return {
    note: 'Section 5 of docs/protocol.md: leaves of types that are not in protocol-log-1.json. Leaf hashes in hex.',
    leaves: leaves.map((leaf) => ({ leaf, leaf_hash: core.toHex(core.leafHash(leaf)) })),
  };
}

function publicLeaves(core: Core): PublicLeaf[] {
  const { kid, public_key } = vectorKey(core, 'publisher-1', 1);
  const release = { v: 1, name: 'files.move', version: '1.0.0' } as const;
  const digest = core.digestOf('{}');
  const sigOf = (byte: number) => core.signRelease({ ...release, digest }, new Uint8Array(32).fill(byte));
  const [first, second] = [
    { kid, sig: sigOf(1) },
    { kid: 'publisher-3', sig: sigOf(3) },
  ];
  const bounds = { valid_from: '2026-11-01T00:00:00Z', valid_until: null };
  return [
    { type: 'key.add', v: 1, kid, alg: 'ed25519', public_key, role: 'publisher', scope: ['files.*'], ...bounds },
    { type: 'namespace.claim', v: 1, namespace: 'files', workspace: 'default' },
    { type: 'release.publish', ...release, digest, signatures: [second, first] },
    { type: 'channel.move', v: 1, name: release.name, channel: 'latest', from: null, to: '1.0.0', pinned: false },
    { type: 'release.resign', ...release, digest, signatures: [second] },
    { type: 'release.yank', ...release, reason: 'Moves the wrong file — “always”.' },
    { type: 'key.revoke', v: 1, kid, reason: 'Stolen.', last_valid_index: 2, signatures: [] },
    { type: 'release.unyank', ...release },
    { type: 'release.deprecate', ...release, reason: 'Slow.', severity: 'notice' },
    { type: 'release.deprecate', ...release, reason: 'Leaks.', severity: 'unsafe', replaced_by: 'files.copy@^2' },
    { type: 'release.undeprecate', ...release },
    { type: 'channel.move', v: 1, name: release.name, channel: 'beta', from: '1.0.0', to: null, pinned: true },
    { type: 'key.retire', v: 1, kid: 'publisher-3' },
    { type: 'namespace.transfer', v: 1, namespace: 'files', from: 'default', to: 'storage' },
  ];
}

function treeVectors(core: Core, leaves: readonly string[]): JsonObject {
  const hashes = leaves.map((leaf) => core.leafHash(leaf));
  const sizes = Array.from({ length: SIZE + 1 }, (_, size) => size);
  return {
    roots: sizes.map((size) => ({ size, root: core.toHex(core.rootOf(hashes.slice(0, size))) })),
    inclusion: sizes.slice(1).flatMap((size) =>
      hashes.slice(0, size).map((_, index) => {
        const proof = core.inclusionProof(hashes.slice(0, size), index);
        return { index, size, hashes: proof.map(core.toBase64) };
      }),
    ),
    consistency: sizes.slice(1).flatMap((to) =>
      sizes.slice(1, to + 1).map((from) => {
        const proof = core.consistencyProof(hashes.slice(0, to), from);
        return { from, to, hashes: proof.map(core.toBase64) };
      }),
    ),
  };
}

function fileVectors(core: Core, leaves: readonly string[]): JsonObject {
  const hashes = leaves.map((leaf) => core.leafHash(leaf));
  const seed = new Uint8Array(32).fill(9);
  const verifier = core.verifierOf(core.toNoteSigner(ORIGIN, seed));
  const note = core.signCheckpoint({ origin: ORIGIN, size: SIZE, root: core.rootOf(hashes) }, seed);
  const timed = core.timeCheckpoint(note, seed, TIME);
  const tile = { level: 0, index: 0, width: SIZE } as const;
  return {
    checkpoint: { origin: ORIGIN, seed: core.toHex(seed), vkey: core.formatVerifierKey(verifier), note, timed },
    tile: { path: core.formatTilePath(tile), hex: core.toHex(core.encodeTile(hashes)) },
    bundle: {
      path: core.formatTilePath({ ...tile, level: 'entries' }),
      hex: core.toHex(core.encodeEntryBundle(leaves)),
    },
    tlog_proof: core.formatTlogProof({ index: 2, hashes: core.inclusionProof(hashes, 2), checkpoint: timed }),
    fork_evidence: forkVector(core, { hashes, note, seed }),
  };
}

/** The same log as it was never shown to the first reader: its fifth entry is another one. */
function forkVector(
  core: Core,
  { hashes, note, seed }: { hashes: readonly Uint8Array[]; note: string; seed: Uint8Array },
): JsonObject {
  const forked = hashes.slice(0, 5).with(4, core.leafHash('{}'));
  const older = core.signCheckpoint({ origin: ORIGIN, size: 5, root: core.rootOf(forked) }, seed);
  const keys = [core.importPublicKey(core.publicKeyOf(seed))];
  const consistency = core.consistencyProof(hashes, 5).map(core.toBase64);
  const evidence = core.createForkEvidence({ notes: [note, older], consistency, keys });
  return {
    evidence: core.strictRead(JSON.stringify(evidence)),
    outcome: core.checkForkEvidence(evidence, keys).outcome,
  };
}
