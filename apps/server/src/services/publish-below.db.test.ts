// Publishing below a release that stands: who asks for the new one or later is given that one, so it is held against the new one.
import { findVersionStates, listEventsBySubject } from '@action-registry/db';
import { describeEachDatabase, type TestDatabase } from '@action-registry/db/testing';
import { isRegistryError, type JsonObject, type PublishRelease, type RecordedGate } from '@action-registry/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallerContext } from '../context.js';
import { addTestKey, signedDocument, startTestRegistry, type TestKey, type TestRegistry } from '../testing/registry.js';
import { getActionPage } from './actions.js';
import { getRelease } from './get-release.js';
import { unyankRelease, yankRelease } from './moderate-release.js';
import { publishRelease } from './publish-release.js';
import { resolveReferences } from './resolve-references.js';

const text = { type: 'string' } as const;
const number = { type: 'integer' } as const;
const WITH = (properties: JsonObject): JsonObject => ({ inputSchema: { type: 'object', properties } });

describeEachDatabase('a publish below a release', (_kind, open) => {
  let database: TestDatabase;
  let registry: TestRegistry;
  let ctx: CallerContext;
  let key: TestKey;
  beforeAll(async () => {
    database = await open();
    registry = await startTestRegistry(database);
    ctx = await registry.caller('ours');
    key = await addTestKey(ctx, 'below');
  });
  afterAll(() => registry.stop());

  const publish = async (
    id: string,
    contract: JsonObject,
    { config = {}, ...rest }: Partial<PublishRelease> & { config?: Partial<CallerContext['config']> } = {},
  ) => {
    const input = { ...signedDocument(key, id, contract), ...rest };
    return publishRelease({ ...ctx, config: { ...ctx.config, ...config } }, input).then(
      (published): JsonObject => JSON.parse(JSON.stringify(published)) as JsonObject,
      (error: unknown): JsonObject => {
        if (!isRegistryError(error)) throw error;
        return { code: error.code, message: error.message, details: JSON.parse(JSON.stringify(error.details)) };
      },
    );
  };
  const line = async (name: string, contracts: Record<string, JsonObject>) => {
    for (const [version, contract] of Object.entries(contracts))
      expect(await publish(`${name}@${version}`, contract)).toMatchObject({ created: true });
  };

  test('is refused where the release above refuses what it declares, with the least version that passes', async () => {
    await line('below.wide', { '1.0.0': WITH({}), '1.2.0': WITH({ mode: number }), '1.3.0': WITH({ mode: number }) });
    const refused = await publish('below.wide@1.1.0', WITH({ mode: text }));
    expect(refused).toMatchObject({
      code: 'INCOMPATIBLE_CHANGE',
      message: expect.stringMatching(
        /^Who asks for 1\.1\.0 or later is given 1\.2\.0,[\s\S]* Publish as 2\.0\.0 or later\.$/,
      ),
      details: {
        least_version: '2.0.0',
        contract_above: { above: '1.2.0', verdict: 'breaking', outcome: 'refused', least_version: '2.0.0' },
      },
    });
    expect(await findVersionStates(database.db, [{ name: 'below.wide', version: '1.1.0' }])).toEqual([]);
    // What the highest release would be followed by in a minor step is told so.
    await line('below.more', { '1.0.0': {}, '1.2.0': { outputSchema: { properties: { a: text } } } });
    const more = await publish('below.more@1.1.0', { outputSchema: { properties: { a: text }, required: ['a'] } });
    expect(more).toMatchObject({ details: { least_version: '1.3.0', contract_above: { above: '1.2.0' } } });
  });

  test('is told no version that is taken where the step from the release below is too small', async () => {
    await line('below.taken', { '1.0.0': WITH({}), '1.1.0': WITH({ mode: number }) });
    const base = { base: '1.0.0', least_version: '1.1.0' };
    expect(await publish('below.taken@1.0.1', WITH({ mode: text }))).toMatchObject({
      message: expect.stringMatching(/ Publish as 2\.0\.0 or later, or undo the change\.$/),
      details: { least_version: '2.0.0', contract: base },
    });
    expect(await publish('below.taken@1.0.1', WITH({ more: text }))).toMatchObject({
      details: { least_version: '1.2.0', contract: base },
    });
    expect(await publish('below.taken@1.2.0', WITH({ more: text }))).toMatchObject({ created: true });
    // What is free below the release above stays as it is.
    await line('below.free', { '1.0.0': WITH({}), '1.5.0': WITH({ mode: number }) });
    expect(await publish('below.free@1.0.1', WITH({ more: text }))).toMatchObject({
      details: { least_version: '1.1.0' },
    });
  });

  test('passes with both comparisons in its answer and in the log', async () => {
    await line('below.fine', { '1.0.0': WITH({}), '1.2.0': WITH({ mode: text, more: text }) });
    const both = {
      contract: { base: '1.0.0', outcome: 'passed' },
      contract_above: { above: '1.2.0', outcome: 'passed', verdict: 'compatible' },
    };
    expect(await publish('below.fine@1.1.0', WITH({ mode: text }))).toMatchObject({ created: true, ...both });
    const [event] = await listEventsBySubject(database.db, { subject: 'below.fine@1.1.0', limit: 1 });
    expect(event?.data).toMatchObject(both);
    // The first of its line is followed as well; a pre-release is relied on by nobody, and another major is another line.
    const first = await publish('below.fine@1.0.0-rc.1', WITH({ mode: number }));
    expect([first.contract, first.contract_above]).toEqual([undefined, undefined]);
    const zero = await publish('below.fine@0.9.0', WITH({ mode: number }));
    expect([zero.contract, zero.contract_above]).toEqual([undefined, undefined]);
    expect(await publish('below.fine@0.8.0', WITH({ mode: text }))).not.toHaveProperty('contract_above');
  });

  test('is held against all releases above for a property that the next one left out', async () => {
    await line('below.far', { '1.0.0': WITH({}), '1.2.0': WITH({}) });
    for (let patch = 0; patch < 25; patch++) await line('below.far', { [`1.3.${patch}`]: WITH({ mode: number }) });
    expect(await publish('below.far@1.1.0', WITH({ mode: text }))).toMatchObject({
      details: { contract_above: { above: '1.2.0', changes: [{ kind: 'property_returned' }, {}] } },
    });
    expect(await publish('below.far@1.1.0', WITH({ mode: number }))).toMatchObject({ created: true });
  });

  test('follows the same policy: warned and recorded, accepted with a reason, or not asked', async () => {
    await line('below.policy', { '1.0.0': WITH({}), '1.5.0': WITH({ mode: number }) });
    const warned = await publish('below.policy@1.1.0', WITH({ mode: text }), { config: { compatPolicy: 'warn' } });
    expect(warned).toMatchObject({ contract: { outcome: 'passed' }, contract_above: { outcome: 'warned' } });
    const off = await publish('below.policy@1.2.0', WITH({ mode: text }), { config: { compatPolicy: 'off' } });
    expect(off).not.toHaveProperty('contract_above');
    const opaque = (last: string) =>
      WITH({ path: { oneOf: ['a.{9}b', 'b.{9}a', last].map((pattern) => ({ ...text, pattern })) } });
    await line('below.opaque', { '1.5.0': opaque('c.{9}d') });
    expect(await publish('below.opaque@1.1.0', opaque('c.{9}e'))).toMatchObject({
      details: { contract_above: { verdict: 'unknown' } },
    });
    expect(await publish('below.opaque@1.1.0', opaque('c.{9}e'), { accept_unknown: 'Only longer.' })).toMatchObject({
      contract_above: { outcome: 'accepted', accepted_reason: 'Only longer.' },
    });
  });

  test('what the gate let pass is told with the release ever after, in every answer', async () => {
    await line('below.told', { '1.0.0': WITH({}), '1.5.0': WITH({ mode: number }) });
    await publish('below.told@1.1.0', WITH({ mode: text }), { config: { compatPolicy: 'warn' } });
    const gate = {
      contract: { base: '1.0.0', outcome: 'passed', verdict: 'compatible' },
      contract_above: { above: '1.5.0', outcome: 'warned', verdict: 'breaking' },
    };
    const shown = ({ contract, contract_above }: RecordedGate) => ({ contract, contract_above });
    const id = { name: 'below.told', version: '1.1.0' };
    expect(shown(await getRelease(ctx, { ...id, fresh: true }))).toEqual(gate);
    const { version_states } = await getActionPage(ctx, { name: id.name, limit: 10 });
    expect(version_states.map(shown)).toEqual([
      { contract: { base: '1.0.0', outcome: 'passed', verdict: 'compatible' }, contract_above: undefined },
      gate,
      { contract: undefined, contract_above: undefined },
    ]);
    const references = { it: 'below.told@1.1.0' };
    const { results } = await resolveReferences(ctx, { references, include_prerelease: false });
    expect(results.it).toMatchObject({ ok: true, ...gate });
    const { results: past } = await resolveReferences(ctx, { references, as_of: 1_000_000, include_prerelease: false });
    expect(past.it).toMatchObject({ ok: true, ...gate });
    // The same bytes again were not compared, and their answer has no comparison.
    const again = await publish('below.told@1.1.0', WITH({ mode: text }));
    expect([again.created, again.contract, again.contract_above]).toEqual([false, undefined, undefined]);
  });

  test('a yanked release is compared with nothing while it is yanked, and unyanking it asks nothing', async () => {
    await line('below.yanked', { '1.0.0': WITH({}), '1.1.0': WITH({ mode: text }) });
    const yanked = { name: 'below.yanked', version: '1.1.0' };
    await yankRelease(ctx, { ...yanked, reason: 'Broken.' });
    expect(await publish('below.yanked@1.2.0', WITH({ mode: number }))).toMatchObject({ contract: { base: '1.0.0' } });
    expect(await unyankRelease(ctx, yanked)).toMatchObject({ yanked: false });
    // From here on it counts again, on both sides.
    expect(await publish('below.yanked@1.1.1', WITH({ mode: text }))).toMatchObject({
      code: 'INCOMPATIBLE_CHANGE',
      details: { contract_above: { above: '1.2.0' } },
    });
  });

  test('of publishes at once on both sides of a gap, one is held against the other', async () => {
    await line('below.raced', { '1.0.0': WITH({}) });
    const answers = await Promise.all([
      publish('below.raced@1.1.0', WITH({ mode: text })),
      publish('below.raced@1.2.0', WITH({ mode: number })),
    ]);
    expect(answers.filter(({ code }) => code === 'INCOMPATIBLE_CHANGE')).toHaveLength(1);
  });
});
