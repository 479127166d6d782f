import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { selectRows } from '../database.js';
import { isUniqueViolation } from '../errors.js';
import { describeEachDatabase, type TestDatabase } from '../testing/databases.js';
import { AT, definition, seedRelease, seedWorkspace } from '../testing/seed.js';
import { findActionByCollisionKey, findActionByName, insertAction, similarNames } from './actions.js';
import { deleteChannel, findChannelPlaces, listChannels, upsertChannel } from './channels.js';
import { insertDefinition } from './definitions.js';
import { deleteDeprecation, deleteYank, insertYank, upsertDeprecation } from './moderation.js';
import { findNamespace, setNamespaceLogIndex } from './namespaces.js';
import { getPublishPlace, lockPlace } from './places.js';
import {
  findVersion,
  findVersionStates,
  findVersions,
  insertVersion,
  listVersions,
  nearestVersions,
} from './versions.js';

describeEachDatabase('releases', (kind, open) => {
  let database: TestDatabase;
  let workspace: number;
  beforeAll(async () => {
    database = await open();
    workspace = await seedWorkspace(database, 'default');
    await database.transact(workspace, async (tx) => {
      for (const version of ['1.0.0', '1.2.0', '1.10.0', '2.0.0-rc.1', '2.0.0']) {
        // As core computes it: numbers padded, a release after its pre-releases.
        const key = version.replace(/\d+/g, (digits) => digits.padStart(4, '0')).replace(/^[^-]*$/, '$&~');
        await seedRelease(tx, workspace, { name: 'files.move', version, key });
      }
      await seedRelease(tx, workspace, { name: 'files.copy', version: '0.1.0', key: '0' });
    });
  });

  const release = { name: 'files.move', version: '1.2.0' };
  const act = { actor: 'moderator', at: AT, log_index: 3 };

  test('a release is found with its exact text, and its document as jsonb', async () => {
    const canonical = '{"__proto__":{"a":1},"name":"odd.keys","text":"é\\u2028\u{1F600}","version":"1.0.0"}';
    await database.transact(workspace, (tx) =>
      seedRelease(tx, workspace, { name: 'odd.keys', version: '1.0.0', canonical }),
    );
    const row = await findVersion(database.db, 'odd.keys', '1.0.0');
    expect(row).toMatchObject({
      canonical,
      size: Buffer.byteLength(canonical),
      created_at: AT,
      signatures: [{ alg: 'ed25519', kid: 'dev-root-1' }],
    });
    const [{ inner } = {}] = await selectRows<{ inner: string }>(
      database.db,
      sql`select document -> '__proto__' ->> 'a' as inner from action_versions where name = 'odd.keys'`,
    );
    expect(inner).toBe('1');
  });

  test('text that is no JSON is never stored as a release', async () => {
    const broken = database.transact(workspace, (tx) =>
      seedRelease(tx, workspace, { name: 'files.broken', version: '1.0.0', canonical: '{' }),
    );
    await expect(broken).rejects.toMatchObject({ cause: { code: '22P02' } });
    expect(await findActionByName(database.db, 'files.broken')).toBeUndefined();
  });

  test('a version is published once; the first bytes stand', async () => {
    const before = await findVersion(database.db, 'files.move', '1.0.0');
    const action = await findActionByName(database.db, 'files.move');
    const again = database.transact(workspace, async (tx) =>
      insertVersion(tx, {
        action_id: action?.id ?? 0,
        name: 'files.move',
        version: '1.0.0',
        version_key: 'x',
        prerelease: false,
        kind: 'tool',
        canonical: '{}',
        hash: 'other',
        size: 2,
        signatures: [],
        published_by: 'x',
        created_at: AT,
        log_index: 0,
      }),
    );
    const error = await again.catch((thrown: unknown) => thrown);
    expect(isUniqueViolation(error, 'action_versions_name_version_key')).toBe(true);
    expect(await findVersion(database.db, 'files.move', '1.0.0')).toEqual(before);
  });

  test('versions are listed highest first, in pages; many are found at once, with and without their texts', async () => {
    const page = await listVersions(database.db, { name: 'files.move', limit: 3 });
    expect(page.map(({ version }) => version)).toEqual(['2.0.0', '2.0.0-rc.1', '1.10.0']);
    const rest = await listVersions(database.db, {
      name: 'files.move',
      limit: 9,
      before: page.at(-1)?.version_key ?? '',
    });
    expect(rest.map(({ version }) => version)).toEqual(['1.2.0', '1.0.0']);
    const ids = ['2.0.0', '1.0.0', '9.9.9'].map((version) => ({ name: 'files.move', version }));
    const bytes_max = 1_000;
    const found = await findVersions(database.db, [...ids, { name: 'files.copy', version: '0.1.0' }], { bytes_max });
    expect(found.map(({ name, version }) => `${name}@${version}`).sort()).toEqual([
      'files.copy@0.1.0',
      'files.move@1.0.0',
      'files.move@2.0.0',
    ]);
    const states = await findVersionStates(database.db, ids);
    const withoutTexts = found.flatMap(({ canonical: _text, ...row }) => (row.name === 'files.move' ? [row] : []));
    expect(states).toEqual(expect.arrayContaining(withoutTexts));
    expect(states).toHaveLength(2);
    expect(await findVersions(database.db, [], { bytes_max })).toEqual([]);
    // Every document has more than one byte.
    expect(await findVersions(database.db, ids, { bytes_max: 1 })).toEqual([]);
  });

  test('the highest releases are told apart: stable and offered, offered, and of all', async () => {
    const of = (version: string, change?: 'yank' | 'unyank', name = 'files.move') =>
      database.transact(workspace, async (tx) => {
        const { versions, stable, offered, highest, exists } = await lockPlace(tx, { name, version, change });
        return { versions, stable, offered, highest, exists };
      });
    const all = { versions: 5, stable: '2.0.0', offered: '2.0.0', highest: '2.0.0', exists: true };
    expect(await of('2.0.0')).toEqual(all);
    expect(await of('3.0.0')).toEqual({ ...all, exists: false });
    expect(await of('2.0.0', 'yank')).toEqual({ ...all, stable: '1.10.0', offered: '2.0.0-rc.1' });
    await database.transact(workspace, async (tx) => {
      for (const version of ['2.0.0', '1.10.0', '1.2.0', '1.0.0'])
        await insertYank(tx, { name: 'files.move', version, ...act, reason: 'x' });
    });
    expect(await of('2.0.0')).toEqual({ ...all, stable: null, offered: '2.0.0-rc.1' });
    expect(await of('2.0.0-rc.1', 'yank')).toEqual({ ...all, stable: null, offered: null });
    expect(await of('1.2.0', 'unyank')).toEqual({ ...all, stable: '1.2.0', offered: '2.0.0-rc.1' });
    await database.transact(workspace, async (tx) => {
      for (const version of ['2.0.0', '1.10.0', '1.2.0', '1.0.0'])
        await deleteYank(tx, { name: 'files.move', version });
    });
    const none = { versions: 0, stable: null, offered: null, highest: null, exists: false };
    expect(await of('1.0.0', undefined, 'no.such')).toEqual(none);
  });

  test('the versions next to a missing one are offered from both sides', async () => {
    const near = (version_key: string, limit: number) =>
      nearestVersions(database.db, { name: 'files.move', version_key, limit });
    expect(await near('0001.0005.0000~', 1)).toEqual(['1.10.0', '1.2.0']);
    expect(await near('9', 2)).toEqual(['2.0.0', '2.0.0-rc.1']);
    expect(await near('', 1)).toEqual(['1.0.0']);
  });

  test('a deprecation is written, replaced and taken back', async () => {
    await database.transact(workspace, async (tx) => {
      await upsertDeprecation(tx, { ...release, ...act, reason: 'old', severity: 'notice', replaced_by: null });
      await upsertDeprecation(tx, {
        ...release,
        ...act,
        reason: 'holes',
        severity: 'unsafe',
        replaced_by: 'files.move@^2',
        log_index: 4,
      });
    });
    const said = {
      deprecation_reason: 'holes',
      severity: 'unsafe',
      replaced_by: 'files.move@^2',
      yank_reason: null,
    };
    expect(await findVersion(database.db, 'files.move', '1.2.0')).toMatchObject(said);
    expect(
      (await listVersions(database.db, { name: 'files.move', limit: 9 })).find(({ version }) => version === '1.2.0'),
    ).toMatchObject(said);
    const undo = () => database.transact(workspace, (tx) => deleteDeprecation(tx, release));
    expect(await undo()).toMatchObject({ reason: 'holes' });
    expect(await undo()).toBeUndefined();
    expect(await findVersion(database.db, 'files.move', '1.2.0')).toMatchObject({ deprecation_reason: null });
  });

  test('a yank happens once and is taken back once', async () => {
    const yank = () =>
      database.transact(workspace, async (tx) => insertYank(tx, { ...release, ...act, reason: 'leak' }));
    await yank();
    await expect(yank()).rejects.toMatchObject({ cause: { code: '23505' } });
    expect(await findVersion(database.db, 'files.move', '1.2.0')).toMatchObject({ yank_reason: 'leak' });
    const undo = () => database.transact(workspace, (tx) => deleteYank(tx, release));
    expect(await undo()).toMatchObject({ reason: 'leak' });
    expect(await undo()).toBeUndefined();
  });

  test('nothing is said about, and no channel points at, a release that does not exist', async () => {
    const missing = { name: 'files.move', version: '9.9.9' };
    const foreignKey = { cause: { code: '23503' } };
    await expect(
      database.transact(workspace, async (tx) => insertYank(tx, { ...missing, ...act, reason: 'x' })),
    ).rejects.toMatchObject(foreignKey);
    await expect(
      database.transact(workspace, async (tx) =>
        upsertChannel(tx, { ...missing, ...act, channel: 'beta', pinned: false }),
      ),
    ).rejects.toMatchObject(foreignKey);
  });

  test('a channel is made, moved, listed and removed', async () => {
    const place = { name: 'files.move', channel: 'latest', pinned: false, ...act };
    await database.transact(workspace, async (tx) => {
      await upsertChannel(tx, { ...place, version: '1.0.0' });
      await upsertChannel(tx, { ...place, version: '1.2.0', pinned: true });
      await upsertChannel(tx, { ...place, channel: 'beta', version: '2.0.0-rc.1' });
      await upsertChannel(tx, { ...place, name: 'files.copy', version: '0.1.0' });
    });
    const listed = await listChannels(database.db, ['files.move', 'files.copy', 'no.such']);
    expect(listed.map(({ name, channel }) => `${name}@${channel}`)).toEqual([
      'files.copy@latest',
      'files.move@beta',
      'files.move@latest',
    ]);
    expect(listed.at(-1)).toEqual({ ...place, version: '1.2.0', pinned: true });
    const asked = ['latest', 'beta', 'none'].map((channel) => ({ name: 'files.move', channel }));
    expect(await findChannelPlaces(database.db, asked)).toEqual(
      expect.arrayContaining([
        { name: 'files.move', channel: 'latest', version: '1.2.0' },
        { name: 'files.move', channel: 'beta', version: '2.0.0-rc.1' },
      ]),
    );
    expect(await database.transact(workspace, (tx) => deleteChannel(tx, place))).toMatchObject({ version: '1.2.0' });
    expect(await database.transact(workspace, (tx) => deleteChannel(tx, place))).toBeUndefined();
  });

  test('a place tells of the digest, the owner and the name that would collide, and of channels and drafts', async () => {
    const of = async (name: string, version: string) => {
      const ids = { name, version, namespace: 'files', collision_key: name.replaceAll('_', '.') };
      const { hash, owner, existing } = await getPublishPlace(database.db, {
        ...ids,
        workspace_id: workspace,
        kids: [],
      });
      return { hash, owner, existing };
    };
    const hash = `sha256:${'0'.repeat(64)}`;
    expect(await of('files.move', '1.0.0')).toEqual({ hash, owner: workspace, existing: 'files.move' });
    expect(await of('files_move', '1.0.0')).toEqual({ hash: null, owner: workspace, existing: 'files.move' });
    const lock = (id: number) => database.transact(id, (tx) => lockPlace(tx, { name: 'files.copy' }));
    const stands = { name: 'files.copy', channel: 'latest', version: '0.1.0', pinned: false, ...act };
    await database.transact(workspace, async (tx) => {
      await upsertChannel(tx, stands);
      await insertDefinition(tx, definition(workspace, { name: 'files.copy' }));
    });
    expect(await lock(workspace)).toMatchObject({ channels: [stands], has_draft: true, keys: [] });
    expect(await lock(await seedWorkspace(database, 'elsewhere'))).toMatchObject({ action_id: null, has_draft: false });
  });

  test('names that differ only in dot and underscore exclude each other', async () => {
    const make = (name: string) =>
      database.transact(workspace, (tx) =>
        insertAction(tx, {
          name,
          collision_key: name.replaceAll('_', '.'),
          namespace: 'files',
          workspace_id: workspace,
          created_at: AT,
        }),
      );
    expect(await make('files.a_b')).toMatchObject({ name: 'files.a_b' });
    expect(await make('files.a.b')).toBeUndefined();
    expect(await make('files.a_b')).toBeUndefined();
    expect(await findActionByCollisionKey(database.db, 'files.a.b')).toMatchObject({ name: 'files.a_b' });
    expect(await findActionByName(database.db, 'files.a.b')).toBeUndefined();
  });

  test('only the owner locks an action, one at a time', async () => {
    const stranger = await seedWorkspace(database, 'stranger');
    const idOf = async (id: number, name: string) =>
      (await database.transact(id, (tx) => lockPlace(tx, { name }))).action_id;
    expect(await idOf(stranger, 'files.move')).toBeNull();
    expect(await idOf(workspace, 'no.such')).toBeNull();
    expect(await idOf(workspace, 'files.move')).toEqual(expect.any(Number));
    const order: string[] = [];
    const hold = (who: string) =>
      database.transact(workspace, async (tx) => {
        expect(await lockPlace(tx, { name: 'files.move' })).toMatchObject({ versions: 5 });
        order.push(`${who} in`);
        await selectRows(tx, sql`select pg_sleep(0.02)`);
        order.push(`${who} out`);
      });
    await Promise.all([hold('a'), hold('b'), hold('c')]);
    expect(order.filter((_, index) => index % 2 === 0).map((step) => step[0])).toEqual(
      order.filter((_, index) => index % 2 === 1).map((step) => step[0]),
    );
  });

  test('similar names are found, however short or repetitive, and never the name itself', async () => {
    await database.transact(workspace, async (tx) => {
      const names = ['ls', 'lz', 'read_file', 'read_files', 'weather.get', 'aaaaaaaaaaaa', `long.${'x'.repeat(58)}`];
      for (const name of names) await seedRelease(tx, workspace, { name, version: '1.0.0' });
    });
    const names = async (name: string) => (await similarNames(database.db, { name, limit: 5 })).map((row) => row.name);
    expect(await names('read_file')).toEqual(['read_files']);
    expect(await names('lx')).toEqual(['ls', 'lz']);
    expect(await names('l.s')).toEqual(['ls']);
    expect(await names('s')).toEqual(['ls']);
    expect(await names('wether.get')).toEqual(['weather.get']);
    expect(await names('sl')).toEqual(['ls']);
    expect(await names('baaaaaaaaaaa')).toEqual(['aaaaaaaaaaaa']);
    expect(await names(`long.${'x'.repeat(28)}y${'x'.repeat(29)}`)).toEqual([`long.${'x'.repeat(58)}`]);
    expect(await names(`%_'\\`)).toEqual([]);
  });

  test('a claim is noted with its log entry', async () => {
    await database.transact(workspace, async (tx) => setNamespaceLogIndex(tx, { name: 'files', log_index: 0 }));
    expect(await findNamespace(database.db, 'files')).toEqual({
      name: 'files',
      workspace: 'default',
      workspace_id: workspace,
      claimed_at: AT,
      log_index: 0,
    });
  });

  // PGlite has one session, so nothing there happens at once.
  if (kind === 'pglite') return;

  test('64 transactions that publish one version at once: one stores it', async () => {
    const publish = (index: number) =>
      database.transact(workspace, async (tx) => {
        const { action_id } = await lockPlace(tx, { name: 'files.copy' });
        return insertVersion(tx, {
          action_id: action_id ?? 0,
          name: 'files.copy',
          version: '7.0.0',
          version_key: '7',
          prerelease: false,
          kind: 'tool',
          canonical: `{"n":${index}}`,
          hash: String(index),
          size: 7,
          signatures: [],
          published_by: 'x',
          created_at: AT,
          log_index: 0,
        });
      });
    const tried = await Promise.allSettled(Array.from({ length: 64 }, (_, index) => publish(index)));
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
