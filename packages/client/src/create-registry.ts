// The client: the raw typed procedures, and the few calls that agents need, which verify on the caller's machine.
import { createTrust, parseReference, type Trust } from '@action-registry/core';
import {
  type ActionPage,
  type LogEvent,
  RegistryError,
  type Release,
  type SearchActions,
  type TrustedKeyEntry,
  type Verification,
} from '@action-registry/schema';
import { toCallError } from './errors.js';
import { toNoAddress, toStranger } from './network-errors.js';
import { matchesReference } from './reference-match.js';
import { createTransport } from './transport.js';
import { createTrpcClient, type RegistryClient } from './trpc-client.js';
import {
  type Asked,
  assertSafe,
  checkRelease,
  isReleaseShaped,
  toVerifiedAction,
  toVerifyError,
  type VerifiedAction,
} from './verified-action.js';
import { type WatchOptions, watchEvents } from './watch.js';

/** `trust` are the keys pinned on this machine; time-outs are in milliseconds. */
export type RegistryOptions = {
  url: string;
  apiKey?: string;
  trust?: readonly TrustedKeyEntry[];
  fetch?: typeof fetch;
  timeoutMs?: number;
  retry?: number;
};

/** A registry as its callers see it; every call throws RegistryErrors. */
export type Registry = {
  url: string;
  trpc: RegistryClient;
  search(q: string, options?: Partial<Omit<SearchActions, 'q'>>): Promise<ActionPage>;
  /** The release of a reference, verified here; throws a typed error when it does not verify, or is unsafe. */
  resolve(reference: string, options?: { allowUnsafe?: boolean }): Promise<VerifiedAction>;
  /** The release of a reference with this machine's verdict, also a bad one; throws only when nothing is pinned. */
  inspect(reference: string): Promise<Inspection>;
  watch(options?: WatchOptions): AsyncGenerator<LogEvent>;
  /** Runs procedure calls and turns what they throw into RegistryErrors. */
  call<T>(work: (trpc: RegistryClient) => Promise<T>): Promise<T>;
};

/**
 * A release as the registry answers it, and this machine's verdict over it as `name@version`: the name that was asked for,
 * and the version that was asked for or that a range or channel stands for by the registry's word. `error` is what `resolve`
 * would have thrown for a bad verdict.
 */
export type Inspection = { name: string; version: string; release: Release; here: Verification; error?: RegistryError };

type Found = { release: Release; asked: Asked };

/**
 * A client of the registry at `url`. Throws UNREACHABLE for an address that no registry can have, UNAUTHENTICATED for a text
 * that can be no API key, and INVALID_BODY for `trust` that has weak or repeated keys.
 */
export function createRegistry({
  url,
  apiKey,
  trust: keys = [],
  fetch = globalThis.fetch,
  timeoutMs = 10_000,
  retry = 3,
}: RegistryOptions): Registry {
  const base = toBase(url);
  const trust = createTrust(keys);
  const transport = { url: base, fetch, timeoutMs, retry };
  const trpc = createTrpcClient({
    url: base,
    headers: apiKey === undefined ? {} : toAuthorization(apiKey),
    fetchCall: createTransport(transport),
    fetchLongQuery: createTransport({ ...transport, isReading: true }),
    fetchStream: fetch,
  });
  const call: Registry['call'] = async (work) => {
    try {
      return await work(trpc);
    } catch (error) {
      throw toCallError(error, base);
    }
  };
  return {
    url: base,
    trpc,
    call,
    search: (q, options) => call((client) => client.actions.search.query({ q, ...options })),
    resolve: async (reference, { allowUnsafe = false } = {}) => {
      const { release, asked } = await fetchRelease({ call, url: base }, reference);
      const action = toVerifiedAction(release, trust, asked);
      if (!allowUnsafe) assertSafe(action);
      return action;
    },
    inspect: async (reference) => toInspection(await fetchRelease({ call, url: base }, reference), trust),
    watch: (options = {}) => watchOver(watchEvents(trpc, options), base),
  };
}

/** The address as others are put behind it. Fetch refuses one with a password, in words that repeat it. */
function toBase(url: string): string {
  // Programs without types hand over what the environment lacks.
  if (typeof url !== 'string' || !/^https?:\/\//i.test(url) || !URL.canParse(url)) throw toNoAddress();
  const { username, password, search, hash } = new URL(url);
  if (`${username}${password}${search}${hash}` !== '') throw toNoAddress();
  return url.replace(/\/+$/, '');
}

/** A key that no header can carry is refused before an error of the system's repeats it. */
function toAuthorization(apiKey: string): Record<string, string> {
  if (/^[\x21-\x7e]+$/.test(apiKey)) return { authorization: `Bearer ${apiKey}` };
  throw new RegistryError(
    'UNAUTHENTICATED',
    'The API key is empty, or has spaces or characters that no key has. Nothing was sent.',
    { details: { reason: 'malformed' } },
  );
}

function toInspection({ release, asked }: Found, trust: Trust): Inspection {
  const here = checkRelease(release, trust, asked);
  const error = here.verified ? undefined : toVerifyError(here, { release, trust, asked });
  if (error?.code === 'TRUST_NOT_CONFIGURED') throw error;
  return { name: asked.name, version: asked.version, release, here, ...(error && { error }) };
}

/** The release that a reference names, and what it must turn out to be: the version is the registry's choice only for a
 * channel, and for a range only within the range. */
async function fetchRelease({ call, url }: Pick<Registry, 'call' | 'url'>, text: string): Promise<Found> {
  const reference = parseReference(text);
  const { name, selector } = reference;
  const release = await call((trpc) => trpc.releases.get.query({ name, version: selector.value }));
  // The types say what a registry of ours answers, not what this one did.
  if (!isReleaseShaped(release)) throw toStranger(url);
  const { version } = release;
  const asked = { name, version: selector.type === 'version' ? selector.value : version, now: new Date() };
  if (selector.type !== 'range' || matchesReference(reference, { name, version })) return { release, asked };
  throw new RegistryError('INTEGRITY_MISMATCH', `The registry answered ${text} with version ${version}.`, {
    details: { name, version, verify_code: 'identity_mismatch', expected: text, actual: `${name}@${version}` },
  });
}

async function* watchOver(events: AsyncGenerator<LogEvent>, url: string): AsyncGenerator<LogEvent> {
  try {
    yield* events;
  } catch (error) {
    throw toCallError(error, url);
  }
}
