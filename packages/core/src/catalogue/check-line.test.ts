import { describe, expect, it } from 'vitest';
import { BUILTIN_CATALOGUES } from './builtin-catalogues.js';
import { type CommandCatalogue, createCatalogues } from './catalogues.js';
import { checkLine } from './check-line.js';

const catalogue = createCatalogues(BUILTIN_CATALOGUES).find('android_mobile') as CommandCatalogue;

describe('trying a line', () => {
  it('knows a command, an alias of one, and reads its parameters', () => {
    expect(checkLine('press_key key=HOME long_press=true', catalogue)).toMatchObject({
      ...{ verdict: 'known', command: 'press_key', params: { key: 'HOME', long_press: true } },
    });
    expect(checkLine('  tap text="Display \\"settings\\"" timeout_ms=10', catalogue)).toMatchObject({
      ...{ verdict: 'known', command: 'click_element', params: { text: 'Display "settings"', timeout_ms: 10 } },
    });
    expect(checkLine('press_key {"key":"BACK"}', catalogue)).toMatchObject({ params: { key: 'BACK' } });
    expect(checkLine('press_key {"key":', catalogue)).toMatchObject({ verdict: 'known', params: {} });
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
