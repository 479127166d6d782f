import { findContractBase } from '@action-registry/core';
import { findVersionStates, listEventsBySubject } from '@action-registry/db';
import { describeEachDatabase, type TestDatabase } from '@action-registry/db/testing';
import { isRegistryError, type JsonObject, type PublishRelease } from '@action-registry/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createComparer } from '../comparer.js';
import type { CallerContext } from '../context.js';
import { addTestKey, signedDocument, startTestRegistry, type TestKey, type TestRegistry } from '../testing/registry.js';
import { compareReleases } from './compare-releases.js';
import { yankRelease } from './moderate-release.js';
import { publishRelease } from './publish-release.js';

const text = { type: 'string' } as const;
const WITH = (properties: JsonObject, required: string[] = []): JsonObject => ({
  inputSchema: { type: 'object', properties, required },
});

describeEachDatabase('the gate of a publish', (_kind, open) => {
  let database: TestDatabase;
  let registry: TestRegistry;
  let ctx: CallerContext;
  let key: TestKey;
  beforeAll(async () => {
    database = await open();
    registry = await startTestRegistry(database);
    ctx = await registry.caller('ours');
    key = await addTestKey(ctx, 'gate');
  });
  afterAll(() => registry.stop());

  const toInput = (id: string, contract: JsonObject): PublishRelease => signedDocument(key, id, contract);
  type Outcome = { contract?: unknown; code?: string; details?: Record<string, unknown> };
  const publish = async (
    id: string,
    contract: JsonObject,
    { config = {}, ...rest }: Partial<PublishRelease> & { config?: Partial<CallerContext['config']> } = {},
  ): Promise<Outcome> => {
    try {
      const published = await publishRelease(
        { ...ctx, config: { ...ctx.config, ...config } },
        { ...toInput(id, contract), ...rest },
      );
      return published.contract === undefined ? {} : { contract: published.contract };
    } catch (error) {
      if (isRegistryError(error)) return { code: error.code, details: { ...error.details } };
      throw error;
    }
  };
  const exists = async (id: string): Promise<boolean> => {
    const [name = '', version = ''] = id.split('@');
    return (await findVersionStates(database.db, [{ name, version }])).length === 1;
  };

  test('a step too small is refused with a witness and the least version, and nothing is written', async () => {
    expect(await publish('gate.small@1.0.0', WITH({ path: text }))).toEqual({});
    const refused = await publish('gate.small@1.0.1', WITH({ path: { ...text, maxLength: 3 } }));
    expect(refused).toMatchObject({
      code: 'INCOMPATIBLE_CHANGE',
      details: { least_version: '2.0.0', base: '1.0.0', contract: { verdict: 'breaking', outcome: 'refused' } },
    });
    const { contract, changes } = refused.details as {
      contract: { input: { declared_only: { witness: { path: string } } } };
      changes: unknown[];
    };
    expect(contract.input.declared_only.witness.path.length).toBeGreaterThan(3);
    expect(changes).toMatchObject([{ pointer: '/inputSchema/properties/path/maxLength', verdict: 'breaking' }]);
    expect(await exists('gate.small@1.0.1')).toBe(false);
    expect(await publish('gate.small@2.0.0', WITH({ path: { ...text, maxLength: 3 } }))).toEqual({});
  });

  test('an addition takes a minor step, and passes with its comparison in the answer and in the log', async () => {
    await publish('gate.added@1.0.0', WITH({ path: text }));
    const wider = WITH({ path: text, mode: text });
    expect(await publish('gate.added@1.0.1', wider)).toMatchObject({ details: { least_version: '1.1.0' } });
    const passed = { base: '1.0.0', outcome: 'passed', verdict: 'compatible', bump: 'minor' };
    expect(await publish('gate.added@1.1.0', wider)).toMatchObject({
      contract: { ...passed, dangerous: [{ side: 'input' }] },
    });
    const [event] = await listEventsBySubject(database.db, { subject: 'gate.added@1.1.0', limit: 1 });
    expect(event?.data?.contract).toMatchObject(passed);
  });

  test('what cannot be decided is refused until it is accepted with a reason, which is recorded', async () => {
    // Of three that exclude each other, one is another: whether that can matter takes more states than are spent on it.
    const opaque = (last: string) =>
      WITH({ path: { oneOf: ['a.{9}b', 'b.{9}a', last].map((pattern) => ({ ...text, pattern })) } });
    await publish('gate.opaque@1.0.0', opaque('c.{9}d'));
    const refused = await publish('gate.opaque@1.0.1', opaque('c.{9}e'));
    expect(refused).toMatchObject({ code: 'INCOMPATIBLE_CHANGE', details: { contract: { verdict: 'unknown' } } });
    const accepted = await publish('gate.opaque@1.0.1', opaque('c.{9}e'), { accept_unknown: 'Only longer.' });
    expect(accepted).toMatchObject({ contract: { outcome: 'accepted', accepted_reason: 'Only longer.' } });
    const [event] = await listEventsBySubject(database.db, { subject: 'gate.opaque@1.0.1', limit: 1 });
    expect(event?.data?.contract).toMatchObject({ outcome: 'accepted', accepted_reason: 'Only longer.' });
    await publish('gate.plain@1.0.0', WITH({ path: text }));
    const broken = await publish('gate.plain@1.0.1', WITH({ path: { type: 'null' } }), { accept_unknown: 'No.' });
    expect(broken.code).toBe('INCOMPATIBLE_CHANGE');
  });

  test('warn publishes and records, off asks nothing, and callers may be relied on for nothing', async () => {
    await publish('gate.policy@1.0.0', WITH({ path: text }));
    const narrower = WITH({ path: { ...text, maxLength: 3 } });
    const warned = await publish('gate.policy@1.0.1', narrower, { config: { compatPolicy: 'warn' } });
    expect(warned).toMatchObject({ contract: { outcome: 'warned', verdict: 'breaking' } });
    const off = await publish('gate.policy@1.0.2', WITH({ path: { type: 'null' } }), {
      config: { compatPolicy: 'off' },
    });
    expect(off).toEqual({});
    await publish('gate.callers@1.0.0', WITH({ path: text }));
    const wider = WITH({ path: text, mode: text });
    expect(await publish('gate.callers@1.1.0', wider, { config: { compatCallers: 'any' } })).toMatchObject({
      details: { least_version: '2.0.0', contract: { policy: 'strict' } },
    });
  });

  test('a name that was taken out comes back as it went', async () => {
    await publish('gate.back@1.0.0', WITH({ path: text, mode: text }));
    await publish('gate.back@1.1.0', WITH({ path: text }));
    const other = await publish('gate.back@1.2.0', WITH({ path: text, mode: { type: 'integer' } }));
    expect(other).toMatchObject({
      details: { least_version: '2.0.0', changes: [{ kind: 'property_returned' }, { kind: 'property_added' }] },
    });
    expect(await publish('gate.back@1.2.0', WITH({ path: text, mode: text }))).toMatchObject({
      contract: { outcome: 'passed' },
    });
  });

  test('however many releases lie between, and told as dangerous where it is an alternative', async () => {
    const alternatives = (p: JsonObject): JsonObject => ({
      inputSchema: { type: 'object', anyOf: [{ required: ['path'] }, { properties: p }] },
    });
    await publish('gate.long@1.0.0', WITH({ path: text, mode: text }));
    for (let patch = 0; patch <= 30; patch++) await publish(`gate.long@1.1.${patch}`, WITH({ path: text }));
    const other = await publish('gate.long@1.2.0', WITH({ path: text, mode: { type: 'integer' } }));
    expect(other).toMatchObject({
      code: 'INCOMPATIBLE_CHANGE',
      details: { changes: [{ kind: 'property_returned' }, {}] },
    });
    await publish('gate.forms@1.0.0', alternatives({ mode: text }));
    await publish('gate.forms@1.1.0', alternatives({}));
    expect(await publish('gate.forms@1.2.0', alternatives({ mode: { type: 'integer' } }))).toMatchObject({
      contract: { outcome: 'passed', dangerous: [{ kind: 'property_returned' }, { kind: 'undeclared_properties' }] },
    });
  });

  test('the base is the one that the rule of core names: yanked ones and pre-releases are none', async () => {
    for (const version of ['0.1.0', '0.1.1', '0.2.0', '1.0.0', '1.0.1-rc.1', '1.1.0'])
      await publish(`gate.base@${version}`, {});
    await yankRelease(ctx, { name: 'gate.base', version: '1.1.0', reason: 'broken' });
    const releases = ['0.1.0', '0.1.1', '0.2.0', '1.0.0', '1.0.1-rc.1'].map((version) => ({ version, yanked: false }));
    for (const version of ['0.1.2', '0.2.1', '0.3.0', '1.2.0', '2.0.0-rc.1']) {
      const { contract } = await publish(`gate.base@${version}`, {});
      const base = (contract as { base: string } | undefined)?.base;
      expect([version, base]).toEqual([version, findContractBase(releases, version)]);
    }
  });

  test('of publishes at once, each is compared with what it follows in the end', async () => {
    await publish('gate.raced@1.0.0', WITH({ path: text }));
    const [older, newer] = await Promise.all([
      publish('gate.raced@1.1.0', WITH({ path: text, mode: text })),
      publish('gate.raced@1.2.0', WITH({ path: text, mode: { type: 'integer' } })),
    ]);
    // Whichever comes second is refused: 1.2.0 after 1.1.0, or 1.1.0 below 1.2.0.
    if (older.code === undefined) expect(newer).toMatchObject({ details: { base: '1.1.0' } });
    else expect([older, newer]).toMatchObject([{ details: { contract_above: { above: '1.2.0' } } }, { contract: {} }]);
  });

  test('two releases are compared by version, range or channel', async () => {
    const compared = await compareReleases(ctx, { name: 'gate.added', from: '~1.0', to: 'latest' });
    expect(compared).toMatchObject({ from: '1.0.0', to: '1.1.0', verdict: 'compatible', bump: 'minor' });
    const strict = await compareReleases(ctx, { name: 'gate.added', from: '1.0.0', to: '1.1.0', strict: true });
    expect(strict).toMatchObject({ policy: 'strict', verdict: 'breaking', input: { strict: { verdict: 'breaking' } } });
  });

  test.each([
    { from: '1.x.y.z', to: 'latest', path: '/from' },
    { from: 'latest', to: '1.x.y.z', path: '/to' },
  ])('what is no version is refused at its place: $path', async ({ from, to, path }) => {
    await expect(compareReleases(ctx, { name: 'gate.added', from, to })).rejects.toMatchObject({
      ...{ code: 'INVALID_VERSION', details: { issues: [{ path }] } },
    });
  });

  test('where too much is being compared already, one may ask again: nothing is called unknown for it', async () => {
    const comparer = createComparer(ctx.log, { quickCharacters: 0, threads: 0, waiting: 0 });
    const busy = { ...ctx, comparer };
    const refusal = { code: 'UNAVAILABLE', details: { retry_after_s: 2 } };
    await expect(publishRelease(busy, toInput('gate.added@1.2.0', WITH({})))).rejects.toMatchObject(refusal);
    const pair = { name: 'gate.added', from: '1.0.0', to: '1.1.0' };
    await expect(compareReleases(busy, pair)).rejects.toMatchObject(refusal);
    await comparer.close();
  });

  test('two releases are compared with the callers that the gate relies on', async () => {
    const compare = (compatCallers: 'declared_only' | 'any') =>
      compareReleases(
        { ...ctx, config: { ...ctx.config, compatCallers } },
        { name: 'gate.added', from: '1.0.0', to: '1.1.0' },
      );
    expect(await compare('declared_only')).toMatchObject({ policy: 'declared_only', verdict: 'compatible' });
    expect(await compare('any')).toMatchObject({ policy: 'strict', verdict: 'breaking' });
  });
});
