// What a release's log evidence shows once everything that can be made here was made here: the leaves come from the release
// itself, the keys from the trust store, the remembered checkpoint from the verifier's own memory (trust.md §4).
import type { LogEvidence } from '@action-registry/schema';
import { type CheckpointVerdict, type LogIdentity, verifyCheckpoint } from './checkpoint.js';
import { leafHash } from './log-hash.js';
import { publicLeafText } from './log-leaf.js';
import { findLogHashes } from './log-text.js';
import { verifyInclusion } from './merkle-proof.js';
import { keyState, type Trust, type TrustKey } from './trusted-keys.js';
import type { ReleaseClaim } from './verify-release.js';

/** What a verifier knows and demands of the log; the log's keys are the ones of role `log` in its trust store. */
export type LogPolicy = {
  /** The origin the checkpoint must have; without it, the remembered checkpoint's, else any that a trusted log key signs under. */
  origin?: string | undefined;
  /** The last checkpoint (a note) this verifier accepted. */
  remembered?: string | undefined;
  /** Whether a release without evidence fails; true unless said otherwise. */
  required?: boolean | undefined;
  /** Accepts a checkpoint older than the remembered one if it is proven to be a prefix: for proofs that were exported. */
  allowOlder?: boolean | undefined;
  /** From which age on a checkpoint is stale, in milliseconds; a day unless said otherwise. */
  maxAgeMs?: number | undefined;
  /** Whether a stale checkpoint, or one that states no time, fails the release; else it is a warning. */
  requireFresh?: boolean | undefined;
};

/** An entry that the release's signatures came by. `outside` is beyond the checkpoint's tree. */
export type ReleaseEntry = {
  type: 'release.publish' | 'release.resign';
  index: number | undefined;
  outcome: 'proven' | 'missing' | 'outside' | 'unproven';
};

/** What the checks of the log look at. Without evidence there are no verdicts and no entry was looked for. */
export type LogFindings = {
  policy: LogPolicy;
  evidence: LogEvidence | undefined;
  now: Date;
  checkpoint: CheckpointVerdict | undefined;
  remembered: CheckpointVerdict | undefined;
  entries: readonly ReleaseEntry[];
  logKeys: readonly TrustKey[];
};

/** What the log is asked about: the claim, and the digest that was computed of its document. */
export type LogQuestion = { claim: ReleaseClaim; digest: string; trust: Trust; policy: LogPolicy; now: Date };

/** A release's signatures that one entry brought. */
type SignatureGroup = Pick<ReleaseEntry, 'type' | 'index'> & { signatures: ReleaseClaim['signatures'] };

/** The findings, or undefined where the policy demands no evidence and none came. */
export function gatherLogFindings(question: LogQuestion): LogFindings | undefined {
  const { claim, trust, policy, now } = question;
  const evidence = claim.log;
  if (evidence === undefined && policy.required === false) return undefined;
  const logKeys = findLogKeys(trust, now);
  const keys = logKeys.map(({ key }) => key);
  const remembered = policy.remembered === undefined ? undefined : verifyCheckpoint(policy.remembered, { keys });
  const known: LogIdentity = {
    keys,
    origin: policy.origin ?? (remembered?.ok ? remembered.checkpoint.origin : undefined),
  };
  const checkpoint = evidence && verifyCheckpoint(evidence.checkpoint, known);
  return { policy, evidence, now, checkpoint, remembered, entries: findEntries(question, checkpoint), logKeys };
}

/**
 * The keys that may sign checkpoints; what a revoked one signed counts for nothing, because nothing shows when it did
 * (P-42).
 */
export function findLogKeys(trust: Trust, now: Date): TrustKey[] {
  return [...trust.keys.values()].filter((key) => {
    const state = keyState(key, now);
    return key.role === 'log' && state !== 'revoked' && state !== 'pending';
  });
}

/** True if an entry of the release is proven to stand at this index of a checkpoint that a trusted log key signed. */
export function isProvenAt({ checkpoint, entries }: LogFindings, index: number | undefined): boolean {
  return checkpoint?.ok === true && entries.some((entry) => entry.index === index && entry.outcome === 'proven');
}

function findEntries(question: LogQuestion, checkpoint: CheckpointVerdict | undefined): ReleaseEntry[] {
  const tree = checkpoint?.checkpoint;
  const evidence = question.claim.log;
  if (tree === undefined || evidence === undefined) return [];
  return groupSignatures(question).map((group): ReleaseEntry => {
    const { type, index } = group;
    const proof = evidence.inclusion.find((each) => each.index === index);
    if (index === undefined || proof === undefined) return { type, index, outcome: 'missing' };
    if (index >= tree.size) return { type, index, outcome: 'outside' };
    const leaf = rebuildLeaf(question, group);
    const hashes = findLogHashes(proof.hashes);
    const isProven =
      leaf !== undefined &&
      hashes !== undefined &&
      verifyInclusion({ index, size: tree.size, root: tree.root, leafHash: leafHash(leaf), proof: hashes });
    return { type, index, outcome: isProven ? 'proven' : 'unproven' };
  });
}

/**
 * The entries to be proven (P-50): the one that published, with the signatures it brought, and each that brought a
 * later signature of a trusted key. A later signature of an unknown key is passed over, as everywhere.
 */
function groupSignatures({ claim, trust }: LogQuestion): SignatureGroup[] {
  const publish: SignatureGroup = { type: 'release.publish', index: claim.log_index, signatures: [] };
  const groups = new Map<number | undefined, SignatureGroup>([[claim.log_index, publish]]);
  for (const signature of claim.signatures) {
    const index = signature.log_index ?? claim.log_index;
    const group = groups.get(index) ?? { type: 'release.resign', index, signatures: [] };
    groups.set(index, { ...group, signatures: [...group.signatures, signature] });
  }
  return [...groups.values()].filter(
    ({ type, signatures }) => type === 'release.publish' || signatures.some(({ kid }) => trust.keys.has(kid)),
  );
}

/**
 * The text of the leaf as it must be (P-52); undefined where no leaf can be, as with texts that have no canonical form.
 */
function rebuildLeaf({ claim, digest }: LogQuestion, { type, signatures }: SignatureGroup): string | undefined {
  const { name, version } = claim;
  const facts = { name, version, digest, signatures: signatures.map(({ kid, sig }) => ({ kid, sig })) };
  try {
    return publicLeafText({ type, v: 1, ...facts });
  } catch {
    return undefined;
  }
}
