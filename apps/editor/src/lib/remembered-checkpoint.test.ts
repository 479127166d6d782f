import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findRemembered, forgetCheckpoint, rememberCheckpoint, sizeOf } from './remembered-checkpoint.js';

const note = (size: number, root = 'root') => `example.com/log\n${size}\n${root}\n\n— example.com/log sig\n`;

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
    removeItem: (name: string) => kept.delete(name),
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test('a checkpoint gives way to a larger one alone', () => {
  for (const [given, kept] of [
    [note(5), note(5)],
    [note(4), note(5)],
    [note(5, 'other'), note(5)],
    ['no checkpoint', note(5)],
    [note(6), note(6)],
  ] as const) {
    rememberCheckpoint(given);
    expect(findRemembered()).toBe(kept);
  }
  forgetCheckpoint();
  expect(findRemembered()).toBeUndefined();
});

test('without storage nothing is remembered and nothing breaks', () => {
  vi.stubGlobal('localStorage', undefined);
  rememberCheckpoint(note(5));
  forgetCheckpoint();
  expect(findRemembered()).toBeUndefined();
});

test('a size is read from the second line of a note, and none from anything else', () => {
  expect([note(0), note(12), 'x', 'x\n-1\n', 'x\n1e3\n', ''].map(sizeOf)).toEqual([0, 12, -1, -1, -1, -1]);
});
