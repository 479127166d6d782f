import { createTrust, signKeyRevoke, signRelease, verifyRelease } from '@action-registry/core';
import { listKeys, listLogEntries, logSize } from '@action-registry/db';
import { describeEachDatabase } from '@action-registry/db/testing';
import { isRegistryError } from '@action-registry/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallerContext } from '../context.js';
import { addTestKey, signedDocument, startTestRegistry, type TestKey, type TestRegistry } from '../testing/registry.js';
import { getRelease } from './get-release.js';
import { publishRelease } from './publish-release.js';
import { resignRelease } from './resign-release.js';
import { resolveReferences } from './resolve-references.js';
import { revokeKey } from './revoke-key.js';

describeEachDatabase('keys that are revoked, and releases that are signed again', (_kind, open) => {
  let registry: TestRegistry;
  let ctx: CallerContext;
  beforeAll(async () => {
    registry = await startTestRegistry(await open());
    ctx = await registry.caller('ours');
  });
  afterAll(() => registry.stop());

  const publish = (key: TestKey, reference: string) => publishRelease(ctx, signedDocument(key, reference));
  const verdictOf = async (name: string, version: string) =>
    (await getRelease(ctx, { name, version, fresh: true })).verify_code ?? 'verified';
  const refusalOf = (call: Promise<unknown>) =>
    call.then(
      () => 'accepted',
      (error: unknown) => (isRegistryError(error) ? [error.code, error.details] : Promise.reject(error)),
    );
  const revoke = (kid: string, last_valid_index: number, reason = 'Stolen.') =>
    revokeKey(ctx, { kid, reason, last_valid_index, signatures: [] });

  test('what was logged before the cut stays verified, what came after fails, and nothing more is published', async () => {
    const key = await addTestKey(ctx, 'stolen');
    const before = await publish(key, 'cut.tool@1.0.0');
    await publish(key, 'cut.tool@1.1.0');
    const revoked = await revoke('stolen', before.log_index);
    expect(revoked).toMatchObject({ status: 'revoked', last_valid_index: before.log_index, reason: 'Stolen.' });
    expect(await verdictOf('cut.tool', '1.0.0')).toBe('verified');
    expect(await verdictOf('cut.tool', '1.1.0')).toBe('key_revoked');
    expect(await refusalOf(publish(key, 'cut.tool@1.2.0'))).toMatchObject(['KEY_REVOKED', { kid: 'stolen' }]);
    const [entry] = await listLogEntries(registry.deps.database.db, { start: revoked.log_index ?? -1, limit: 1 });
    expect(JSON.parse(entry?.leaf ?? '')).toEqual({
      ...{ type: 'key.revoke', v: 1, kid: 'stolen', reason: 'Stolen.' },
      ...{ last_valid_index: before.log_index, signatures: [] },
    });
  });

  test('a second revocation can only cut earlier, and the same again says nothing', async () => {
    const key = await addTestKey(ctx, 'twice');
    const { log_index } = await publish(key, 'twice.tool@1.0.0');
    await revoke('twice', log_index);
    const size = await logSize(registry.deps.database.db);
    await revoke('twice', log_index);
    expect(await logSize(registry.deps.database.db)).toBe(size);
    expect(await refusalOf(revoke('twice', log_index + 1))).toEqual([
      'KEY_REVOKED',
      { kid: 'twice', last_valid_index: log_index },
    ]);
    expect(await revoke('twice', -1)).toMatchObject({ last_valid_index: -1 });
    expect(await verdictOf('twice.tool', '1.0.0')).toBe('key_revoked');
  });

  test('a cut beyond the log is refused: nothing was signed there', async () => {
    await addTestKey(ctx, 'beyond');
    const size = await logSize(registry.deps.database.db);
    expect(await refusalOf(revoke('beyond', size))).toMatchObject(['INVALID_BODY', {}]);
    expect(await refusalOf(revoke('nobody', 0))).toMatchObject(['KEY_NOT_FOUND', {}]);
  });

  test('another key that signs the same bytes keeps a release verified; every signature has its own proof', async () => {
    const [old, next] = [await addTestKey(ctx, 'old-key'), await addTestKey(ctx, 'next-key')];
    const released = await publish(old, 'again.tool@1.0.0');
    const id = { name: 'again.tool', version: '1.0.0', digest: released.hash };
    const signatures = [{ kid: 'next-key', sig: signRelease(id, next.seed) }];
    const resigned = await resignRelease(ctx, { name: id.name, version: id.version, signatures });
    expect(resigned.created).toBe(true);
    expect(resigned.signatures.map(({ kid }) => kid)).toEqual(['old-key', 'next-key']);
    const [, added] = resigned.signatures;
    expect(resigned.proof.map(({ index }) => index)).toEqual([released.log_index, added?.log_index]);
    const size = await logSize(registry.deps.database.db);
    expect((await resignRelease(ctx, { name: id.name, version: id.version, signatures })).created).toBe(false);
    expect(await logSize(registry.deps.database.db)).toBe(size);
    await revoke('old-key', -1);
    expect(await verdictOf('again.tool', '1.0.0')).toBe('verified');
  });

  test('a signature that is not over these bytes, or of an unknown key, is not added', async () => {
    const key = await addTestKey(ctx, 'honest');
    const released = await publish(key, 'honest.tool@1.0.0');
    const other = await addTestKey(ctx, 'other-version');
    const wrong = { name: 'honest.tool', version: '2.0.0', digest: released.hash };
    const sign = (kid: string) => [{ kid, sig: signRelease(wrong, other.seed) }];
    const resign = (kid: string) =>
      resignRelease(ctx, { name: 'honest.tool', version: '1.0.0', signatures: sign(kid) });
    expect(await refusalOf(resign('other-version'))).toMatchObject([
      'SIGNATURE_INVALID',
      { verify_code: 'bad_signature' },
    ]);
    expect(await refusalOf(resign('nobody'))).toMatchObject(['UNKNOWN_KEY', { kid: 'nobody' }]);
    expect((await getRelease(ctx, { name: 'honest.tool', version: '1.0.0', fresh: true })).signatures).toHaveLength(1);
  });

  test('what publish and resolve answer verifies against the log’s own key alone', async () => {
    const key = await addTestKey(ctx, 'proven');
    await publish(key, 'proven.tool@1.0.0');
    const { results, checkpoint, consistency } = await resolveReferences(ctx, {
      references: { it: 'proven.tool@1.0.0' },
      include_prerelease: false,
      since: 2,
    });
    const { it } = results;
    if (it?.ok !== true) throw new Error('it was not resolved');
    const release = await getRelease(ctx, { name: 'proven.tool', version: '1.0.0' });
    const rows = await listKeys(registry.deps.database.db);
    const trust = createTrust(rows.map(({ kid, public_key, role, scope }) => ({ kid, public_key, role, scope })));
    const claim = {
      ...{ name: 'proven.tool', version: '1.0.0', document: release.document, claimedHash: release.hash },
      ...{ signatures: it.signatures, log_index: it.log_index },
    };
    const verify = (log: object) => verifyRelease({ ...claim, ...log }, trust, { now: new Date(), log: {} });
    const evidence = { checkpoint, inclusion: it.proof, ...(consistency && { consistency }) };
    expect(verify({ log: evidence }).verify_code).toBeUndefined();
    expect(verify({ log: evidence }).checks.map(({ name }) => name)).toContain('log_inclusion');
    expect(verify({ log: { ...evidence, inclusion: [] } }).verify_code).toBe('not_in_log');
    expect(verify({ log: evidence, log_index: it.log_index - 1 }).verified).toBe(false);
    expect(consistency).toMatchObject({ from: 2 });
  });

  // Last, because from here on every revocation needs a root key's word.
  test('once a root key is trusted, one of them must have signed the revocation', async () => {
    const root = await addTestKey(ctx, 'offline-root', { role: 'root' });
    const [key, stranger] = [await addTestKey(ctx, 'to-cut'), await addTestKey(ctx, 'stranger')];
    const { log_index } = await publish(key, 'rooted.tool@1.0.0');
    const said = { kid: 'to-cut', reason: 'Laptop lost.', last_valid_index: log_index };
    const by = ({ kid, seed }: TestKey, facts = said) => [{ kid, sig: signKeyRevoke(facts, seed) }];
    const reasonOf = async (signatures: ReturnType<typeof by>) => {
      const refusal = await refusalOf(revokeKey(ctx, { ...said, signatures }));
      return typeof refusal === 'string' ? refusal : [refusal[0], (refusal[1] as { reason: string }).reason];
    };
    expect(await reasonOf([])).toEqual(['KEY_NOT_AUTHORIZED', 'unsigned']);
    expect(await reasonOf(by(stranger))).toEqual(['KEY_NOT_AUTHORIZED', 'not_root']);
    expect(await reasonOf(by(root, { ...said, last_valid_index: -1 }))).toEqual([
      'KEY_NOT_AUTHORIZED',
      'bad_signature',
    ]);
    const revoked = await revokeKey(ctx, { ...said, signatures: by(root) });
    expect(revoked.status).toBe('revoked');
    const [entry] = await listLogEntries(registry.deps.database.db, { start: revoked.log_index ?? -1, limit: 1 });
    expect(JSON.parse(entry?.leaf ?? '').signatures).toEqual(by(root));
  });
});
