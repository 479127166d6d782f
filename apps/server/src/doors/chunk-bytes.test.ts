import { expect, test } from 'vitest';
import { toChunkBytes } from './chunk-bytes.js';

/** Endless pieces, and how many were made. */
function count() {
  const seen = { made: 0, ended: false };
  async function* make(): AsyncGenerator<string> {
    try {
      for (;;) yield `${++seen.made};`;
    } finally {
      seen.ended = true;
    }
  }
  return { seen, chunks: make() };
}

const never = (error: unknown) => expect.unreachable(String(error));

test('a piece is made when there is room for it, and none once the reader has gone', async () => {
  const { seen, chunks } = count();
  const reader = toChunkBytes(await chunks.next(), chunks, never).getReader();
  const text = new TextDecoder();
  for (const expected of ['1;', '2;', '3;']) expect(text.decode((await reader.read()).value)).toBe(expected);
  // One piece waits to be read.
  await expect.poll(() => seen.made).toBe(4);
  await reader.cancel();
  expect(seen).toEqual({ made: 4, ended: true });
});

test('a piece that cannot be made breaks the answer off', async () => {
  async function* make(): AsyncGenerator<string> {
    yield 'first';
    throw new Error('the database went away');
  }
  const chunks = make();
  const failures: unknown[] = [];
  const body = toChunkBytes(await chunks.next(), chunks, (error) => failures.push(error));
  await expect(new Response(body).text()).rejects.toThrow('went away');
  expect(failures).toHaveLength(1);
});

test('nobody hears of a failure after the reader has gone', async () => {
  let fail: (error: Error) => void = () => undefined;
  async function* make(): AsyncGenerator<string> {
    yield 'first';
    yield await new Promise<string>((_, reject) => {
      fail = reject;
    });
  }
  const chunks = make();
  const reader = toChunkBytes(await chunks.next(), chunks, never).getReader();
  await reader.read();
  const gone = reader.cancel();
  fail(new Error('the database went away'));
  await gone;
});

test('pieces that are all made end the answer', async () => {
  async function* make(): AsyncGenerator<string> {
    yield 'é';
    yield 'b';
  }
  const chunks = make();
  expect(await new Response(toChunkBytes(await chunks.next(), chunks, never)).text()).toBe('éb');
  expect(await new Response(toChunkBytes({ done: true, value: undefined }, chunks, never)).text()).toBe('');
});
