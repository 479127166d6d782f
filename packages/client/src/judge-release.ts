// The verdict over a release with what the registry's log shows for it. A checkpoint is remembered only once everything about
// the release verified, and each one remembered was proven to continue the one before it.
import { findLogKeys, type ReleaseClaim, type Trust, type VerifyOptions, verifyRelease } from '@action-registry/core';
import type { Check, LogEvidence, Release, Verification } from '@action-registry/schema';
import type { CheckpointStore } from './checkpoint-store.js';
import { type Call, findConsistency, findLogEvidence, sizeOf } from './log-evidence.js';
import type { ReadLogFile } from './log-files.js';
import { collectForkEvidence, findForkCode, type LogFork } from './log-fork.js';

/** What was asked for; `now` is the moment at which keys must be valid. */
export type Asked = { name: string; version: string; now: Date };

/**
 * What a client demands of the log. `remembered` is kept in memory unless said otherwise. Evidence is `required` wherever a
 * log key is pinned; `true` demands it always, `false` never. A checkpoint older than `maxAgeMs` (a day) is a warning, with
 * `requireFresh` a failure. `onFork` gets the evidence of a log that shows two histories, before the call fails.
 */
export type LogOptions = {
  remembered?: CheckpointStore;
  required?: boolean;
  requireFresh?: boolean;
  maxAgeMs?: number;
  onFork?: (fork: LogFork) => void | Promise<void>;
};

/** What was verified, how, and what came of it. */
export type Judgement = { claim: ReleaseClaim; options: VerifyOptions; here: Verification };

/** Judges what a registry answered. */
export type Judge = (release: Release, asked: Asked) => Promise<Judgement>;

/** What a judge takes from its client. */
export type JudgeDeps = { trust: Trust; call: Call; readFile: ReadLogFile; store: CheckpointStore; log: LogOptions };

/** A judge that remembers the log it saw. */
export function createJudge(deps: JudgeDeps): Judge {
  const { trust, call, store, log } = deps;
  const hasLogKey = [...trust.keys.values()].some(({ role }) => role === 'log');
  return async (release, asked) => {
    const claim = toClaim(release, asked);
    if (!hasLogKey && log.required !== true)
      return judgeAlone(claim, trust, { now: asked.now, reason: 'no log key is pinned here (`actions keys pin`)' });
    const remembered = await store.read();
    const since = remembered === undefined ? 0 : sizeOf(remembered);
    const evidence = await findLogEvidence(call, { name: asked.name, version: asked.version, since });
    if (evidence === undefined && log.required === false)
      return judgeAlone(claim, trust, { now: asked.now, reason: 'the registry shows no proof' });
    const scene = { ...deps, now: asked.now };
    return settle(scene, { ...claim, log: evidence }, remembered);
  };
}

/** A claim of what was asked for, with what came. */
function toClaim({ document, hash, signatures, log_index }: Release, { name, version }: Asked): ReleaseClaim {
  return { name, version, document, claimedHash: hash, signatures, log_index };
}

/** The verdict without the log; that it was not looked at is said among the checks. */
function judgeAlone(claim: ReleaseClaim, trust: Trust, { now, reason }: { now: Date; reason: string }): Judgement {
  const { checks, ...verdict } = verifyRelease(claim, trust, { now });
  const unchecked: Check = { name: 'log_inclusion', ok: true, code: 'not_in_log', detail: `Not checked: ${reason}.` };
  return { claim, options: { now }, here: { ...verdict, checks: [...checks, unchecked] } };
}

type Scene = JudgeDeps & { now: Date };

/** Verifies against the remembered checkpoint and takes its place; again, where another call took it meanwhile. */
async function settle(scene: Scene, claim: ReleaseClaim, remembered: string | undefined): Promise<Judgement> {
  let judged = verifyAgainst(scene, claim, { remembered });
  for (let standing = remembered; judged.here.verified; ) {
    const received = judged.claim.log?.checkpoint;
    // Nothing to remember, or nothing new: what stands continues what this was held against.
    if (received === undefined || (standing !== undefined && sizeOf(received) <= sizeOf(standing))) return judged;
    if (await scene.store.replace(standing, received)) return judged;
    standing = await scene.store.read();
    // The standing one may be larger by now: then this one has to be a part of it.
    const log = await connect(scene, judged.claim.log, standing);
    judged = verifyAgainst(scene, { ...claim, log }, { remembered: standing, allowOlder: true });
  }
  await reportFork(scene, judged);
  return judged;
}

function verifyAgainst(
  { trust, log: { required = true, requireFresh, maxAgeMs }, now }: Scene,
  claim: ReleaseClaim,
  memory: { remembered: string | undefined; allowOlder?: boolean },
): Judgement {
  const options = { now, log: { required, requireFresh, maxAgeMs, ...memory } };
  return { claim, options, here: verifyRelease(claim, trust, options) };
}

/** The evidence with the proof between its checkpoint and another one. */
async function connect(
  { call }: Scene,
  evidence: LogEvidence | undefined,
  other: string | undefined,
): Promise<LogEvidence | undefined> {
  if (evidence === undefined || other === undefined) return evidence;
  const [from = 0, to = 0] = [sizeOf(evidence.checkpoint), sizeOf(other)].sort((a, b) => a - b);
  if (from === to) return evidence;
  const { consistency: _earlier, ...rest } = evidence;
  const consistency = await findConsistency(call, from, to);
  return { ...rest, ...(consistency && { consistency }) };
}

async function reportFork(
  { trust, log, now, call, readFile }: Scene,
  { claim, options, here }: Judgement,
): Promise<void> {
  const code = findForkCode(here.checks);
  const remembered = options.log?.remembered;
  if (code === undefined || remembered === undefined || claim.log === undefined || log.onFork === undefined) return;
  const { checkpoint: received, consistency } = claim.log;
  const keys = findLogKeys(trust, now).map(({ key }) => key);
  const evidence = await collectForkEvidence({ remembered, received, consistency, keys, call, readFile });
  await log.onFork({ code, evidence });
}
