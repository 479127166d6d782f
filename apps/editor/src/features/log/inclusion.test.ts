import {
  inclusionProof,
  leafHash,
  privateCommitment,
  privateLeafText,
  publicKeyOf,
  publicLeafText,
  rootOf,
  signCheckpoint,
  toBase64,
  toWireBase64,
} from '@action-registry/core';
import type { LogEntry, LogInclusion } from '@action-registry/schema';
import { expect, test } from 'vitest';
import type { PinnedKey } from '../../lib/pinned-keys.js';
import { checkEntry, factsOf } from './inclusion.js';

const NOW = new Date('2026-11-21T12:00:00.000Z');
const AT = '2026-11-21T11:00:00.000Z';
const SEED = new Uint8Array(32).fill(7);
const SALT = new Uint8Array(32).fill(9);
const ORIGIN = 'registry.test/log';
const logPin = (seed: Uint8Array): PinnedKey => ({
  ...{ kid: 'log', role: 'log', public_key: toWireBase64(publicKeyOf(seed)), pinned_at: AT },
});

const secret = {
  ...{ type: 'member.put' as const, actor: 'member:1', at: AT, subject: 'member:2', workspace: 'default' },
  data: { before: { role: 'author' }, after: { role: 'publisher' } },
};
const privateLeaf = privateLeafText(privateCommitment(secret, SALT));
const publicLeaf = publicLeafText({ type: 'release.undeprecate', v: 1, name: 'files.move', version: '1.0.0' });
const LEAVES = [publicLeaf, privateLeaf, 'third'];

const entryAt = (index: number, change: Partial<LogEntry> = {}): LogEntry => {
  const leaf = LEAVES[index] ?? '';
  const facts =
    index === 0
      ? { type: 'release.undeprecate' as const, subject: 'files.move@1.0.0', actor: 'member:1', at: AT }
      : { ...secret, salt: toBase64(SALT) };
  return { index, leaf, leaf_hash: toBase64(leafHash(leaf)), ...facts, ...change };
};
function shownFor(index: number, change: Partial<LogInclusion> = {}): LogInclusion {
  const hashes = LEAVES.map((leaf) => leafHash(leaf));
  return {
    index,
    size: LEAVES.length,
    leaf_hash: toBase64(leafHash(LEAVES[index] ?? '')),
    hashes: inclusionProof(hashes, index).map(toBase64),
    checkpoint: signCheckpoint({ origin: ORIGIN, size: LEAVES.length, root: rootOf(hashes) }, SEED),
    ...change,
  };
}
const check = (entry: LogEntry, shown: LogInclusion, pinned: PinnedKey[] = [logPin(SEED)]) =>
  checkEntry({ entry, shown, pinned, now: NOW });

test('an entry under a checkpoint of a trusted log key is proven', () => {
  expect(check(entryAt(0), shownFor(0))).toEqual({ state: 'proven', size: 3, isCommitted: false });
  expect(check(entryAt(1), shownFor(1))).toEqual({ state: 'proven', size: 3, isCommitted: true });
});

test('without a trusted log key the same proof is the registry’s word', () => {
  expect(check(entryAt(1), shownFor(1), [])).toMatchObject({ state: 'unpinned', size: 3 });
});

test('a checkpoint of another key is refused where a log key is trusted', () => {
  const pinned = [logPin(new Uint8Array(32).fill(8))];
  expect(check(entryAt(1), shownFor(1), pinned)).toEqual({ state: 'refused', problem: 'checkpoint' });
  expect(check(entryAt(1), shownFor(1, { checkpoint: 'no note' }), [])).toEqual({
    ...{ state: 'refused', problem: 'checkpoint' },
  });
});

test('a private entry whose fact, actor, time or salt was changed is refused', () => {
  for (const change of [
    { actor: 'member:9' },
    { at: NOW.toISOString() },
    { data: { before: null, after: { role: 'publisher' } } },
    { salt: toBase64(new Uint8Array(32)) },
    { type: 'member.remove' as const },
  ])
    expect(check(entryAt(1, change), shownFor(1))).toEqual({ state: 'refused', problem: 'facts' });
});

test('a public entry that is shown as another one is refused', () => {
  for (const change of [{ subject: 'files.move@2.0.0' }, { type: 'release.unyank' as const }])
    expect(check(entryAt(0, change), shownFor(0))).toEqual({ state: 'refused', problem: 'facts' });
});

test('another leaf, another place and a damaged proof are refused', () => {
  expect(check(entryAt(0, { leaf: 'third' }), shownFor(0))).toEqual({ state: 'refused', problem: 'leaf' });
  expect(check(entryAt(0), shownFor(1))).toEqual({ state: 'refused', problem: 'leaf' });
  expect(check(entryAt(1), shownFor(1, { hashes: shownFor(0).hashes }))).toEqual({
    ...{ state: 'refused', problem: 'inclusion' },
  });
  expect(check(entryAt(1), shownFor(1, { size: 2 }))).toEqual({ state: 'refused', problem: 'inclusion' });
});

test('of a public entry the facts are those of its leaf, of a private one its data', () => {
  expect(factsOf(entryAt(0, { data: { reason: 'by mistake', version: '9.9.9' } }))).toEqual({
    ...{ name: 'files.move', version: '1.0.0', reason: 'by mistake' },
  });
  expect(factsOf(entryAt(1))).toEqual(secret.data);
  expect(factsOf(entryAt(2, { leaf: 'no JSON', type: 'key.add' }))).toEqual(secret.data);
});
