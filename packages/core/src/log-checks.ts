// The named checks of a release's place in the log, in the protocol's order (trust.md §3): the entry, the checkpoint, its
// consistency with the one remembered, its age. What came from elsewhere is quoted, never believed.
import type { Check, VerifyCode } from '@action-registry/schema';
import { failCheck, passCheck, quote } from './check-words.js';
import { type CheckpointProblem, compareCheckpoints, isConsistent } from './checkpoint.js';
import type { LogFindings, ReleaseEntry } from './log-findings.js';
import { findLogHashes } from './log-text.js';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** How far a log's clock may be ahead of ours. */
const SKEW_MS = 5 * 60 * 1_000;
const NEXT = 'Next: actions log verify.';

const PROBLEM_WORDS: Readonly<Record<CheckpointProblem, string>> = {
  malformed: 'it is not a checkpoint',
  other_origin: 'it is of another log',
  no_log_key: 'no key of role log is trusted here; pin the log’s key',
  unknown_signer: 'no log key that is trusted here signed it',
  bad_signature: 'the signature of a log key that is trusted here is not over it',
  ambiguous_key: 'two trusted log keys share one key id',
};

/** The checks that can be made of a release's log evidence. */
export function checkLog(log: LogFindings): Check[] {
  const { checkpoint } = log;
  if (checkpoint === undefined) {
    return [
      failCheck('log_inclusion', 'not_in_log', `No proof of its place in the log came with the release. ${NEXT}`),
    ];
  }
  const inclusion = checkpoint.checkpoint === undefined ? [] : [checkInclusion(log, checkpoint.checkpoint.size)];
  if (!checkpoint.ok) return [...inclusion, failCheckpoint(log, checkpoint)];
  const { origin, size } = checkpoint.checkpoint;
  const kid = log.logKeys.find(({ key }) => key.publicKey === checkpoint.key.publicKey)?.kid ?? '';
  const signed = passCheck('log_checkpoint', `${quote(origin)} at size ${size}, signed by ${quote(kid)}.`);
  return [...inclusion, signed, ...checkConsistency(log), checkFreshness(log, checkpoint.time)];
}

/** Do the release's entries, rebuilt here, stand in the checkpoint's tree (P-55)? */
function checkInclusion({ entries }: LogFindings, size: number): Check {
  const failed = entries.find(({ outcome }) => outcome !== 'proven');
  if (failed !== undefined) return failEntry(failed, size);
  const places = entries.map(({ index }) => index).join(', ');
  return passCheck('log_inclusion', `The entry rebuilt from the release stands at index ${places} of ${size}.`);
}

function failEntry({ type, index, outcome }: ReleaseEntry, size: number): Check {
  const place = index === undefined ? `The ${type} entry` : `The ${type} entry at index ${index}`;
  switch (outcome) {
    case 'outside':
      return failCheck('log_inclusion', 'not_in_log', `${place} is beyond the checkpoint’s ${size} entries. ${NEXT}`);
    case 'unproven':
      return failCheck(
        'log_inclusion',
        'bad_inclusion_proof',
        `${place}, rebuilt from name, version, digest and signatures, does not lead to the root at size ${size}. ${NEXT}`,
      );
    default:
      return failCheck('log_inclusion', 'not_in_log', `${place} came without a proof. ${NEXT}`);
  }
}

/** Is the checkpoint one that a trusted log key signed? */
function failCheckpoint({ policy, logKeys }: LogFindings, verdict: NonNullable<LogFindings['checkpoint']>): Check {
  const problem = verdict.ok ? 'malformed' : verdict.problem;
  const found = verdict.checkpoint === undefined ? '' : ` It is of ${quote(verdict.checkpoint.origin)}.`;
  const asked = policy.origin === undefined ? '' : ` Asked for ${quote(policy.origin)}.`;
  const kids = logKeys.map(({ kid }) => quote(kid)).slice(0, 20);
  const trusted = kids.length === 0 ? '' : ` Log keys trusted here: ${kids.join(', ')}.`;
  const detail = `The checkpoint does not count: ${PROBLEM_WORDS[problem]}.${found}${asked}${trusted}`;
  return failCheck('log_checkpoint', 'bad_checkpoint', detail);
}

/** Is the log still the one that was seen before (P-51, P-56)? Nothing to compare with, no check. */
function checkConsistency({ policy, remembered, checkpoint, evidence }: LogFindings): Check[] {
  if (remembered === undefined || checkpoint?.ok !== true) return [];
  if (!remembered.ok) {
    const detail = `The remembered checkpoint does not count: ${PROBLEM_WORDS[remembered.problem]}.`;
    return [failCheck('log_consistency', 'bad_checkpoint', detail)];
  }
  const [old, current] = [remembered.checkpoint, checkpoint.checkpoint];
  const relation = compareCheckpoints(old, current);
  const sizes = `remembered size ${old.size}, now ${current.size}`;
  const fail = (code: VerifyCode, detail: string) => [
    failCheck('log_consistency', code, `${detail} (${sizes}). ${NEXT}`),
  ];
  if (relation === 'same')
    return [passCheck('log_consistency', `The remembered checkpoint itself (size ${old.size}).`)];
  if (relation === 'other_log') return fail('bad_checkpoint', `Another log than ${quote(old.origin)} was remembered`);
  if (relation === 'fork') return fail('log_fork', 'Two roots for one size');
  const [older, newer] = relation === 'newer' ? [old, current] : [current, old];
  const proof = evidence?.consistency;
  const isFitting = proof?.from === older.size && proof.to === newer.size;
  if (relation === 'older' && !(policy.allowOlder === true && isFitting))
    return fail('log_rollback', 'The log is smaller than it was');
  if (proof === undefined || !isFitting) {
    return older.size === 0
      ? [passCheck('log_consistency', 'The remembered log was empty.')]
      : fail('log_fork', 'No proof that the log only grew');
  }
  const hashes = findLogHashes(proof.hashes);
  if (hashes === undefined || !isConsistent(older, newer, hashes)) return fail('log_fork', 'The log did not only grow');
  return [passCheck('log_consistency', `The log only grew (${sizes}).`)];
}

/** Is the checkpoint the log's latest of late? A stale one is a warning, unless freshness is required (P-57). */
export function checkFreshness({ policy, now }: Pick<LogFindings, 'policy' | 'now'>, time: Date | undefined): Check {
  const { maxAgeMs = DAY_MS, requireFresh = false } = policy;
  if (time === undefined) {
    const detail = 'The log does not say when this was its latest checkpoint.';
    return requireFresh ? failCheck('log_freshness', 'stale_checkpoint', detail) : passCheck('log_freshness', detail);
  }
  const ageMs = now.getTime() - time.getTime();
  const detail = `The log says this was its latest checkpoint at ${time.toISOString()}`;
  if (ageMs <= maxAgeMs && ageMs >= -SKEW_MS) return passCheck('log_freshness', `${detail}.`);
  const found = `${detail}; here it is ${now.toISOString()}.`;
  if (requireFresh) return failCheck('log_freshness', 'stale_checkpoint', found);
  return { ...passCheck('log_freshness', `Warning: ${found}`), code: 'stale_checkpoint' };
}
