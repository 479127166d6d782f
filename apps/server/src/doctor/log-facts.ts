// What the log says, folded entry by entry: core's state of releases, channels and keys, and what only rows here carry, such
// as the owners of namespaces and the index that a row names.
import { applyLogFacts, createLogState, type LogState } from '@action-registry/core';
import type { ReplayedEntry } from './replay-log.js';

/** What is touched by a stretch of the log, by the ids that `LogFacts` has; `subjects` are the events' own. */
export type Touched = {
  releases: Set<string>;
  channels: Set<string>;
  keys: Set<string>;
  namespaces: Set<string>;
  catalogues: Set<string>;
  names: Set<string>;
  subjects: Set<string>;
};

/** The state after some entries; maps are by kid, `name@version kid` and namespace. `doubted` are subjects of bad leaves. */
export type LogFacts = {
  state: LogState;
  keyEntries: Map<string, { type: 'key.add' | 'key.retire' | 'key.revoke'; log_index: number }>;
  keyIndexes: Map<string, Set<number>>;
  resigned: Map<string, number>;
  namespaces: Map<string, { workspace: string; log_index: number }>;
  doubted: Set<string>;
};

/** The facts of an empty log. */
export function createLogFacts(): LogFacts {
  return {
    state: createLogState(),
    keyEntries: new Map(),
    keyIndexes: new Map(),
    resigned: new Map(),
    namespaces: new Map(),
    doubted: new Set(),
  };
}

/** Nothing touched. */
export function createTouched(): Touched {
  const empty = () => new Set<string>();
  return {
    releases: empty(),
    channels: empty(),
    keys: empty(),
    namespaces: empty(),
    catalogues: empty(),
    names: empty(),
    subjects: empty(),
  };
}

/** Folds an entry. One whose leaf cannot be believed changes nothing, and its subject is noted. */
export function foldEntry(log: LogFacts, { index, leaf, facts, doubtful, subject }: ReplayedEntry): void {
  if (doubtful) {
    if (subject !== undefined) log.doubted.add(subject);
    return;
  }
  applyLogFacts(log.state, { index, leaf });
  switch (facts?.type) {
    case 'key.add':
    case 'key.retire':
    case 'key.revoke': {
      const indexes = log.keyIndexes.get(facts.kid) ?? new Set();
      log.keyIndexes.set(facts.kid, indexes.add(index));
      log.keyEntries.set(facts.kid, { type: facts.type, log_index: index });
      return;
    }
    case 'release.resign':
      for (const { kid } of facts.signatures) log.resigned.set(`${facts.name}@${facts.version} ${kid}`, index);
      return;
    case 'namespace.claim':
      log.namespaces.set(facts.namespace, { workspace: facts.workspace, log_index: index });
      return;
    case 'namespace.transfer':
      log.namespaces.set(facts.namespace, { workspace: facts.to, log_index: index });
      return;
    default:
      return;
  }
}

/** Notes what an entry is about. */
export function touch(touched: Touched, { facts, subject }: ReplayedEntry): void {
  if (facts?.type === 'private') return;
  if (subject !== undefined) touched.subjects.add(subject);
  if (facts === undefined) return;
  switch (facts.type) {
    case 'key.add':
    case 'key.retire':
    case 'key.revoke':
      touched.keys.add(facts.kid);
      return;
    case 'namespace.claim':
    case 'namespace.transfer':
      touched.namespaces.add(facts.namespace);
      return;
    case 'log.restart':
      return;
    case 'catalogue.put':
      touched.catalogues.add(`${facts.device_model}@${facts.version}`);
      return;
    case 'channel.move':
      touched.channels.add(`${facts.name}#${facts.channel}`);
      touched.names.add(facts.name);
      return;
    default:
      touched.releases.add(`${facts.name}@${facts.version}`);
      touched.names.add(facts.name);
  }
}
