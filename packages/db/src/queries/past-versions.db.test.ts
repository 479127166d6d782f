import type { EventType, JsonObject } from '@action-registry/schema';
import { beforeAll, expect, test } from 'vitest';
import { describeEachDatabase, type TestDatabase } from '../testing/databases.js';
import { AT, logEntry, seedRelease, seedWorkspace } from '../testing/seed.js';
import { listCandidates } from './candidates.js';
import { findChannelPlaces } from './channels.js';
import { appendLog } from './log.js';
import { deleteYank, insertYank } from './moderation.js';
import { findPastVersions } from './past-versions.js';

describeEachDatabase('what stood at an index', (_kind, open) => {
  let database: TestDatabase;
  let workspace: number;
  beforeAll(async () => {
    database = await open();
    workspace = await seedWorkspace(database, 'default');
  });

  const publish = (name: string, version: string) =>
    database.transact(workspace, (tx) => seedRelease(tx, workspace, { name, version, key: `${version}~` }));
  const say = (subject: string, type: EventType, facts: JsonObject = {}) =>
    database.transact(workspace, (tx) =>
      appendLog(tx, [logEntry({ workspace_id: workspace, subject, type, leaf: JSON.stringify({ type, ...facts }) })]),
    );

  test('yanks and deprecations are those of the last entry by then, also when they were undone since', async () => {
    const subject = 'past.one@1.0.0';
    const steps = [
      await publish('past.one', '1.0.0'),
      await say(subject, 'release.deprecate', { reason: 'Slow.', severity: 'notice', replaced_by: 'past.two' }),
      await say(subject, 'release.yank', { reason: 'Broken.' }),
      await say(subject, 'release.deprecate', { reason: 'Wrong.', severity: 'unsafe' }),
      await say(subject, 'release.undeprecate'),
      await say(subject, 'release.unyank'),
    ];
    const at = async (at_most: number) => {
      const [row] = await findPastVersions(database.db, [{ name: 'past.one', version: '1.0.0' }], { at_most });
      return row && [row.deprecation_reason, row.severity, row.replaced_by, row.yank_reason];
    };
    const [published = 0] = steps;
    expect(await at(published - 1)).toBeUndefined();
    expect(await Promise.all(steps.map(at))).toEqual([
      [null, null, null, null],
      ['Slow.', 'notice', 'past.two', null],
      ['Slow.', 'notice', 'past.two', 'Broken.'],
      ['Wrong.', 'unsafe', null, 'Broken.'],
      [null, null, null, 'Broken.'],
      [null, null, null, null],
    ]);
  });

  test('channels point where their last move by then led; a removed one is not there', async () => {
    const move = (channel: string, to: string | null) =>
      say(`past.channels@${channel}`, 'channel.move', {
        name: 'past.channels',
        channel,
        from: null,
        to,
        pinned: false,
      });
    const steps = [
      await move('beta', '1.0.0'),
      await move('next', '2.0.0'),
      await move('beta', '2.0.0'),
      await move('beta', null),
    ];
    const at = async (at_most: number) => {
      const asked = ['beta', 'next', 'no'].map((channel) => ({ name: 'past.channels', channel }));
      const places = await findChannelPlaces(database.db, asked, { at_most });
      return Object.fromEntries(places.map(({ channel, version }) => [channel, version]));
    };
    expect(await Promise.all([(steps[0] ?? 0) - 1, ...steps].map(at))).toEqual([
      {},
      { beta: '1.0.0' },
      { beta: '1.0.0', next: '2.0.0' },
      { beta: '2.0.0', next: '2.0.0' },
      { next: '2.0.0' },
    ]);
  });

  test('candidates come highest first in pieces, now and then, each with whether it is yanked', async () => {
    const indexes = [await publish('past.many', '1'), await publish('past.many', '2'), await publish('past.many', '3')];
    await publish('past.other', '9');
    const release = { name: 'past.many', version: '2' };
    const yanked = await say('past.many@2', 'release.yank', { reason: 'x' });
    await database.transact(workspace, async (tx) =>
      insertYank(tx, { ...release, reason: 'x', actor: 'x', at: AT, log_index: yanked }),
    );
    const list = async (asked: Parameters<typeof listCandidates>[1], limit: number, at_most?: number) =>
      (await listCandidates(database.db, asked, { limit, at_most })).map(
        (row) => `${row.name}@${row.version}${row.yanked ? ' yanked' : ''}`,
      );
    expect(await list([{ name: 'past.many' }, { name: 'past.other' }, { name: 'no.such' }], 2)).toEqual([
      'past.many@3',
      'past.many@2 yanked',
      'past.other@9',
    ]);
    expect(await list([{ name: 'past.many', before: '3~' }], 9)).toEqual(['past.many@2 yanked', 'past.many@1']);
    expect(await list([{ name: 'past.many' }], 9, indexes[1])).toEqual(['past.many@2', 'past.many@1']);
    await database.transact(workspace, (tx) => deleteYank(tx, release));
    const unyanked = await say('past.many@2', 'release.unyank');
    expect(await list([{ name: 'past.many' }], 2, unyanked - 1)).toEqual(['past.many@3', 'past.many@2 yanked']);
    expect(await list([{ name: 'past.many' }], 2, unyanked)).toEqual(['past.many@3', 'past.many@2']);
    expect(await list([{ name: 'past.many' }], 2)).toEqual(['past.many@3', 'past.many@2']);
  });
});
