// A namespace changes hands while others publish into it and answer the same offer: PostgreSQL only, where transactions meet.
import { logSize } from '@action-registry/db';
import { openTestDatabase, type TestDatabase } from '@action-registry/db/testing';
import { isRegistryError } from '@action-registry/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallerContext } from '../context.js';
import { inspectRegistry } from '../doctor/inspect-registry.js';
import { openSignedLog } from '../signed-log.js';
import { addTestKey, signedDocument, startTestRegistry, type TestKey, type TestRegistry } from '../testing/registry.js';
import { createApiKey, listApiKeys, revokeApiKey } from './api-keys.js';
import { answerTransfer, offerNamespace } from './namespaces.js';
import { publishRelease } from './publish-release.js';

const ROUNDS = 12;

describe('rights that change while they are used (postgresql)', () => {
  let database: TestDatabase;
  let registry: TestRegistry;
  let giver: CallerContext;
  let taker: CallerContext;
  let key: TestKey;
  beforeAll(async () => {
    database = await openTestDatabase('postgresql');
    registry = await startTestRegistry(database);
    giver = await registry.caller('giver');
    taker = await registry.caller('taker');
    key = await addTestKey(giver, 'anything');
  });
  afterAll(async () => {
    await registry.stop();
    await database.dispose();
  });

  const outcomeOf = (call: Promise<unknown>) =>
    call.then(
      () => 'done',
      (error: unknown) => (isRegistryError(error) ? error.code : Promise.reject(error)),
    );
  const publish = (ctx: CallerContext, reference: string) =>
    outcomeOf(publishRelease(ctx, signedDocument(key, reference)));

  test('of a publish and a transfer one comes first, and the log and the rows tell the same', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const namespace = `race${round}`;
      await publish(giver, `${namespace}.old@1.0.0`);
      await offerNamespace(giver, { namespace, to: 'taker' });
      const [moved, ...published] = await Promise.all([
        outcomeOf(answerTransfer(taker, { namespace, accept: true })),
        publish(giver, `${namespace}.old@1.1.0`),
        publish(giver, `${namespace}.new@1.0.0`),
      ]);
      expect(moved).toBe('done');
      for (const outcome of published) expect(['done', 'NAMESPACE_FORBIDDEN']).toContain(outcome);
      expect(await publish(taker, `${namespace}.old@2.0.0`)).toBe('done');
      expect(await publish(giver, `${namespace}.old@3.0.0`)).toBe('NAMESPACE_FORBIDDEN');
    }
    await registry.deps.signer.atLeast(await logSize(database.db));
    const { config, now } = registry.deps;
    const { eras } = await openSignedLog({ database, config, now });
    const input = { database, from: 0, eras, mark: undefined, trustedKeys: [] };
    expect((await inspectRegistry(input)).differences).toEqual([]);
  });

  test('of many answers to an offer one counts', async () => {
    await publish(giver, 'double.tool@1.0.0');
    await offerNamespace(giver, { namespace: 'double', to: 'taker' });
    const answers = await Promise.all([
      ...[1, 2, 3].map(() => outcomeOf(answerTransfer(taker, { namespace: 'double', accept: true }))),
      ...[taker, giver].map((ctx) => outcomeOf(answerTransfer(ctx, { namespace: 'double', accept: false }))),
    ]);
    expect(answers.sort()).toEqual(
      ['NAMESPACE_NOT_FOUND', 'NAMESPACE_NOT_FOUND', 'NAMESPACE_NOT_FOUND', 'NAMESPACE_NOT_FOUND', 'done'].sort(),
    );
  });

  test('a key that is revoked while it makes others leaves none that nobody saw', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { api_key } = await createApiKey(giver, { name: `thief${round}`, permissions: ['api_keys:manage'] });
      const credential = { type: 'api_key', id: api_key.id, sessionId: undefined } as const;
      const thief: CallerContext = { ...giver, principal: { ...giver.principal, credential } };
      const make = () => outcomeOf(createApiKey(thief, { name: `hidden${round}`, permissions: ['api_keys:manage'] }));
      const hidden = async () =>
        (await listApiKeys(giver, { limit: 200 })).items.filter(({ name }) => name === `hidden${round}`).length;
      const [, seen, made] = await Promise.all([
        revokeApiKey(giver, { id: api_key.id }),
        revokeApiKey(giver, { id: api_key.id }).then(hidden),
        Promise.all([make(), make(), make()]),
      ]);
      for (const outcome of made) expect(['done', 'UNAUTHENTICATED']).toContain(outcome);
      // What was there when the revocation had been made is all there ever is.
      expect(await hidden()).toBe(seen);
      expect(await make()).toBe('UNAUTHENTICATED');
    }
  });
});
