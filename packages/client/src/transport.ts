// The fetch that the client uses: a time-out for every request, body included, and retries for reads alone. A mutation is
// never sent twice: whether the first one arrived cannot be known from here.
import { RegistryError } from '@action-registry/schema';
import { toUnreachable } from './errors.js';

/** What the transport needs; `retry` is how often a read is tried again, `timeoutMs` holds for each try. */
export type TransportOptions = { url: string; fetch: typeof fetch; timeoutMs: number; retry: number };

const BACKOFF_MS = 200;
/** A server that asks for more patience than this gets its refusal told to the caller instead. */
const PATIENCE_MS = 30_000;
const RETRIED: ReadonlySet<number> = new Set([429, 502, 503, 504]);
/** Statuses whose responses may have no body (Fetch standard, "null body status"). */
const WITHOUT_BODY: ReadonlySet<number> = new Set([101, 204, 205, 304]);

type Outcome = { response: Response } | { error: RegistryError };

/** A fetch with time-out and retries; throws UNREACHABLE or TIMEOUT, and the signal's reason when the caller aborts. */
export function createTransport(options: TransportOptions): typeof fetch {
  return async (input, init) => {
    const method = init?.method ?? (input instanceof Request ? input.method : 'GET');
    const retries = method === 'GET' ? options.retry : 0;
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
    return { response: await readWhole(await fetch(input, { ...init, signal: stop.signal })) };
  } catch (cause) {
    init?.signal?.throwIfAborted();
    return { error: isLate ? toTimeout(url, timeoutMs, cause) : toUnreachable(url, cause) };
  } finally {
    clearTimeout(timer);
    init?.signal?.removeEventListener('abort', forward);
  }
}

/** Reads the body while the clock still runs: headers alone do not make an answer. */
async function readWhole(response: Response): Promise<Response> {
  const { status, statusText, headers } = response;
  const body = await response.arrayBuffer();
  return new Response(WITHOUT_BODY.has(status) ? null : body, { status, statusText, headers });
}

function toTimeout(url: string, timeoutMs: number, cause: unknown): RegistryError<'TIMEOUT'> {
  return new RegistryError('TIMEOUT', `${url} did not answer within ${timeoutMs} ms.`, {
    details: { url, timeout_ms: timeoutMs },
    cause,
  });
}

/** Milliseconds to wait before the next try, or undefined when there is no point in one. */
function findDelay(outcome: Outcome, attempt: number): number | undefined {
  const backoff = BACKOFF_MS * 2 ** attempt * (0.5 + Math.random());
  if ('error' in outcome) return outcome.error.code === 'TIMEOUT' ? undefined : backoff;
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
