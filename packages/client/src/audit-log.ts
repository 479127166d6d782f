// The whole log, read anew: every entry hashed here into the root that the log's key signed, held against the checkpoint that
// this client remembers, and folded into the state that the registry's answers must have. No proof is taken for it.
import {
  compareWithLog,
  findLogKeys,
  type LogDifference,
  type ReplayProblem,
  type Trust,
  toBase64,
} from '@action-registry/core';
import { type Check, RegistryError } from '@action-registry/schema';
import { createTreeReader, type FollowedTree } from './audit-tree.js';
import type { CheckpointStore } from './checkpoint-store.js';
import type { LogOptions } from './judge-release.js';
import { type Call, sizeOf } from './log-evidence.js';
import type { BundleCache, ReadLogFile } from './log-files.js';
import { collectForkEvidence, findForkCode } from './log-fork.js';
import { gatherRows } from './registry-rows.js';

/** How far an audit is: entries read, or actions whose answers were compared. */
export type AuditProgress = { step: 'entries' | 'actions'; done: number; total: number };

/** `bundles` keeps what never changes for the next audit; freshness is asked for as of a release. */
export type AuditOptions = Pick<LogOptions, 'requireFresh' | 'maxAgeMs'> & {
  bundles?: BundleCache;
  onProgress?: (progress: AuditProgress) => void;
};

/**
 * What an audit found. `checks` are of the log itself; `problems` are entries that break its rules; `differences` are answers
 * of the registry that do not follow from it. `compared` counts the log's releases, channels and keys; it is absent where the
 * log failed its own checks, and nothing was compared. `remembered` is the size this client knew before, null for none.
 */
export type LogAudit = {
  isGood: boolean;
  origin: string;
  size: number;
  root: string;
  checkpoint: string;
  remembered: number | null;
  checks: readonly Check[];
  problems: readonly ReplayProblem[];
  differences: readonly LogDifference[];
  compared?: { releases: number; channels: number; keys: number };
};

/** What an audit takes from its client. */
export type AuditDeps = {
  trust: Trust;
  call: Call;
  readFile: ReadLogFile;
  store: CheckpointStore;
  onFork: LogOptions['onFork'];
};

/** How often an audit catches up with a log that grows while answers are compared. */
const ROUNDS_MAX = 5;

/** Audits the log; throws TRUST_NOT_CONFIGURED without a pinned log key. */
export async function auditLog(deps: AuditDeps, { bundles, onProgress, ...policy }: AuditOptions): Promise<LogAudit> {
  assertLogKey(deps.trust);
  const { trust, readFile } = deps;
  const remembered = await deps.store.read();
  const tree = createTreeReader({
    trust,
    now: () => new Date(),
    readFile,
    remembered,
    bundles,
    policy,
    onEntries: (done, total) => onProgress?.({ step: 'entries', done, total }),
  });
  let followed = await tree.follow();
  let differences: LogDifference[] = [];
  for (let round = 0; isGood(followed) && round < ROUNDS_MAX; round++) {
    const { size } = tree.state;
    const rows = await gatherRows(deps.call, tree.state, (done, total) =>
      onProgress?.({ step: 'actions', done, total }),
    );
    differences = compareWithLog(tree.state, rows);
    if (differences.length === 0) break;
    // What happened since the checkpoint is no difference.
    followed = await tree.follow();
    if (tree.state.size === size) break;
  }
  await conclude(deps, followed, remembered);
  const { releases, channels, keys, problems } = tree.state;
  return {
    ...toFacts(followed),
    isGood: isGood(followed) && problems.length === 0 && differences.length === 0,
    remembered: remembered === undefined ? null : sizeOf(remembered),
    problems,
    differences,
    ...(isGood(followed) && { compared: { releases: releases.size, channels: channels.size, keys: keys.size } }),
  };
}

function assertLogKey({ keys }: Trust): void {
  if ([...keys.values()].some(({ role }) => role === 'log')) return;
  throw new RegistryError('TRUST_NOT_CONFIGURED', 'No log key is pinned here, so the log cannot be verified.', {
    details: { command: 'actions log pin' },
  });
}

function isGood({ checks }: FollowedTree): boolean {
  return checks.every(({ ok }) => ok);
}

function toFacts({ note, checkpoint, checks }: FollowedTree) {
  const { origin = '', size = 0, root = new Uint8Array() } = checkpoint ?? {};
  return { origin, size, root: toBase64(root), checkpoint: note, checks };
}

/** Remembers a log that is good; of one that shows two histories, the evidence is handed on. */
async function conclude(deps: AuditDeps, followed: FollowedTree, remembered: string | undefined): Promise<void> {
  const { store, trust, call, readFile, onFork } = deps;
  const { note, checkpoint, checks } = followed;
  if (isGood(followed)) {
    const isLarger = remembered === undefined || (checkpoint?.size ?? 0) > sizeOf(remembered);
    // Where another call remembered meanwhile, what it accepted stands: the next one is held against that.
    if (isLarger) await store.replace(remembered, note);
    return;
  }
  const code = findForkCode(checks);
  if (code === undefined || remembered === undefined || onFork === undefined) return;
  const keys = findLogKeys(trust, new Date()).map(({ key }) => key);
  await onFork({ code, evidence: await collectForkEvidence({ remembered, received: note, keys, call, readFile }) });
}
