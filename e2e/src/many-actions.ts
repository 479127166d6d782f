// Ten thousand signed releases in seconds: written into a stopped registry's database as its own services write them, each
// with its log entry, so that every one verifies.
import {
  canonicalize,
  collisionKey,
  digestOf,
  publicLeafText,
  signRelease,
  versionSortKey,
} from '@action-registry/core';
import {
  appendLog,
  claimNamespace,
  type Database,
  type Db,
  findWorkspaceBySlug,
  insertAction,
  insertVersion,
  openDatabase,
  setNamespaceLogIndex,
  upsertChannel,
  upsertSearch,
} from '@action-registry/db';
import type { TestKey } from './sample-actions.js';

const NAMESPACE = 'bulk';
const WORKSPACE = 'default';
const VERSION = '1.0.0';
const BATCH = 500;
const WORDS = ['anchor', 'beacon', 'cargo', 'delta', 'ember', 'fjord', 'garnet', 'harbour', 'island', 'jetty'];
const KINDS = ['tool', 'command'] as const;
const START = Date.UTC(2026, 0, 1);

/** The name of the action of that number. */
export function manyName(number: number): string {
  return `${NAMESPACE}.${WORDS[number % WORDS.length]}_${String(number).padStart(5, '0')}`;
}

/** Publishes `count` actions, the later ones with later times; the registry must be stopped, and has to trust `key`. */
export async function seedManyActions(
  { dataDir, url }: { dataDir: string; url?: string },
  { count, key }: { count: number; key: TestKey },
): Promise<void> {
  const database = await openDatabase({ dataDir, url });
  try {
    for (let from = 0; from < count; from += BATCH)
      await seedBatch(database, { from, to: Math.min(from + BATCH, count), key });
  } finally {
    await database.close();
  }
}

type Batch = { from: number; to: number; key: TestKey };

async function seedBatch(database: Database, { from, to, key }: Batch): Promise<void> {
  const numbers = Array.from({ length: to - from }, (_, offset) => from + offset);
  const releases = numbers.map((number) => makeRelease(number, key));
  const workspace = await database.transact(null, (tx) => findWorkspaceBySlug(tx, WORKSPACE));
  if (workspace === undefined) throw new Error('the registry was never started');
  const workspace_id = workspace.id;
  await database.transact(workspace_id, async (tx) => {
    await claim(tx, { workspace_id, at: releases[0]?.at ?? '' });
    // Sent without waiting for one another: a connection answers them in order.
    const actions = await Promise.all(
      releases.map(({ name, at }) =>
        insertAction(tx, {
          name,
          collision_key: collisionKey(name),
          namespace: NAMESPACE,
          workspace_id,
          created_at: at,
        }),
      ),
    );
    const first = await appendLog(
      tx,
      releases.flatMap(({ name, at, leaf, move }) => [
        { leaf, type: 'release.publish', public: true, workspace_id, actor: 'seed', at, subject: `${name}@${VERSION}` },
        { leaf: move, type: 'channel.move', public: true, workspace_id, actor: 'seed', at, subject: `${name}@latest` },
      ]),
    );
    const rows = releases.flatMap(({ name, at, stored, search }, offset) => {
      const log_index = first + 2 * offset;
      const channel = { name, channel: 'latest', version: VERSION, pinned: false, actor: 'seed', at };
      return [
        insertVersion(tx, { ...stored, action_id: actions[offset]?.id ?? 0, log_index }),
        upsertChannel(tx, { ...channel, log_index: log_index + 1 }),
        upsertSearch(tx, search),
      ];
    });
    await Promise.all(rows);
  });
}

/** The first batch claims the namespace, as the first publish under it does. */
async function claim(tx: Db, { workspace_id, at }: { workspace_id: number; at: string }): Promise<void> {
  if (!(await claimNamespace(tx, { name: NAMESPACE, workspace_id, claimed_at: at }))) return;
  const leaf = publicLeafText({ type: 'namespace.claim', v: 1, namespace: NAMESPACE, workspace: WORKSPACE });
  const entry = {
    leaf,
    type: 'namespace.claim',
    public: true,
    workspace_id,
    actor: 'seed',
    at,
    subject: NAMESPACE,
  } as const;
  await appendLog(tx, [entry], (indexOf) => [setNamespaceLogIndex(tx, { name: NAMESPACE, log_index: indexOf(0) })]);
}

function makeRelease(number: number, { kid, seed }: TestKey) {
  const name = manyName(number);
  const kind = KINDS[number % KINDS.length] ?? 'tool';
  const title = `Action number ${number}`;
  const spec = kind === 'tool' ? {} : { cmd: `echo ${number}` };
  const canonical = canonicalize({ name, version: VERSION, kind, title, spec });
  const hash = digestOf(canonical);
  const signatures = [{ kid, sig: signRelease({ name, version: VERSION, digest: hash }, seed) }];
  const at = new Date(START + number * 1_000).toISOString();
  const leaf = publicLeafText({ type: 'release.publish', v: 1, name, version: VERSION, digest: hash, signatures });
  const moved = {
    type: 'channel.move',
    v: 1,
    name,
    channel: 'latest',
    from: null,
    to: VERSION,
    pinned: false,
  } as const;
  const stored = {
    ...{ name, kind, canonical, hash, version: VERSION, version_key: versionSortKey(VERSION), prerelease: false },
    size: Buffer.byteLength(canonical),
    signatures: signatures.map((signature) => ({ alg: 'ed25519', ...signature })),
    ...{ published_by: 'seed', created_at: at },
  };
  const search = {
    ...{
      name,
      kind,
      title,
      namespace: NAMESPACE,
      description: null,
      tags: [],
      latest_version: VERSION,
      latest_hash: hash,
    },
    ...{ versions: 1, deprecated: false, yanked: false, kids: [kid], published_by: 'seed', updated_at: at },
  };
  return { name, at, leaf, move: publicLeafText(moved), stored, search };
}
