// Verifies a saved release against pinned keys; nothing is asked of anybody. What was asked for is named here: a release that
// verifies under another name or version is not the one you wanted.
//   curl -s localhost:8000/actions/text.upper/versions/1.0.0 > release.json
//   node verify-offline.mjs release.json trusted-keys.json text.upper 1.0.0
import { readFile } from 'node:fs/promises';
import { createTrust, parseTrustedKeys, verifyRelease } from '@action-registry/core';

const [releaseFile = '', trustFile = '', name = '', version = ''] = process.argv.slice(2);
const release = JSON.parse(await readFile(releaseFile, 'utf8'));
const trust = createTrust(parseTrustedKeys(await readFile(trustFile, 'utf8')));

const { document, hash: claimedHash, signatures, log_index } = release;
const verdict = verifyRelease({ name, version, document, claimedHash, signatures, log_index }, trust, {
  now: new Date(),
});
for (const { ok, name: check, detail } of verdict.checks) console.log(`${ok ? '✔' : '✖'} ${check}: ${detail}`);
console.log(verdict.verified ? `${name}@${version} verified` : `${name}@${version}: ${verdict.verify_error}`);
process.exitCode = verdict.verified ? 0 : 1;
