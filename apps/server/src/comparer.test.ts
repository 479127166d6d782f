// Hard comparisons leave the server free for others, are bounded in number and time, and answer what they would have at once.
import { hardPairs } from '@action-registry/core/testing';
import type { JsonObject } from '@action-registry/schema';
import { pino } from 'pino';
import { afterAll, describe, expect, it } from 'vitest';
import { compareLine, findQuickLine, type LineTask, undecidedLine } from './compare-line.js';
import { createComparer } from './comparer.js';

const log = pino({ level: 'silent' });

function task(old: JsonObject, next: JsonObject): LineTask {
  const toText = (version: string, value: JsonObject): string =>
    JSON.stringify({ kind: 'tool', version, inputSchema: { type: 'object', properties: { value } } });
  return { old: toText('1.0.0', old), next: toText('1.0.1', next), policy: 'declared_only' };
}

function hardTask(hard: string): LineTask {
  const pair = hardPairs().find(({ name }) => name === hard);
  if (pair === undefined) throw new Error(`there is no hard pair '${hard}'`);
  return task(pair.writer as JsonObject, pair.reader as JsonObject);
}

/** Takes more steps than are taken at once. */
const HARD = hardTask('60 branches told apart');
/** However busy the machine is. */
const PATIENT = { milliseconds: 100_000 };
const EASY = task({ type: 'string', maxLength: 9 }, { type: 'string', maxLength: 5 });

describe('a comparer', () => {
  const comparer = createComparer(log, PATIENT);
  afterAll(() => comparer.close());

  it('answers an easy comparison that came after a hard one before it', async () => {
    expect(findQuickLine(HARD)).toBeUndefined();
    const order: string[] = [];
    const hard = comparer.compare(HARD).then((answer) => {
      order.push('hard');
      return answer;
    });
    expect((await comparer.compare(EASY)).verdict).toBe('breaking');
    order.push('easy');
    const answer = await hard;
    expect(order).toEqual(['easy', 'hard']);
    expect(answer).toEqual(compareLine(HARD));
  }, 120_000);

  it('answers at once what a thread would have answered', async () => {
    const threaded = createComparer(log, { ...PATIENT, quickCharacters: 0 });
    const [atOnce, later] = await Promise.all([comparer.compare(EASY), threaded.compare(EASY)]);
    await threaded.close();
    expect(findQuickLine(EASY)).toEqual(atOnce);
    expect(later).toEqual(atOnce);
  }, 120_000);
});

describe('a comparer with too much to do', () => {
  it('refuses what is more than may wait, and still answers what is easy', async () => {
    const comparer = createComparer(log, { ...PATIENT, threads: 1, waiting: 1 });
    const taken = Promise.allSettled([comparer.compare(HARD), comparer.compare(HARD)]);
    await expect(comparer.compare(HARD)).rejects.toMatchObject({ code: 'UNAVAILABLE', details: { retry_after_s: 2 } });
    expect((await comparer.compare(EASY)).verdict).toBe('breaking');
    await comparer.close();
    await taken;
  });

  it('ends a comparison that is not done in time, waiting or running, and does not say what it means', async () => {
    const comparer = createComparer(log, { milliseconds: 1, threads: 1 });
    const answers = await Promise.allSettled([comparer.compare(HARD), comparer.compare(HARD)]);
    await comparer.close();
    for (const answer of answers)
      expect(answer).toMatchObject({
        status: 'rejected',
        reason: { code: 'UNAVAILABLE', details: { retry_after_s: 2 } },
      });
  });

  it('has an answer that claims nothing for what no thread has the memory for', () => {
    const answer = undecidedLine(HARD);
    expect(answer).toMatchObject({ verdict: 'unknown', bump: 'major', least_version: '2.0.0' });
    expect(answer.changes.map(({ verdict }) => verdict)).toContain('unknown');
    expect(answer.changes.map(({ verdict }) => verdict)).not.toContain('compatible');
  });

  it('ends when it is closed, and what was being compared may be asked again', async () => {
    const comparer = createComparer(log);
    const pending = expect(comparer.compare(HARD)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await comparer.close();
    await pending;
  });
});
