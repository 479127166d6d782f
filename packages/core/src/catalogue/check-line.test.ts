import { describe, expect, it } from 'vitest';
import { BUILTIN_CATALOGUES } from './builtin-catalogues.js';
import { type CommandCatalogue, createCatalogues } from './catalogues.js';
import { checkLine, checkLineParams } from './check-line.js';

const catalogue = createCatalogues(BUILTIN_CATALOGUES).find('android_mobile') as CommandCatalogue;

describe('trying a line', () => {
  it('knows a command, and reads its parameters', () => {
    expect(checkLine('press_key key=HOME long_press=true', catalogue)).toMatchObject({
      ...{ verdict: 'known', command: 'press_key', params: { key: 'HOME', long_press: true } },
    });
    expect(checkLine('  click_element text="Display \\"settings\\"" timeout_ms=10', catalogue)).toMatchObject({
      ...{ verdict: 'known', command: 'click_element', params: { text: 'Display "settings"', timeout_ms: 10 } },
    });
    expect(checkLine('press_key {"key":"BACK"}', catalogue)).toMatchObject({ params: { key: 'BACK' } });
    expect(checkLine('press_key {"key":', catalogue)).toMatchObject({ verdict: 'known', params: {} });
  });

  it('does not know an alias, which a device may not use either, and says whose it is', () => {
    expect(checkLine('tap text=OK', catalogue)).toMatchObject({ verdict: 'unknown' });
    expect(checkLine('tap', catalogue).completions[0]).toBe('click_element');
    expect(checkLineParams('tap text=OK', catalogue)).toEqual([]);
  });

  it.each([
    ['an unclosed quote', 'press_key key="HOME', /'key' has no closing quote/],
    ['a quote that an escape leaves open', 'press_key key="HOME\\"', /'key' has no closing quote/],
    ['an escape that there is not', 'press_key key="\\q"', /'key' is no JSON text/],
    ['JSON that breaks off', 'press_key {"key":', /JSON of its parameters .* not JSON at \/key \(character 17\)/],
    ['JSON with a key twice', 'press_key {"key":"HOME","key":"BACK"}', /second time at \/key/],
    ['a parameter twice', 'press_key key=HOME key=BACK', /'key' is given twice/],
    ['a parameter three times', 'press_key key=HOME key=BACK key=UP', /'key' is given twice/],
    ['a word alone', 'press_key key=HOME now', /'now' has no value/],
    ['a name without its value', 'press_key key=HOME long_press=', /'long_press' has no value/],
    ['a value without its name', 'press_key key=HOME =BACK', /'=BACK' has no name/],
  ])('names what cannot be read as it was meant: %s', (_, line, message) => {
    const issues = checkLineParams(line, catalogue);
    expect(issues).toEqual([{ path: '/line', rule: 'syntax', message: expect.stringMatching(message) }]);
  });

  it('finds what the command does not take, and nothing in a right line', () => {
    expect(checkLineParams('press_key key=HOM', catalogue)).toMatchObject([{ path: '/line', rule: 'enum' }]);
    expect(checkLineParams('press_key', catalogue)).toMatchObject([{ rule: 'required' }]);
    for (const line of ['press_key key=HOME', 'press_key {"key": "HOME"} ', 'press_key key="HOME" '])
      expect(checkLineParams(line, catalogue)).toEqual([]);
  });

  it('keeps text that looks like a number where text is wanted', () => {
    expect(checkLine('type_text text=007', catalogue).params).toEqual({ text: '007' });
  });

  it('calls the beginning of several commands ambiguous and lists them', () => {
    expect(checkLine('swipe', catalogue)).toEqual({
      verdict: 'ambiguous',
      completions: ['swipe_down', 'swipe_left', 'swipe_right', 'swipe_up'],
    });
    expect(checkLine('', catalogue)).toMatchObject({ verdict: 'ambiguous' });
  });

  it('completes the beginning of one, and suggests for what is none', () => {
    expect(checkLine('laun', catalogue)).toEqual({ verdict: 'unknown', completions: ['launch_app'] });
    expect(checkLine('lanch_app', catalogue)).toEqual({ verdict: 'unknown', completions: ['launch_app'] });
    expect(checkLine('zzz', catalogue)).toEqual({ verdict: 'unknown', completions: [] });
  });

  it('completes parameters and the values of an enum', () => {
    expect(checkLine('press_key ', catalogue).completions).toEqual(['key=', 'long_press=']);
    expect(checkLine('press_key key=DPAD_', catalogue).completions).toContain('key=DPAD_UP');
    expect(checkLine('press_key key=HOME ', catalogue).completions).toEqual(['long_press=']);
  });
});
