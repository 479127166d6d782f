// What the log says is true: its entries, folded in order into the state that the registry's rows must have. Entries are not
// believed to make sense: whatever breaks a rule is named with its index and changes nothing.
import { LogLeaf } from '@action-registry/schema';
import { isEqualBytes } from './bytes.js';
import { canonicalize } from './canonical-json.js';
import { leafHash } from './log-hash.js';
import type { LeafSignature } from './log-leaf.js';
import { growEdge, type HashedLogNode } from './log-node.js';
import { strictRead } from './strict-json.js';
import { StrictJsonError } from './strict-json-error.js';

type Leaf<Type extends LogLeaf['type']> = Extract<LogLeaf, { type: Type }>;

/** One stored entry; `leaf_hash` is the hash it is stored with, if it is to be checked. */
export type ReplayEntry = { index: number; leaf: string; leaf_hash?: Uint8Array | undefined };

/** A release as its entries left it; `digest` and `log_index` are of its publication. */
export type ReleaseLogState = {
  name: string;
  version: string;
  digest: string;
  log_index: number;
  signatures: readonly LeafSignature[];
  deprecation?: { reason: string; severity: string; replaced_by: string | null; log_index: number } | undefined;
  yank?: { reason: string; log_index: number } | undefined;
};

/** Where a channel points. */
export type ChannelLogState = { name: string; channel: string; version: string; pinned: boolean; log_index: number };

/** A key as its entries left it; `log_index` is of its addition. */
export type KeyLogState = Omit<Leaf<'key.add'>, 'type' | 'v' | 'alg'> & {
  status: 'active' | 'retired' | 'revoked';
  last_valid_index: number | null;
  reason: string | null;
  log_index: number;
};

/** A version of a catalogue. */
export type CatalogueLogState = { device_model: string; version: string; digest: string; log_index: number };

/** An entry that breaks a rule of the log, in words. */
export type ReplayProblem = { index: number; problem: string };

/** The state after `size` entries; `edge` gives the root (`edgeRoot`). Releases are keyed `name@version`, channels
 * `name#channel`, catalogues `device_model@version`. */
export type LogState = {
  size: number;
  edge: HashedLogNode[];
  releases: Map<string, ReleaseLogState>;
  channels: Map<string, ChannelLogState>;
  keys: Map<string, KeyLogState>;
  /** The names that the log had before, and the one it has since its last restart; empty where it never was restarted. */
  origins: string[];
  catalogues: Map<string, CatalogueLogState>;
  problems: ReplayProblem[];
};

/** The state of an empty log. */
export function createLogState(): LogState {
  return {
    size: 0,
    edge: [],
    releases: new Map(),
    channels: new Map(),
    keys: new Map(),
    catalogues: new Map(),
    origins: [],
    problems: [],
  };
}

/** Folds entries into a state, which is changed, in the order they come: from `state.size` on and without gaps. */
export function applyLogEntries(state: LogState, entries: Iterable<ReplayEntry>): void {
  for (const entry of entries) {
    const report = (problem: string | undefined) => {
      if (problem !== undefined) state.problems.push({ index: entry.index, problem });
    };
    if (entry.index !== state.size) report(`stands where index ${state.size} was to come`);
    const hash = leafHash(entry.leaf);
    if (entry.leaf_hash !== undefined && !isEqualBytes(hash, entry.leaf_hash))
      report('the stored hash is not the one of the leaf');
    applyLogFacts(state, entry);
    growEdge(state.edge, state.size, hash);
    state.size += 1;
  }
}

/**
 * Folds what one entry says into a state, without the tree: for the history of a few subjects, whose entries lie apart.
 * `size` and `edge` of the state stay as they are.
 */
export function applyLogFacts(state: LogState, { index, leaf: text }: Omit<ReplayEntry, 'leaf_hash'>): void {
  const leaf = findLeaf(text);
  const problem =
    leaf === undefined ? 'the leaf is none this version knows, or not canonical' : applyLeaf(state, leaf, index);
  if (problem !== undefined) state.problems.push({ index, problem });
}

function findLeaf(text: string): LogLeaf | undefined {
  try {
    const value = strictRead(text);
    const leaf = LogLeaf.safeParse(value);
    return leaf.success && canonicalize(value) === text ? leaf.data : undefined;
  } catch (error) {
    if (error instanceof StrictJsonError) return undefined;
    throw error;
  }
}

/** Applies a leaf, or says why it cannot be true (P-35). */
function applyLeaf(state: LogState, leaf: LogLeaf, index: number): string | undefined {
  switch (leaf.type) {
    case 'release.publish':
      return publish(state, leaf, index);
    case 'release.resign':
    case 'release.deprecate':
    case 'release.undeprecate':
    case 'release.yank':
    case 'release.unyank':
      return changeRelease(state, leaf, index);
    case 'channel.move':
      return moveChannel(state, leaf, index);
    case 'key.add':
      return addKey(state, leaf, index);
    case 'key.retire':
    case 'key.revoke':
      return endKey(state, leaf);
    case 'log.restart':
      return restart(state, leaf);
    case 'catalogue.put':
      return putCatalogue(state, leaf, index);
    case 'namespace.claim':
    case 'namespace.transfer':
    case 'private':
      return undefined;
  }
}

/** A name that a log once had is never its name again: what was signed under it cannot be another history (P-60). */
function restart({ origins }: LogState, leaf: Leaf<'log.restart'>): string | undefined {
  const { origin, previous_origin } = leaf;
  const standing = origins.at(-1);
  if (standing !== undefined && standing !== previous_origin)
    return `the log was ${standing}, not ${previous_origin}, when it was restarted`;
  if (origin === previous_origin || origins.includes(origin)) return `the log was called ${origin} before`;
  if (standing === undefined) origins.push(previous_origin);
  origins.push(origin);
  return undefined;
}

function putCatalogue({ catalogues }: LogState, leaf: Leaf<'catalogue.put'>, log_index: number): string | undefined {
  const { device_model, version, digest } = leaf;
  const id = `${device_model}@${version}`;
  if (catalogues.has(id)) return `the catalogue ${id} was put already`;
  catalogues.set(id, { device_model, version, digest, log_index });
  return undefined;
}

function publish({ releases }: LogState, leaf: Leaf<'release.publish'>, log_index: number): string | undefined {
  const { name, version, digest, signatures } = leaf;
  const id = `${name}@${version}`;
  if (releases.has(id)) return `${id} was published already`;
  releases.set(id, { name, version, digest, signatures, log_index });
  return undefined;
}

function changeRelease(
  { releases }: LogState,
  leaf: Leaf<'release.resign' | 'release.deprecate' | 'release.undeprecate' | 'release.yank' | 'release.unyank'>,
  log_index: number,
): string | undefined {
  const id = `${leaf.name}@${leaf.version}`;
  const release = releases.get(id);
  if (release === undefined) return `${id} was never published`;
  switch (leaf.type) {
    case 'release.resign':
      if (leaf.digest !== release.digest) return `${id} was published with another digest`;
      releases.set(id, { ...release, signatures: [...release.signatures, ...leaf.signatures] });
      return undefined;
    case 'release.deprecate': {
      const { reason, severity, replaced_by = null } = leaf;
      releases.set(id, { ...release, deprecation: { reason, severity, replaced_by, log_index } });
      return undefined;
    }
    case 'release.undeprecate':
      if (release.deprecation === undefined) return `${id} was not deprecated`;
      releases.set(id, { ...release, deprecation: undefined });
      return undefined;
    case 'release.yank':
      releases.set(id, { ...release, yank: { reason: leaf.reason, log_index } });
      return undefined;
    case 'release.unyank':
      if (release.yank === undefined) return `${id} was not yanked`;
      releases.set(id, { ...release, yank: undefined });
      return undefined;
  }
}

function moveChannel(state: LogState, leaf: Leaf<'channel.move'>, log_index: number): string | undefined {
  const { name, channel, from, to, pinned } = leaf;
  const id = `${name}#${channel}`;
  const standing = state.channels.get(id)?.version ?? null;
  if (from !== standing) return `${id} was at ${standing}, not at ${from}`;
  if (to === null) {
    state.channels.delete(id);
    return undefined;
  }
  if (!state.releases.has(`${name}@${to}`)) return `${id} cannot move to ${to}, which was never published`;
  state.channels.set(id, { name, channel, version: to, pinned, log_index });
  return undefined;
}

/** A configured key is added again when the configuration changes what it may do; its kid keeps its bytes, and a revoked one
 * does not come back. */
function addKey({ keys }: LogState, leaf: Leaf<'key.add'>, log_index: number): string | undefined {
  const { kid, public_key, role, scope, valid_from, valid_until } = leaf;
  const standing = keys.get(kid);
  if (standing !== undefined && standing.public_key !== public_key) return `the kid ${kid} was taken already`;
  if (standing?.status === 'revoked') return `the key ${kid} was revoked for good`;
  if (standing !== undefined) {
    keys.set(kid, { ...standing, role, scope, valid_from, valid_until, status: 'active' });
    return undefined;
  }
  const twin = [...keys.values()].find((key) => key.public_key === public_key);
  if (twin !== undefined) return `the key of ${kid} is the one of ${twin.kid}`;
  const facts = { kid, public_key, role, scope, valid_from, valid_until, log_index };
  keys.set(kid, { ...facts, status: 'active', last_valid_index: null, reason: null });
  return undefined;
}

/** Retired keys may be revoked, never the other way round; a cut only moves down, or a thief could undo it (P-28). */
function endKey({ keys }: LogState, leaf: Leaf<'key.retire' | 'key.revoke'>): string | undefined {
  const key = keys.get(leaf.kid);
  if (key === undefined) return `the key ${leaf.kid} was never added`;
  if (leaf.type === 'key.retire') {
    if (key.status !== 'active') return `the key ${leaf.kid} was ${key.status} already`;
    keys.set(leaf.kid, { ...key, status: 'retired' });
    return undefined;
  }
  const { reason, last_valid_index } = leaf;
  if (key.last_valid_index !== null && last_valid_index > key.last_valid_index)
    return `the cut of ${leaf.kid} cannot move from ${key.last_valid_index} up to ${last_valid_index}`;
  keys.set(leaf.kid, { ...key, status: 'revoked', reason, last_valid_index });
  return undefined;
}
