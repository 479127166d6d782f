// The promises: what others call, and the bytes others have signed. Golden files are added, never edited.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  createTrust,
  digestOf,
  leafHash,
  pae,
  parseDocument,
  parseTrustedKeys,
  publicLeafText,
  signRelease,
  toHex,
  verifyRelease,
} from '@action-registry/core';
import { describe, expect, test } from 'vitest';
import { addNew, findBreaks, readSurface, type Surface } from './surface.js';

const FOLDER = new URL('../fixtures/golden/', import.meta.url);
const read = async (name: string): Promise<string> => readFile(fileURLToPath(new URL(name, FOLDER)), 'utf8');

type Golden = {
  seed: string;
  trusted_keys: object[];
  document: string;
  hash: string;
  statement: string;
  pae: string;
  sig: string;
  leaf: string;
  leaf_hash: string;
};

describe('the surface', () => {
  test('has everything that is pinned, as it was pinned', async () => {
    expect(findBreaks(JSON.parse(await read('surface.json')) as Surface, readSurface())).toEqual([]);
  });

  test('is pinned: what was added since can be pinned by `pnpm fix`, and a change is told', async () => {
    const pinned = JSON.parse(await read('surface.json')) as Surface;
    expect(Object.keys(pinned.procedures ?? {}).length).toBeGreaterThan(30);
    const changed = structuredClone(pinned);
    changed.errors = { ...changed.errors, INVALID_JSON: '418' };
    expect(findBreaks(pinned, changed)).toEqual([expect.stringContaining("INVALID_JSON was '400' and is '418'")]);
    const { 'releases.get': _gone, ...procedures } = pinned.procedures ?? {};
    expect(findBreaks(pinned, { ...pinned, procedures })).toEqual([expect.stringContaining('releases.get is gone')]);
    const more = { ...pinned, procedures: { ...pinned.procedures, 'new.one': 'query, read' } };
    expect(findBreaks(pinned, more)).toEqual([]);
    expect(addNew(pinned, changed)).toEqual(pinned);
    expect(addNew(pinned, more)).toEqual(more);
  });
});

describe('golden releases', async () => {
  const names = (await readdir(fileURLToPath(FOLDER))).filter((name) => name.startsWith('release-')).sort();

  test.each(names)('%s has the bytes it had when it was first signed', async (name) => {
    const golden = JSON.parse(await read(name)) as Golden;
    const { document, canonical, hash } = parseDocument(golden.document);
    expect([canonical, hash, digestOf(golden.document)]).toEqual([golden.document, golden.hash, golden.hash]);
    const { statement } = golden;
    expect(statement).toBe(`{"digest":"${hash}","name":"${document.name}","version":"${document.version}"}`);
    expect(new TextDecoder().decode(pae('application/vnd.action-registry.release.v1+json', statement))).toBe(
      golden.pae,
    );
    const id = { name: document.name, version: document.version };
    expect(signRelease({ ...id, digest: hash }, Buffer.from(golden.seed, 'hex'))).toBe(golden.sig);
    const trust = createTrust(parseTrustedKeys(JSON.stringify(golden.trusted_keys)));
    const signatures = [{ kid: 'golden', sig: golden.sig }];
    const verdict = verifyRelease({ ...id, document: canonical, signatures }, trust, { now: new Date(0) });
    expect(verdict).toMatchObject({ verified: true });
    const leaf = publicLeafText({ type: 'release.publish', v: 1, ...id, digest: hash, signatures });
    expect([leaf, toHex(leafHash(leaf))]).toEqual([golden.leaf, golden.leaf_hash]);
  });

  test('are never edited: each file has the hash it was added with', async () => {
    const index = JSON.parse(await read('index.json')) as Record<string, string>;
    const hashes = await Promise.all(
      names.map(
        async (name) =>
          [
            name,
            createHash('sha256')
              .update(await read(name))
              .digest('hex'),
          ] as const,
      ),
    );
    expect(names.length).toBeGreaterThanOrEqual(4);
    expect(
      Object.fromEntries(hashes),
      'Add a file and its hash to index.json; do not touch those that are there.',
    ).toEqual(index);
  });
});
