import type { JsonObject } from '@action-registry/schema';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { compareApart } from './compare-apart.js';
import type { ContractQuestion } from './compare-documents.js';

const document = (version: string, maxLength: number) => ({
  ...{ name: 'files.move', version, kind: 'tool', spec: {} },
  inputSchema: { type: 'object', properties: { path: { type: 'string', maxLength } } } as JsonObject,
});
const question: ContractQuestion = {
  base: document('1.2.0', 255),
  earlier: [],
  next: document('1.2.1', 3),
  callers: 'declared_only',
};
const breaking = { verdict: 'breaking', least_version: '2.0.0', input: { verdict: 'breaking' } };
const waiting = () => new AbortController().signal;

/** The browser's side of a worker: what it was asked, and whether it was ended. */
class FakeWorker {
  static started: FakeWorker[] = [];
  onmessage: ((event: { data: unknown }) => void) | undefined;
  onerror: (() => void) | undefined;
  asked: unknown;
  isEnded = false;
  constructor() {
    FakeWorker.started.push(this);
  }
  postMessage(asked: unknown): void {
    this.asked = asked;
  }
  terminate(): void {
    this.isEnded = true;
  }
}

describe('a comparison in a worker', () => {
  beforeEach(() => {
    FakeWorker.started = [];
    vi.stubGlobal('Worker', FakeWorker);
  });
  afterEach(() => void vi.unstubAllGlobals());

  const begin = (signal = waiting()) => {
    const answer = compareApart(question, signal);
    const [worker] = FakeWorker.started;
    if (worker === undefined) throw new Error('no worker was started');
    return { answer, worker };
  };

  it('is the answer to the question, and ends with it', async () => {
    const { answer, worker } = begin();
    expect(worker.asked).toEqual(question);
    worker.onmessage?.({ data: { compared: breaking } });
    expect(await answer).toEqual(breaking);
    expect(worker.isEnded).toBe(true);
  });

  it('is made by the page where the worker does not run', async () => {
    const { answer, worker } = begin();
    worker.onerror?.();
    expect(await answer).toMatchObject(breaking);
    expect(worker.isEnded).toBe(true);
  });

  it('fails where the rules fail, and is not made twice', async () => {
    const { answer, worker } = begin();
    worker.onmessage?.({ data: { fault: 'Too deep.' } });
    await expect(answer).rejects.toThrow('Too deep.');
    expect(worker.isEnded).toBe(true);
  });

  it('ends when nobody waits for it', async () => {
    const control = new AbortController();
    const { answer, worker } = begin(control.signal);
    control.abort();
    await expect(answer).rejects.toThrow();
    expect(worker.isEnded).toBe(true);
    await expect(compareApart(question, control.signal)).rejects.toThrow();
    expect(FakeWorker.started).toEqual([worker]);
  });
});

it('is made by the page where there are no workers', async () => {
  expect(await compareApart(question, waiting())).toMatchObject(breaking);
});
