import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { checkSecurity } from './check-security.js';
import { isTestFile, listFiles } from './source-files.js';
import { makeTree } from './testing/make-tree.js';
import { ROOT } from './workspace.mjs';

const HEAD = '## Attacks\n\n| attack | found by | code | shown by |\n| --- | --- | --- | --- |\n';
const row = (code: string, shownBy: string) => `| forgery | everyone | ${code} | ${shownBy} |\n`;
const LINK = '[“refuses a forgery”][forgery]';
const FILES = '\n[forgery]: ../e2e/src/forgery.test.ts\n';
const files = { 'e2e/src/forgery.test.ts': "test('refuses a forgery', () => {});" };

test('accepts rows whose tests and codes are there', () => {
  const page = `${HEAD}${row('`bad_signature`, `KEY_REVOKED`', LINK)}${row('does not start', LINK)}${FILES}`;
  expect(checkSecurity(makeTree({ 'docs/security.md': page, ...files }))).toEqual([]);
});

test.each([
  ['a row without a test', row('`unsigned`', 'see above'), "no test for 'forgery'"],
  [
    'a test that is not there',
    row('`unsigned`', LINK.replace('a forgery', 'forgeries')),
    'e2e/src/forgery.test.ts has no test “refuses forgeries”',
  ],
  [
    'a file that is not there',
    row('`unsigned`', LINK.replace('[forgery]', '[elsewhere]')),
    'elsewhere has no test “refuses a forgery”',
  ],
  ['a code that is none', row('`bad_signatur`', LINK), "'forgery' names no code: bad_signatur"],
  ['a page without rows', '', 'has no rows'],
])('tells %s', (_, rows, problem) => {
  expect(checkSecurity(makeTree({ 'docs/security.md': HEAD + rows + FILES, ...files }))).toEqual([
    `docs/security.md: ${problem}`,
  ]);
});

test('tells a missing page', () => {
  expect(checkSecurity(makeTree(files))).toEqual(['docs/security.md: is missing']);
});

test('the server sends requests to the identity provider alone', () => {
  const sending = listFiles(ROOT, ['.ts'])
    .filter((file) => /^(?:apps\/server|packages\/(?:core|db|schema))\/src\//.test(file) && !isTestFile(file))
    .filter((file) => !file.includes('/testing/'))
    .filter((file) =>
      /(?<![.\w])fetch\(|\bhttps?\.(?:request|get)\(/.test(readFileSync(path.join(ROOT, file), 'utf8')),
    );
  expect(sending).toEqual(['apps/server/src/oidc-keys.ts']);
});
