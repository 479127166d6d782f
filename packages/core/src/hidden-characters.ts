// Characters that people do not see and models read: bidirectional controls, zero-width and tag characters, fillers,
// terminal controls. They are published, with a warning that names them; what scripts and emoji need is not reported.
import type { Json, Warning } from '@action-registry/schema';
import { toJsonPointer } from './strict-json-error.js';

/** One hidden character in a text; `offset` is in UTF-16 units. */
export type HiddenCharacter = { codePoint: number; name: string; offset: number };

/** Inclusive ranges of code points, ascending (Unicode 16; UTR #36 and #39 say why). */
const HIDDEN: readonly (readonly [number, number, string])[] = [
  [0x00, 0x08, 'control character'],
  [0x0b, 0x0c, 'control character'],
  [0x0e, 0x1f, 'control character'],
  [0x7f, 0x9f, 'control character'],
  [0xad, 0xad, 'soft hyphen'],
  [0x34f, 0x34f, 'combining grapheme joiner'],
  [0x61c, 0x61c, 'bidirectional control'],
  [0x115f, 0x1160, 'blank filler'],
  [0x17b4, 0x17b5, 'invisible vowel'],
  [0x180b, 0x180f, 'zero-width character'],
  [0x200b, 0x200d, 'zero-width character'],
  [0x200e, 0x200f, 'bidirectional control'],
  [0x2028, 0x2029, 'line separator'],
  [0x202a, 0x202e, 'bidirectional control'],
  [0x2060, 0x2065, 'invisible operator'],
  [0x2066, 0x2069, 'bidirectional control'],
  [0x206a, 0x206f, 'invisible control'],
  [0x3164, 0x3164, 'blank filler'],
  [0xfe00, 0xfe0f, 'variation selector'],
  [0xfeff, 0xfeff, 'zero-width character'],
  [0xffa0, 0xffa0, 'blank filler'],
  [0xfff0, 0xfffb, 'annotation control'],
  [0x1bca0, 0x1bca3, 'invisible control'],
  [0x1d173, 0x1d17a, 'invisible control'],
  [0xe0000, 0xe007f, 'tag character'],
  [0xe0080, 0xe0fff, 'variation selector'],
];

/** Joiners shape letters in these scripts (Persian, Hindi and others); elsewhere nothing needs them. */
const JOINED = String.raw`[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}]`;
/** What hidden characters are there for: the three flags written with tags, emoji sequences and styles, joined letters. */
const LAWFUL = new RegExp(
  [
    String.raw`\u{1F3F4}\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F}`,
    String.raw`(?<=\p{Extended_Pictographic}[\u{FE0F}\p{Emoji_Modifier}]?)\u{200D}(?=\p{Extended_Pictographic})`,
    String.raw`(?<=[\p{Emoji}\p{Extended_Pictographic}])[\u{FE0E}\u{FE0F}]`,
    `(?<=${JOINED})[\\u{200C}\\u{200D}](?=${JOINED})`,
  ].join('|'),
  'gu',
);
/** Most texts stop here. */
const PLAIN = /^[\t\n\r -~]*$/;
const WARNINGS_MAX = 20;

/** The hidden characters of a text, in order. */
export function findHiddenCharacters(text: string): HiddenCharacter[] {
  if (PLAIN.test(text)) return [];
  const lawful = new Set<number>();
  for (const { 0: match, index } of text.matchAll(LAWFUL))
    for (let at = 0; at < match.length; at++) lawful.add(index + at);
  const found: HiddenCharacter[] = [];
  let offset = 0;
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    const name = lawful.has(offset) ? undefined : findHiddenName(codePoint);
    if (name !== undefined) found.push({ codePoint, name, offset });
    offset += character.length;
  }
  return found;
}

/** A warning for each text (and each object with a key) in a JSON value that has hidden characters; at most 20. */
export function checkHiddenCharacters(root: Json): Warning[] {
  const warnings: Warning[] = [];
  const open: { value: Json; path: readonly (string | number)[] }[] = [{ value: root, path: [] }];
  for (let place = open.pop(); place !== undefined && warnings.length < WARNINGS_MAX; place = open.pop()) {
    const { value, path } = place;
    const texts = typeof value === 'string' ? [value] : isContainer(value) ? Object.keys(value) : [];
    const found = Array.isArray(value) ? [] : texts.flatMap(findHiddenCharacters);
    if (found.length > 0) warnings.push(toWarning(path, found));
    if (!isContainer(value)) continue;
    for (const [key, child] of Object.entries(value).reverse()) {
      if (typeof child === 'string' || isContainer(child)) open.push({ value: child, path: [...path, key] });
    }
  }
  return warnings;
}

function isContainer(value: Json): value is Json[] | { [key: string]: Json } {
  return typeof value === 'object' && value !== null;
}

function toWarning(path: readonly (string | number)[], found: readonly HiddenCharacter[]): Warning {
  const names = new Map<string, number>();
  for (const { codePoint, name } of found) {
    const label = `${name} U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
    names.set(label, (names.get(label) ?? 0) + 1);
  }
  const listed = [...names].slice(0, 5).map(([label, count]) => (count === 1 ? label : `${label} (${count} times)`));
  const more = names.size > listed.length ? ` and ${names.size - listed.length} others` : '';
  const message = `Has hidden characters that people do not see and models read: ${listed.join(', ')}${more}.`;
  return { path: toJsonPointer(path), code: 'hidden_character', message };
}

function findHiddenName(codePoint: number): string | undefined {
  return HIDDEN.find(([from, to]) => codePoint >= from && codePoint <= to)?.[2];
}
