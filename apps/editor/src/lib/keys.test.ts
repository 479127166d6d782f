import { describe, expect, test } from 'vitest';
import { formatKeys, isSingleLetter, type KeyPress, toChord, toChords } from './keys.js';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe('toChord', () => {
  test.each([
    [press('k', { ctrlKey: true }), false, 'Mod+k'],
    [press('k', { metaKey: true }), true, 'Mod+k'],
    [press('k', { ctrlKey: true }), true, 'Other+k'],
    [press('K', { ctrlKey: true, shiftKey: true }), false, 'Mod+Shift+k'],
    [press('?', { shiftKey: true }), false, '?'],
    [press('F8', { shiftKey: true }), false, 'Shift+F8'],
    [press('1', { altKey: true }), false, 'Alt+1'],
    [press(' '), false, 'Space'],
  ])('%o on Apple’s keyboard %s is %s', (event, apple, chord) => {
    expect(toChord(event, apple)).toBe(chord);
  });
});

test('a shortcut of the table and the press it stands for are the same text', () => {
  expect(toChords('Mod+Shift+Z')).toEqual([toChord(press('Z', { ctrlKey: true, shiftKey: true }), false)]);
  expect(toChords('g l')).toEqual(['g', 'l']);
});

test('single letters are told apart from chords, because they can be switched off', () => {
  expect(['n', 'g l', '?', '/'].every(isSingleLetter)).toBe(true);
  expect(['Mod+K', 'F8', 'Alt+1', 'Enter'].some(isSingleLetter)).toBe(false);
});

test('keys are written as they are printed on the reader’s keyboard', () => {
  expect(formatKeys('Mod+Shift+Z', false)).toEqual(['Ctrl', 'Shift', 'Z']);
  expect(formatKeys('Mod+Shift+Z', true)).toEqual(['⌘', '⇧', 'Z']);
  expect(formatKeys('g l', false)).toEqual(['G', 'L']);
});
