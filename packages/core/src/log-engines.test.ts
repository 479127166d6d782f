// The log's formats under both engines: what one signs the other verifies, byte for byte, and both refuse the same.
import { describe, expect, it } from 'vitest';
import { createTestLog, keyOf, ORIGIN } from './testing/log.js';
import { loadEngines } from './testing/other-engine.js';
import { seedOf } from './testing/signed-release.js';

const VKEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const log = createTestLog(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
const engines = await loadEngines();

describe.each(engines)('over %s', (_, core) => {
  const verifier = core.parseVerifierKey(core.formatVerifierKey(core.toNoteVerifier(ORIGIN, toKey())));

  function toKey() {
    return core.importPublicKey(core.parseWireBase64(keyOf(9).publicKey, core.PUBLIC_KEY_BYTES));
  }

  it('hashes, roots and checkpoints are the same bytes', () => {
    const hashes = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((leaf) => core.leafHash(leaf));
    const checkpoint = { origin: ORIGIN, size: 7, root: core.rootOf(hashes) };
    expect(core.signCheckpoint(checkpoint, seedOf(9))).toBe(log.checkpointAt(7));
    expect(core.formatVerifierKey(core.parseVerifierKey(VKEY))).toBe(VKEY);
  });

  it('checkpoints verify, and changed ones do not', () => {
    const note = log.checkpointAt(7, new Date(1_000));
    expect(core.verifyCheckpoint(note, { keys: [verifier.key] })).toMatchObject({ ok: true, time: new Date(1_000) });
    for (const changed of [note.replace('\n7\n', '\n8\n'), note.replace(/([A-Za-z])(.{8}=\n)$/, 'x$2')])
      expect(core.verifyCheckpoint(changed, { keys: [verifier.key] })).toMatchObject({ problem: 'bad_signature' });
  });

  it('two histories are a fork', () => {
    const other = createTestLog(['a', 'B', 'c', 'd', 'e', 'f', 'g']);
    const notes = [log.checkpointAt(5), other.checkpointAt(7)] as const;
    const evidence = core.createForkEvidence({ notes, consistency: other.consistency(5).hashes, keys: [verifier.key] });
    expect(core.checkForkEvidence(evidence, [verifier.key]).outcome).toBe('fork');
  });
});
