// The log's tree, made here from its entries: up to the latest checkpoint, and compared on the way with the one remembered.
// Going on later continues from the entries that were read.
import {
  applyLogEntries,
  type Checkpoint,
  type CheckpointVerdict,
  checkFreshness,
  createLogState,
  edgeRoot,
  findLogKeys,
  type LogPolicy,
  type LogState,
  TILE_WIDTH,
  type Trust,
  toBase64,
  verifyCheckpoint,
} from '@action-registry/core';
import type { Check, VerifyCode } from '@action-registry/schema';
import { type BundleCache, type ReadLogFile, readBundle } from './log-files.js';

/** What the tree is read with; `remembered` is a note. `onEntries` hears how many entries were read. */
export type TreeSource = {
  trust: Trust;
  now: () => Date;
  readFile: ReadLogFile;
  remembered: string | undefined;
  bundles?: BundleCache | undefined;
  policy: LogPolicy;
  onEntries?: (done: number, total: number) => void;
};

/** A reader of the tree: the state so far, and going on to the latest checkpoint. */
export type TreeReader = { state: LogState; follow(): Promise<FollowedTree> };

/** The latest note with what was checked of it; `checkpoint` is what it says, verified only where all checks are good. */
export type FollowedTree = { note: string; checkpoint?: Checkpoint; checks: Check[] };

type Walk = TreeSource & { state: LogState; rootThen: string | undefined; old: CheckpointVerdict | undefined };

/** A reader that begins at the log's first entry. */
export function createTreeReader(source: TreeSource): TreeReader {
  const keys = findLogKeys(source.trust, source.now()).map(({ key }) => key);
  const old = source.remembered === undefined ? undefined : verifyCheckpoint(source.remembered, { keys });
  const walk: Walk = { ...source, state: createLogState(), rootThen: undefined, old };
  return { state: walk.state, follow: () => follow(walk) };
}

async function follow(walk: Walk): Promise<FollowedTree> {
  const { old } = walk;
  const note = new TextDecoder().decode(await walk.readFile('checkpoint'));
  const keys = findLogKeys(walk.trust, walk.now()).map(({ key }) => key);
  const verdict = verifyCheckpoint(note, { keys, origin: old?.checkpoint?.origin });
  const { checkpoint } = verdict;
  if (!verdict.ok || checkpoint === undefined) {
    const detail = `The checkpoint does not count: ${verdict.ok ? 'malformed' : verdict.problem}.`;
    return { note, ...(checkpoint && { checkpoint }), checks: [fail('log_checkpoint', 'bad_checkpoint', detail)] };
  }
  const { origin, size } = checkpoint;
  const signed = pass('log_checkpoint', `${origin} at size ${size}, signed by a log key that is pinned here.`);
  if (old?.ok === false) {
    const detail = `The remembered checkpoint does not count: ${old.problem}.`;
    return { note, checkpoint, checks: [signed, fail('log_consistency', 'bad_checkpoint', detail)] };
  }
  const least = Math.max(walk.state.size, old?.checkpoint.size ?? 0);
  if (size < least) {
    const detail = `The log is smaller than it was (${least} entries before, now ${size}).`;
    return { note, checkpoint, checks: [signed, fail('log_consistency', 'log_rollback', detail)] };
  }
  await readEntries(walk, size);
  const fresh = checkFreshness({ policy: walk.policy, now: walk.now() }, verdict.time);
  return { note, checkpoint, checks: [signed, ...checkConsistency(walk, size), checkEntries(walk, checkpoint), fresh] };
}

/** Reads the entries from the state's size on; what stands where the remembered log ended is kept. */
async function readEntries(walk: Walk, size: number): Promise<void> {
  const { state } = walk;
  const mark = walk.old?.checkpoint?.size;
  while (state.size < size) {
    const index = Math.floor(state.size / TILE_WIDTH);
    const leaves = await readBundle({ readFile: walk.readFile, cache: walk.bundles }, index, size);
    for (const leaf of leaves.slice(state.size - index * TILE_WIDTH)) {
      applyLogEntries(state, [{ index: state.size, leaf }]);
      if (state.size === mark) walk.rootThen = toBase64(edgeRoot(state.edge));
    }
    walk.onEntries?.(state.size, size);
  }
}

function checkConsistency({ old, rootThen }: Walk, size: number): Check[] {
  if (old?.checkpoint === undefined || old.checkpoint.size === 0) return [];
  const { size: before, root } = old.checkpoint;
  if (rootThen === toBase64(root))
    return [pass('log_consistency', `The log only grew (remembered size ${before}, now ${size}).`)];
  return [fail('log_consistency', 'log_fork', `The first ${before} entries are not those that were remembered.`)];
}

function checkEntries({ state }: Walk, { size, root }: Checkpoint): Check {
  const found = toBase64(edgeRoot(state.edge));
  if (found === toBase64(root)) return pass('log_entries', `All ${size} entries lead to the root that was signed.`);
  const detail = `The ${size} entries lead to the root ${found}, and ${toBase64(root)} was signed.`;
  return fail('log_entries', 'bad_checkpoint', detail);
}

function pass(name: string, detail: string): Check {
  return { name, ok: true, detail };
}

function fail(name: string, code: VerifyCode, detail: string): Check {
  return { name, ok: false, code, detail };
}
