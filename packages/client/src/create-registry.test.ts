// What leaves the client was verified here: each way in which a registry can answer wrongly is refused with its code.
import { canonicalize, digestOf, publicKeyOf, signRelease, toWireBase64 } from '@action-registry/core';
import type { Release, TrustedKeyEntry } from '@action-registry/schema';
import { describe, expect, test } from 'vitest';
import { createRegistry, type Registry } from './create-registry.js';

const KEYS = { good: new Uint8Array(32).fill(1), other: new Uint8Array(32).fill(2) };
type Label = keyof typeof KEYS;

function entry(kid: Label, extra: Partial<TrustedKeyEntry> = {}): TrustedKeyEntry {
  return { kid, alg: 'ed25519', public_key: toWireBase64(publicKeyOf(KEYS[kid])), ...extra };
}

function releaseOf({ version = '1.2.0', signers = ['good'] }: { version?: string; signers?: Label[] } = {}): Release {
  const name = 'files.move';
  const document = canonicalize({ name, version, kind: 'tool', spec: {} });
  const hash = digestOf(document);
  const signatures = signers.map((kid) => ({
    alg: 'ed25519',
    kid,
    sig: signRelease({ name, version, digest: hash }, KEYS[kid]),
    log_index: 7,
  }));
  return {
    name,
    version,
    document,
    hash,
    signatures,
    schema: JSON.parse(document),
    signature: signatures[0] ?? null,
    verified: true,
    checks: [],
    created_at: '2026-11-01T00:00:00.000Z',
    published_by: 'someone',
    log_index: 7,
    deprecated: false,
    yanked: false,
    size: document.length,
  };
}

/** A client of a registry that answers every call with one body. */
function registryThatAnswers(body: unknown, { trust = [entry('good')], status = 200 } = {}): Registry {
  const fetch = async (): Promise<Response> =>
    new Response(typeof body === 'string' ? body : JSON.stringify([body]), { status });
  return createRegistry({ url: 'http://registry.example/', trust, fetch, retry: 0 });
}

const registryWith = (release: Release, trust?: TrustedKeyEntry[]): Registry =>
  registryThatAnswers({ result: { data: release } }, trust === undefined ? {} : { trust });

describe('resolve', () => {
  test('returns what verifies, with the key that vouches for it', async () => {
    const release = releaseOf();
    expect(await registryWith(release).resolve('files.move@^1')).toMatchObject({
      name: 'files.move',
      version: '1.2.0',
      kind: 'tool',
      hash: release.hash,
      document: release.document,
      kid: 'good',
      registrySays: { log_index: 7, verified: true },
    });
  });

  test('names the key that suffices, not one whose revocation leaves its signature without weight', async () => {
    const release = releaseOf({ signers: ['other', 'good'] });
    const revoked = entry('other', { status: 'revoked' });
    expect(await registryWith(release, [revoked, entry('good')]).resolve('files.move')).toMatchObject({ kid: 'good' });
  });

  const TAMPERED: readonly [string, Partial<Release>, object][] = [
    [
      'another document',
      { document: releaseOf({ version: '1.2.1' }).document },
      { code: 'INTEGRITY_MISMATCH', details: { verify_code: 'digest_mismatch' } },
    ],
    ['no signature', { signatures: [] }, { code: 'SIGNATURE_INVALID' }],
    ['a key unknown here', { signatures: releaseOf({ signers: ['other'] }).signatures }, { code: 'UNKNOWN_KEY' }],
  ];
  test.each(TAMPERED)('refuses %s, though the registry calls it verified', async (_what, change, error) => {
    await expect(registryWith({ ...releaseOf(), ...change }).resolve('files.move')).rejects.toMatchObject(error);
  });

  test.each([
    ['files.move@1.0.0', 'identity_mismatch'],
    ['files.move@^2', 'identity_mismatch'],
    ['files.copy', 'identity_mismatch'],
  ])('refuses a lawful release that is not the %s asked for', async (reference, verify_code) => {
    await expect(registryWith(releaseOf()).resolve(reference)).rejects.toMatchObject({
      code: 'INTEGRITY_MISMATCH',
      details: { verify_code },
    });
  });

  test('refuses an unsafe release unless told otherwise', async () => {
    const registry = registryWith({ ...releaseOf(), deprecated: true, severity: 'unsafe' });
    await expect(registry.resolve('files.move')).rejects.toMatchObject({ code: 'UNSAFE_RELEASE' });
    expect(await registry.resolve('files.move', { allowUnsafe: true })).toMatchObject({
      registrySays: { deprecated: true, severity: 'unsafe' },
    });
  });

  test('refuses a severity that only a newer registry knows', async () => {
    const release = { ...releaseOf(), deprecated: true, severity: 'malicious' as 'unsafe' };
    await expect(registryWith(release).resolve('files.move')).rejects.toMatchObject({ code: 'UNSAFE_RELEASE' });
  });

  test('hands on nothing of the answer that was not computed here, but under registrySays', async () => {
    const forged = { ...releaseOf(), schema: { kind: 'command' }, name: 'files.copy', version: '9.9.9', size: 1 };
    const action = await registryWith(forged).resolve('files.move@1.2.0');
    expect(action).toMatchObject({ name: 'files.move', version: '1.2.0', schema: { kind: 'tool' } });
    for (const field of ['name', 'version', 'document', 'schema', 'hash', 'signature', 'size'])
      expect(action.registrySays).not.toHaveProperty(field);
  });

  test.each([
    ['a document that is no text', { document: {} }],
    ['signatures that are no list', { signatures: 'base64:' }],
    ['a version that a terminal would obey', { version: '\u001b[2J' }],
    ['no log index', { log_index: undefined }],
  ])('refuses an answer with %s', async (_what, change) => {
    const registry = registryThatAnswers({ result: { data: { ...releaseOf(), ...change } } });
    await expect(registry.resolve('files.move')).rejects.toMatchObject({ code: 'UNREACHABLE' });
    await expect(registry.inspect('files.move')).rejects.toMatchObject({ code: 'UNREACHABLE' });
  });

  test('without a pinned key nothing is returned', async () => {
    const registry = registryWith(releaseOf(), []);
    await expect(registry.resolve('files.move')).rejects.toMatchObject({ code: 'TRUST_NOT_CONFIGURED' });
    await expect(registry.inspect('files.move')).rejects.toMatchObject({ code: 'TRUST_NOT_CONFIGURED' });
  });
});

test('inspect tells a bad verdict instead of throwing it', async () => {
  expect(await registryWith({ ...releaseOf(), signatures: [] }).inspect('files.move')).toMatchObject({
    here: { verified: false, verify_code: 'unsigned' },
    error: { code: 'SIGNATURE_INVALID' },
  });
  expect(await registryWith(releaseOf()).inspect('files.move')).not.toHaveProperty('error');
});

test('inspect names what was asked for, not what the registry calls it', async () => {
  const answer = { ...releaseOf(), name: 'files.copy' };
  expect(await registryWith(answer).inspect('files.move@1.2.0')).toMatchObject({
    name: 'files.move',
    version: '1.2.0',
    here: { verified: true },
  });
});

test.each(['', 'two words', 'line\nbreak', 'ümlaut'])(
  'a key that no header carries (%j) is refused unsaid',
  (apiKey) => {
    const create = (): Registry => createRegistry({ url: 'http://registry.example', apiKey });
    expect(create).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }));
    if (apiKey !== '') expect(create).not.toThrow(apiKey);
  },
);

test.each([
  'localhost:8000',
  'file:///data',
  '',
  'https://me:hunter2@registry.example',
  'https://registry.example/?key=hunter2',
  undefined as unknown as string,
])('an address that no registry can have (%j) is refused unsaid, before anything is sent', (url) => {
  const create = (): Registry => createRegistry({ url, fetch: () => expect.unreachable() });
  expect(create).toThrow(expect.objectContaining({ code: 'UNREACHABLE' }));
  expect(create).not.toThrow('hunter2');
});

test('a query that fits into no address is sent as a body, once per batch', async () => {
  const sent: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    sent.push(`${init?.method} ${String(input).length < 200} ${String(init?.body).length > 10_000}`);
    return new Response(JSON.stringify([{ result: { data: { results: {} } } }]));
  };
  const registry = createRegistry({ url: 'http://registry.example', fetch });
  const long = `${'a'.repeat(60)}@^1.0.0`;
  const references = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`r${at}`, long]));
  await registry.call((trpc) => trpc.releases.resolve.query({ references }));
  expect(sent).toEqual(['POST true true']);
});

describe('errors', () => {
  const wire = (code: string): object => ({
    error: {
      message: 'no',
      code: -32_004,
      data: { error: { code, message: 'no', details: { name: 'files.move' }, request_id: 'r-1' } },
    },
  });

  test('the registry’s error arrives with its code, details and request id', async () => {
    const registry = registryThatAnswers(wire('ACTION_NOT_FOUND'), { status: 404 });
    await expect(registry.resolve('files.move')).rejects.toMatchObject({
      name: 'RegistryError',
      code: 'ACTION_NOT_FOUND',
      details: { name: 'files.move' },
      requestId: 'r-1',
    });
  });

  test('a code of a newer registry is INTERNAL with its words kept', async () => {
    const registry = registryThatAnswers(wire('FROM_THE_FUTURE'), { status: 422 });
    await expect(registry.search('x')).rejects.toMatchObject({ code: 'INTERNAL', requestId: 'r-1' });
  });

  test('a code that only a client raises cannot be sent by a registry', async () => {
    const registry = registryThatAnswers(wire('INTEGRITY_MISMATCH'), { status: 422 });
    await expect(registry.search('x')).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  test('details that are not those of the code are dropped, those that say more are kept', async () => {
    const error = (details: unknown): object => ({
      error: {
        message: 'no',
        code: -1,
        data: { error: { code: 'INVALID_SPEC', message: 'no', details, request_id: '' } },
      },
    });
    const broken = registryThatAnswers(error({ issues: 'none' }), { status: 400 });
    await expect(broken.search('x')).rejects.toMatchObject({ code: 'INVALID_SPEC', details: {} });
    const details = { issues: [{ path: '/spec', message: 'no' }], added_later: 1 };
    const newer = registryThatAnswers(error(details), { status: 400 });
    await expect(newer.search('x')).rejects.toMatchObject({ code: 'INVALID_SPEC', details });
  });

  test('a page of HTML is no registry: UNREACHABLE', async () => {
    const registry = registryThatAnswers('<html>Bad gateway</html>', { status: 502 });
    await expect(registry.search('x')).rejects.toMatchObject({ code: 'UNREACHABLE' });
  });

  test('a bug of ours is not dressed up as the network’s', async () => {
    const bug = new TypeError('ours');
    await expect(registryThatAnswers({}).call(() => Promise.reject(bug))).rejects.toBe(bug);
  });
});

test('the workspace goes with the key, and only as a slug', async () => {
  const sent: (string | null)[] = [];
  const fetch = async (_input: unknown, init?: RequestInit): Promise<Response> => {
    const headers = new Headers(init?.headers);
    sent.push(headers.get('authorization'), headers.get('x-workspace'));
    return Response.json({ result: { data: {} } });
  };
  const registry = createRegistry({ url: 'http://registry.example', apiKey: 'eyJ.a.b', workspace: 'acme', fetch });
  await registry.call((trpc) => trpc.system.health.query());
  expect(sent).toEqual(['Bearer eyJ.a.b', 'acme']);
  const create = () => createRegistry({ url: 'http://registry.example', apiKey: 'eyJ.a.b', workspace: 'a\nb' });
  expect(create).toThrow(expect.objectContaining({ code: 'INVALID_BODY' }));
});
