import { expect, test } from 'vitest';
import { findMenuTarget } from './menu-keys.js';

const LABELS = ['Clone', 'Copy', 'Deprecate', 'Yank'];
const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false, altKey: false });

test('arrows go round, Home and End go to the ends', () => {
  expect(findMenuTarget(press('ArrowDown'), LABELS, 3)).toBe(0);
  expect(findMenuTarget(press('ArrowUp'), LABELS, 0)).toBe(3);
  expect(findMenuTarget(press('ArrowUp'), LABELS, -1)).toBe(3);
  expect(findMenuTarget(press('Home'), LABELS, 2)).toBe(0);
  expect(findMenuTarget(press('End'), LABELS, 0)).toBe(3);
});

test('a letter goes to the next entry that begins with it', () => {
  expect(findMenuTarget(press('c'), LABELS, -1)).toBe(0);
  expect(findMenuTarget(press('C'), LABELS, 0)).toBe(1);
  expect(findMenuTarget(press('c'), LABELS, 1)).toBe(0);
  expect(findMenuTarget(press('x'), LABELS, 0)).toBeUndefined();
});

test('keys of others move nothing', () => {
  for (const event of [press('c', true), press('Enter'), press(' ')])
    expect(findMenuTarget(event, LABELS, 0)).toBeUndefined();
  expect(findMenuTarget(press('ArrowDown'), [], 0)).toBeUndefined();
});
