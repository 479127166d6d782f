// The fetch that the client uses: a time-out for every request, body included, a bound on what is read, and retries for
// reads alone. A mutation is never sent twice: whether the first one arrived cannot be known from here.
import { isRegistryError, type RegistryError } from '@action-registry/schema';
import { findRedirect, toElsewhere, toOversize, toTimeout, toUnreachable } from './network-errors.js';

/**
 * What the transport needs; `retry` is how often a read is tried again, `timeoutMs` holds for each try. `isReading` says that
 * also a POST only reads, as long queries do.
 */
export type TransportOptions = {
  url: string;
  fetch: typeof fetch;
  timeoutMs: number;
  retry: number;
  isReading?: boolean;
};

const BACKOFF_MS = 200;
/** A server that asks for more patience than this gets its refusal told to the caller instead. */
const PATIENCE_MS = 30_000;
/** A batch of twenty pages of the log takes less; a server that sends more is none of ours, or means harm. */
const ANSWER_BYTES_MAX = 256 * 1024 * 1024;
const RETRIED: ReadonlySet<number> = new Set([429, 502, 503, 504]);
/** Statuses whose responses may have no body (Fetch standard, "null body status"). */
const WITHOUT_BODY: ReadonlySet<number> = new Set([101, 204, 205, 304]);

type Outcome = { response: Response } | { error: RegistryError; isLasting: boolean };

/** A fetch with time-out and retries; throws UNREACHABLE or TIMEOUT, and the signal's reason when the caller aborts. */
export function createTransport(options: TransportOptions): typeof fetch {
  return async (input, init) => {
    const method = init?.method ?? (input instanceof Request ? input.method : 'GET');
    const retries = method === 'GET' || options.isReading === true ? options.retry : 0;
    for (let attempt = 0; ; attempt++) {
      const outcome = await tryOnce(input, init, options);
      const delay = attempt < retries ? findDelay(outcome, attempt) : undefined;
      if (delay !== undefined) await wait(delay, init?.signal);
      else if ('response' in outcome) return outcome.response;
      else throw outcome.error;
    }
  };
}

async function tryOnce(
  input: Parameters<typeof fetch>[0],
  init: RequestInit | undefined,
  { url, fetch, timeoutMs }: TransportOptions,
): Promise<Outcome> {
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
    // Followed redirects would take the caller's key and input wherever the answer points.
    const response = await fetch(input, { ...init, redirect: 'manual', signal: stop.signal });
    return { response: await readWhole(response, url) };
  } catch (cause) {
    init?.signal?.throwIfAborted();
    if (isLate) return { error: toTimeout(url, timeoutMs, cause), isLasting: true };
    if (isRegistryError(cause)) return { error: cause, isLasting: true };
    return { error: toUnreachable(url, cause), isLasting: false };
  } finally {
    clearTimeout(timer);
    init?.signal?.removeEventListener('abort', forward);
    // Whatever was not read is not waited for.
    stop.abort();
  }
}

/** Reads the body while the clock still runs: headers alone do not make an answer. */
async function readWhole(response: Response, url: string): Promise<Response> {
  const { status, statusText, headers } = response;
  const redirect = findRedirect(response);
  if (redirect !== undefined) throw toElsewhere(url, redirect);
  if (WITHOUT_BODY.has(status)) return new Response(null, { status, statusText, headers });
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
    chunks.push(part.value);
    size += part.value.byteLength;
    if (size > ANSWER_BYTES_MAX) throw toOversize(url, ANSWER_BYTES_MAX);
  }
  return new Response(new Blob(chunks), { status, statusText, headers });
}

/** Milliseconds to wait before the next try, or undefined when there is no point in one. */
function findDelay(outcome: Outcome, attempt: number): number | undefined {
  const backoff = BACKOFF_MS * 2 ** attempt * (0.5 + Math.random());
  if ('error' in outcome) return outcome.isLasting ? undefined : backoff;
  if (!RETRIED.has(outcome.response.status)) return undefined;
  const asked = Number(outcome.response.headers.get('retry-after')) * 1_000;
  // Retry-After may be a date, which is NaN here: then the back-off has to do.
  if (!(asked > 0)) return backoff;
  return asked > PATIENCE_MS ? undefined : asked;
}

function wait(ms: number, signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', abort, { once: true });
  });
}
