import { describeEachDatabase, type TestDatabase } from '@action-registry/db/testing';
import { type CatalogueContent, isRegistryError } from '@action-registry/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallerContext } from '../context.js';
import { addTestKey, signedDocument, startTestRegistry, type TestRegistry } from '../testing/registry.js';
import { listCatalogueUses } from './catalogue-uses.js';
import { createDefinition } from './definitions.js';
import { publishRelease } from './publish-release.js';
import { putCatalogue } from './put-catalogue.js';

const OPEN: CatalogueContent['commands'][number] = {
  ...{ name: 'open', action_type: 'web', description: 'd', risk: 'read', params_schema: { type: 'object' } },
};
const device = (device_model: string) => ({
  device_model,
  action_sets: [{ id: 'forward', actions: [{ command: 'open' }] }],
  default_action_set_id: 'forward',
});

describeEachDatabase('what uses a device model', (_kind, open) => {
  let database: TestDatabase;
  let registry: TestRegistry;
  let ours: CallerContext;
  let theirs: CallerContext;
  let draft: number;
  beforeAll(async () => {
    database = await open();
    registry = await startTestRegistry(database);
    ours = await registry.caller('ours');
    theirs = await registry.caller('theirs');
    const put = (catalogue: Partial<CatalogueContent>) =>
      putCatalogue(ours, { catalogue: { device_model: 'box', version: '1.0.0', commands: [OPEN], ...catalogue } });
    await put({});
    await put({ device_model: 'bigbox', extends: 'box', commands: [] });
    await put({ device_model: 'unused' });
    const own = { kind: 'device', title: 'Ours', spec: device('bigbox') } as const;
    draft = (await createDefinition(ours, own)).action.id;
    await createDefinition(theirs, { ...own, title: 'Theirs' });
    const key = await addTestKey(ours, 'global-key');
    const publish = (id: string, model: string) =>
      publishRelease(ours, signedDocument(key, id, { kind: 'device', title: 'Open', spec: device(model) }));
    await publish('box.open@1.0.0', 'box');
    await publish('box.open@1.1.0', 'bigbox');
  });
  afterAll(() => registry.stop());

  const releases = {
    total: 1,
    items: [{ name: 'box.open', version: '1.1.0', title: 'Open', device_model: 'bigbox' }],
  };

  test('is the latest releases and the own definitions, of models that extend it too', async () => {
    expect(await listCatalogueUses(ours, { device_model: 'box' })).toEqual({
      releases,
      definitions: { total: 1, items: [{ id: draft, title: 'Ours', device_model: 'bigbox' }] },
    });
    expect(await listCatalogueUses(ours, { device_model: 'unused' })).toEqual({
      releases: { total: 0, items: [] },
      definitions: { total: 0, items: [] },
    });
  });

  test('tells of no other workspace’s definitions, and of none without the right to read them', async () => {
    const { definitions } = await listCatalogueUses(theirs, { device_model: 'box' });
    expect(definitions?.items.map(({ title }) => title)).toEqual(['Theirs']);
    const writer = await registry.caller('ours', ['catalogues:write']);
    expect(await listCatalogueUses(writer, { device_model: 'box' })).toEqual({ releases });
    expect(await listCatalogueUses({ ...writer, principal: undefined }, { device_model: 'box' })).toEqual({ releases });
  });

  test('of a model that is not there is refused', async () => {
    const refusal = await listCatalogueUses(ours, { device_model: 'bxo' }).catch((error: unknown) => error);
    expect(isRegistryError(refusal) && refusal.code).toBe('CATALOGUE_NOT_FOUND');
  });
});
