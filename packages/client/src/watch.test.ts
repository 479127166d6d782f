// Watching the log over a stream as a registry sends it: in order, once each, also when the stream or the reader falters.
import { expect, test } from 'vitest';
import { createRegistry } from './create-registry.js';

type Answer = { events: unknown[]; isEndless?: boolean };

/** A registry whose stream answers each connection with the next of these; it counts what is asked for. */
function registryThatStreams(...answers: Answer[]) {
  const asked: {
    input: { after?: number };
    lastEventId: string | null;
    isOpen: () => boolean;
    closed: Promise<unknown>;
  }[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(String(input));
    const headers = new Headers(init?.headers);
    asked.push({
      input: JSON.parse(url.searchParams.get('input') ?? '{}'),
      lastEventId: headers.get('last-event-id'),
      isOpen: () => init?.signal?.aborted === false,
      closed: new Promise((resolve) => init?.signal?.addEventListener('abort', resolve)),
    });
    const { events, isEndless = false } = answers.shift() ?? { events: [], isEndless: true };
    const text = [
      'retry: 1\n\n',
      'event: connected\ndata: {}\n\n',
      ...events.map((event) => {
        const id = typeof event === 'object' && event !== null && 'index' in event ? `id: ${event.index}\n` : 'id: x\n';
        return `data: ${JSON.stringify(event)}\n${id}\n`;
      }),
    ].join('');
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(text));
        if (!isEndless) controller.close();
        init?.signal?.addEventListener('abort', () => controller.error(init.signal?.reason));
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  };
  return { asked, registry: createRegistry({ url: 'http://registry.example', apiKey: 'ark_k', fetch }) };
}

const eventsOf = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => ({ index: from + at, type: 'release.publish' }));

test('a stream that ends is taken up again, and what it repeats is passed over', async () => {
  const { asked, registry } = registryThatStreams(
    { events: eventsOf(3, 5) },
    { events: eventsOf(4, 7), isEndless: true },
  );
  const seen: number[] = [];
  for await (const { index } of registry.watch({ after: 2 })) {
    seen.push(index);
    if (seen.length === 5) break;
  }
  expect(seen).toEqual([3, 4, 5, 6, 7]);
  expect(asked.map(({ input, lastEventId }) => ({ input, lastEventId }))).toEqual([
    { input: { after: 2 }, lastEventId: null },
    { input: { after: 2 }, lastEventId: '5' },
  ]);
});

test('a reader that is slower than the log lets go of the stream and goes on after the last event it has', async () => {
  const { asked, registry } = registryThatStreams(
    { events: eventsOf(0, 1_499), isEndless: true },
    { events: eventsOf(900, 2_000), isEndless: true },
  );
  const seen: number[] = [];
  for await (const { index } of registry.watch()) {
    // Reads nothing more until the stream was let go, which it is only when enough events wait.
    if (seen.length === 0) await asked[0]?.closed;
    seen.push(index);
    if (index === 2_000) break;
  }
  expect(seen).toEqual(eventsOf(0, 2_000).map(({ index }) => index));
  expect(asked.length).toBe(2);
  expect(asked[1]?.input.after).toBeGreaterThanOrEqual(1_000);
});

test('whoever stops reading leaves no stream open', async () => {
  const { asked, registry } = registryThatStreams({ events: eventsOf(1, 2), isEndless: true });
  for await (const _event of registry.watch()) break;
  expect(asked.map(({ isOpen }) => isOpen())).toEqual([false]);
});

test('an abort ends the watch without an error', async () => {
  const { registry } = registryThatStreams({ events: eventsOf(1, 1), isEndless: true });
  const stop = new AbortController();
  const seen: number[] = [];
  for await (const { index } of registry.watch({ signal: stop.signal })) {
    seen.push(index);
    stop.abort();
  }
  expect(seen).toEqual([1]);
});

test('events without a place in the log are refused', async () => {
  const { registry } = registryThatStreams({ events: [{ type: 'release.publish' }], isEndless: true });
  await expect(registry.watch().next()).rejects.toMatchObject({ code: 'INTERNAL' });
});
