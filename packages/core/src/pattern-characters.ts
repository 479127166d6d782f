// Whether two parts of a pattern can take the same character. The engine itself is asked, about a sample: all of Latin, every
// 64th character of the basic plane, some beyond it, and whatever the pattern names.

/** True when some character is taken by both of the two parts. */
export type Overlap = (left: string, right: string) => boolean;

const LATIN = Array.from({ length: 0x250 }, (_, code) => code);
const BASIC = Array.from({ length: 0x400 }, (_, index) => index * 0x40 + 0x10).filter(
  (code) => (code & 0xf800) !== 0xd800,
);
const BEYOND = [0x1_0000, 0x1_0400, 0x1_d400, 0x1_d7d8, 0x1_f600, 0x1_f1e6, 0x2_0000, 0x3_0000, 0xe_0100, 0x10_fffd];

/** Compares parts of one pattern; what has been asked is remembered. */
export function createOverlap(pattern: string): Overlap {
  const named = [...pattern].flatMap((char) => around(char.codePointAt(0) ?? 0));
  const escaped = [...pattern.matchAll(/\\(?:u\{?|x)([0-9A-Fa-f]{2,6})/g)].flatMap((found) =>
    around(parseInt(found[1] ?? '0', 16)),
  );
  const sample = [...new Set([...LATIN, ...BASIC, ...BEYOND, ...named, ...escaped])]
    .filter((code) => code <= 0x10_ffff && (code & 0x1f_f800) !== 0xd800)
    .map((code) => String.fromCodePoint(code));
  const taken = new Map<string, ReadonlySet<string>>();
  const known = new Map<string, boolean>();
  const take = (raw: string): ReadonlySet<string> => {
    const found = taken.get(raw) ?? new Set(selectTaken(raw, sample));
    taken.set(raw, found);
    return found;
  };
  return (left, right) => {
    if (left === right) return true;
    const key = left < right ? `${left}\n${right}` : `${right}\n${left}`;
    const found = known.get(key) ?? shareAny(take(left), take(right));
    known.set(key, found);
    return found;
  };
}

function selectTaken(raw: string, sample: readonly string[]): string[] {
  const expression = new RegExp(`^(?:${raw})$`, 'u');
  return sample.filter((char) => expression.test(char));
}

function shareAny(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  const [fewer, more] = left.size < right.size ? [left, right] : [right, left];
  for (const char of fewer) if (more.has(char)) return true;
  return false;
}

/** The ends of ranges decide, so the neighbours of what is named are looked at too. */
function around(code: number): number[] {
  return [code - 1, code, code + 1].filter((each) => each >= 0);
}
