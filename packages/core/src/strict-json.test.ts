import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalize } from './canonical-json.js';
import { parseHex } from './hex.js';
import { type StrictJsonLimits, strictRead } from './strict-json.js';
import { StrictJsonError, type StrictJsonReason } from './strict-json-error.js';
import { readOwnVectors } from './testing/vectors.js';
import { toUtf8 } from './utf8.js';

type OwnCase = { name: string; raw_hex: string; publish: StrictJsonReason | 'accept'; canonical?: string };

const own = readOwnVectors<{ cases: OwnCase[] }>('own_negative.json').cases;

describe('our own vectors', () => {
  it.each(own.filter(({ publish }) => publish !== 'accept'))('refuses $name: $publish', ({ raw_hex, publish }) => {
    expect(refusalOf(parseHex(raw_hex)).reason).toBe(publish);
  });

  it.each(own.filter(({ publish }) => publish === 'accept'))('accepts $name', ({ raw_hex, canonical }) => {
    expect(canonicalize(strictRead(parseHex(raw_hex)))).toBe(canonical);
  });
});

describe('objects', () => {
  it('have no prototype, so that keys of Object.prototype are ordinary keys', () => {
    const text = '{"__proto__":{"polluted":1},"constructor":2,"hasOwnProperty":3,"toJSON":4,"toString":5}';
    const value = strictRead(text) as Record<string, unknown>;
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor', 'hasOwnProperty', 'toJSON', 'toString']);
    expect(Object.getPrototypeOf(value.__proto__)).toBeNull();
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(canonicalize(strictRead(text))).toBe(text);
  });

  it('keep integer-like keys, the empty key and keys near 2^32 apart', () => {
    const text = '{"":0,"0":1,"00":2,"4294967294":3,"4294967295":4,"-0":5}';
    expect(Object.entries(strictRead(text) as object).sort()).toEqual(Object.entries(JSON.parse(text)).sort());
  });

  it.each([
    '{"a":1,"a":1}',
    '{"__proto__":1,"__proto__":2}',
    '{"":1,"":2}',
    '{"1":1,"\\u0031":2}',
    '{"a":null,"a":null}',
  ])('refuse a second key %s', (text) => expect(refusalOf(text).reason).toBe('duplicate_key'));

  it('allow the same key in different objects', () => {
    expect(canonicalize(strictRead('[{"a":{"a":1}},{"a":1}]'))).toBe('[{"a":{"a":1}},{"a":1}]');
  });
});

describe('strings', () => {
  it('decode every escape', () => {
    expect(strictRead('"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\\u0000"')).toBe('"\\/\b\f\n\r\té😀\0');
  });

  it.each([
    ['a raw high half', '"\ud83d"'],
    ['a raw low half', '"\ude00"'],
    ['two high halves', '"\ud83d\ud83d\ude00"'],
    ['an escaped half beside a raw one', '"\\ud83d\ude00"'],
    ['a raw half beside an escaped one', '"\ud83d\\ude00"'],
    ['an escaped half before another escape', '"\\ud83d\\n"'],
    ['an escaped half before a plain escape', '"\\ud83d\\u0061"'],
    ['an escaped half at the end', '"\\ud83d"'],
  ])('refuse %s', (_, text) => {
    expect(refusalOf(text).reason).toBe('lone_surrogate');
  });

  it.each(['"', '"a', '"\\', '"\\x"', '"\\u"', '"\\u12"', '"\\u12g4"', '"\\u+123"', '"\t"', '"\n"', '"\0"', "'a'"])(
    'refuse the form %j',
    (text) => expect(refusalOf(text).reason).toBe('syntax'),
  );
});

describe('numbers', () => {
  it.each([
    ['0', 0],
    ['-0', 0],
    ['-0.0e-5', 0],
    ['0e999999999', 0],
    ['1.0', 1],
    ['1E+2', 100],
    ['-1.5e-7', -1.5e-7],
    ['9007199254740991', 9007199254740991],
    ['-9007199254740991', -9007199254740991],
    ['9007199254740991.0', 9007199254740991],
    ['0.1', 0.1],
    ['0.30000000000000004', 0.30000000000000004],
    ['333333333.3333333', 333333333.3333333],
    ['123456789012345.6', 123456789012345.6],
    ['1e21', 1e21],
    ['1e+30', 1e30],
    ['1.7976931348623157e308', Number.MAX_VALUE],
    ['5e-324', 5e-324],
    ['0.00000000000000000000000000000000000000001', 1e-41],
    ['1.00000000000000000000000000000', 1],
    ['1000e-3', 1],
  ])('accept %s', (text, value) => {
    expect(strictRead(text)).toBe(value);
  });

  it.each([
    ['9007199254740992', 'lossy_number'],
    ['-9007199254740992', 'lossy_number'],
    ['9007199254740993.0', 'lossy_number'],
    ['9.007199254740992e15', 'lossy_number'],
    ['1e20', 'lossy_number'],
    ['100000000000000000000', 'lossy_number'],
    ['1000000000000000000000', 'lossy_number'],
    ['0.1000000000000000055511151231257827', 'lossy_number'],
    ['0.30000000000000002', 'lossy_number'],
    ['1.2e-323', 'lossy_number'],
    ['1e-400', 'lossy_number'],
    ['-1e-400', 'lossy_number'],
    ['0.1e-99999999999999999999', 'lossy_number'],
    ['1e309', 'number_overflow'],
    ['-1e400', 'number_overflow'],
    ['1e99999999999999999999', 'number_overflow'],
  ] as const)('refuse %s: %s', (text, reason) => {
    expect(refusalOf(text).reason).toBe(reason);
  });

  it.each(['-', '+1', '.5', '5.', '-.5', '1.e5', '1e', '1e+', '01', '-01', '00', 'NaN', 'Infinity', '-Infinity', '１'])(
    'refuse the form %s',
    (text) => expect(refusalOf(text).reason).toBe('syntax'),
  );

  it.each(['0x1', '1_000', '1n'])('refuse what follows the number in %s', (text) => {
    expect(refusalOf(text).reason).toBe('trailing');
  });
});

describe('the text as a whole', () => {
  it.each([
    '',
    ' ',
    '[',
    '{',
    '[1,]',
    '[,1]',
    '[1 2]',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{a:1}',
    '{1:1}',
    '[}',
    '{]',
    'nul',
  ])('is refused when it is %j', (text) => expect(refusalOf(text).reason).toBe('syntax'));

  it.each(['{} {}', '1 2', 'null,', '[]]', 'truefalse', '{}\u00a0', '{}\ufeff'])(
    'is refused with a rest: %j',
    (text) => {
      expect(refusalOf(text).reason).toBe('trailing');
    },
  );

  it('may have JSON white space around every token, and no other', () => {
    expect(canonicalize(strictRead(' \t\r\n{ "a" : [ 1 , true , false , null ] } '))).toBe('{"a":[1,true,false,null]}');
    expect(refusalOf('\v1').reason).toBe('syntax');
    expect(refusalOf('\u00a01').reason).toBe('syntax');
  });

  it('may not start with a byte order mark', () => {
    expect(refusalOf('\ufeff1').reason).toBe('bom');
    expect(refusalOf(Uint8Array.of(0xff, 0xfe, 0x31, 0x00)).reason).toBe('invalid_utf8');
  });

  it.each([
    ['an overlong form', '5b22c0af225d', 2],
    ['an encoded surrogate', '22eda08022', 1],
    ['a cut sequence', '22e282', 1],
    ['a code point beyond U+10FFFF', '22f490808022', 1],
    ['a bad byte after a real replacement character and an emoji', '22efbfbdf09f9880ff22', 4],
  ])('is refused with %s', (_, hex, offset) => {
    expect(refusalOf(parseHex(hex))).toMatchObject({ reason: 'invalid_utf8', pointer: '', offset });
  });
});

describe('refusals name the place', () => {
  it.each<[string, StrictJsonReason, string, number]>([
    ['{"a":{"b":[0,{"c":1e400}]}}', 'number_overflow', '/a/b/1/c', 18],
    ['{"a/b":{"c~d":9007199254740993}}', 'lossy_number', '/a~1b/c~0d', 14],
    ['{"x":{"a":1,"b":2,"a":3}}', 'duplicate_key', '/x/a', 18],
    ['{"x":["ok","\\ud800"]}', 'lone_surrogate', '/x/1', 12],
    ['{"x":{"\\udc00":1}}', 'lone_surrogate', '/x', 7],
    ['[[],[],[[x]]]', 'syntax', '/2/0/0', 9],
    ['{"x":{"y":1},}', 'syntax', '', 13],
    ['{"x":[1],"y" 1}', 'syntax', '', 13],
    ['[1,2] 3', 'trailing', '', 6],
  ])('%s', (text, reason, pointer, offset) => {
    expect(refusalOf(text)).toMatchObject({ reason, pointer, offset });
    expect(refusalOf(toUtf8(text)).offset).toBe(offset);
  });
});

describe('limits', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  const keyed = (count: number) => JSON.stringify(Array.from({ length: count }, () => ({ k: 0 })));
  const sized = (bytes: number) => JSON.stringify('x'.repeat(bytes - 2));

  it('accept depth 64 and refuse 65, in arrays and objects', () => {
    strictRead(nested(64));
    expect(refusalOf(nested(65))).toMatchObject({ reason: 'too_deep', pointer: '/0'.repeat(64), offset: 64 });
    expect(refusalOf('{"a":'.repeat(65)).reason).toBe('too_deep');
    expect(refusalOf('{"a":'.repeat(64)).reason).toBe('syntax');
  });

  it('count depth by nesting, not by number of containers', () => {
    expect(strictRead(`[${'[[]],'.repeat(100)}[]]`)).toHaveLength(101);
  });

  it('accept 10,000 keys over the whole text and refuse one more', () => {
    strictRead(keyed(10_000));
    expect(refusalOf(keyed(10_001))).toMatchObject({ reason: 'too_many_keys', pointer: '/10000' });
  });

  it('accept 1 MiB of UTF-8 and refuse one byte more, as text and as bytes', () => {
    strictRead(sized(1_048_576));
    strictRead(toUtf8(sized(1_048_576)));
    expect(refusalOf(sized(1_048_577)).reason).toBe('too_large');
    expect(refusalOf(toUtf8(sized(1_048_577))).reason).toBe('too_large');
  });

  it('count bytes, not characters', () => {
    expect(strictRead('"éé"', { maxBytes: 6 })).toBe('éé');
    expect(refusalOf('"éé"', { maxBytes: 5 }).reason).toBe('too_large');
  });

  it('can be set, but not so deep that reading could exhaust the stack', () => {
    strictRead(nested(1_000), { maxDepth: 1_000 });
    expect(refusalOf('[[]]', { maxDepth: 1 }).reason).toBe('too_deep');
    expect(refusalOf('{"a":0}', { maxKeys: 0 }).reason).toBe('too_many_keys');
    expect(() => strictRead('[]', { maxDepth: 1_001 })).toThrow(RangeError);
  });
});

describe('hostile texts of 1 MiB', () => {
  const size = 1_048_576;
  // Each of these takes minutes in a reader that slices or backtracks per character.
  it.each<[string, string, StrictJsonReason | 'accept']>([
    ['opening brackets', '['.repeat(size), 'too_deep'],
    ['digits', '1'.repeat(size), 'number_overflow'],
    ['leading zeros of a fraction', `0.${'0'.repeat(size - 3)}1`, 'lossy_number'],
    ['zeros inside a number', `0.1${'0'.repeat(size - 4)}1`, 'lossy_number'],
    ['trailing zeros of a fraction', `1.${'0'.repeat(size - 2)}`, 'accept'],
    ['zeros of an exponent', `1e${'0'.repeat(size - 3)}1`, 'accept'],
    ['unicode escapes', `"${'\\u0061'.repeat(size / 6 - 1)}"`, 'accept'],
    ['short escapes', `"${'\\n'.repeat(size / 2 - 1)}"`, 'accept'],
    ['an unterminated string', `"${'a'.repeat(size - 1)}`, 'syntax'],
    ['surrogate pairs', `"${'😀'.repeat(size / 4 - 1)}"`, 'accept'],
    ['white space', ' '.repeat(size), 'syntax'],
    ['empty strings', `[${'"",'.repeat(size / 3 - 2)}""]`, 'accept'],
    ['numbers to compare digit by digit', `[${'0.30000000000000004,'.repeat(size / 20 - 1)}0]`, 'accept'],
  ])('%s', (_, text, outcome) => {
    if (outcome === 'accept') strictRead(text);
    else expect(refusalOf(text).reason).toBe(outcome);
  });

  it('bytes with genuine replacement characters before the bad one', () => {
    const bytes = toUtf8('\ufffd'.repeat(size / 3));
    bytes[bytes.length - 1] = 0xff;
    expect(refusalOf(bytes).reason).toBe('invalid_utf8');
  });
});

describe('against JSON.parse', () => {
  it('reads the same value from what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(isLossless(value));
        expect(JSON.stringify(strictRead(text))).toBe(text);
        expect(strictRead(toUtf8(text))).toEqual(strictRead(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it('accepts no text that JSON.parse refuses, and reads none differently', () => {
    const token = fc.constantFrom(
      ...[
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"a"',
        '"b"',
        '"\\u0061"',
        '0',
        '-0',
        '1.50',
        '1e2',
        '1E400',
        '9007199254740993',
      ],
      ...[
        'true',
        'null',
        ' ',
        '\n',
        '"',
        '\\',
        '\ufeff',
        '01',
        '-',
        '.',
        'e',
        '"\\ud83d\\ude00"',
        '"\\ud83d"',
        '\u0001',
      ],
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 12 }), (tokens) => {
        const text = tokens.join('');
        const value = readOrUndefined(text);
        if (value !== undefined) expect(value).toEqual(withoutMinusZero(JSON.parse(text)));
      }),
      { numRuns: 20_000 },
    );
  });

  it('accepts only what its canonical form says again', () => {
    const digits = fc.string({ unit: fc.constantFrom('0', '1', '9', '5'), minLength: 1, maxLength: 24 });
    const number = fc
      .tuple(digits, digits, fc.integer({ min: -330, max: 330 }))
      .map(([a, b, e]) => `${a.replace(/^0+(?=\d)/, '')}.${b}e${e}`);
    fc.assert(
      fc.property(number, (text) => {
        const value = readOrUndefined(text);
        if (value !== undefined) expect(strictRead(canonicalize(value as number))).toBe(value);
      }),
      { numRuns: 5_000 },
    );
  });
});

function refusalOf(input: string | Uint8Array, limits?: StrictJsonLimits): StrictJsonError {
  try {
    strictRead(input, limits);
  } catch (error) {
    if (error instanceof StrictJsonError) return error;
    throw error;
  }
  return expect.unreachable('the text was accepted');
}

function readOrUndefined(text: string): unknown {
  try {
    return strictRead(text);
  } catch (error) {
    if (error instanceof StrictJsonError) return undefined;
    throw error;
  }
}

/** True if the value holds no number that only its canonical spelling would turn into an unsafe integer. */
function isLossless(value: unknown): boolean {
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER || Math.abs(value) >= 1e21;
  return typeof value !== 'object' || value === null || Object.values(value).every(isLossless);
}

function withoutMinusZero(value: unknown): unknown {
  if (value === 0) return 0;
  if (Array.isArray(value)) return value.map(withoutMinusZero);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutMinusZero(item)]));
}
