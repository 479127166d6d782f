// The client: the raw typed procedures, and the few calls that agents need, which verify on the caller's machine.
import { createTrust, parseReference, type Trust, toTrustError } from '@action-registry/core';
import {
  type ActionPage,
  type LogEvent,
  type LogEvidence,
  RegistryError,
  type Release,
  type SearchActions,
  type TrustedKeyEntry,
  type Verification,
} from '@action-registry/schema';
import { toAuthorization, toBase } from './address.js';
import { createAuditExport, type ExportAuditFile } from './audit-export.js';
import { type AuditOptions, auditLog, type LogAudit } from './audit-log.js';
import { createMemoryStore } from './checkpoint-store.js';
import { toCallError } from './errors.js';
import { type Asked, createJudge, type Judge, type LogOptions } from './judge-release.js';
import { createLogFileReader, type ReadLogFile } from './log-files.js';
import { toStranger } from './network-errors.js';
import { matchesReference } from './reference-match.js';
import { createTransport } from './transport.js';
import { createTrpcClient, type RegistryClient } from './trpc-client.js';
import { assertSafe, isReleaseShaped, toVerifiedAction, type VerifiedAction } from './verified-action.js';
import { type WatchOptions, watchEvents } from './watch.js';

/** `trust` are the keys pinned on this machine, `log` is what is demanded of the log; time-outs are in milliseconds. */
export type RegistryOptions = {
  url: string;
  /** An API key, or a token of the registry's identity provider. */
  apiKey?: string;
  /** Which workspace is meant, for a token of somebody who is in several; its slug. */
  workspace?: string;
  trust?: readonly TrustedKeyEntry[];
  log?: LogOptions;
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
  /** Reads the whole log and holds it against what is remembered and what the registry answers. */
  auditLog(options?: AuditOptions): Promise<LogAudit>;
  /** Reads what the audit of the caller's workspace says, as a file of one form. */
  exportAudit: ExportAuditFile;
  /** Reads a file of the log by its path below `/log/`. Nothing of it is verified. */
  readLogFile: ReadLogFile;
  /** Runs procedure calls and turns what they throw into RegistryErrors. */
  call<T>(work: (trpc: RegistryClient) => Promise<T>): Promise<T>;
};

/**
 * A release as the registry answers it, and this machine's verdict over it as `name@version`: the name that was asked for,
 * and the version that was asked for or that a range or channel stands for by the registry's word. `error` is what `resolve`
 * would have thrown for a bad verdict, and `log` what the verdict looked at of the log.
 */
export type Inspection = {
  name: string;
  version: string;
  release: Release;
  here: Verification;
  log?: LogEvidence;
  error?: RegistryError;
};

type Found = { release: Release; asked: Asked };

/**
 * A client of the registry at `url`. Throws UNREACHABLE for an address that no registry can have, UNAUTHENTICATED for a text
 * that can be no API key, and INVALID_BODY for `trust` that has weak or repeated keys.
 */
export function createRegistry({
  url,
  apiKey,
  workspace,
  trust: keys = [],
  log = {},
  fetch = globalThis.fetch,
  timeoutMs = 10_000,
  retry = 3,
}: RegistryOptions): Registry {
  const base = toBase(url);
  const trust = createTrust(keys);
  const transport = { url: base, fetch, timeoutMs, retry };
  const headers = apiKey === undefined ? {} : toAuthorization(apiKey, workspace);
  const fetchCall = createTransport(transport);
  const trpc = createTrpcClient({
    url: base,
    headers,
    fetchCall,
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
  const readLogFile = createLogFileReader({ url: base, headers, fetchCall });
  const store = log.remembered ?? createMemoryStore();
  const judge = createJudge({ trust, call, readFile: readLogFile, store, log });
  return {
    url: base,
    trpc,
    call,
    readLogFile,
    exportAudit: createAuditExport({ url: base, headers, fetch, timeoutMs }),
    auditLog: (options = {}) => auditLog({ trust, call, readFile: readLogFile, store, onFork: log.onFork }, options),
    search: (q, options) => call((client) => client.actions.search.query({ q, ...options })),
    resolve: async (reference, { allowUnsafe = false } = {}) => {
      const { release, asked } = await fetchRelease({ call, url: base }, reference);
      const action = toVerifiedAction(release, trust, await judge(release, asked));
      if (!allowUnsafe) assertSafe(action);
      return action;
    },
    inspect: async (reference) => inspect({ trust, judge }, await fetchRelease({ call, url: base }, reference)),
    watch: (options = {}) => watchOver(watchEvents(trpc, options), base),
  };
}

async function inspect(
  { trust, judge }: { trust: Trust; judge: Judge },
  { release, asked }: Found,
): Promise<Inspection> {
  const { claim, here } = await judge(release, asked);
  const error = here.verified ? undefined : toTrustError(here, claim, trust);
  if (error?.code === 'TRUST_NOT_CONFIGURED') throw error;
  const { name, version, log } = claim;
  return { name, version, release, here, ...(log && { log }), ...(error && { error }) };
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
