// What is remembered is one history: also where another call accepted a checkpoint while this one was on its way.
import {
  canonicalize,
  consistencyProof,
  createTrust,
  digestOf,
  inclusionProof,
  leafHash,
  publicKeyOf,
  publicLeafText,
  rootOf,
  signCheckpoint,
  signRelease,
  toBase64,
  toWireBase64,
} from '@action-registry/core';
import type { Release } from '@action-registry/schema';
import { expect, test } from 'vitest';
import type { CheckpointStore } from './checkpoint-store.js';
import { createJudge, type LogOptions } from './judge-release.js';
import type { Call } from './log-evidence.js';
import type { LogFork } from './log-fork.js';

const SEEDS = { publisher: new Uint8Array(32).fill(1), log: new Uint8Array(32).fill(2) };
const trust = createTrust([
  { kid: 'publisher', public_key: toWireBase64(publicKeyOf(SEEDS.publisher)) },
  { kid: 'log', role: 'log', public_key: toWireBase64(publicKeyOf(SEEDS.log)) },
]);
const [name, version] = ['files.move', '1.0.0'];
const document = canonicalize({ name, version, kind: 'tool', spec: {} });
const hash = digestOf(document);
const signature = { kid: 'publisher', sig: signRelease({ name, version, digest: hash }, SEEDS.publisher) };
const release = {
  name,
  version,
  document,
  hash,
  signatures: [{ ...signature, alg: 'ed25519', log_index: 0 }],
  log_index: 0,
};

/** The release's leaf and, behind it, leaves that make one log another. */
function leavesOf(...others: string[]): Uint8Array[] {
  const leaf = publicLeafText({ type: 'release.publish', v: 1, name, version, digest: hash, signatures: [signature] });
  return [leaf, ...others].map(leafHash);
}

const LOG = leavesOf('a', 'b', 'c', 'd');
const OTHER = leavesOf('a', 'x', 'y', 'z');
const noteOf = (leaves: Uint8Array[]): string =>
  signCheckpoint({ origin: 'log.example', size: leaves.length, root: rootOf(leaves) }, SEEDS.log);

/** A registry that shows these leaves and proves anything about them. */
function registryOf(leaves: Uint8Array[]): Call {
  const proveGrowth = ({ from, to = leaves.length }: { from: number; to?: number }) => ({
    from,
    to,
    hashes: consistencyProof(LOG.slice(0, to), from).map(toBase64),
  });
  const resolve = ({ since }: { since?: number }) => ({
    results: { release: { ok: true, proof: [{ index: 0, hashes: inclusionProof(leaves, 0).map(toBase64) }] } },
    checkpoint: noteOf(leaves),
    ...(since !== undefined && { consistency: proveGrowth({ from: since }) }),
  });
  const trpc = {
    releases: { resolve: { query: async (input: { since?: number }) => resolve(input) } },
    log: { consistency: { query: async (input: { from: number; to: number }) => proveGrowth(input) } },
  };
  return (work) => work(trpc as never);
}

/** A store in which another call's note appears at the first attempt to write. */
function storeWithRival(rival: string): CheckpointStore & { standing: () => string | undefined } {
  let standing: string | undefined;
  let isRivalled = false;
  return {
    standing: () => standing,
    read: async () => standing,
    replace: async (expected, next) => {
      if (!isRivalled) standing = rival;
      isRivalled = true;
      if (standing !== expected) return false;
      standing = next;
      return true;
    },
  };
}

function judgeWith(store: CheckpointStore, leaves: Uint8Array[], log: LogOptions = {}) {
  const readFile = async () => expect.unreachable();
  const judge = createJudge({ trust, call: registryOf(leaves), readFile, store, log });
  return judge(release as unknown as Release, { name, version, now: new Date() });
}

test.each([
  ['smaller', 2, 5],
  ['the same', 4, 4],
  ['larger', 5, 5],
])(
  'a %s checkpoint of the same log that came meanwhile is connected, and the larger stands',
  async (_what, size, end) => {
    const store = storeWithRival(noteOf(LOG.slice(0, size)));
    const { here } = await judgeWith(store, LOG.slice(0, end === 5 && size === 5 ? 3 : end));
    expect(here.verified).toBe(true);
    expect(store.standing()).toBe(noteOf(LOG.slice(0, end)));
  },
);

test.each([
  ['smaller', OTHER.slice(0, 3)],
  ['the same size', OTHER],
])('a checkpoint of another history (%s) that came meanwhile is a fork, and stands', async (_what, leaves) => {
  const store = storeWithRival(noteOf(leaves));
  const forks: LogFork[] = [];
  const { here } = await judgeWith(store, LOG, { onFork: (fork) => void forks.push(fork) });
  expect(here).toMatchObject({ verified: false, verify_code: 'log_fork' });
  expect(store.standing()).toBe(noteOf(leaves));
  expect(forks).toMatchObject([{ code: 'log_fork', evidence: { origin: 'log.example' } }]);
});

test('a release that does not verify leaves what is remembered as it was', async () => {
  let note: string | undefined;
  const store: CheckpointStore = {
    read: async () => note,
    replace: async (_expected, next) => {
      note = next;
      return true;
    },
  };
  const judge = createJudge({
    trust,
    call: registryOf(LOG),
    readFile: async () => expect.unreachable(),
    store,
    log: {},
  });
  const tampered = { ...release, document: canonicalize({ name, version, kind: 'tool', spec: { x: 1 } }) };
  const { here } = await judge(tampered as unknown as Release, { name, version, now: new Date() });
  expect([here.verified, note]).toEqual([false, undefined]);
});
