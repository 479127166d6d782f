// An entry's place in the log, checked here: its text is the leaf, the leaf is in the tree of the checkpoint, the checkpoint
// is signed by a log key that this browser trusts, and what is shown of the entry is what the leaf says.
import {
  checkCommitment,
  createTrust,
  findLogKeys,
  leafHash,
  parseBase64,
  parseCheckpoint,
  parseNote,
  toBase64,
  verifyCheckpoint,
  verifyInclusion,
} from '@action-registry/core';
import {
  isJsonObject,
  type JsonObject,
  type LogEntry,
  type LogInclusion,
  PrivateEventType,
} from '@action-registry/schema';
import { isLogPin, type PinnedKey } from '../../lib/pinned-keys.js';

/** `unpinned`: the proof is right, and the checkpoint is the registry's word because no log key is trusted here. */
export type InclusionVerdict =
  | { state: 'proven' | 'unpinned'; size: number; isCommitted: boolean }
  | { state: 'refused'; problem: 'leaf' | 'facts' | 'inclusion' | 'checkpoint' };

type Question = { entry: LogEntry; shown: LogInclusion; pinned: readonly PinnedKey[]; now: Date };

/** The verdict of this browser over an entry. */
export function checkEntry({ entry, shown, pinned, now }: Question): InclusionVerdict {
  const refuse = (problem: 'leaf' | 'facts' | 'inclusion' | 'checkpoint') => ({ state: 'refused' as const, problem });
  const hash = leafHash(entry.leaf);
  if (shown.index !== entry.index || shown.leaf_hash !== toBase64(hash)) return refuse('leaf');
  if (!isSaid(entry)) return refuse('facts');
  const logPins = pinned.filter(isLogPin);
  const trust = createTrust(logPins.map(({ kid, public_key }) => ({ kid, public_key, role: 'log' as const })));
  const signed = verifyCheckpoint(shown.checkpoint, { keys: findLogKeys(trust, now).map(({ key }) => key) });
  if (logPins.length > 0 && !signed.ok) return refuse('checkpoint');
  const tree = signed.ok ? signed.checkpoint : findUnsigned(shown.checkpoint);
  if (tree === undefined) return refuse('checkpoint');
  const proof = {
    index: entry.index,
    size: tree.size,
    leafHash: hash,
    proof: shown.hashes.map(parseBase64),
    root: tree.root,
  };
  if (shown.size !== tree.size || !verifyInclusion(proof)) return refuse('inclusion');
  const isCommitted = PrivateEventType.safeParse(entry.type).success;
  return { state: signed.ok ? 'proven' : 'unpinned', size: tree.size, isCommitted };
}

function findUnsigned(note: string) {
  try {
    return parseCheckpoint(parseNote(note).text);
  } catch {
    return undefined;
  }
}

/** True where the leaf says what is shown: it commits to all of a private event, and is about the subject of a public one. */
function isSaid(entry: LogEntry): boolean {
  const { type, leaf, actor = '', at, data = {}, subject = '', workspace = '', salt } = entry;
  // Somebody else's: nothing of it is shown.
  if (type === 'private') return true;
  const secret = PrivateEventType.safeParse(type);
  if (!secret.success) return isAbout(findLeafFacts(leaf), entry);
  const event = { actor, at, data, subject, type: secret.data, workspace };
  return salt !== undefined && checkCommitment(leaf, event, parseBase64(salt));
}

function isAbout(facts: JsonObject, { type, subject }: LogEntry): boolean {
  const { name, device_model, version, channel, kid, namespace, origin } = facts;
  const versions = [name, device_model].map((each) => `${String(each)}@${String(version)}`);
  const about = [...versions, `${String(name)}@${String(channel)}`, kid, namespace, origin];
  return facts.type === type && about.includes(subject ?? '');
}

/** What a public leaf says, `type` and `v` with it; nothing for a text that is no JSON object. */
function findLeafFacts(leaf: string): JsonObject {
  try {
    const facts: unknown = JSON.parse(leaf);
    return isJsonObject(facts) ? facts : {};
  } catch {
    return {};
  }
}

/** What is known of an entry: of a public one what its leaf says, with what stands beside it; of a private one its data. */
export function factsOf({ type, leaf, data = {} }: LogEntry): JsonObject {
  if (type === 'private' || PrivateEventType.safeParse(type).success) return data;
  const { type: _type, v: _v, ...facts } = findLeafFacts(leaf);
  return { ...data, ...facts };
}
