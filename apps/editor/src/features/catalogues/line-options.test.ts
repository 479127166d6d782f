import { BUILTIN_CATALOGUES, createCatalogues } from '@action-registry/core';
import { describe, expect, test } from 'vitest';
import { readLine } from './line-options.js';

const tv = createCatalogues(BUILTIN_CATALOGUES).find('android_tv');
const read = (line: string) => {
  if (tv === undefined) throw new Error('the built-in catalogue is missing');
  return readLine(line, tv);
};
const labels = (line: string): string[] => read(line).options.map(({ label }) => label);
const taken = (line: string, label: string): string | undefined =>
  read(line).options.find((option) => option.label === label)?.line;

describe('the options of a line', () => {
  test('are all commands at first, then those that go on from what stands', () => {
    expect(labels('')).toHaveLength(10);
    expect(labels('swipe_')).toEqual(['swipe_down', 'swipe_left', 'swipe_right', 'swipe_up']);
    expect(taken('swipe_', 'swipe_up')).toBe('swipe_up ');
    expect(taken('  swipe_ duration_ms=50', 'swipe_up')).toBe('swipe_up duration_ms=50');
  });

  test('are the parameters of a known command, and those that begin like the word being typed', () => {
    expect(labels('press_key ')).toContain('key=');
    expect(taken('press_key', 'key=')).toBe('press_key key=');
    expect(taken('press_key ', 'key=')).toBe('press_key key=');
    expect(labels('press_key lo')).toEqual(['long_press=']);
    expect(taken('press_key key=HOME lo', 'long_press=')).toBe('press_key key=HOME long_press=');
  });

  test('are the values of a parameter that takes one of several', () => {
    expect(labels('press_key key=HO')).toEqual(['key=HOME']);
    expect(taken('press_key key=HO', 'key=HOME')).toBe('press_key key=HOME ');
    expect(labels('press_key key=HOME ')).not.toContain('key=');
  });

  test('are none where parameters are written as JSON', () => {
    expect(read('press_key {"key": "HOME"}')).toMatchObject({ verdict: 'known', issues: [], options: [] });
  });
});

describe('what is wrong with a line', () => {
  test('is mended by one of its fixes: the command, a parameter’s name, a value', () => {
    const fixesOf = (line: string) => read(line).fixes.map((fix) => fix.line);
    expect(read('swipe_upp')).toMatchObject({ verdict: 'unknown' });
    expect(fixesOf('swipe_upp distance_percent=20')[0]).toBe('swipe_up distance_percent=20');
    expect(fixesOf('press_key kye=HOME')).toContain('press_key key=HOME');
    expect(fixesOf('press_key key=HOMME')[0]).toBe('press_key key=HOME');
    expect(fixesOf('press_key key=HOME')).toEqual([]);
  });

  test('is an alias, which its command replaces, and what cannot be read', () => {
    expect(read('tap text="Sign in"')).toMatchObject({ verdict: 'unknown', issues: [] });
    expect(read('tap text="Sign in"').fixes[0]?.line).toBe('click_element text="Sign in"');
    for (const line of ['press_key key="HOME', 'press_key {"key":', 'press_key key=HOME key=BACK'])
      expect(read(line).issues).toMatchObject([{ rule: 'syntax' }]);
  });

  test('is told with core’s words, and a right line has none', () => {
    expect(read('press_key').issues.length).toBeGreaterThan(0);
    expect(read('press_key key=HOME')).toMatchObject({ verdict: 'known', params: { key: 'HOME' }, issues: [] });
    expect(read('click_element text="Sign in"')).toMatchObject({
      command: 'click_element',
      params: { text: 'Sign in' },
      issues: [],
    });
    expect(read('swipe')).toMatchObject({ verdict: 'ambiguous', fixes: [] });
  });
});
