import { describe, expect, it } from 'vitest';
import { compareWithLog, type RegistryRows } from './log-comparison.js';
import { leafHash } from './log-hash.js';
import { type PublicLeaf, publicLeafText } from './log-leaf.js';
import { edgeRoot } from './log-node.js';
import { applyLogEntries, applyLogFacts, createLogState, type LogState } from './log-replay.js';
import { rootOf } from './merkle-tree.js';
import { signatureBy, signedClaim, trustEntry } from './testing/signed-release.js';

const release = signedClaim(1);
const digest = release.claimedHash ?? '';
const id = { v: 1, name: 'files.move', version: '1.0.0' } as const;
const sigs = (label: number) => [signatureBy(label, release)].map(({ kid, sig }) => ({ kid, sig }));
const publish: PublicLeaf = { type: 'release.publish', ...id, digest, signatures: sigs(1) };
const later: PublicLeaf = { ...publish, version: '1.1.0' };
const move: PublicLeaf = {
  type: 'channel.move',
  v: 1,
  name: id.name,
  channel: 'latest',
  from: null,
  to: '1.0.0',
  pinned: false,
};
const key = { kid: 'k1', public_key: trustEntry(1).public_key, role: 'publisher', scope: ['files.*'] } as const;
const window = { valid_from: '2026-11-01T00:00:00Z', valid_until: null };
const add: PublicLeaf = { type: 'key.add', v: 1, alg: 'ed25519', ...key, scope: [...key.scope], ...window };
const revoke: PublicLeaf = {
  type: 'key.revoke',
  v: 1,
  kid: 'k1',
  reason: 'stolen',
  last_valid_index: 4,
  signatures: [],
};

const names = { origin: 'log.example/r2', previous_origin: 'log.example' };
const lost = { previous_size: 840, previous_root: `${'A'.repeat(43)}=`, reason: 'The disk was lost.' };
const restart = { type: 'log.restart', v: 1, ...names, ...lost } as const;
const again = { ...restart, origin: 'log.example/r3', previous_origin: 'log.example/r2' } as const;

const HISTORY: PublicLeaf[] = [
  add,
  publish,
  move,
  later,
  { ...move, from: '1.0.0', to: '1.1.0' },
  { type: 'release.resign', ...id, digest, signatures: sigs(2) },
  { type: 'release.deprecate', ...id, reason: 'old', severity: 'notice', replaced_by: 'files.move@1.1.0' },
  { type: 'release.yank', ...id, reason: 'broken' },
  revoke,
];

function replay(leaves: readonly (PublicLeaf | string)[]): LogState {
  const state = createLogState();
  const texts = leaves.map((leaf) => (typeof leaf === 'string' ? leaf : publicLeafText(leaf)));
  applyLogEntries(
    state,
    texts.map((leaf, index) => ({ index, leaf, leaf_hash: leafHash(leaf) })),
  );
  return state;
}

it('a version of a catalogue is put once', () => {
  const put: PublicLeaf = { type: 'catalogue.put', v: 1, device_model: 'android_tv', version: '1.1.0', digest };
  const state = replay([put, { ...put, version: '1.2.0' }, { ...put, digest: `sha256:${'0'.repeat(64)}` }]);
  expect([...state.catalogues.keys()]).toEqual(['android_tv@1.1.0', 'android_tv@1.2.0']);
  expect(state.catalogues.get('android_tv@1.1.0')).toMatchObject({ digest, log_index: 0 });
  expect(state.problems.map(({ index }) => index)).toEqual([2]);
});

it('a configured key that may do something else, or comes back, is the same key with other rights', () => {
  const state = replay([add, { ...add, scope: ['notes.*'] }, { type: 'key.retire', v: 1, kid: 'k1' }, add]);
  expect(state.problems).toEqual([]);
  expect(state.keys.get('k1')).toMatchObject({ scope: ['files.*'], status: 'active', log_index: 0 });
});

/** The rows that an honest registry has after `HISTORY`. */
function honestRows() {
  const { name, version } = id;
  return {
    releases: [
      { name, version, digest, log_index: 1, signatures: [...sigs(2), ...sigs(1)] },
      { name, version: '1.1.0', digest, log_index: 3, signatures: sigs(1) },
    ],
    deprecations: [
      {
        name,
        version,
        reason: 'old',
        severity: 'notice',
        replaced_by: 'files.move@1.1.0' as string | null,
        log_index: 6,
      },
    ],
    yanks: [{ name, version, reason: 'broken', log_index: 7 }],
    channels: [{ name, channel: 'latest', version: '1.1.0', pinned: false, log_index: 4 }],
    keys: [
      {
        ...key,
        scope: [...key.scope],
        ...{ valid_from: '2026-11-01T00:00:00.000Z', valid_until: null },
        ...{ status: 'revoked' as const, last_valid_index: 4, reason: 'stolen', log_index: 0 },
      },
    ],
  } satisfies RegistryRows;
}

describe('a replay of the log', () => {
  it('gives the rows of an honest registry, and the root of its tree', () => {
    const state = replay(HISTORY);
    expect(state.problems).toEqual([]);
    expect(compareWithLog(state, honestRows())).toEqual([]);
    expect(edgeRoot(state.edge)).toEqual(rootOf(HISTORY.map((leaf) => leafHash(publicLeafText(leaf)))));
    expect(state.size).toBe(HISTORY.length);
  });

  it('in portions gives the same as at once, and private leaves change nothing but the tree', () => {
    const leaf = `{"commitment":"sha256:${'0'.repeat(64)}","type":"private","v":1}`;
    const state = createLogState();
    for (const [index, each] of [...HISTORY.map(publicLeafText), leaf].entries())
      applyLogEntries(state, [{ index, leaf: each }]);
    expect(state).toEqual(replay([...HISTORY, leaf]));
    expect(state.problems).toEqual([]);
  });

  it('of a few subjects alone gives their state, and leaves the tree alone', () => {
    const state = createLogState();
    for (const index of [1, 5, 6, 7]) applyLogFacts(state, { index, leaf: publicLeafText(HISTORY[index] ?? add) });
    expect(state.problems).toEqual([]);
    expect(state.releases.get('files.move@1.0.0')).toEqual(replay(HISTORY).releases.get('files.move@1.0.0'));
    expect([state.size, state.edge]).toEqual([0, []]);
  });

  it('knows the names that the log had, in order', () => {
    const state = replay([restart, add, again]);
    expect([state.problems, state.origins]).toEqual([[], ['log.example', 'log.example/r2', 'log.example/r3']]);
  });

  it('takes back what was undone', () => {
    const state = replay([
      ...HISTORY,
      { type: 'release.undeprecate', ...id },
      { type: 'release.unyank', ...id },
      { ...move, from: '1.1.0', to: null },
    ]);
    expect(state.problems).toEqual([]);
    const rows = { ...honestRows(), deprecations: [], yanks: [], channels: [] };
    expect(compareWithLog(state, rows)).toEqual([]);
  });

  it.each<[string, (PublicLeaf | string)[]]>([
    ['a second publication', [publish, publish]],
    [
      'a deprecation of what was never published',
      [{ type: 'release.deprecate', ...id, reason: 'x', severity: 'notice' }],
    ],
    [
      'a resignature over another digest',
      [
        publish,
        {
          type: 'release.resign',
          ...id,
          digest: digest.replace(/.$/, (at) => (at === '0' ? '1' : '0')),
          signatures: sigs(2),
        },
      ],
    ],
    ['an undeprecation of what was not deprecated', [publish, { type: 'release.undeprecate', ...id }]],
    ['an unyank of what was not yanked', [publish, { type: 'release.unyank', ...id }]],
    ['a move from where the channel is not', [publish, { ...move, from: '0.9.0' }]],
    ['a move to what was never published', [move]],
    ['a kid twice', [add, { ...add, public_key: trustEntry(2).public_key }]],
    ['a key twice', [add, { ...add, kid: 'k2' }]],
    ['a restart under the name before', [{ ...restart, origin: 'log.example' }]],
    ['a restart under a name of long ago', [restart, { ...again, origin: 'log.example' }]],
    ['a restart of another log', [restart, { ...again, previous_origin: 'other.example' }]],
    ['a revoked key again', [add, revoke, add]],
    ['the retirement of an unknown key', [{ type: 'key.retire', v: 1, kid: 'k1' }]],
    ['the retirement of a revoked key', [add, revoke, { type: 'key.retire', v: 1, kid: 'k1' }]],
    ['a cut that moves up', [add, revoke, { ...revoke, last_valid_index: 5 }]],
    ['a leaf of an unknown type', ['{"type":"release.delete","v":1}']],
    ['a leaf of a later version', [publicLeafText(publish).replace('"v":1', '"v":2')]],
    ['a leaf with a field too many', [publicLeafText(publish).replace('{', '{"a":1,')]],
    ['a leaf in another spelling', [publicLeafText(publish).replace(',', ', ')]],
    ['a leaf that is no JSON', ['x']],
  ])('names %s and changes nothing by it', (_, leaves) => {
    const state = replay(leaves);
    const before = replay(leaves.slice(0, -1));
    expect(state.problems.map(({ index }) => index)).toEqual([leaves.length - 1]);
    expect([state.releases, state.channels, state.keys]).toEqual([before.releases, before.channels, before.keys]);
  });

  it('names a gap and a stored hash that is not its leaf’s', () => {
    const state = createLogState();
    const leaf = publicLeafText(publish);
    applyLogEntries(state, [{ index: 1, leaf, leaf_hash: leafHash('other') }]);
    expect(state.problems.map(({ index }) => index)).toEqual([1, 1]);
  });
});

describe('rows that somebody changed are found', () => {
  const state = replay(HISTORY);
  type Rows = ReturnType<typeof honestRows>;
  const edit = (table: keyof Rows, change: object) => (rows: Rows) => ({
    ...rows,
    [table]: rows[table].map((row, at) => (at === 0 ? { ...row, ...change } : row)),
  });

  it.each<[keyof Rows, string, object]>([
    ['releases', 'digest', { digest: 'sha256:0' }],
    ['releases', 'log_index', { log_index: 2 }],
    ['releases', 'signatures', { signatures: sigs(1) }],
    ['deprecations', 'reason', { reason: 'x' }],
    ['deprecations', 'severity', { severity: 'unsafe' }],
    ['deprecations', 'replaced_by', { replaced_by: null }],
    ['yanks', 'reason', { reason: 'x' }],
    ['yanks', 'log_index', { log_index: 0 }],
    ['channels', 'version', { version: '1.0.0' }],
    ['channels', 'pinned', { pinned: true }],
    ['keys', 'public_key', { public_key: trustEntry(2).public_key }],
    ['keys', 'role', { role: 'root' }],
    ['keys', 'scope', { scope: null }],
    ['keys', 'status', { status: 'active' }],
    ['keys', 'last_valid_index', { last_valid_index: 5 }],
    ['keys', 'valid_from', { valid_from: '2026-10-01T00:00:00Z' }],
    ['keys', 'valid_until', { valid_until: '2030-01-01T00:00:00Z' }],
    ['keys', 'reason', { reason: null }],
  ])('%s: %s', (table, field, change) => {
    const differences = compareWithLog(state, edit(table, change)(honestRows()) as Rows);
    expect(differences).toMatchObject([{ table, difference: 'differs', field }]);
  });

  it.each<keyof Rows>(['releases', 'deprecations', 'yanks', 'channels', 'keys'])(
    '%s: one deleted, one added, one twice',
    (table) => {
      const rows = honestRows();
      const differences = (changed: object) => compareWithLog(state, { ...rows, ...changed });
      expect(differences({ [table]: rows[table].slice(1) })).toMatchObject([{ table, difference: 'missing' }]);
      const [first] = rows[table];
      const added = { ...first, name: 'x.y', kid: 'k9' };
      expect(differences({ [table]: [...rows[table], added] })).toMatchObject([{ table, difference: 'extra' }]);
      expect(differences({ [table]: [...rows[table], first] })).toMatchObject([{ table, difference: 'extra' }]);
    },
  );
});
