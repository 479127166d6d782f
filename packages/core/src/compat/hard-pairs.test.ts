// Nothing takes more steps than it may, whatever it was made for, and what is only wide is decided all the same.
import { describe, expect, it } from 'vitest';
import { compareContracts, findQuickComparison } from './compare-contracts.js';
import { type Containment, proveContainment } from './prove-containment.js';
import { STEPS_MAX } from './prover.js';
import { hardPairs } from './testing/hard-pairs.js';

/** One more than allowed is counted before a search ends, and what counts in lots may be over by a lot. */
const LOT = 2_000;
const PAIRS = hardPairs();
const isWide = (name: string): boolean => name.includes(' properties, ');

describe('schemas made to take forever', () => {
  const answers = new Map<string, Containment>();

  it.each(PAIRS)(
    '$name ends within the steps of a proof',
    ({ name, writer, reader }) => {
      const answer = proveContainment(writer, reader);
      answers.set(name, answer);
      expect(answer.steps).toBeLessThanOrEqual(STEPS_MAX + LOT);
    },
    60_000,
  );

  it.each(PAIRS.filter(({ name }) => !isWide(name)))(
    '$name has the same answer each time',
    ({ name, writer, reader }) => {
      expect(proveContainment(writer, reader)).toEqual(answers.get(name));
    },
  );

  it.each(PAIRS.filter(({ name }) => isWide(name)))('$name is decided', ({ name }) => {
    expect(answers.get(name)?.verdict).toBe(name.endsWith('wider') ? 'compatible' : 'breaking');
  });

  it('takes steps in proportion to the number of properties, not to its square', () => {
    const steps = (name: string): number => answers.get(name)?.steps ?? Number.NaN;
    for (const kind of ['required properties, one wider', 'optional properties, all narrower'])
      expect(steps(`10,000 ${kind}`) / steps(`2,000 ${kind}`)).toBeLessThan(6);
  });
});

describe('a quick comparison', () => {
  const [old, next] = ['^[ab]*a[ab]{16}$', '^[ab]*b[ab]{16}$'].map((pattern) => ({
    inputSchema: { type: 'object', properties: { value: { type: 'string', pattern } } },
  }));

  it('is the whole answer, or none where the steps are too few for any part of it', () => {
    const easy = { inputSchema: { type: 'object', properties: { value: { type: 'string', maxLength: 5 } } } };
    expect(findQuickComparison(easy, {}, { stepsMax: 400 })).toEqual(compareContracts(easy, {}));
    expect(findQuickComparison(old ?? {}, next ?? {}, { stepsMax: 400 })).toBeUndefined();
    expect(findQuickComparison(easy, {}, { stepsMax: 1 })).toBeUndefined();
  });
});
