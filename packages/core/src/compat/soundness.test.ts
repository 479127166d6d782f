// No `compatible` has a counter-example, and every witness is one: over pairs by chance, with two validators as judges.
// NIGHTLY tries 100,000 pairs.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAjvJudge } from './ajv-judge.js';
import { createJudge } from './judge.js';
import { proveContainment } from './prove-containment.js';
import { arbitraryPair, arbitraryValue } from './testing/arbitrary-schema.js';

const PAIRS = process.env.NIGHTLY === undefined ? 2_000 : 100_000;
const VALUES = 100;
const POOL = 5_000;
/** Ajv 8.20 misses `contains` on empty arrays beside `prefixItems`, and items evaluated by `contains`: there it is no judge. */
const AJV_FAULTS = /"contains"/;

describe(`containment over ${PAIRS} pairs by chance`, () => {
  const pool = fc.sample(arbitraryValue, POOL);

  it('is never claimed against a counter-example, and every witness separates under both validators', () => {
    fc.assert(
      fc.property(arbitraryPair, fc.nat({ max: POOL - VALUES }), ({ writer, reader }, from) => {
        const answer = proveContainment(writer, reader);
        const text = JSON.stringify([writer, reader]);
        const makers = AJV_FAULTS.test(text) ? [createJudge] : [createJudge, createAjvJudge];
        const judges = makers.map((make) => [make(writer, 2020), make(reader, 2020)] as const);
        for (const [sent, read] of judges) {
          if (answer.verdict !== 'breaking') break;
          // Undefined where a validator cannot run the schema at all.
          expect(sent(answer.witness)).not.toBe(false);
          expect(read(answer.witness)).not.toBe(true);
        }
        if (answer.verdict !== 'compatible') return;
        for (const value of pool.slice(from, from + VALUES)) {
          const isCounter = judges.every(([sent, read]) => sent(value) === true && read(value) === false);
          expect(isCounter, JSON.stringify(value)).toBe(false);
        }
      }),
      { numRuns: PAIRS, endOnFailure: true },
    );
  }, 3_600_000);

  it('holds from every schema to itself', () => {
    fc.assert(
      fc.property(arbitraryPair, ({ writer }) => {
        expect(proveContainment(writer, structuredClone(writer)).verdict).toBe('compatible');
      }),
      { numRuns: PAIRS / 10 },
    );
  });
});
