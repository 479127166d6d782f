import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suggest } from './suggest.js';

const COMMANDS = ['click_element', 'launch_app', 'press_key', 'swipe_down', 'swipe_left', 'swipe_right', 'swipe_up'];

describe('suggestions', () => {
  it.each([
    ['click_element_by_index', ['click_element']],
    ['Swipe_Up', ['swipe_up']],
    ['swipe', ['swipe_up', 'swipe_down', 'swipe_left']],
    ['key', ['press_key']],
    ['app_launch', ['launch_app']],
    ['pressKey', ['press_key']],
    ['lanch_app', ['launch_app']],
    ['zzzzzzzz', []],
    ['', []],
    ['___', []],
  ])('for %j are %j', (value, expected) => {
    expect(suggest(value, COMMANDS).map((suggestion) => suggestion.value)).toEqual(expected);
  });

  it('rank case, then leading words, then shared words, then few edits, whatever the distance', () => {
    const known = ['a_c', 'b_a', 'a_b_cdefgh', 'A_B'];
    expect(suggest('a_b', known, { max: 4 }).map(({ value }) => value)).toEqual(['A_B', 'a_b_cdefgh', 'b_a', 'a_c']);
    expect(suggest('abc', ['abc_d', 'ABC'])[0]).toEqual({ value: 'ABC', distance: 3 });
  });

  it('tell the distance in edits', () => {
    expect(suggest('requierd', ['required'])).toEqual([{ value: 'required', distance: 2 }]);
  });

  it('keep to max(2, length / 3) edits, on both sides', () => {
    expect(suggest('abcdef', ['abcdxy'])).toHaveLength(1);
    expect(suggest('abcdef', ['abcxyz'])).toHaveLength(0);
    expect(suggest('abcdef', ['abcdefgh'])).toHaveLength(1);
    expect(suggest('abcdef', ['abcdefghi'])).toHaveLength(0);
    expect(suggest('abcdefghi', ['abcdefxyz'])).toHaveLength(1);
    expect(suggest('ab', ['xy'])).toHaveLength(0);
  });

  it('never offer the value itself, nor one value twice', () => {
    expect(suggest('press_key', ['press_key'])).toEqual([]);
    expect(suggest('pres_key', ['press_key', 'press_key'])).toHaveLength(1);
  });

  it('do not depend on the order of what is known, and are at most three', () => {
    const words = fc.stringMatching(/^[a-c_]{0,6}$/);
    fc.assert(
      fc.property(words, fc.array(words), (value, known) => {
        const found = suggest(value, known);
        expect(found).toEqual(suggest(value, known.toReversed()));
        expect(found.length).toBeLessThanOrEqual(3);
      }),
    );
  });

  it('do not weigh texts longer than any name', () => {
    expect(suggest('a'.repeat(100_000), ['a'.repeat(100_001)])).toEqual([]);
  });
});
