import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPatternProblem } from './pattern-rules.js';

const SLOW = [
  ...['(a+)+$', '(a|a)*$', '(a|aa)+$', '(a|b|ab)*$', '(x+x+)+y', '(.*a){20}', '(a*)*b', '(a*b*)*$', '(a|(b|a))*$'],
  ...['^(([a-z])+.)+[A-Z]([a-z])+$', '^(a?){30}a{30}$', '(\\w+\\s?)*$', '^(\\d+|\\d+x)*$', '((a|b)*c|a*)*$'],
  ...['^(?=(a+)+$)', '(?<!(a+)+b)c', '^(\\p{L}|\\p{Lu})+$', '^(?:\\s|\\u00a0)+$', '(a(|))*$'],
  ...['(?:(?:a{1,5}){1,5}){1,20}$', '((((a|aa){4}){4}){4}){4}$', '((a{1,8}){1,8}){1,8}b', 'a*a*a*a*a*b'],
  '^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$',
];
const FAST = [
  ...['', '^$', 'foo', '^[a-z]+$', '^[A-Za-z_][A-Za-z0-9_]{0,63}$', '^\\d{4}-\\d{2}-\\d{2}$', '^https?://', '^\\S+$'],
  ...[
    '^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$',
    '^[a-z0-9]+(?:-[a-z0-9]+)*$',
    '^([a-z]+/)*[a-z]+$',
    '^.*\\.json$',
    '^(.|\\n)*$',
  ],
  ...['^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$', '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$', '^.*foo.*bar.*$'],
  ...['^\\p{L}[\\p{L}\\p{N}]*$', "^[\\p{L}]+(?:[ '-][\\p{L}]+)*$", '^(?<y>\\d+)-(?<m>\\d+)$', '^[\\]\\\\]+$', 'a{0}'],
  ...['^((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)$', '^\\u{1F600}*$', '^\\ud83d\\ude00+$'],
  '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
  '^(?!-)[A-Za-z0-9-]{1,63}(?<!-)(\\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*$',
  '^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(?:-((?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\\.(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?$',
];

describe('the check of patterns', () => {
  it.each(SLOW)('refuses %s, which some text makes slow', (pattern) => {
    expect(findPatternProblem(pattern)).toMatch(/^can take /);
  });

  it.each(FAST)('lets %s pass', (pattern) => {
    expect(findPatternProblem(pattern)).toBeUndefined();
  });

  it.each(['[', '(', 'a**', '\\p{Nope}', '\\-', '{'])('refuses %s, which does not compile with u', (pattern) => {
    expect(findPatternProblem(pattern)).toMatch(/^does not compile/);
  });

  it.each(['^(a+)\\1$', '(?<x>a)\\k<x>'])('refuses %s, whose cost cannot be told', (pattern) => {
    expect(findPatternProblem(pattern)).toMatch(/back-reference/);
  });

  it('ends soon on patterns that are made to hold it up', () => {
    const branches = Array.from({ length: 900 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('|');
    const nasty = [
      `(${branches})*`,
      `${'(?:'.repeat(150)}a${')*'.repeat(150)}`,
      '.*'.repeat(900),
      '(?:.?){16}'.repeat(60),
    ];
    for (const pattern of nasty) expect(findPatternProblem(pattern)).toBeTypeOf('string');
    expect(findPatternProblem('a'.repeat(2_000))).toBeUndefined();
    expect(findPatternProblem('a'.repeat(2_001))).toMatch(/at most/);
  });

  it('finds every pattern slow whose refusals get slower by far with each letter', () => {
    const part = fc.constantFrom('a', 'b', '[ab]', '.', 'a?', 'a*', 'b+', 'ab', '(?:a|b)', '(?:a|ab)', '(?:a*b)');
    const sequence = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''));
    const looped = fc.tuple(sequence, sequence).map(([one, other]) => `^(?:${one}|${other})*c$`);
    fc.assert(
      fc.property(looped, (pattern) => {
        if (findPatternProblem(pattern) !== undefined) return;
        // A pattern that passes has at most polynomially many ways; with exponentially many this would not come to an end.
        const expression = new RegExp(pattern, 'u');
        for (const text of ['a'.repeat(40), 'ab'.repeat(20), 'b'.repeat(40), 'aab'.repeat(14)]) expression.test(text);
      }),
      { numRuns: 200 },
    );
  });
});
