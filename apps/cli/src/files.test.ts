// This user's files: private from the first byte, and refused by name when damaged.
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CliConfig, loadCliConfig } from './config.js';
import { findCredentials, storeCredentials } from './credentials.js';
import { listDocumentFiles, readDocumentFile, signDocument } from './document-file.js';
import { toSigningKey } from './key-file.js';
import { pinKey, readTrust, unpinKey } from './trust-file.js';
import { UsageError } from './usage-error.js';

let folder: string;
let config: CliConfig;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'actions-cli-'));
  config = loadCliConfig({ ACTIONS_CONFIG_DIR: join(folder, 'config'), ACTIONS_PASSPHRASE: '' });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const key = toSigningKey(new Uint8Array(32).fill(3), 'mine');
const pinned = { kid: key.kid, alg: 'ed25519', public_key: key.publicKey } as const;

test('an empty variable counts as unset', () => {
  expect(loadCliConfig({ ACTION_REGISTRY_URL: '', ACTIONS_SIGNING_KEY: ' ' })).toMatchObject({
    url: undefined,
    signingKey: undefined,
  });
});

describe('credentials', () => {
  test('are kept by registry, readable by their owner alone; the environment wins', async () => {
    const file = await storeCredentials(config, { url: 'http://a.example', apiKey: 'one' });
    await storeCredentials(config, { url: 'http://b.example', apiKey: 'two' });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(config.configDir)).toEqual(['credentials.json']);
    expect(await findCredentials(config)).toEqual({ url: 'http://b.example', apiKey: 'two' });
    expect(await findCredentials({ ...config, url: 'http://a.example' })).toMatchObject({ apiKey: 'one' });
    expect(await findCredentials({ ...config, url: 'http://c.example' })).toMatchObject({ apiKey: undefined });
    expect(await findCredentials({ ...config, apiKey: 'three' })).toMatchObject({ apiKey: 'three' });
  });

  test('that are damaged are refused, not overwritten', async () => {
    const file = await storeCredentials(config, { url: 'http://a.example', apiKey: 'one' });
    await writeFile(file, '{"url":');
    await expect(findCredentials(config)).rejects.toBeInstanceOf(UsageError);
    await expect(storeCredentials(config, { url: 'http://b.example', apiKey: 'x' })).rejects.toBeInstanceOf(UsageError);
  });
});

describe('pinned keys', () => {
  test('are pinned once, in a private file', async () => {
    expect(await pinKey(config, pinned)).toEqual({ thumbprint: key.thumbprint, change: 'added' });
    expect(await pinKey(config, pinned)).toMatchObject({ change: 'none' });
    expect(await readTrust(config)).toEqual([pinned]);
    const narrow = { ...pinned, scope: ['files.*'] };
    expect(await pinKey(config, narrow)).toMatchObject({ change: 'updated' });
    expect(await readTrust(config)).toEqual([narrow]);
    expect(await unpinKey(config, pinned.kid)).toBe(true);
    expect(await unpinKey(config, pinned.kid)).toBe(false);
    expect(await readTrust(config)).toEqual([]);
    await pinKey(config, pinned);
    expect((await stat(config.trustFile)).mode & 0o777).toBe(0o600);
  });

  test('are never replaced by other bytes under the same kid', async () => {
    await pinKey(config, pinned);
    const { publicKey } = toSigningKey(new Uint8Array(32).fill(4));
    await expect(pinKey(config, { ...pinned, public_key: publicKey })).rejects.toMatchObject({ code: 'INVALID_BODY' });
    expect(await readTrust(config)).toEqual([pinned]);
  });
});

describe('document files', () => {
  const document = { version: '1.0.0', name: 'files.move', kind: 'tool', spec: {} };
  const write = async (name: string, value: unknown): Promise<string> => {
    const file = join(folder, name);
    await writeFile(file, typeof value === 'string' ? value : JSON.stringify(value));
    return file;
  };

  test('are read as people write them and made canonical', async () => {
    const file = await write('a.json', JSON.stringify(document, null, 4));
    const { parsed, signatures } = await readDocumentFile(file);
    expect(parsed.canonical).toBe('{"kind":"tool","name":"files.move","spec":{},"version":"1.0.0"}');
    expect(signatures).toEqual([]);
    expect((await readDocumentFile(file, { version: '2.0.0' })).parsed.document.version).toBe('2.0.0');
  });

  test('that are signed keep their signatures and their version', async () => {
    const { parsed } = await readDocumentFile(await write('a.json', document));
    const signature = signDocument(parsed, key);
    const file = await write('a.signed.json', { document: parsed.canonical, signatures: [signature] });
    expect((await readDocumentFile(file)).signatures).toEqual([signature]);
    await expect(readDocumentFile(file, { version: '2.0.0' })).rejects.toBeInstanceOf(UsageError);
    const broken = await write('b.signed.json', { document: parsed.canonical, signatures: [{ kid: 'mine' }] });
    await expect(readDocumentFile(broken)).rejects.toBeInstanceOf(UsageError);
  });

  test.each([
    ['a repeated key', '{"name":"files.move","name":"files.copy"}'],
    ['a number that loses digits', '{"spec":{"n":9007199254740993}}'],
  ])('with %s are refused before anything is signed', async (_what, text) => {
    await expect(readDocumentFile(await write('a.json', text))).rejects.toMatchObject({ code: 'INVALID_JSON' });
  });

  test('are listed by name, and a folder without any is said so', async () => {
    await write('b.json', document);
    await write('a.json', document);
    await write('notes.txt', 'x');
    expect(await listDocumentFiles([folder])).toEqual([join(folder, 'a.json'), join(folder, 'b.json')]);
    await expect(listDocumentFiles([join(folder, 'missing')])).rejects.toBeInstanceOf(UsageError);
  });
});
