import type { LogEvent } from '@action-registry/schema';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { toEventBytes } from './event-bytes.js';

const event: LogEvent = {
  index: 7,
  type: 'release.publish',
  at: '2026-01-01T00:00:00.000Z',
  subject: 'a.b@1.0.0',
  actor: 'test',
  leaf: '{}',
  leaf_hash: 'AA==',
};

async function* oneEvent(end?: Error): AsyncGenerator<LogEvent> {
  yield event;
  if (end !== undefined) throw end;
}

async function* waiting(signal: AbortSignal): AsyncGenerator<LogEvent> {
  yield event;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

async function readAll(stream: ReadableStream<Uint8Array>): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += new TextDecoder().decode(chunk);
  return text;
}

const EXPECTED = `: connected\n\nid: 7\nevent: release.publish\ndata: ${JSON.stringify(event)}\n\n`;

test.each([
  ['are over', undefined],
  ['fail, as they do when the database is gone', new Error('gone')],
])('when the events %s the stream ends, and no timer outlives it', async (_how, end) => {
  const failures: unknown[] = [];
  const stream = toEventBytes(oneEvent(end), {
    stop: new AbortController(),
    onFailure: (error) => void failures.push(error),
  });
  expect(await readAll(stream)).toBe(EXPECTED);
  expect(failures).toEqual(end === undefined ? [] : [end]);
  expect(vi.getTimerCount()).toBe(0);
});

test('a reader that waits is told every 15 s that the stream is alive; once it goes the events are stopped', async () => {
  const stop = new AbortController();
  const reader = toEventBytes(waiting(stop.signal), { stop, onFailure: () => {} }).getReader();
  const read = async () => new TextDecoder().decode((await reader.read()).value);
  expect((await read()) + (await read())).toBe(EXPECTED);
  vi.advanceTimersByTime(15_000);
  expect(await read()).toBe(': still here\n\n');
  await reader.cancel();
  expect(stop.signal.aborted).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});
