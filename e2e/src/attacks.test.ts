// The attacks of docs/security.md against real databases: rows changed by whoever owns them, a log set back, messages made by
// whoever may send them. Each is found by the code it must give.
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  checkForkEvidence,
  createForkEvidence,
  createTrust,
  digestOf,
  importPublicKey,
  type LogPolicy,
  pae,
  parseHex,
  parseWireBase64,
  publicKeyOf,
  releaseStatement,
  signKeyAdd,
  signMessage,
  signRelease,
  toWireBase64,
  verifyRelease,
} from '@action-registry/core';
import type { PublishedRelease, Release, ResolveResults, VerifyCode } from '@action-registry/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AttackedRegistry, CAST, type Sent, signedBy, startAttackedRegistry } from './attacked-registry.js';
import { ROOT, runProcess, startServer } from './process.js';

const { ana, bot, boss, mallory } = CAST;
const KINDS = ['pglite', 'postgresql'] as const;
const ID = { version: '1.0.0' };

type Vectors = { refused: { what: string; hex: string; reason: string }[] };
type KeyVectors = { unusable_keys: { what: string; hex: string }[] };
const readVectors = <Shape>(name: string) =>
  JSON.parse(readFileSync(path.join(ROOT, 'packages/core/vectors', name), 'utf8')) as Shape;

/** Changes the row of a release behind every guard. */
function change(name: string, assignments: string): string {
  return `update action_versions set ${assignments} where name = '${name}' and version = '1.0.0'`;
}

function toSignatures(signatures: Sent['signatures']): string {
  return `signatures = '${JSON.stringify(signatures.map((each) => ({ alg: 'ed25519', ...each })))}'`;
}

function copyOf(name: string, version: string): string {
  const fields = 'canonical, hash, signatures';
  return `(${fields}) = (select ${fields} from action_versions where name = '${name}' and version = '${version}')`;
}

const honest = signedBy(ana, 'rows.signature@1.0.0').signatures[0]?.sig ?? '';
const forged = signedBy(mallory, 'rows.key_row@1.0.0', { title: 'Forged' });
const forgedBoth = signedBy(ana, 'rows.document_and_digest@1.0.0', { title: 'Forged' }).document;

/** Each release of `rows.…`, what was done to its row, and what every reader must say of it. */
const ROWS: readonly { name: string; what: string; assignments: string; code: VerifyCode; raised: string }[] = [
  {
    name: 'document',
    what: 'a byte of the document was changed',
    assignments: `canonical = replace(canonical, 'Honest', 'honest')`,
    code: 'digest_mismatch',
    raised: 'INTEGRITY_MISMATCH',
  },
  {
    name: 'digest',
    what: 'the digest was changed',
    assignments: `hash = 'sha256:${'0'.repeat(64)}'`,
    code: 'digest_mismatch',
    raised: 'INTEGRITY_MISMATCH',
  },
  {
    name: 'document_and_digest',
    what: 'document and digest were changed together',
    assignments: `canonical = '${forgedBoth}', hash = '${digestOf(forgedBoth)}'`,
    code: 'bad_signature',
    raised: 'SIGNATURE_INVALID',
  },
  {
    name: 'signature',
    what: 'a bit of the signature was changed',
    assignments: toSignatures([{ kid: ana.kid, sig: honest.replace(/^base64:./, (head) => flip(head)) }]),
    code: 'bad_signature',
    raised: 'SIGNATURE_INVALID',
  },
  {
    name: 'signature_form',
    what: 'the signature was cut off',
    assignments: toSignatures([{ kid: ana.kid, sig: 'base64:AAAA' }]),
    code: 'malformed_signature',
    raised: 'SIGNATURE_INVALID',
  },
  {
    name: 'no_signature',
    what: 'the signature was taken away',
    assignments: `signatures = '[]'`,
    code: 'unsigned',
    raised: 'SIGNATURE_INVALID',
  },
  {
    name: 'algorithm',
    what: 'the algorithm was changed to none',
    assignments: `signatures = jsonb_set(signatures, '{0,alg}', '"none"')`,
    code: 'unsupported_alg',
    raised: 'SIGNATURE_INVALID',
  },
  {
    name: 'other_key',
    what: 'the signature was put under another trusted kid',
    assignments: `signatures = jsonb_set(signatures, '{0,kid}', '"boss"')`,
    code: 'key_not_authorized',
    raised: 'KEY_NOT_AUTHORIZED',
  },
  {
    name: 'name',
    what: 'the bytes of another name were put in its place',
    assignments: copyOf('rows.untouched', '1.0.0'),
    code: 'identity_mismatch',
    raised: 'INTEGRITY_MISMATCH',
  },
  {
    name: 'version',
    what: 'the bytes of another version were put in its place',
    assignments: copyOf('rows.version', '1.1.0'),
    code: 'identity_mismatch',
    raised: 'INTEGRITY_MISMATCH',
  },
];

function flip(head: string): string {
  return head.endsWith('A') ? 'base64:B' : 'base64:A';
}

describe.each(KINDS)('rows changed with superuser rights on %s', (kind) => {
  let registry: AttackedRegistry;
  let places: Record<string, number>;

  const publish = async (sent: Sent) => {
    const answer = await registry.publish(sent);
    const release = (await answer.json()) as PublishedRelease;
    expect([answer.status, release.verify_code]).toEqual([201, undefined]);
    return release.log_index;
  };
  const get = async (name: string) => {
    const headers = { 'cache-control': 'no-cache' };
    return (await (await registry.fetch(`/actions/${name}/versions/1.0.0`, { headers })).json()) as Release;
  };
  /** What a verifier that holds the release against the log says of it, with the keys it knew before. */
  const verifyInLog = async (name: string, revokedAt?: number) => {
    const release = await get(name);
    const resolved = (await (
      await registry.post('/resolve', { references: { it: `${name}@1.0.0` } })
    ).json()) as ResolveResults;
    const { it } = resolved.results;
    if (it?.ok !== true) throw new Error(`${name} was not resolved`);
    const state = revokedAt === undefined ? {} : { status: 'revoked' as const, last_valid_index: revokedAt };
    const trust = createTrust([
      { kid: ana.kid, public_key: toWireBase64(publicKeyOf(ana.seed)), ...state },
      ...registry.logKeys.map(({ kid, public_key, role }) => ({ kid, public_key, role })),
    ]);
    const claim = {
      ...{ name, ...ID, document: release.document, claimedHash: release.hash },
      ...{ signatures: it.signatures, log_index: it.log_index },
    };
    const log = { checkpoint: resolved.checkpoint, inclusion: it.proof };
    const { checks } = verifyRelease({ ...claim, log }, trust, { now: new Date(), log: {} });
    return checks.flatMap(({ ok, code }) => (ok ? [] : [code]));
  };

  beforeAll(async () => {
    registry = await startAttackedRegistry(kind);
    const named = [...ROWS.map(({ name }) => name), 'untouched', 'place', 'early', 'late', 'key_row'];
    const published: [string, number][] = [];
    for (const name of named) published.push([name, await publish(signedBy(ana, `rows.${name}@1.0.0`))]);
    await publish(signedBy(ana, 'rows.version@1.1.0'));
    places = Object.fromEntries(published);
    const { public_key: malloryKey } = { public_key: toWireBase64(publicKeyOf(mallory.seed)) };
    await registry.restart();
    await registry.rewrite(
      'alter table action_versions disable trigger user',
      ...ROWS.map(({ name, assignments }) => change(`rows.${name}`, assignments)),
      change('rows.place', `log_index = ${places.untouched}`),
      change('rows.late', `log_index = ${places.early}`),
      change(
        'rows.key_row',
        `canonical = '${forged.document}', hash = '${digestOf(forged.document)}', ${toSignatures(forged.signatures)}`,
      ),
      `insert into trusted_keys (kid, public_key, thumbprint, role, status, origin, created_at, updated_at)
        values ('${mallory.kid}', '${malloryKey}', 'x', 'publisher', 'active', 'global', now(), now())`,
    );
  });
  afterAll(() => registry.stop());

  test.each(ROWS)('$what: $code', async ({ name, code, raised }) => {
    expect(await get(`rows.${name}`)).toMatchObject({ verified: false, verify_code: code });
    await expect(registry.client().resolve(`rows.${name}@1.0.0`)).rejects.toMatchObject({ code: raised });
    expect((await registry.client().inspect(`rows.${name}@1.0.0`)).here.verify_code).toBe(code);
  });

  test('an honest release beside them is verified', async () => {
    expect(await registry.client().resolve('rows.untouched@1.0.0')).toMatchObject({ kid: ana.kid });
    expect(await verifyInLog('rows.untouched')).toEqual([]);
  });

  test('a key of the attacker was put among the trusted ones: the registry is taken in, a client is not', async () => {
    expect(await get('rows.key_row')).toMatchObject({ verified: true });
    await expect(registry.client().resolve('rows.key_row@1.0.0')).rejects.toMatchObject({ code: 'UNKNOWN_KEY' });
  });

  test('the right proof for the wrong artifact is bad_inclusion_proof', async () => {
    expect(await verifyInLog('rows.place')).toEqual(['bad_inclusion_proof']);
  });

  test('a stolen key’s releases count up to the cut, and none that was only moved before it', async () => {
    const cut = places.early;
    expect(await verifyInLog('rows.early', cut)).toEqual([]);
    expect(await verifyInLog('rows.untouched', places.untouched)).toEqual([]);
    expect(await verifyInLog('rows.early', (cut ?? 0) - 1)).toEqual(['key_revoked']);
    expect(await verifyInLog('rows.late', cut)).toEqual(['key_revoked', 'bad_inclusion_proof']);
  });

  test('a shell with curl, sha256sum and openssl tells good from tampered', async () => {
    const script = path.join(ROOT, 'docs/verify-release.sh');
    const key = toWireBase64(publicKeyOf(ana.seed));
    const run = async (name: string) =>
      (await runProcess('bash', [script, registry.url, `rows.${name}`, '1.0.0', key], { env: {} })).code;
    const names = [
      'untouched',
      'document',
      'document_and_digest',
      'signature',
      'no_signature',
      'name',
      'version',
      'key_row',
    ];
    const codes = await Promise.all(names.map(run));
    expect(codes.map((code) => code === 0)).toEqual(names.map((name) => name === 'untouched'));
  });
});

describe.each(KINDS)('a log set back on %s (P-45)', (kind) => {
  let registry: AttackedRegistry;
  let remembered: string;
  const publish = async (reference: string) => {
    const answer = await registry.publish(signedBy(ana, reference));
    expect(answer.ok).toBe(true);
    return (await answer.json()) as PublishedRelease;
  };
  const logKeys = () => registry.logKeys.map(({ kid, public_key, role }) => ({ kid, public_key, role }));
  /** What somebody who remembers a checkpoint says of a release's evidence. */
  const failuresOf = (release: PublishedRelease, log: LogPolicy, now = new Date()) => {
    const trust = createTrust([{ kid: ana.kid, public_key: toWireBase64(publicKeyOf(ana.seed)) }, ...logKeys()]);
    const evidence = { checkpoint: release.checkpoint, inclusion: release.proof };
    const { name, version, document, signatures, log_index } = release;
    const claim = { name, version, document, signatures, log_index, log: evidence };
    return verifyRelease(claim, trust, { now, log }).checks.flatMap(({ ok, code }) => (ok ? [] : [code]));
  };

  beforeAll(async () => {
    registry = await startAttackedRegistry(kind);
    await publish('files.move@1.0.0');
  });
  afterAll(() => registry.stop());

  test('an older backup stops the server with words that say what to do', async () => {
    const restore = await registry.backUp();
    remembered = (await publish('files.move@1.1.0')).checkpoint;
    await expect(restore()).rejects.toThrow(/older than what others have seen.*Restore the newest backup/);
  });

  test('an owner who goes on all the same is told by whoever remembers: log_rollback, then log_fork', async () => {
    await registry.startForgetful();
    const before = await publish('files.move@1.0.0');
    expect(failuresOf(before, {})).toEqual([]);
    expect(failuresOf(before, { remembered })).toEqual(['log_rollback']);
    const other = await publish('files.move@1.2.0');
    expect(failuresOf(other, {})).toEqual([]);
    expect(failuresOf(other, { remembered })).toEqual(['log_fork']);
    const keys = logKeys().map(({ public_key }) => importPublicKey(parseWireBase64(public_key, 32)));
    const evidence = createForkEvidence({ notes: [remembered, other.checkpoint], consistency: [], keys });
    expect(checkForkEvidence(evidence, keys).outcome).toBe('fork');
  });

  test('an answer from yesterday is told by whoever asks for a fresh one: stale_checkpoint', async () => {
    const answer = await publish('files.move@1.2.0');
    const tomorrow = new Date(Date.now() + 25 * 60 * 60 * 1_000);
    expect(failuresOf(answer, { requireFresh: true })).toEqual([]);
    expect(failuresOf(answer, { requireFresh: true }, tomorrow)).toEqual(['stale_checkpoint']);
  });
});

describe.each(KINDS)('a log rewritten on %s (P-45)', (kind) => {
  test('other entries under the signed size stop the server', async () => {
    const registry = await startAttackedRegistry(kind);
    try {
      expect((await registry.publish(signedBy(ana, 'files.move@1.0.0'))).status).toBe(201);
      const zeros = `decode(repeat('00', 32), 'hex')`;
      const rewritten = registry.rewrite(
        'alter table log_nodes disable trigger user',
        `update log_nodes set hash = ${zeros} where level = 0`,
        `update log_nodes set hash = ${zeros} where level > 0`,
      );
      await expect(rewritten).rejects.toThrow(/are not those that this server signed/);
    } finally {
      await registry.stop();
    }
  });
});

describe.each(KINDS)('messages on %s', (kind) => {
  let registry: AttackedRegistry;
  const codeOf = async (answer: Promise<Response>) => {
    const { error } = (await (await answer).json()) as { error?: { code: string; details: { verify_code?: string } } };
    return error === undefined ? 'accepted' : (error.details.verify_code ?? error.code);
  };
  const good = signedBy(ana, 'files.move@2.0.0');
  const sig = good.signatures[0]?.sig ?? '';
  const facts = { name: 'files.move', version: '2.0.0', digest: digestOf(good.document) };
  const under = (signed: string): Sent => ({ ...good, signatures: [{ kid: ana.kid, sig: signed }] });
  const addition = (kid: string, seed: Uint8Array, public_key = toWireBase64(publicKeyOf(seed))) => {
    const key = { kid, public_key, role: 'publisher' as const, scope: ['team.*'] };
    const isOwn = public_key === toWireBase64(publicKeyOf(seed));
    const proof = isOwn
      ? signKeyAdd({ ...key, valid_from: null, valid_until: null }, seed)
      : toWireBase64(signMessage(seed, new Uint8Array()));
    return { ...key, proof };
  };

  beforeAll(async () => {
    registry = await startAttackedRegistry(kind);
    for (const reference of ['files.move@1.0.0', 'files.copy@1.0.0'])
      expect((await registry.publish(signedBy(ana, reference))).status).toBe(201);
  });
  afterAll(() => registry.stop());

  test.each<[string, string, Sent]>([
    ['under another name', 'bad_signature', under(signRelease({ ...facts, name: 'files.copy' }, ana.seed))],
    ['under another version', 'bad_signature', under(signRelease({ ...facts, version: '1.0.0' }, ana.seed))],
    ['over another document', 'bad_signature', under(signRelease({ ...facts, digest: digestOf('{}') }, ana.seed))],
    [
      'under another type',
      'bad_signature',
      under(
        toWireBase64(
          signMessage(ana.seed, pae('application/vnd.action-registry.admin.v1+json', releaseStatement(facts))),
        ),
      ),
    ],
    [
      'over the bare statement',
      'bad_signature',
      under(toWireBase64(signMessage(ana.seed, new TextEncoder().encode(releaseStatement(facts))))),
    ],
    ['of small order', 'bad_signature', under(toWireBase64(parseHex(`01${'00'.repeat(63)}`)))],
    [
      'with an R that is not canonical',
      'bad_signature',
      under(toWireBase64(parseHex(`ee${'ff'.repeat(30)}7f${'00'.repeat(32)}`))),
    ],
    ['of a key for other names', 'KEY_NOT_AUTHORIZED', signedBy(bot, 'files.move@2.0.0')],
    ['of a root key', 'KEY_NOT_AUTHORIZED', signedBy(boss, 'files.move@2.0.0')],
    ['of a key nobody trusts', 'UNKNOWN_KEY', signedBy(mallory, 'files.move@2.0.0')],
    ['that names its algorithm', 'INVALID_BODY', { ...good, signatures: [{ kid: ana.kid, sig, alg: 'none' }] }],
    ['of a kid that is a path', 'INVALID_NAME', { ...good, signatures: [{ kid: '../ana', sig }] }],
    ['and no other', 'unsigned', { ...good, signatures: [] }],
  ])('a signature %s is refused as %s', async (_, code, sent) => {
    expect(await codeOf(registry.publish(sent))).toBe(code);
  });

  test('a signature that comes twice counts once', async () => {
    const sent = signedBy(ana, 'files.twice@1.0.0');
    const answer = await registry.publish({ ...sent, signatures: [...sent.signatures, ...sent.signatures] });
    const { checks } = (await answer.json()) as PublishedRelease;
    expect(checks.find(({ name }) => name === 'signature')?.detail).toContain('one key');
    const { here } = await registry.client().inspect('files.twice@1.0.0');
    expect(here.checks.find(({ name }) => name === 'signature')?.detail).toContain('one key');
  });

  test('a kid and a key are taken for ever, and a configured key cannot be shadowed', async () => {
    const seed = new Uint8Array(32).fill(7);
    expect(await codeOf(registry.post('/keys', addition('team-1', seed)))).toBe('accepted');
    expect((await registry.post('/keys/team-1/retire', {})).status).toBe(200);
    const other = new Uint8Array(32).fill(8);
    expect(await codeOf(registry.post('/keys', addition('team-1', other)))).toBe('KEY_EXISTS');
    expect(await codeOf(registry.post('/keys', addition('team-2', seed)))).toBe('KEY_EXISTS');
    expect(await codeOf(registry.post('/keys', addition('ana', other)))).toBe('KEY_EXISTS');
    const widened = { ...addition('team-3', other), scope: ['files.*'] };
    expect(await codeOf(registry.post('/keys', widened))).toBe('KEY_NOT_AUTHORIZED');
  });

  const weak = readVectors<KeyVectors>('protocol-signatures-1.json').unusable_keys;
  test.each(weak)('a key that is $what is not trusted: INVALID_BODY', async ({ hex }) => {
    const body = addition('weak', ana.seed, toWireBase64(parseHex(hex)));
    expect(await codeOf(registry.post('/keys', body))).toBe('INVALID_BODY');
  });

  const texts = readVectors<Vectors>('protocol-documents-1.json').refused.filter(
    ({ reason }) => reason !== 'invalid_utf8',
  );
  test.each(texts)('a document with $what is INVALID_JSON', async ({ hex }) => {
    const document = Buffer.from(hex, 'hex').toString();
    expect(await codeOf(registry.post('/actions/files.move/versions', { ...good, document }))).toBe('INVALID_JSON');
  });

  test('bytes that are no UTF-8, and a request with a key twice, are INVALID_JSON', async () => {
    const headers = { 'content-type': 'application/json' };
    const bodies = [
      Buffer.from('{"document":"\u00ff"}', 'latin1'),
      '{"document":"{}","document":"{}","signatures":[]}',
    ];
    for (const body of bodies) {
      const answer = registry.fetch('/actions/files.move/versions', { method: 'POST', headers, body });
      expect(await codeOf(answer)).toBe('INVALID_JSON');
    }
  });

  test('keys that programs trip over are published and verified byte for byte', async () => {
    const text = '{"__proto__":{"type":"string"},"constructor":{"type":"string"},"toJSON":{"type":"string"}}';
    const inputSchema = { type: 'object', properties: JSON.parse(text) };
    const sent = signedBy(ana, 'files.odd@1.0.0', { inputSchema });
    expect(sent.document).toContain(`"properties":${text}`);
    expect((await registry.publish(sent)).status).toBe(201);
    expect(await registry.client().resolve('files.odd@1.0.0')).toMatchObject({ document: sent.document });
  });

  test('characters that nobody sees are published with a warning that names them', async () => {
    const description = 'Moves\u202e a\u200b file\u{e0041}.';
    const { warnings } = (await (
      await registry.publish(signedBy(ana, 'files.hidden@1.0.0', { description }))
    ).json()) as PublishedRelease;
    const hidden = warnings.filter(({ code }) => code === 'hidden_character');
    expect(hidden.map(({ message }) => message).join()).toMatch(/U\+202E.*U\+200B.*U\+E0041/);
  });
});

test('trusted keys with a kid or a key twice stop the server', async () => {
  const entry = (kid: string, byte: number) => {
    const public_key = toWireBase64(publicKeyOf(new Uint8Array(32).fill(byte)));
    return { kid, alg: 'ed25519', public_key };
  };
  for (const keys of [
    [entry('a', 1), entry('a', 2)],
    [entry('a', 1), entry('b', 1)],
  ])
    await expect(
      startServer({
        PORT: '0',
        DATA_DIR: path.join(tmpdir(), 'action-registry-never-made'),
        TRUSTED_KEYS_JSON: JSON.stringify(keys),
      }),
    ).rejects.toThrow(/repeats the k/);
});
