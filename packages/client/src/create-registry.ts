// The client: the raw typed procedures, and the few calls that agents need, which verify on the caller's machine.
import { createTrust, parseReference } from '@action-registry/core';
import {
  type ActionPage,
  type LogEvent,
  RegistryError,
  type Release,
  type SearchActions,
  type TrustedKeyEntry,
  type Verification,
} from '@action-registry/schema';
import { toRegistryError } from './errors.js';
import { createTransport } from './transport.js';
import { createTrpcClient, type RegistryClient } from './trpc-client.js';
import { checkRelease, toVerifiedAction, type VerifiedAction } from './verified-action.js';
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

/** A registry as its callers see it. */
export type Registry = {
  url: string;
  trpc: RegistryClient;
  search(q: string, options?: Partial<Omit<SearchActions, 'q'>>): Promise<ActionPage>;
  /** The release of a reference, verified here; throws a typed error when it does not verify or does not exist. */
  resolve(reference: string, options?: { allowUnsafe?: boolean }): Promise<VerifiedAction>;
  /** The release of a reference with this machine's verdict, whatever it is: for showing what is wrong. */
  inspect(reference: string): Promise<{ release: Release; here: Verification }>;
  watch(options?: WatchOptions): AsyncGenerator<LogEvent>;
  /** Runs a procedure call and turns what it throws into a RegistryError. */
  call<T>(work: (trpc: RegistryClient) => Promise<T>): Promise<T>;
};

/** A client of the registry at `url`. */
export function createRegistry({
  url,
  apiKey,
  trust: keys = [],
  fetch = globalThis.fetch,
  timeoutMs = 10_000,
  retry = 3,
}: RegistryOptions): Registry {
  const base = url.replace(/\/+$/, '');
  const trust = createTrust(keys);
  const headers = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
  const trpc = createTrpcClient({ url: base, headers, fetch: createTransport({ url: base, fetch, timeoutMs, retry }) });
  const call: Registry['call'] = async (work) => {
    try {
      return await work(trpc);
    } catch (error) {
      throw toRegistryError(error, base);
    }
  };
  const inspect: Registry['inspect'] = async (reference) => {
    const release = await fetchRelease(call, reference);
    // The name is the one asked for; the version is checked against the one that the registry resolved it to.
    const asked = toAsked(reference, release.version);
    return { release, here: checkRelease(release, trust, { ...asked, now: new Date() }) };
  };
  return {
    url: base,
    trpc,
    call,
    inspect,
    search: (q, options) => call((client) => client.actions.search.query({ q, ...options })),
    resolve: async (reference, options) => {
      if (trust.keys.size === 0) throw toTrustNotConfigured();
      const release = await fetchRelease(call, reference);
      return toVerifiedAction(release, trust, { ...toAsked(reference, release.version), now: new Date(), ...options });
    },
    watch: (options = {}) => watchEvents(trpc, options),
  };
}

/** Resolves a reference, then fetches exactly what it resolved to. */
async function fetchRelease(call: Registry['call'], reference: string): Promise<Release> {
  const { name, selector } = parseReference(reference);
  return call((trpc) => trpc.releases.get.query({ name, version: selector.value }));
}

/** An exact reference binds the version; what the registry answers under another one does not verify. */
function toAsked(reference: string, resolved: string): { name: string; version: string } {
  const { name, selector } = parseReference(reference);
  return { name, version: selector.type === 'version' ? selector.value : resolved };
}

function toTrustNotConfigured(): RegistryError<'TRUST_NOT_CONFIGURED'> {
  const command = 'actions keys pin KID';
  return new RegistryError(
    'TRUST_NOT_CONFIGURED',
    `No key is pinned on this machine, so nothing can be verified. Run: ${command}`,
    { details: { command } },
  );
}
