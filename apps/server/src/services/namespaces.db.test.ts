import { listEventsBySubject, listLogEntries, logSize } from '@action-registry/db';
import { describeEachDatabase, type TestDatabase } from '@action-registry/db/testing';
import { isRegistryError } from '@action-registry/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallerContext } from '../context.js';
import { inspectRegistry } from '../doctor/inspect-registry.js';
import { openSignedLog } from '../signed-log.js';
import { attack } from '../testing/attacks.js';
import { addTestKey, signedDocument, startTestRegistry, type TestKey, type TestRegistry } from '../testing/registry.js';
import { answerTransfer, listNamespaces, offerNamespace } from './namespaces.js';
import { publishRelease } from './publish-release.js';

describeEachDatabase('namespaces that change hands', (_kind, open) => {
  let database: TestDatabase;
  let registry: TestRegistry;
  let giver: CallerContext;
  let taker: CallerContext;
  let other: CallerContext;
  let key: TestKey;
  beforeAll(async () => {
    database = await open();
    registry = await startTestRegistry(database);
    giver = await registry.caller('giver');
    taker = await registry.caller('taker');
    other = await registry.caller('other');
    key = await addTestKey(giver, 'global');
  });
  afterAll(() => registry.stop());

  const refusalOf = (call: Promise<unknown>) =>
    call.then(
      () => 'accepted',
      (error: unknown) => (isRegistryError(error) ? [error.code, error.details] : Promise.reject(error)),
    );
  const publish = (ctx: CallerContext, reference: string) => publishRelease(ctx, signedDocument(key, reference));
  const offer = (namespace: string, to = 'taker', ctx = giver) => offerNamespace(ctx, { namespace, to });
  const answer = (ctx: CallerContext, namespace: string, accept: boolean) => answerTransfer(ctx, { namespace, accept });
  const namesOf = async (ctx: CallerContext) => {
    const { items, offers } = await listNamespaces(ctx, { limit: 200 });
    return { owned: items.map(({ namespace }) => namespace), offered: offers.map(({ namespace }) => namespace) };
  };
  const eventsOf = (ctx: CallerContext, subject: string) =>
    database.transact(ctx.principal.workspaceId, (tx) => listEventsBySubject(tx, { subject, limit: 10 }));

  test('offered and accepted: the other side owns it, publishes there, and the log tells everybody', async () => {
    await publish(giver, 'files.move@1.0.0');
    await publish(giver, 'files.copy@1.0.0');
    expect(await offer('files')).toMatchObject({ namespace: 'files', from: 'giver', to: 'taker' });
    expect((await listNamespaces(giver, { limit: 10 })).items[0]).toMatchObject({ actions: 2, offer: { to: 'taker' } });
    expect(await namesOf(taker)).toEqual({ owned: [], offered: ['files'] });
    expect(await namesOf(other)).toEqual({ owned: [], offered: [] });
    expect(await answer(taker, 'files', true)).toEqual({ namespace: 'files', workspace: 'taker' });
    expect(await namesOf(giver)).toEqual({ owned: [], offered: [] });
    const { items } = await listNamespaces(taker, { limit: 10 });
    expect(items).toMatchObject([{ namespace: 'files', actions: 2 }]);
    const [entry] = await listLogEntries(database.db, { start: items[0]?.log_index ?? -1, limit: 1 });
    expect(entry).toMatchObject({ type: 'namespace.transfer', subject: 'files', workspace: 'taker' });
    expect(JSON.parse(entry?.leaf ?? '')).toEqual({
      ...{ type: 'namespace.transfer', v: 1, namespace: 'files', from: 'giver', to: 'taker' },
    });
    await publish(taker, 'files.move@1.1.0');
    await publish(taker, 'files.link@1.0.0');
    expect(await refusalOf(publish(giver, 'files.move@1.2.0'))).toMatchObject(['NAMESPACE_FORBIDDEN', {}]);
    expect(await refusalOf(publish(giver, 'files.fresh@1.0.0'))).toMatchObject(['NAMESPACE_FORBIDDEN', {}]);
  });

  test('declined or taken back, an offer is gone and nothing else changed', async () => {
    await publish(giver, 'notes.add@1.0.0');
    for (const ctx of [taker, giver]) {
      await offer('notes');
      expect(await answer(ctx, 'notes', false)).toEqual({ namespace: 'notes', workspace: 'giver' });
      expect(await refusalOf(answer(taker, 'notes', true))).toEqual(['NAMESPACE_NOT_FOUND', { namespace: 'notes' }]);
    }
    expect((await eventsOf(taker, 'notes')).map(({ type }) => type)).toEqual(['namespace.decline', 'namespace.claim']);
    const own = await eventsOf(giver, 'notes');
    expect(own.map(({ type }) => type)).toEqual([
      ...['namespace.decline', 'namespace.offer', 'namespace.offer', 'namespace.claim'],
    ]);
    await publish(giver, 'notes.add@1.1.0');
  });

  test('an offer to somebody else replaces the one before, and the same again says nothing', async () => {
    await publish(giver, 'mail.send@1.0.0');
    await offer('mail');
    const size = await logSize(database.db);
    await offer('mail');
    expect(await logSize(database.db)).toBe(size);
    await offer('mail', 'other');
    expect((await eventsOf(giver, 'mail'))[0]?.data).toEqual({
      ...{ namespace: 'mail', before: { to: 'taker' }, after: { to: 'other' } },
    });
    expect(await refusalOf(answer(taker, 'mail', true))).toEqual(['NAMESPACE_NOT_FOUND', { namespace: 'mail' }]);
    expect(await answer(other, 'mail', true)).toEqual({ namespace: 'mail', workspace: 'other' });
  });

  test('only the owner offers, only the receiver accepts, and who exists is not told', async () => {
    await publish(giver, 'web.fetch@1.0.0');
    const none = (namespace: string) => ['NAMESPACE_NOT_FOUND', { namespace }];
    expect(await refusalOf(offer('web', 'taker', other))).toEqual(none('web'));
    expect(await refusalOf(offer('nowhere', 'taker', other))).toEqual(none('nowhere'));
    await offer('web');
    for (const accept of [true, false]) expect(await refusalOf(answer(other, 'web', accept))).toEqual(none('web'));
    expect(await refusalOf(answer(giver, 'web', true))).toEqual(none('web'));
    expect(await offer('web', 'no-such-workspace')).toMatchObject({ to: 'no-such-workspace' });
    expect(await refusalOf(offer('web', 'giver'))).toMatchObject(['INVALID_BODY', { issues: [{ path: '/to' }] }]);
  });

  test('a key that may not write all of the namespace neither offers nor answers', async () => {
    const narrow = (ctx: CallerContext, name_globs: string[]): CallerContext => ({
      ...ctx,
      principal: { ...ctx.principal, nameGlobs: name_globs },
    });
    for (const globs of [['web.fetch'], ['web.fetch.*'], ['webs.*']]) {
      const refused = ['FORBIDDEN', { permission: 'members:manage', name: 'web.*', name_globs: globs }];
      expect(await refusalOf(offer('web', 'taker', narrow(giver, globs)))).toEqual(refused);
      expect(await refusalOf(answer(narrow(taker, globs), 'web', true))).toEqual(refused);
    }
    expect(await offer('web', 'taker', narrow(giver, ['web.*']))).toMatchObject({ to: 'taker' });
  });

  test('the list goes on where a page ended', async () => {
    const all = await listNamespaces(giver, { limit: 200 });
    const first = await listNamespaces(giver, { limit: 1 });
    const cursor = first.next_cursor ?? '';
    const rest = await listNamespaces(giver, { limit: 200, cursor });
    expect([...first.items, ...rest.items]).toEqual(all.items);
    expect(all.items.length).toBeGreaterThan(1);
  });

  test('the doctor finds nothing in a registry whose namespaces moved, and who gave one back behind its back', async () => {
    const { config, now, signer } = registry.deps;
    const size = await logSize(database.db);
    await signer.atLeast(size);
    const { eras } = await openSignedLog({ database, config, now });
    const inspect = async (from: number) =>
      (await inspectRegistry({ database, from, eras, mark: undefined, trustedKeys: [] })).differences;
    for (const from of [0, 3, 6, 9, size - 4]) expect([from, await inspect(from)]).toEqual([from, []]);
    const { workspaceId } = giver.principal;
    const change = `update namespaces set workspace_id = ${workspaceId} where name = 'files'`;
    await attack(database, { table: 'namespaces', change }, async () => {
      const owner = { where: 'namespaces files', what: 'owner', expected: 'taker', found: 'giver' };
      expect(await inspect(0)).toEqual([expect.objectContaining(owner)]);
    });
  });
});
