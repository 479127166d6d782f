import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toTextParts } from './text-marks.js';

const prompt = { hasVariables: true };

test('variables and hidden characters are cut out of the text between them', () => {
  expect(toTextParts('Hi {{name}},\u200B bye', prompt)).toEqual([
    { type: 'plain', text: 'Hi ', offset: 0 },
    { type: 'variable', text: '{{name}}', offset: 3 },
    { type: 'plain', text: ',', offset: 11 },
    { type: 'hidden', codePoint: 0x200b, label: 'zero-width character', offset: 12 },
    { type: 'plain', text: ' bye', offset: 13 },
  ]);
});

test('a hidden character inside the braces of a variable is not hidden by it', () => {
  const parts = toTextParts('{{na\u202Eme}}', prompt);
  expect(parts.some((part) => part.type === 'hidden')).toBe(true);
});

test('an unclosed variable is text, and text that is no prompt has no variables', () => {
  expect(toTextParts('{{open', prompt)).toEqual([{ type: 'plain', text: '{{open', offset: 0 }]);
  expect(toTextParts('{{a}}', { hasVariables: false })).toEqual([{ type: 'plain', text: '{{a}}', offset: 0 }]);
});

test('the parts put together are the text, whatever it is', () => {
  const pieces = fc.constantFrom('a', '{{', '}}', '{{x}}', '\u200B', '\u{E0041}', '🏴', '\n', '}');
  fc.assert(
    fc.property(fc.array(pieces), (list) => {
      const text = list.join('');
      const joined = toTextParts(text, prompt)
        .map((part) => (part.type === 'hidden' ? String.fromCodePoint(part.codePoint) : part.text))
        .join('');
      expect(joined).toBe(text);
    }),
  );
});
