import { describe, expect, test } from 'vitest';
import { toGridStep } from './grid-keys.js';

const PLACE = { at: 5, count: 100, page: 10, letterKeys: true };
const press = (key: string, more = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});
const move = (to: number, isRange = false) => ({ type: 'move', to, isRange });

describe('toGridStep', () => {
  test.each([
    ['ArrowDown', 6],
    ['ArrowUp', 4],
    ['j', 6],
    ['k', 4],
    ['PageDown', 15],
    ['PageUp', 0],
    ['Home', 0],
    ['End', 99],
  ])('%s goes to row %i', (key, to) => {
    expect(toGridStep(press(key), PLACE)).toEqual(move(to));
  });

  test('no key leaves the list, and an empty one keeps its place', () => {
    expect(toGridStep(press('ArrowDown'), { ...PLACE, at: 99 })).toEqual(move(99));
    expect(toGridStep(press('End'), { ...PLACE, at: 0, count: 0 })).toEqual(move(0));
  });

  test('with Shift the way is selected, but letters stay letters', () => {
    expect(toGridStep(press('ArrowDown', { shiftKey: true }), PLACE)).toEqual(move(6, true));
    expect(toGridStep(press('j', { shiftKey: true }), PLACE)).toBeUndefined();
  });

  test('letters do nothing where they were switched off', () => {
    expect(toGridStep(press('j'), { ...PLACE, letterKeys: false })).toBeUndefined();
  });

  test('Enter opens, Space selects, p peeks, Escape clears, Ctrl+A takes all', () => {
    const steps = [press('Enter'), press(' '), press('p'), press('Escape'), press('a', { ctrlKey: true })];
    expect(steps.map((event) => toGridStep(event, PLACE)?.type)).toEqual(['open', 'toggle', 'peek', 'clear', 'all']);
  });

  test('the browser’s own chords are left alone', () => {
    for (const more of [{ altKey: true }, { ctrlKey: true }, { metaKey: true }])
      expect(toGridStep(press('ArrowDown', more), PLACE)).toBeUndefined();
  });
});
