import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collapseEqual, countLines, diffLines } from './line-diff.js';

const text = (lines: readonly string[]): string => lines.join('\n');

describe('the diff of two texts', () => {
  it('says which lines came and which went', () => {
    const lines = diffLines('a\nb\nc\nd', 'a\nc\nx\nd');
    expect(lines.map(({ sign, text: line }) => sign + line)).toEqual([' a', '-b', ' c', '+x', ' d']);
    expect(countLines(lines)).toEqual({ added: 1, removed: 1 });
  });

  it('holds both texts, whatever they are', () => {
    const some = fc.array(fc.constantFrom('a', 'b', 'c', '', 'd e'), { maxLength: 40 }).map(text);
    fc.assert(
      fc.property(some, some, (before, after) => {
        const lines = diffLines(before, after);
        const side = (sign: string) => text(lines.filter((line) => line.sign !== sign).map((line) => line.text));
        expect([side('+'), side('-')]).toEqual([before, after]);
      }),
    );
  });

  it('is the shortest one', () => {
    const some = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
    fc.assert(
      fc.property(some, some, (before, after) => {
        const { added, removed } = countLines(diffLines(text(before), text(after)));
        const [old, fresh] = [text(before).split('\n'), text(after).split('\n')];
        expect(added + removed).toBe(old.length + fresh.length - 2 * longestCommon(old, fresh));
      }),
    );
  });

  it('is one text below the other when they have nothing in common, however long they are', () => {
    const before = Array.from({ length: 3_000 }, (_, at) => `old ${at}`);
    const after = Array.from({ length: 3_000 }, (_, at) => `new ${at}`);
    expect(countLines(diffLines(text(before), text(after)))).toEqual({ added: 3_000, removed: 3_000 });
  });
});

describe('leaving equal lines out', () => {
  it('keeps three around each change and counts the others', () => {
    const before = Array.from({ length: 20 }, (_, at) => String(at));
    const parts = collapseEqual(diffLines(text(before), text(before.with(10, 'x'))));
    expect(parts.map((part) => ('skipped' in part ? part.skipped : part.lines.length))).toEqual([7, 8, 6]);
  });

  it('loses no line', () => {
    const some = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 60 }).map(text);
    fc.assert(
      fc.property(some, some, (before, after) => {
        const lines = diffLines(before, after);
        const shown = collapseEqual(lines).map((part) => ('skipped' in part ? part.skipped : part.lines.length));
        expect(shown.reduce((sum, count) => sum + count, 0)).toBe(lines.length);
      }),
    );
  });
});

/** The length of the longest common subsequence, by the textbook's table. */
function longestCommon(left: readonly string[], right: readonly string[]): number {
  let row = right.map(() => 0);
  for (const a of left) {
    const next: number[] = [];
    for (const [at, b] of right.entries())
      next.push(a === b ? (row[at - 1] ?? 0) + 1 : Math.max(row[at] ?? 0, next[at - 1] ?? 0));
    row = next;
  }
  return row.at(-1) ?? 0;
}
