import { randomBytes } from 'node:crypto';
import {
  countCall,
  findDefinition,
  findSessionByHash,
  insertApiKey,
  insertDefinition,
  insertSession,
  insertWorkspace,
  softDeleteDefinition,
} from '@action-registry/db';
import { describeEachDatabase } from '@action-registry/db/testing';
import { expect, test } from 'vitest';
import { removeExpired } from './maintenance.js';

const NOW = new Date('2026-11-21T12:00:00.000Z');
const daysAgo = (days: number): string => new Date(NOW.getTime() - days * 86_400_000).toISOString();

describeEachDatabase('maintenance', (_kind, open) => {
  test('drafts deleted over 30 days ago, expired sessions and old counters go; everything else stays', async () => {
    const database = await open();
    const workspace = await database.transact(null, (tx) =>
      insertWorkspace(tx, { slug: 'kept', name: 'Kept', created_at: daysAgo(60) }),
    );
    const id = workspace?.id ?? 0;
    const [old, recent, live, ended, current] = await database.transact(id, async (tx) => {
      const make = async (title: string, deletedAt?: string) => {
        const row = {
          workspace_id: id,
          kind: 'prompt',
          title,
          spec: {},
          tags: [],
          created_by: 'x',
          updated_by: 'x',
          digest: 'x',
        };
        const at = { created_at: daysAgo(60), updated_at: daysAgo(60) };
        const made = await insertDefinition(tx, { ...row, ...at } as never);
        if (deletedAt !== undefined) await softDeleteDefinition(tx, { id: made.id, actor: 'x', at: deletedAt });
        return made.id;
      };
      const api_key_id = await insertApiKey(tx, {
        workspace_id: id,
        name: 'a',
        key_prefix: 'a',
        secret_hash: randomBytes(32),
        permissions: [],
        created_by: 'x',
        created_at: daysAgo(60),
      });
      const session = async (expires_at: string) => {
        const token_hash = randomBytes(32);
        const row = {
          workspace_id: id,
          api_key_id,
          token_hash,
          kind: 'session' as const,
          created_at: daysAgo(9),
          expires_at,
        };
        await insertSession(tx, row);
        return token_hash;
      };
      return [
        await make('old', daysAgo(31)),
        await make('recent', daysAgo(29)),
        await make('live'),
        await session(daysAgo(1)),
        await session(daysAgo(-1)),
      ] as const;
    });
    await countCall(database.db, { key: 'reads x', window_start: daysAgo(1) });
    await removeExpired({ database, now: () => NOW });
    await database.transact(id, async (tx) => {
      expect(await findDefinition(tx, old, { deleted: true })).toBeUndefined();
      expect(await findDefinition(tx, recent, { deleted: true })).toMatchObject({ title: 'recent' });
      expect(await findDefinition(tx, live)).toMatchObject({ title: 'live' });
    });
    expect(await findSessionByHash(database.db, ended)).toBeUndefined();
    expect(await findSessionByHash(database.db, current)).toBeDefined();
    expect(await countCall(database.db, { key: 'reads x', window_start: daysAgo(1) })).toBe(1);
  });
});
