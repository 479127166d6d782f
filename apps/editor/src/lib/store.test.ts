import { expect, test } from 'vitest';
import { createStore } from './store.js';

test('listeners hear of another value, and of none that stays', () => {
  const store = createStore(1);
  let heard = 0;
  const stop = store.subscribe(() => {
    heard += 1;
  });
  store.set(1);
  store.set(2);
  stop();
  store.set(3);
  expect([heard, store.get()]).toEqual([1, 3]);
});
