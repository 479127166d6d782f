import { describe, expect, it } from 'vitest';
import * as rules from './problem-rules.js';
import { createRulesLoader } from './rules-loader.js';

describe('the rules of drafts', () => {
  it('are fetched once, however often they are wanted', async () => {
    let fetched = 0;
    const loader = createRulesLoader(async () => {
      fetched += 1;
      return rules;
    });
    expect(loader.get()).toBeUndefined();
    await Promise.all([loader.load(), loader.load()]);
    await loader.load();
    expect(loader.get()).toBe(rules);
    expect(fetched).toBe(1);
  });

  it('that could not be fetched are told apart from those on their way, and are fetched when they are wanted again', async () => {
    let isReachable = false;
    const loader = createRulesLoader(async () => {
      if (!isReachable) throw new TypeError('not reachable');
      return rules;
    });
    await loader.load();
    expect(loader.get()).toBeNull();
    isReachable = true;
    await loader.load();
    expect(loader.get()).toBe(rules);
  });
});
