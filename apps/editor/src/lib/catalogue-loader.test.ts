import { BUILTIN_CATALOGUES, createCatalogues } from '@action-registry/core';
import { describe, expect, it } from 'vitest';
import { cataloguesFor, createCatalogueLoader } from './catalogue-loader.js';
import type { DeviceCatalogues } from './device-catalogues.js';

const catalogues = createCatalogues(BUILTIN_CATALOGUES);
const knowing = (...names: string[]): DeviceCatalogues => ({
  models: [],
  catalogues,
  isKnown: (model) => names.includes(model),
});

describe('the catalogues of a draft', () => {
  it('are fetched once for a device model, and again for one whose commands are not here', async () => {
    const asked: string[] = [];
    const loader = createCatalogueLoader(async (model) => {
      asked.push(model);
      return knowing(model);
    });
    expect(loader.get()).toBeUndefined();
    await Promise.all([loader.want('tv'), loader.want('tv')]);
    await loader.want('tv');
    expect(asked).toEqual(['tv']);
    expect(cataloguesFor(loader.get(), 'phone')).toBeUndefined();
    await loader.want('phone');
    expect(asked).toEqual(['tv', 'phone']);
    expect(cataloguesFor(loader.get(), 'phone')).toBe(catalogues);
    await loader.reload();
    expect(asked).toEqual(['tv', 'phone', 'phone']);
  });

  it('that could not be fetched are asked for again only by a save or by hand; what is here stays', async () => {
    let isReachable = false;
    let asked = 0;
    const loader = createCatalogueLoader(async (model) => {
      asked += 1;
      if (!isReachable) throw new TypeError('not reachable');
      return knowing(model);
    });
    await loader.want('tv');
    expect(loader.get()).toBeNull();
    loader.follow('tv');
    expect(asked).toBe(1);
    isReachable = true;
    await loader.want('tv');
    const known = loader.get();
    expect(known).not.toBeNull();
    isReachable = false;
    await loader.reload();
    expect(loader.get()).toBe(known);
  });

  it('of the device model that was chosen last count, whichever answer comes last', async () => {
    const answers: ((found: DeviceCatalogues) => void)[] = [];
    const loader = createCatalogueLoader(() => new Promise((resolve) => answers.push(resolve)));
    const first = loader.want('tv');
    const second = loader.want('phone');
    answers[1]?.(knowing('phone'));
    await second;
    answers[0]?.(knowing('tv'));
    await first;
    expect(cataloguesFor(loader.get(), 'phone')).toBe(catalogues);
  });

  it('judge no device without a model', () => {
    expect(cataloguesFor(knowing('tv'), undefined)).toBeUndefined();
    expect(cataloguesFor(null, 'tv')).toBeUndefined();
  });
});
