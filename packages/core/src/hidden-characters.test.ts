import { describe, expect, it } from 'vitest';
import { checkHiddenCharacters, findHiddenCharacters } from './hidden-characters.js';

describe('hidden characters', () => {
  it.each([
    ['bidirectional control', 'a\u202eb'],
    ['bidirectional control', 'a\u2066b'],
    ['bidirectional control', 'a\u200fb'],
    ['zero-width character', 'a\u200bb'],
    ['zero-width character', '\ufeffa'],
    ['zero-width character', 'a\u200db'],
    ['zero-width character', 'a\u200cb'],
    ['tag character', 'a\u{e0041}'],
    ['variation selector', 'a\u{e0100}'],
    ['variation selector', 'a\ufe0f'],
    ['invisible operator', 'a\u2063b'],
    ['blank filler', 'a\u3164b'],
    ['soft hyphen', 'a\u00adb'],
    ['line separator', 'a\u2028b'],
    ['control character', 'a\u001b[8mb'],
    ['control character', 'a\u0085b'],
  ])('are found: %s in %j', (name, text) => {
    expect(findHiddenCharacters(text).map((found) => found.name)).toContain(name);
  });

  it.each([
    ['plain text', 'Moves a file.\n\tThen stops.\r\n'],
    ['other scripts', 'Größe 大きさ размер חוזה'],
    ['an emoji', '🙂'],
    ['a family written with joiners', '👩‍👩‍👧'],
    ['a joiner after a skin tone', '👩🏽‍🚀'],
    ['a joiner after an emoji style', '❤️‍🔥'],
    ['an emoji style', '✔️'],
    ['a keycap', '1️⃣'],
    ['the flag of Scotland, written with tags', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
    ['Persian with a non-joiner', 'می‌خواهم'],
    ['Hindi with a joiner', 'क्‍ष'],
  ])('are not what %s needs', (_, text) => {
    expect(findHiddenCharacters(text)).toEqual([]);
  });

  it('are found behind a flag that spells anything but a flag', () => {
    const smuggled = `🏴${[...'ignore'].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('')}\u{e007f}`;
    expect(findHiddenCharacters(smuggled)).toHaveLength(7);
  });

  it('are named by code point and offset', () => {
    expect(findHiddenCharacters('🙂a\u200b')).toEqual([{ codePoint: 0x200b, name: 'zero-width character', offset: 3 }]);
  });

  it('are reported once for each text, keys included, with their pointer', () => {
    const warnings = checkHiddenCharacters({ a: ['x', '\u200b\u200b\u202e'], b: { 'k\u200b': 1 } });
    expect(warnings.map(({ path, code }) => `${code} ${path}`)).toEqual([
      'hidden_character /a/1',
      'hidden_character /b',
    ]);
    expect(warnings[0]?.message).toContain('U+200B (2 times)');
    expect(warnings[0]?.message).toContain('U+202E');
  });

  it('are reported for at most 20 texts, whatever was sent', () => {
    expect(checkHiddenCharacters(Array.from({ length: 5_000 }, () => '\u200b'))).toHaveLength(20);
    expect(checkHiddenCharacters('\u200b'.repeat(500_000))).toHaveLength(1);
  });
});
