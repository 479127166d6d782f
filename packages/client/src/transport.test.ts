// Time-outs and retries: reads are tried again, mutations never, and no answer is told in the catalogue's words.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTransport, type TransportOptions } from './transport.js';

const URL_GIVEN = 'http://registry.example';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A network that answers with these, one after the other. */
function networkOf(...answers: (Response | Error)[]) {
  const calls: string[] = [];
  const fetch: typeof globalThis.fetch = async (_input, init) => {
    calls.push(init?.method ?? 'GET');
    const answer = answers.shift();
    if (answer instanceof Response) return answer;
    throw answer ?? new Error('the network has no more answers');
  };
  return { calls, fetch };
}

function transportOver(fetch: typeof globalThis.fetch, options: Partial<TransportOptions> = {}) {
  return createTransport({ url: URL_GIVEN, timeoutMs: 1_000, retry: 2, fetch, ...options });
}

/** The outcome of work that waits on timers. */
async function settle<T>(work: Promise<T>): Promise<PromiseSettledResult<T>> {
  const settled = Promise.allSettled([work]);
  await vi.runAllTimersAsync();
  const [outcome] = await settled;
  return outcome;
}

test.each([429, 502, 503, 504])('a read is tried again after %i', async (status) => {
  const network = networkOf(new Response('', { status }), new Response('ok'));
  expect(await settle(transportOver(network.fetch)(URL_GIVEN))).toMatchObject({ value: { status: 200 } });
  expect(network.calls).toHaveLength(2);
});

test('a mutation is sent once, whatever happens', async () => {
  const refused = networkOf(new Response('', { status: 503 }), new Response('ok'));
  const answer = await settle(transportOver(refused.fetch)(URL_GIVEN, { method: 'POST' }));
  expect(answer).toMatchObject({ value: { status: 503 } });
  const dead = networkOf(new TypeError('fetch failed'), new Response('ok'));
  const failure = await settle(transportOver(dead.fetch)(URL_GIVEN, { method: 'POST' }));
  expect(failure).toMatchObject({ reason: { code: 'UNREACHABLE', details: { url: URL_GIVEN } } });
  expect([...refused.calls, ...dead.calls]).toEqual(['POST', 'POST']);
});

test('a read that nobody answers is UNREACHABLE after the last try', async () => {
  const network = networkOf(new TypeError('1'), new TypeError('2'), new TypeError('3'), new Response('too late'));
  expect(await settle(transportOver(network.fetch)(URL_GIVEN))).toMatchObject({ reason: { code: 'UNREACHABLE' } });
  expect(network.calls).toHaveLength(3);
});

test('a registry that asks for long patience is told to the caller at once', async () => {
  const network = networkOf(new Response('', { status: 429, headers: { 'retry-after': '3600' } }), new Response('ok'));
  expect(await settle(transportOver(network.fetch)(URL_GIVEN))).toMatchObject({ value: { status: 429 } });
  expect(network.calls).toHaveLength(1);
});

test('Retry-After is waited out', async () => {
  const network = networkOf(new Response('', { status: 503, headers: { 'retry-after': '7' } }), new Response('ok'));
  const answer = transportOver(network.fetch)(URL_GIVEN);
  await vi.advanceTimersByTimeAsync(6_999);
  expect(network.calls).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect((await answer).status).toBe(200);
});

test('headers without a body do not count as an answer: TIMEOUT', async () => {
  const fetch: typeof globalThis.fetch = async (_input, init) =>
    new Response(
      new ReadableStream({
        start: (controller) => init?.signal?.addEventListener('abort', () => controller.error(init.signal?.reason)),
      }),
    );
  const outcome = await settle(transportOver(fetch)(URL_GIVEN));
  expect(outcome).toMatchObject({ reason: { code: 'TIMEOUT', details: { url: URL_GIVEN, timeout_ms: 1_000 } } });
});

test('the caller who aborts gets their own reason, and no further try is made', async () => {
  const stop = new AbortController();
  const network = networkOf(new TypeError('1'), new Response('ok'));
  const work = settle(transportOver(network.fetch)(URL_GIVEN, { signal: stop.signal }));
  stop.abort(new Error('enough'));
  expect(await work).toMatchObject({ reason: { message: 'enough' } });
  expect(network.calls).toHaveLength(1);
});

test('the system’s name for why nobody answered is told', async () => {
  const refusal = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  const network = networkOf(new TypeError('fetch failed', { cause: refusal }));
  expect(await settle(transportOver(network.fetch, { retry: 0 })(URL_GIVEN))).toMatchObject({
    reason: { code: 'UNREACHABLE', message: expect.stringContaining('(ECONNREFUSED)') },
  });
});

test.each([301, 302, 307, 308])('a redirect (%i) is told, not followed', async (status) => {
  const answer = new Response(null, { status, headers: { location: 'https://elsewhere.example/a?token=secret' } });
  const network = networkOf(answer, new Response('ok'));
  const outcome = await settle(transportOver(network.fetch)(URL_GIVEN));
  expect(outcome).toMatchObject({
    reason: { code: 'UNREACHABLE', message: expect.stringContaining('https://elsewhere.example.') },
  });
  expect(network.calls).toHaveLength(1);
});

test('fetch itself is asked not to follow redirects', async () => {
  const modes: unknown[] = [];
  const fetch: typeof globalThis.fetch = async (_input, init) => {
    modes.push(init?.redirect);
    return new Response('ok');
  };
  await settle(transportOver(fetch)(URL_GIVEN, { redirect: 'follow' }));
  expect(modes).toEqual(['manual']);
});

test('an answer without an end is given up, and its connection let go', async () => {
  const piece = new Uint8Array(16 * 1024 * 1024);
  let pulls = 0;
  let isReleased = false;
  const fetch: typeof globalThis.fetch = async (_input, init) => {
    init?.signal?.addEventListener('abort', () => {
      isReleased = true;
    });
    return new Response(
      new ReadableStream({
        pull: (controller) => {
          pulls += 1;
          controller.enqueue(piece);
        },
      }),
    );
  };
  expect(await settle(transportOver(fetch)(URL_GIVEN))).toMatchObject({ reason: { code: 'UNREACHABLE' } });
  expect(isReleased).toBe(true);
  expect(pulls).toBeLessThan(20);
});

test('a POST that only reads is tried again as a read is', async () => {
  const network = networkOf(new Response('', { status: 503 }), new Response('ok'));
  const answer = await settle(transportOver(network.fetch, { isReading: true })(URL_GIVEN, { method: 'POST' }));
  expect(answer).toMatchObject({ value: { status: 200 } });
  expect(network.calls).toEqual(['POST', 'POST']);
});
