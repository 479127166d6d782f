import { listEventsBySubject, listLogEntries, logSize } from '@action-registry/db';
import { describeEachDatabase } from '@action-registry/db/testing';
import { isRegistryError, type Permission, ROLE_PERMISSIONS } from '@action-registry/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallerContext } from '../context.js';
import { signedDocument, startTestRegistry, type TestRegistry, toKeyAddition } from '../testing/registry.js';
import { decideKeyRequest, listKeyRequests, requestKey } from './key-requests.js';
import { addKey, listTrustedKeys } from './keys.js';
import { publishRelease } from './publish-release.js';

describeEachDatabase('requests to trust a key', (_kind, open) => {
  let registry: TestRegistry;
  let publisher: CallerContext;
  let admin: CallerContext;
  let operator: CallerContext;
  beforeAll(async () => {
    registry = await startTestRegistry(await open());
    publisher = await registry.caller('ours', ROLE_PERMISSIONS.publisher);
    admin = await registry.caller('ours', ROLE_PERMISSIONS.admin);
    operator = await registry.caller('ours');
  });
  afterAll(() => registry.stop());

  const refusalOf = (call: Promise<unknown>) =>
    call.then(
      () => 'accepted',
      (error: unknown) => (isRegistryError(error) ? [error.code, error.details] : Promise.reject(error)),
    );
  const statusOf = async (kid: string) =>
    (await listTrustedKeys(admin)).items.find((key) => key.kid === kid)?.status ?? 'unknown';
  const gone = (id: number) => ['KEY_REQUEST_NOT_FOUND', { id }];

  test('asked for and accepted, the key is trusted and its owner publishes with it', async () => {
    const { key, input } = toKeyAddition('asked-key', { scope: ['asked.*'] });
    const request = await requestKey(publisher, input);
    expect(request).toMatchObject({ status: 'pending', requested_by: publisher.principal.actor, key: input });
    expect(await statusOf('asked-key')).toBe('unknown');
    const decided = await decideKeyRequest(admin, { id: request.id, accept: true });
    expect(decided).toMatchObject({ status: 'accepted', decided_by: admin.principal.actor });
    expect(await statusOf('asked-key')).toBe('active');
    await publishRelease(publisher, signedDocument(key, 'asked.tool@1.0.0'));
    const events = await registry.deps.database.transact(admin.principal.workspaceId, (tx) =>
      listEventsBySubject(tx, { subject: 'asked-key', limit: 10 }),
    );
    expect(events.map(({ type, actor }) => [type, actor])).toEqual([
      ['key.add', admin.principal.actor],
      ['key.decide', admin.principal.actor],
      ['key.request', publisher.principal.actor],
    ]);
    expect(events[1]?.data).toMatchObject({ before: { status: 'pending' }, after: { status: 'accepted' } });
    const [added] = (await listTrustedKeys(admin)).items.filter(({ kid }) => kid === 'asked-key');
    const [entry] = await listLogEntries(registry.deps.database.db, { start: added?.log_index ?? -1, limit: 1 });
    expect(entry?.type).toBe('key.add');
  });

  test('declined, nothing is trusted, and an answer is given once', async () => {
    const { id } = await requestKey(publisher, toKeyAddition('refused', { scope: ['refused.*'] }).input);
    expect(await decideKeyRequest(admin, { id, accept: false })).toMatchObject({ status: 'declined' });
    for (const accept of [true, false])
      expect(await refusalOf(decideKeyRequest(admin, { id, accept }))).toEqual(gone(id));
    expect(await statusOf('refused')).toBe('unknown');
  });

  test('the same request again is the first one, and says nothing more', async () => {
    const { input } = toKeyAddition('again', { scope: ['again.*'] });
    const first = await requestKey(publisher, input);
    const size = await logSize(registry.deps.database.db);
    expect(await requestKey(publisher, input)).toEqual(first);
    expect(await logSize(registry.deps.database.db)).toBe(size);
    const { items } = await listKeyRequests(admin, { limit: 10, status: 'pending' });
    expect(items.filter(({ key }) => key.kid === 'again')).toEqual([first]);
  });

  test('a bad proof, a taken kid and a foreign namespace are refused when asked for', async () => {
    const { input } = toKeyAddition('bad', { scope: ['bad.*'] });
    const other = toKeyAddition('bad', { scope: ['bad.*'] }).input;
    expect(await refusalOf(requestKey(publisher, { ...input, proof: other.proof }))).toMatchObject([
      'KEY_NOT_AUTHORIZED',
      { reason: 'proof_invalid' },
    ]);
    const taken = toKeyAddition('asked-key', { scope: ['asked.*'] }).input;
    expect(await refusalOf(requestKey(publisher, taken))).toMatchObject(['KEY_EXISTS', { reason: 'kid' }]);
    const theirs = await registry.caller('theirs');
    const foreign = toKeyAddition('foreign', { scope: ['asked.*'] }).input;
    expect(await refusalOf(requestKey(theirs, foreign))).toMatchObject(['NAMESPACE_FORBIDDEN', { namespace: 'asked' }]);
  });

  test('accepting takes every right that adding the key does', async () => {
    const { id } = await requestKey(publisher, toKeyAddition('everywhere').input);
    const lacks = (permission: Permission) => ['FORBIDDEN', { permission }];
    expect(await refusalOf(decideKeyRequest(admin, { id, accept: true }))).toEqual(lacks('registry:operate'));
    const narrow: CallerContext = { ...operator, principal: { ...operator.principal, nameGlobs: ['asked.*'] } };
    expect(await refusalOf(decideKeyRequest(narrow, { id, accept: true }))).toMatchObject([
      'FORBIDDEN',
      { permission: 'keys:manage', name: '*', name_globs: ['asked.*'] },
    ]);
    expect(await statusOf('everywhere')).toBe('unknown');
    expect(await decideKeyRequest(operator, { id, accept: true })).toMatchObject({ status: 'accepted' });
    expect(await statusOf('everywhere')).toBe('active');
  });

  test('a key that was added meanwhile leaves its request as it was', async () => {
    const { input } = toKeyAddition('meanwhile', { scope: ['meanwhile.*'] });
    const { id } = await requestKey(publisher, input);
    await addKey(admin, input);
    expect(await refusalOf(decideKeyRequest(admin, { id, accept: true }))).toMatchObject(['KEY_EXISTS', {}]);
    expect(await decideKeyRequest(admin, { id, accept: false })).toMatchObject({ status: 'declined' });
  });

  test('another workspace’s request is as good as none', async () => {
    const { id } = await requestKey(publisher, toKeyAddition('ours', { scope: ['ours.*'] }).input);
    const theirs = await registry.caller('theirs');
    for (const one of [id, 999_999])
      expect(await refusalOf(decideKeyRequest(theirs, { id: one, accept: true }))).toEqual(gone(one));
    expect((await listKeyRequests(theirs, { limit: 10 })).items).toEqual([]);
  });

  test('the list goes on where a page ended, newest first', async () => {
    const all = await listKeyRequests(admin, { limit: 200 });
    const first = await listKeyRequests(admin, { limit: 2 });
    const rest = await listKeyRequests(admin, { limit: 200, cursor: first.next_cursor ?? '' });
    expect([...first.items, ...rest.items]).toEqual(all.items);
    expect(all.items.length).toBeGreaterThan(3);
  });

  test('of many answers at the same moment one stands', async () => {
    const { id } = await requestKey(publisher, toKeyAddition('raced', { scope: ['raced.*'] }).input);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => refusalOf(decideKeyRequest(admin, { id, accept: n % 2 === 0 }))),
    );
    expect(answers.filter((answer) => answer === 'accepted')).toHaveLength(1);
    expect(answers.filter((answer) => answer !== 'accepted')).toEqual(Array(7).fill(gone(id)));
    const [row] = (await listKeyRequests(admin, { limit: 1 })).items;
    expect(await statusOf('raced')).toBe(row?.status === 'accepted' ? 'active' : 'unknown');
  });
});
