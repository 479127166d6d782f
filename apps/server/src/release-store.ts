// Releases ready to be answered: row, verdict and JSON text made once and kept. What is kept is held against its row again
// after a second, and made anew when the row, its state or the trusted keys differ: tampering cannot hide behind it.

import { createHash } from 'node:crypto';
import { verifyRelease } from '@action-registry/core';
import { type Database, type FullVersionRow, findVersion, findVersions } from '@action-registry/db';
import { isJsonObject, type JsonObject, RecordedGate, type Release } from '@action-registry/schema';
import type { TrustStore } from './trust-store.js';

const HELD_MS = 1_000;
const VERDICT_MS = 60_000;
const BYTES_MAX = 64 * 1024 * 1024;

/** A release with the bytes of its JSON text, and the ETag over all of it. */
export type ServedRelease = { release: Release; bytes: Buffer<ArrayBuffer>; etag: string };

/** `row` is the SHA-256 of the row as it was read; `size` counts the bytes of the document, `held` those of the entry. */
type Entry = ServedRelease & {
  row: string;
  size: number;
  held: number;
  epoch: number;
  checkedAt: number;
  verifiedAt: number;
};

/** A release by exact version; `name@version` is its key in maps. */
type ReleaseId = { name: string; version: string };

/** Answers releases by exact version. */
export type ReleaseStore = {
  /** The release as it stands, at most a second old; `fresh` holds it against its row now. */
  find(id: ReleaseId & { fresh?: boolean }): Promise<ServedRelease | undefined>;
  /** Many releases as they stand, asked for at once; those that do not exist, or are longer than `bytes_max`, are left out. */
  findMany(ids: readonly ReleaseId[], options: { bytes_max: number }): Promise<Map<string, ServedRelease>>;
  /** What is kept and still holds, without asking the database. */
  peek(name: string, version: string): ServedRelease | undefined;
  /** The release of a row that this server has just stored. */
  keep(row: FullVersionRow): ServedRelease;
  /** Forgets one release, after this server changed a fact about it. */
  forget(name: string, version: string): void;
};

type StoreDeps = { database: Database; trust: TrustStore; now: () => Date };

/** An empty store over a database and a trust store. */
export function createReleaseStore(deps: StoreDeps): ReleaseStore {
  const kept = createCache();
  const isCurrent = (entry: Entry, now: number): boolean =>
    entry.epoch === deps.trust.current().epoch && now - entry.verifiedAt < VERDICT_MS;
  const findHeld = (key: string): Entry | undefined => {
    const entry = kept.get(key);
    const now = deps.now().getTime();
    return entry !== undefined && now - entry.checkedAt < HELD_MS && isCurrent(entry, now) ? entry : undefined;
  };
  /** What stands for a row that was just read: the kept answer where nothing changed, else a new one. */
  const settle = (key: string, row: FullVersionRow): Entry => {
    const now = deps.now().getTime();
    const digest = createHash('sha256').update(JSON.stringify(row)).digest('base64');
    const entry = kept.get(key);
    if (entry === undefined || entry.row !== digest || !isCurrent(entry, now))
      return kept.put(key, toEntry(row, digest, deps));
    entry.checkedAt = now;
    return kept.put(key, entry);
  };
  return {
    forget: (name, version) => kept.drop(keyOf({ name, version })),
    keep: (row) => settle(keyOf(row), row),
    peek: (name, version) => findHeld(keyOf({ name, version })),
    find: async ({ name, version, fresh = false }) => {
      const key = keyOf({ name, version });
      const held = fresh ? undefined : findHeld(key);
      if (held !== undefined) return held;
      const row = await findVersion(deps.database.db, name, version);
      if (row !== undefined) return settle(key, row);
      kept.drop(key);
      return undefined;
    },
    findMany: async (ids, { bytes_max }) => {
      const found = new Map<string, ServedRelease>();
      const missing = ids.filter((id) => {
        const held = findHeld(keyOf(id));
        if (held !== undefined && held.size <= bytes_max) found.set(keyOf(id), held);
        return held === undefined;
      });
      if (missing.length === 0) return found;
      const rows = await findVersions(deps.database.db, missing, { bytes_max });
      for (const row of rows) found.set(keyOf(row), settle(keyOf(row), row));
      return found;
    },
  };
}

/** Entries up to a number of bytes; the one put first goes first, and whoever is in use is put again each second. */
function createCache() {
  const entries = new Map<string, Entry>();
  let bytes = 0;
  const drop = (key: string): void => {
    const entry = entries.get(key);
    if (entry === undefined) return;
    entries.delete(key);
    bytes -= entry.held;
  };
  return {
    get: (key: string) => entries.get(key),
    drop,
    put: (key: string, entry: Entry): Entry => {
      drop(key);
      entries.set(key, entry);
      bytes += entry.held;
      for (const oldest of entries.keys()) {
        if (bytes <= BYTES_MAX) break;
        drop(oldest);
      }
      return entry;
    },
  };
}

function toEntry(row: FullVersionRow, digest: string, deps: StoreDeps): Entry {
  const { epoch } = deps.trust.current();
  const release = buildRelease(row, deps);
  const bytes = Buffer.from(JSON.stringify(release));
  const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
  const now = deps.now().getTime();
  const size = Buffer.byteLength(row.canonical);
  // The answer's bytes, the text once more in the release, and about three times as much for its parsed form.
  const held = bytes.length + 4 * size;
  return { release, bytes, etag, row: digest, size, held, epoch, checkedAt: now, verifiedAt: now };
}

function keyOf({ name, version }: ReleaseId): string {
  return `${name}@${version}`;
}

function buildRelease(row: FullVersionRow, { trust, now }: { trust: TrustStore; now: () => Date }): Release {
  const { name, version, canonical, hash, log_index } = row;
  // The row is what an attacker with the database writes; only the trusted keys are not read from it.
  const stored = Array.isArray(row.signatures) ? row.signatures : [];
  const signatures = [...stored.map((each) => ({ ...each, log_index })), ...row.later_signatures].map(
    ({ alg, kid, sig, log_index: index }) => ({
      alg: String(alg),
      kid: String(kid),
      sig: String(sig),
      log_index: index,
    }),
  );
  const verification = verifyRelease(
    { name, version, document: canonical, claimedHash: hash, signatures, log_index },
    trust.current().trust,
    { now: now() },
  );
  const [first] = signatures;
  return {
    name,
    version,
    document: canonical,
    schema: parseLeniently(canonical),
    hash,
    signature: first === undefined ? null : { alg: first.alg, kid: first.kid, sig: first.sig },
    signatures,
    ...verification,
    ...(row.note !== null && { note: row.note }),
    created_at: row.created_at,
    published_by: row.published_by,
    ...(row.on_behalf_of !== null && { on_behalf_of: row.on_behalf_of }),
    log_index,
    ...toReleaseState(row),
    ...toGate(row),
    size: row.size,
  };
}

/** What the gate said when the release was published; nothing where that was not kept, or is no more what was written. */
export function toGate({ gate }: Pick<FullVersionRow, 'gate'>): RecordedGate {
  return RecordedGate.safeParse(gate ?? {}).data ?? {};
}

type StateColumns = Pick<FullVersionRow, 'deprecation_reason' | 'severity' | 'replaced_by' | 'yank_reason'>;

/** The lifecycle facts of a row, absent where nothing was said. */
export function toReleaseState({ deprecation_reason, severity, replaced_by, yank_reason }: StateColumns) {
  return {
    deprecated: deprecation_reason !== null,
    ...(deprecation_reason !== null && { deprecation_reason }),
    ...(severity !== null && { severity: severity === 'unsafe' ? ('unsafe' as const) : ('notice' as const) }),
    ...(replaced_by !== null && { replaced_by }),
    yanked: yank_reason !== null,
    ...(yank_reason !== null && { yank_reason }),
  };
}

/** For convenience only, so a text that is no longer JSON is null rather than an error. */
function parseLeniently(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}
