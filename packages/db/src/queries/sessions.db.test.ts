import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { selectRows } from '../database.js';
import { describeEachDatabase, type TestDatabase } from '../testing/databases.js';
import { AT, seedWorkspace } from '../testing/seed.js';
import { insertApiKey } from './api-keys.js';
import { countCall, deleteOldCalls } from './rate-limits.js';
import { deleteExpiredSessions, findSessionByHash, insertSession, revokeSession, takeSignInLink } from './sessions.js';

const LATER = '2026-11-01T12:05:00.000Z';
const EXPIRY = '2026-11-01T12:10:00.000Z';

describeEachDatabase('sessions', (_kind, open) => {
  let database: TestDatabase;
  let workspace: number;
  let apiKey: number;
  beforeAll(async () => {
    database = await open();
    workspace = await seedWorkspace(database, 'sessions');
    apiKey = await database.transact(workspace, (tx) =>
      insertApiKey(tx, {
        workspace_id: workspace,
        name: 'ana',
        key_prefix: 'ark_ana',
        secret_hash: randomBytes(32),
        permissions: ['definitions:read'],
        created_by: 'tester',
        created_at: AT,
      }),
    );
  });

  const store = async (kind: 'link' | 'session') => {
    const token_hash = randomBytes(32);
    const row = { workspace_id: workspace, api_key_id: apiKey, token_hash, kind, created_at: AT, expires_at: EXPIRY };
    await database.transact(workspace, (tx) => insertSession(tx, row));
    return token_hash;
  };

  test('a session is found by its hash with its key, and says when it ended', async () => {
    const hash = await store('session');
    const found = await findSessionByHash(database.db, hash);
    const api_key = { id: apiKey, name: 'ana', key_prefix: 'ark_ana', expires_at: null, revoked_at: null };
    expect(found).toMatchObject({ workspace: 'sessions', expires_at: EXPIRY, revoked_at: null, api_key, member: null });
    await database.transact(workspace, (tx) => revokeSession(tx, { id: found?.id ?? 0, at: LATER }));
    expect(await findSessionByHash(database.db, hash)).toMatchObject({ revoked_at: LATER });
    expect(await findSessionByHash(database.db, randomBytes(32))).toBeUndefined();
  });

  test('a link works once, not after it expired, and is no session', async () => {
    const hash = await store('link');
    expect(await findSessionByHash(database.db, hash)).toBeUndefined();
    expect(await takeSignInLink(database.db, { hash, at: EXPIRY })).toBeUndefined();
    const taken = await Promise.all([1, 2, 3].map(() => takeSignInLink(database.db, { hash, at: LATER })));
    expect(taken.filter((row) => row !== undefined)).toEqual([
      { workspace_id: workspace, api_key_id: apiKey, member_id: null, proven: false },
    ]);
    expect(await takeSignInLink(database.db, { hash: await store('session'), at: LATER })).toBeUndefined();
  });

  test('sessions belong to their workspace, and their hashes are never read', async () => {
    await store('session');
    const other = await seedWorkspace(database, 'others');
    const ids = (id: number | null) =>
      database.transact(id, (tx) => selectRows<{ id: number }>(tx, sql`select id from sessions`));
    expect(await ids(other)).toEqual([]);
    expect(await ids(null)).toEqual([]);
    expect((await ids(workspace)).length).toBeGreaterThan(0);
    const hashes = database.transact(workspace, (tx) => selectRows(tx, sql`select token_hash from sessions`));
    await expect(hashes).rejects.toThrow();
  });

  test('expired sessions are forgotten', async () => {
    const hash = await store('session');
    await database.transact(workspace, (tx) => deleteExpiredSessions(tx, EXPIRY));
    expect(await findSessionByHash(database.db, hash)).toBeDefined();
    await database.transact(workspace, (tx) => deleteExpiredSessions(tx, '2026-11-01T12:10:00.001Z'));
    expect(await findSessionByHash(database.db, hash)).toBeUndefined();
  });
});

describeEachDatabase('rate limits', (_kind, open) => {
  test('calls at once are all counted, each key and window apart', async () => {
    const { db } = await open();
    const at = { key: 'publishes ana', window_start: AT };
    const counts = await Promise.all(Array.from({ length: 8 }, () => countCall(db, at)));
    expect(counts.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await countCall(db, { ...at, key: 'publishes bo' })).toBe(1);
    expect(await countCall(db, { ...at, window_start: LATER })).toBe(1);
    expect(await countCall(db, { ...at, window_start: LATER })).toBe(2);
    await deleteOldCalls(db, LATER);
    expect(await countCall(db, { ...at, window_start: LATER })).toBe(3);
    await deleteOldCalls(db, EXPIRY);
    expect(await countCall(db, { ...at, window_start: LATER })).toBe(1);
  });
});
