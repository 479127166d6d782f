// The fetch that the client uses: a time-out for every request, and retries for reads alone. A mutation is never sent
// twice: whether the first one arrived cannot be known from here.
import { RegistryError } from '@action-registry/schema';
import { toUnreachable } from './errors.js';

/** What the transport needs; `retry` is how often a read is tried again. */
export type TransportOptions = { url: string; fetch: typeof fetch; timeoutMs: number; retry: number };

const BACKOFF_MS = 200;
const RETRIED = new Set([429, 502, 503, 504]);

/** A fetch with time-out and retries; throws UNREACHABLE or TIMEOUT. */
export function createTransport(options: TransportOptions): typeof fetch {
  return async (input, init) => {
    const method = init?.method ?? (input instanceof Request ? input.method : 'GET');
    const attempts = method === 'GET' ? options.retry + 1 : 1;
    for (let attempt = 1; ; attempt++) {
      const outcome = await tryOnce(input, init, options);
      const isLast = attempt >= attempts;
      if (outcome instanceof Response && (isLast || !RETRIED.has(outcome.status))) return outcome;
      if (!(outcome instanceof Response) && (isLast || outcome.code === 'TIMEOUT' || init?.signal?.aborted === true))
        throw outcome;
      await wait(delayOf(outcome, attempt));
    }
  };
}

async function tryOnce(
  input: Parameters<typeof fetch>[0],
  init: RequestInit | undefined,
  { url, fetch, timeoutMs }: TransportOptions,
): Promise<Response | RegistryError> {
  // AbortSignal.any leaks on Node 20 with long-lived signals, so the two are joined by hand.
  const stop = new AbortController();
  const forward = (): void => stop.abort(init?.signal?.reason);
  if (init?.signal?.aborted === true) forward();
  init?.signal?.addEventListener('abort', forward);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    stop.abort();
  }, timeoutMs);
  try {
    return await fetch(input, { ...init, signal: stop.signal });
  } catch (cause) {
    if (!isLate) return toUnreachable(url, cause);
    return new RegistryError('TIMEOUT', `${url} did not answer within ${timeoutMs} ms.`, {
      details: { url, timeout_ms: timeoutMs },
      cause,
    });
  } finally {
    clearTimeout(timer);
    init?.signal?.removeEventListener('abort', forward);
  }
}

/** What the server asks for, else exponential back-off with jitter, in milliseconds. */
function delayOf(outcome: Response | RegistryError, attempt: number): number {
  const asked = outcome instanceof Response ? Number(outcome.headers.get('retry-after')) : 0;
  return asked > 0 ? asked * 1_000 : BACKOFF_MS * 2 ** (attempt - 1) * (0.5 + Math.random());
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
