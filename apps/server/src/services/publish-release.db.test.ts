import { findAction, listLogEntries, logSize } from '@action-registry/db';
import { describeEachDatabase, type TestDatabase } from '@action-registry/db/testing';
import { isRegistryError, type JsonObject, type PublishRelease } from '@action-registry/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallerContext } from '../context.js';
import { addTestKey, signedDocument, startTestRegistry, type TestKey, type TestRegistry } from '../testing/registry.js';
import { CHANNELS_MAX } from './channel-limit.js';
import { listActionChannels, moveChannel } from './channels.js';
import { createDefinition, getDefinition, updateDefinition } from './definitions.js';
import { retireKey } from './keys.js';
import { deprecateRelease, unyankRelease, yankRelease } from './moderate-release.js';
import { publishRelease } from './publish-release.js';

/** The code of what a call is refused with; anything else passes through. */
const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'accepted',
    (error: unknown) => (isRegistryError(error) ? error.code : Promise.reject(error)),
  );

const tally = (codes: readonly string[]): Record<string, number> =>
  Object.fromEntries([...new Set(codes)].map((code) => [code, codes.filter((each) => each === code).length]));

describeEachDatabase('publishing', (kind, open) => {
  let database: TestDatabase;
  let registry: TestRegistry;
  let ours: CallerContext;
  let theirs: CallerContext;
  let key: TestKey;
  beforeAll(async () => {
    database = await open();
    registry = await startTestRegistry(database);
    ours = await registry.caller('ours');
    theirs = await registry.caller('theirs');
    key = await addTestKey(ours, 'global-key');
  });
  afterAll(() => registry.stop());

  const publish = (
    reference: string,
    { ctx = ours, fields = {}, by = key, ...input }: Partial<PublishRelease> & PublishOptions = {},
  ) => publishRelease(ctx, { ...signedDocument(by, reference, fields), ...input });
  type PublishOptions = { ctx?: CallerContext; fields?: JsonObject; by?: TestKey };

  const channelsOf = async (name: string) =>
    Object.fromEntries(
      (await listActionChannels(ours, { name })).items.map(({ channel, version }) => [channel, version]),
    );
  const entriesSince = async (start: number) =>
    (await listLogEntries(database.db, { start, limit: 20 })).map(({ type, subject }) => `${type} ${subject}`);

  test('the rows of a publish carry the indexes of their own entries', async () => {
    const start = await logSize(database.db);
    const released = await publish('first.one@1.0.0', { channel: 'beta' });
    expect(await entriesSince(start)).toEqual([
      'namespace.claim first',
      'release.publish first.one@1.0.0',
      'channel.move first.one@latest',
      'channel.move first.one@beta',
    ]);
    expect(released).toMatchObject({ created: true, verified: true, log_index: start + 1 });
    const { items } = await listActionChannels(ours, { name: 'first.one' });
    expect(items.map(({ channel, log_index, pinned }) => [channel, log_index, pinned])).toEqual([
      ['beta', start + 3, false],
      ['latest', start + 2, false],
    ]);
    expect(await publish('first.one@1.0.0')).toMatchObject({ created: false, log_index: start + 1 });
    expect(await logSize(database.db)).toBe(start + 4);
  });

  test('`latest` follows the highest stable release, then pre-releases, whatever the order of publishing', async () => {
    const name = 'first.order';
    const steps: [string, string][] = [
      ['1.0.0-rc.1', '1.0.0-rc.1'],
      ['0.9.0', '0.9.0'],
      ['1.0.0', '1.0.0'],
      ['0.9.1', '1.0.0'],
      ['2.0.0-rc.1', '1.0.0'],
      ['1.10.0', '1.10.0'],
      ['1.9.0', '1.10.0'],
    ];
    for (const [version, latest] of steps) {
      await publish(`${name}@${version}`, { fields: { description: `This is ${version}` } });
      expect([version, await channelsOf(name)]).toEqual([version, { latest }]);
      expect(await findAction(database.db, name)).toMatchObject({
        latest_version: latest,
        description: `This is ${latest}`,
        yanked: false,
      });
    }
    expect(await findAction(database.db, name)).toMatchObject({ versions: steps.length });
    const yank = (version: string) => yankRelease(ours, { name, version, reason: 'x' });
    for (const version of ['1.10.0', '1.9.0', '1.0.0', '0.9.1', '0.9.0']) await yank(version);
    expect(await channelsOf(name)).toEqual({ latest: '2.0.0-rc.1' });
    await yank('2.0.0-rc.1');
    await yank('1.0.0-rc.1');
    expect(await channelsOf(name)).toEqual({});
    expect(await findAction(database.db, name)).toMatchObject({ latest_version: '2.0.0-rc.1', yanked: true });
    await unyankRelease(ours, { name, version: '0.9.0' });
    expect(await channelsOf(name)).toEqual({ latest: '0.9.0' });
    expect(await findAction(database.db, name)).toMatchObject({ latest_version: '0.9.0', yanked: false });
  });

  test('search shows a deprecation of the release that it shows, and keeps it when another version is published', async () => {
    const name = 'first.old';
    await publish(`${name}@2.0.0`);
    await publish(`${name}@1.0.0`);
    await deprecateRelease(ours, { name, version: '1.0.0', reason: 'x', severity: 'notice' });
    expect(await findAction(database.db, name)).toMatchObject({ deprecated: false });
    await deprecateRelease(ours, { name, version: '2.0.0', reason: 'x', severity: 'notice' });
    await publish(`${name}@1.1.0`);
    expect(await findAction(database.db, name)).toMatchObject({
      deprecated: true,
      versions: 3,
      latest_version: '2.0.0',
    });
    await publish(`${name}@2.1.0`);
    expect(await findAction(database.db, name)).toMatchObject({
      deprecated: false,
      versions: 4,
      latest_version: '2.1.0',
    });
  });

  test('a pinned `latest` stays, and follows again once it is unpinned; moves say whence they came', async () => {
    const name = 'first.pin';
    await publish(`${name}@1.0.0`);
    await publish(`${name}@2.0.0`, { channel: 'production' });
    const move = { name, channel: 'latest' };
    expect(await moveChannel(ours, { ...move, version: '1.0.0', from: '2.0.0' })).toMatchObject({
      from: '2.0.0',
      to: '1.0.0',
    });
    await publish(`${name}@3.0.0`);
    expect(await channelsOf(name)).toEqual({ latest: '1.0.0', production: '2.0.0' });
    expect(await findAction(database.db, name)).toMatchObject({
      latest_version: '1.0.0',
      channels: ['latest', 'production'],
    });
    expect(await codeOf(moveChannel(ours, { ...move, version: null, from: '2.0.0' }))).toBe('REVISION_CONFLICT');
    expect(await moveChannel(ours, { ...move, version: null })).toMatchObject({ from: '1.0.0', to: '3.0.0' });
    expect(await findAction(database.db, name)).toMatchObject({ latest_version: '3.0.0', channels: ['production'] });
    await moveChannel(ours, { name, channel: 'production', version: null });
    expect(await findAction(database.db, name)).toMatchObject({ channels: [] });
  });

  test('no channel is moved to a yanked release or one that does not exist', async () => {
    const name = 'first.away';
    await publish(`${name}@1.0.0`);
    await yankRelease(ours, { name, version: '1.0.0', reason: 'x' });
    const size = await logSize(database.db);
    for (const version of ['1.0.0', '9.9.9'])
      expect(await codeOf(moveChannel(ours, { name, channel: 'beta', version }))).toBe('VERSION_NOT_FOUND');
    expect(await codeOf(moveChannel(ours, { name, channel: 'beta', version: null }))).toBe('VERSION_NOT_FOUND');
    expect([await channelsOf(name), await logSize(database.db)]).toEqual([{}, size]);
  });

  test('an action has so many channels and no more; those it has can still be moved', async () => {
    const name = 'first.crowd';
    await publish(`${name}@1.0.0`);
    const channels = Array.from({ length: CHANNELS_MAX - 1 }, (_, index) => `c-${index}`);
    for (const channel of channels) await moveChannel(ours, { name, channel, version: '1.0.0' });
    const size = await logSize(database.db);
    expect(await codeOf(moveChannel(ours, { name, channel: 'more', version: '1.0.0' }))).toBe('LIMIT_REACHED');
    expect(await codeOf(publish(`${name}@1.1.0`, { channel: 'more' }))).toBe('LIMIT_REACHED');
    expect(await logSize(database.db)).toBe(size);
    expect(await codeOf(publish(`${name}@1.1.0`, { channel: 'c-0' }))).toBe('accepted');
  });

  test('a name one letter away from another workspace’s is published with a warning, which the log keeps', async () => {
    await publish('weather.get@1.0.0');
    const theirKey = await addTestKey(theirs, 'their-weather', { scope: ['weathre.*', 'wether.*'] });
    for (const name of ['wether.get', 'weathre.get']) {
      const { warnings, log_index } = await publish(`${name}@1.0.0`, { ctx: theirs, by: theirKey });
      expect(warnings).toMatchObject([{ code: 'similar_name', message: expect.stringContaining("'weather.get'") }]);
      const [entry] = await listLogEntries(database.db, { start: log_index, limit: 1 });
      expect(entry?.data?.warnings).toEqual(warnings);
    }
    expect(await publish('weathers.get@1.0.0')).toMatchObject({ warnings: [] });
  });

  test('another workspace’s key signs nothing here, though its scope was free when it was added', async () => {
    const squatter = await addTestKey(theirs, 'squatter', { scope: ['late.*'] });
    await publish('late.one@1.0.0');
    const size = await logSize(database.db);
    expect(await codeOf(publish('late.one@2.0.0', { by: squatter }))).toBe('KEY_NOT_AUTHORIZED');
    expect(await codeOf(publish('late.one@2.0.0', { ctx: theirs, by: squatter }))).toBe('NAMESPACE_FORBIDDEN');
    expect(await logSize(database.db)).toBe(size);
  });

  test('a key that another server added is known at once', async () => {
    const elsewhere = await startTestRegistry(database);
    const added = await addTestKey(await elsewhere.caller('ours'), 'elsewhere');
    await elsewhere.stop();
    expect(await codeOf(publish('first.elsewhere@1.0.0', { by: added }))).toBe('accepted');
  });

  test('a draft starts from the release just published; its revision stays, and other workspaces’ drafts stand', async () => {
    const prompt = { kind: 'prompt' as const, title: 'T', spec: { prompt: 'x' }, name: 'first.draft' };
    const [mine, foreign] = [await createDefinition(ours, prompt), await createDefinition(theirs, prompt)];
    await publish('first.draft@1.0.0');
    expect(await getDefinition(ours, mine.action)).toMatchObject({
      base_version: '1.0.0',
      revision: 1,
      published: { name: 'first.draft', latest_version: '1.0.0' },
    });
    const other = await getDefinition(theirs, foreign.action);
    expect([other.base_version, other.published]).toEqual([undefined, undefined]);
  });

  test('`base_version` must still be the release that it succeeds', async () => {
    await publish('first.base@1.0.0');
    await publish('first.base@2.0.0-rc.1');
    expect(await codeOf(publish('first.base@1.1.0', { base_version: '1.0.0' }))).toBe('accepted');
    expect(await codeOf(publish('first.base@1.2.0', { base_version: '1.0.0' }))).toBe('REVISION_CONFLICT');
    expect(await codeOf(publish('first.new@1.0.0', { base_version: '0.9.0' }))).toBe('REVISION_CONFLICT');
    expect(await findAction(database.db, 'first.new')).toBeUndefined();
  });

  test('64 at once: the same bytes get one answer, and of different bytes exactly one wins', async () => {
    const all = Array.from({ length: 64 }, (_, index) => index);
    const same = await Promise.all(all.map(() => publish('race.same@1.0.0')));
    expect(same.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(same.map(({ log_index }) => log_index)).size).toBe(1);
    const size = await logSize(database.db);
    const different = await Promise.all(
      all.map((index) => codeOf(publish('race.different@1.0.0', { fields: { description: String(index) } }))),
    );
    expect(tally(different)).toEqual({ accepted: 1, VERSION_EXISTS: 63 });
    expect(await logSize(database.db)).toBe(size + 2);
  });

  test('of two names that collide, and of two workspaces that claim one namespace, one wins, and nothing is left of the other', async () => {
    const names = await Promise.all(
      ['race.a_b', 'race.a.b', 'race.a_b', 'race.a.b'].map((name, index) =>
        codeOf(publish(`${name}@1.${index}.0`)).then((code) => [name, code] as const),
      ),
    );
    const winners = new Set(names.flatMap(([name, code]) => (code === 'accepted' ? [name] : [])));
    expect([winners.size, tally(names.map(([, code]) => code))]).toEqual([1, { accepted: 2, NAME_COLLISION: 2 }]);
    const theirKey = await addTestKey(theirs, 'racer', { scope: ['claimed.*'] });
    const claims = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        codeOf(publish(`claimed.n${index}@1.0.0`, index % 2 === 0 ? {} : { ctx: theirs, by: theirKey })),
      ),
    );
    expect(tally(claims)).toEqual({ accepted: 8, NAMESPACE_FORBIDDEN: 8 });
    expect(new Set(claims.filter((_, index) => index % 2 === 0)).size).toBe(1);
  });

  // PGlite has one session, so nobody waits for anybody there.
  if (kind === 'pglite') return;

  test('publishing, editing, moderating and retiring at once never stand in each other’s way: no deadlock', async () => {
    const name = 'race.busy';
    await publish(`${name}@1.0.0`);
    const { action } = await createDefinition(ours, { kind: 'prompt', title: 'T', spec: { prompt: 'x' }, name });
    const keys = await Promise.all(['one', 'two', 'three'].map((kid) => addTestKey(ours, `race-${kid}`)));
    const deadlocks = async () =>
      (await database.superuser(`select deadlocks from pg_stat_database where datname = current_database()`))[0];
    const before = await deadlocks();
    const work = Array.from({ length: 20 }, (_, index) => [
      codeOf(publish(`${name}@2.${index}.0`, { by: keys[index % 3] ?? key })),
      codeOf(updateDefinition(ours, { id: action.id, title: `T${index}` })),
      codeOf(yankRelease(ours, { name, version: '1.0.0', reason: 'x' })),
      codeOf(unyankRelease(ours, { name, version: '1.0.0' })),
      codeOf(moveChannel(ours, { name, channel: 'beta', version: '1.0.0' })),
    ]).flat();
    const retired = Promise.all(keys.flatMap(({ kid }) => [retireKey(ours, { kid }), retireKey(ours, { kid })]));
    const codes = new Set(await Promise.all(work));
    await retired;
    // A channel may meet the release while it is yanked, and a publish its key after it was retired.
    for (const code of codes) expect(['accepted', 'VERSION_NOT_FOUND', 'KEY_NOT_AUTHORIZED']).toContain(code);
    expect(await deadlocks()).toEqual(before);
    expect((await getDefinition(ours, action)).revision).toBe(21);
    const entries = (await listLogEntries(database.db, { start: 0, limit: 10_000 })).filter(
      ({ type }) => type === 'key.retire',
    );
    expect(entries.map(({ subject }) => subject).sort()).toEqual(['race-one', 'race-three', 'race-two']);
  });
});
