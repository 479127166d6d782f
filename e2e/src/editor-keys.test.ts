// Keys in a real browser: made by keyboard alone, backed up, restored in another profile, trusted by the registry and in the
// browser, retired; and what a network recorder sees of them, which is never the key itself.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type EditorContext,
  findOverflow,
  findViolations,
  isBrowserExpected,
  launchBrowser,
  openEditor,
  ready,
  signIn,
  visit,
} from './browser.js';
import { LOOKS } from './editor-addresses.js';
import { createKey, keyCard, readSeedSpellings, recordRequests, trustKey, watchSeed } from './editor-keys-steps.js';
import { startTestRegistry, type TestRegistry } from './harness.js';
import { ROOT, runProcess } from './process.js';

const PASSPHRASE = 'correct horse battery';

describe.skipIf(!isBrowserExpected)('keys (CHROMIUM_PATH)', () => {
  let registry: TestRegistry;
  let browser: Browser;
  let editor: EditorContext;
  let page: Page;
  beforeAll(async () => {
    [registry, browser] = await Promise.all([startTestRegistry(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await registry.stop();
  });
  beforeEach(async () => {
    editor = await openEditor(browser, registry.url);
    await signIn(editor.context, registry.adminKey);
    [page] = editor.context.pages() as [Page];
  });
  afterEach(async ({ task }) => {
    const { problems } = editor;
    // Of a step that waited in vain, what the page showed instead says the cause.
    const shown = task.result?.state === 'fail' ? await page.locator('body').textContent() : '';
    await editor.close();
    expect({ problems, shown }).toEqual({ problems: [], shown: '' });
  });

  const card = (kid: string) => keyCard(page, kid);

  test('a key is made by keyboard alone, and going on without a backup is told plainly', async () => {
    await visit(page, '/keys/signing');
    await page.getByRole('button', { name: 'Create a key' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Create a signing key' }).waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Ana Laptop');
    await page.keyboard.press('Enter');
    await page.getByText(/Use a–z, 0–9, dot, hyphen and underscore/).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('ana-keyboard');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Keep a copy of ana-keyboard' }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Download the backup');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await card('ana-keyboard').getByText('No backup', { exact: true }).waitFor();
    await card('ana-keyboard').getByText('This key is only in this browser.').waitFor();
  });

  test('nothing is kept while the choice about a backup is not made', async () => {
    await visit(page, '/keys/signing');
    await page.getByRole('button', { name: 'Create a key' }).click();
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('dialog', { name: /^Keep a copy/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.reload();
    await page.getByRole('heading', { name: 'No signing key in this browser' }).waitFor();
  });

  test('a stored key cannot be read out, and no request held it or its passphrase', async () => {
    await watchSeed(page);
    const sent = recordRequests(editor.context);
    const backup = await readFile(await createKey(page, 'ana-laptop', PASSPHRASE), 'utf8');
    await trustKey(page, 'ana-laptop');
    const stored = await page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('action-registry');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const keys = await new Promise<{ private_key: CryptoKey }[]>((resolve, reject) => {
        const request = database.transaction('signing_keys').objectStore('signing_keys').getAll();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const [key] = keys;
      const read = await crypto.subtle.exportKey('pkcs8', key?.private_key as CryptoKey).then(
        () => 'was read out',
        (error: Error) => error.name,
      );
      return { read, extractable: key?.private_key.extractable };
    });
    expect(stored).toEqual({ read: 'InvalidAccessError', extractable: false });
    const spellings = await readSeedSpellings(page);
    expect(sent.some((request) => request.includes('keys.add'))).toBe(true);
    for (const secret of [...spellings, PASSPHRASE, encodeURIComponent(PASSPHRASE), backup])
      expect(sent.filter((request) => request.includes(secret))).toEqual([]);
  });

  test('a backup restores in another profile and is the same key; a wrong passphrase is told at its field', async () => {
    const file = await createKey(page, 'ana-backup', PASSPHRASE);
    const thumbprint = await card('ana-backup').locator('.key-thumbprint code').textContent();
    const other = await openEditor(browser, registry.url);
    await signIn(other.context, registry.adminKey);
    [page] = other.context.pages() as [Page];
    await visit(page, '/keys/signing');
    await page.getByRole('button', { name: 'Import…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import a signing key' });
    await dialog.locator('input[type=file]').setInputFiles(file);
    await dialog.getByText('A backup file.').waitFor();
    await dialog.getByLabel('Passphrase').fill('wrong horse');
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await dialog.getByText(/The key cannot be read/).waitFor();
    await dialog.getByLabel('Passphrase').fill(PASSPHRASE);
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    expect(await card('ana-backup').locator('.key-thumbprint code').textContent()).toBe(thumbprint);
    await card('ana-backup').getByText('Backed up').waitFor();
    // It signs: the registry takes its proof.
    await trustKey(page, 'ana-backup');
    expect(other.problems).toEqual([]);
    await other.close();
  });

  test('a backup is a key file of the command line', async () => {
    const text = await readFile(await createKey(page, 'ana-cli', PASSPHRASE), 'utf8');
    const env = {
      ACTION_REGISTRY_URL: registry.url,
      ACTION_REGISTRY_API_KEY: registry.adminKey,
      ACTIONS_CONFIG_DIR: path.join(registry.folder, 'restored'),
      ACTIONS_SIGNING_KEY: text,
      ACTIONS_PASSPHRASE: PASSPHRASE,
    };
    const actions = path.join(ROOT, 'apps/cli/bin/actions.js');
    const { stdout } = await runProcess(process.execPath, [actions, '--json', 'keys', 'add'], { env });
    const added: unknown = JSON.parse(stdout);
    expect(added).toMatchObject({
      kid: 'ana-cli',
      thumbprint: await card('ana-cli').locator('.key-thumbprint code').textContent(),
    });
  });

  test('PKCS#8 and JWK are imported under a name; a key of the registry’s name is refused', async () => {
    await visit(page, '/keys/signing');
    const pem =
      '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----';
    await page.getByRole('button', { name: 'Import…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import a signing key' });
    await dialog.getByRole('textbox', { name: 'Key', exact: true }).fill('hello');
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await dialog.locator('.field-error', { hasText: 'This is no key that can be read here.' }).waitFor();
    await dialog.getByRole('textbox', { name: 'Key', exact: true }).fill(pem);
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await dialog.getByText('Name the key.').waitFor();
    await dialog.getByRole('textbox', { name: 'Name of the key' }).fill('ana-laptop');
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await dialog.getByText(/The registry knows another key by this name/).waitFor();
    await dialog.getByRole('textbox', { name: 'Name of the key' }).fill('rfc-8410');
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await card('rfc-8410').waitFor();
    await card('rfc-8410').getByText('Details').click();
    await card('rfc-8410').getByText('base64:Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=').waitFor();
  });

  test('a key is deleted after what that means was said', async () => {
    await createKey(page, 'ana-gone', PASSPHRASE);
    await page.getByRole('button', { name: 'Delete ana-gone' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete ana-gone from this browser?' });
    await dialog.getByText('You have a backup and can import it again.').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Cancel');
    await dialog.getByRole('button', { name: 'Delete the key' }).click();
    await card('ana-gone').waitFor({ state: 'detached' });
    await page.reload();
    await ready(page);
    expect(await card('ana-gone').count()).toBe(0);
  });

  test('the registry’s keys are listed, pinned and unpinned here, and retired after a question', async () => {
    await createKey(page, 'ana-retire');
    await trustKey(page, 'ana-retire');
    const { items } = (await (await registry.fetch('/keys')).json()) as {
      items: { kid: string; thumbprint: string }[];
    };
    await visit(page, '/keys/trusted');
    const key = card('ana-retire');
    await key.getByText(items.find(({ kid }) => kid === 'ana-retire')?.thumbprint ?? '?', { exact: true }).waitFor();
    await key.getByText('May sign every name').waitFor();
    await key.getByText('Trusted in this browser').waitFor();
    await key.getByRole('button', { name: 'Change ana-retire' }).click();
    await page.getByRole('menuitem', { name: 'Trust no longer here' }).click();
    await key.getByText('Trusted in this browser').waitFor({ state: 'detached' });
    await key.getByRole('button', { name: 'Trust here…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Trust it here' }).click();
    await key.getByText('Trusted in this browser').waitFor();
    await key.getByRole('button', { name: 'Change ana-retire' }).click();
    await page.getByRole('menuitem', { name: 'Retire…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Retire the key' }).click();
    await key.getByText('Retired').waitFor();
    await visit(page, '/keys/signing');
    await key.getByText('No longer trusted').waitFor();
  });

  test('other bytes under a pinned name are told, and replaced only by the red button', async () => {
    await visit(page, '/keys/trusted');
    await page.evaluate(() => {
      const pin = {
        kid: 'ana-laptop',
        public_key: 'base64:11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=',
        pinned_at: new Date().toISOString(),
      };
      localStorage.setItem('action-registry.pinned-keys', JSON.stringify([pin]));
    });
    await page.reload();
    await card('ana-laptop').getByText('This browser trusts other bytes under this name').waitFor();
    await card('ana-laptop').getByRole('button', { name: 'Trust here…' }).click();
    expect(await page.getByRole('dialog').locator('.button-danger').textContent()).toBe('Trust it here');
  });

  test('on plain http away from localhost the page says why there are no keys, and gives the commands', async () => {
    const plain = await chromium.launch({
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--host-resolver-rules=MAP registry.test 127.0.0.1'],
      ...(process.env.CHROMIUM_PATH && { executablePath: process.env.CHROMIUM_PATH }),
    });
    const url = registry.url.replace(/127\.0\.0\.1|localhost/, 'registry.test');
    const other = await openEditor(plain, url);
    const insecure = await other.newPage();
    await visit(insecure, '/keys/signing');
    await insecure.getByText('Keys need https or localhost').waitFor();
    await insecure.getByText('npx --no actions keygen').waitFor();
    expect(await insecure.getByRole('button', { name: 'Create a key' }).count()).toBe(0);
    // The header is for secure pages; the browser mentions that it ignores it here.
    expect(other.problems.filter((problem) => !problem.startsWith('The Cross-Origin-Opener-Policy header'))).toEqual(
      [],
    );
    await plain.close();
  });

  test('without Ed25519 in the browser the page says so', async () => {
    await page.addInitScript(() => {
      Object.defineProperty(SubtleCrypto.prototype, 'generateKey', {
        value: () => Promise.reject(new DOMException('', 'NotSupportedError')),
      });
    });
    await visit(page, '/keys/signing');
    await page.getByText('This browser cannot sign').waitFor();
  });

  test('whoever may not add keys sends a link; who may accepts exactly what the key signed', async () => {
    await createKey(page, 'bo-laptop');
    // The session of somebody who may publish and no more.
    await page.route(/\/trpc\/[^?]*sessions\.current/, async (route) => {
      const response = await route.fetch();
      const text = (await response.text())
        .replaceAll(/"(?:keys:manage|registry:operate)",?/g, '')
        .replaceAll(',]', ']');
      await route.fulfill({ response, body: text });
    });
    await page.reload();
    await card('bo-laptop').getByRole('button', { name: 'Have it trusted…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Ask an admin to trust bo-laptop' });
    await dialog.getByRole('combobox', { name: 'What it may sign' }).selectOption('some');
    await dialog.getByRole('textbox', { name: 'Names' }).fill('files.*');
    await dialog.getByText('Or send a link').click();
    const link = dialog.getByRole('textbox', { name: 'Link to the request' });
    await expect.poll(() => link.inputValue()).toContain('#request=');
    await expect.poll(() => link.inputValue().then(readScope)).toEqual(['files.*']);
    const admin = await openEditor(browser, registry.url);
    await signIn(admin.context, registry.adminKey);
    const [other] = admin.context.pages() as [Page];
    await other.goto(await link.inputValue());
    const question = other.getByRole('dialog', { name: 'Trust bo-laptop?' });
    await question.getByText('May sign files.*.').waitFor();
    expect(await findViolations(other)).toEqual([]);
    await question.getByRole('button', { name: 'Trust this key' }).click();
    await other.locator('[data-kid="bo-laptop"]').getByText('May sign files.*').waitFor();
    // Whoever waits goes on by themselves.
    await dialog.waitFor({ state: 'detached' });
    await card('bo-laptop').getByText('Trusted by the registry').waitFor();
    expect(admin.problems).toEqual([]);
    await admin.close();
  });

  /** The scope in a link that asks to trust a key. */
  function readScope(link: string): unknown {
    const [, text = ''] = link.split('#request=');
    return (JSON.parse(Buffer.from(text, 'base64url').toString()) as { scope?: unknown }).scope;
  }

  test.each(LOOKS)('axe finds nothing with keys and with each dialog open: $theme at $width', async (look) => {
    const other = await openEditor(browser, registry.url, look);
    await signIn(other.context, registry.adminKey);
    [page] = other.context.pages() as [Page];
    const faults: string[] = [];
    const check = async (what: string): Promise<void> => {
      faults.push(...(await findViolations(page)).map((fault) => `${what}: ${fault}`));
      if ((await findOverflow(page)) > 0) faults.push(`${what}: scrolls sideways`);
    };
    const kid = `axe-${look.theme}-${look.width}`;
    await createKey(page, kid);
    await check('list');
    for (const [button, dialog] of [
      ['Create a key', 'Create a signing key'],
      ['Import…', 'Import a signing key'],
      ['Have it trusted…', `Have the registry trust ${kid}`],
      [`Delete ${kid}`, `Delete ${kid} from this browser?`],
    ] as const) {
      await page.getByRole('button', { name: button, exact: true }).click();
      await page.getByRole('dialog', { name: dialog }).waitFor();
      await check(dialog);
      await page.keyboard.press('Escape');
    }
    await page.getByRole('button', { name: 'Create a key' }).click();
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('dialog', { name: /^Keep a copy/ }).waitFor();
    await check('backup');
    await page.keyboard.press('Escape');
    await trustKey(page, kid);
    await visit(page, '/keys/trusted');
    await card(kid).getByText('Details').click();
    // Where the click has scrolled to, a button of another key may be half below a bar.
    await page.evaluate(() => window.scrollTo(0, 0));
    await check('trusted');
    await card(kid)
      .getByRole('button', { name: `Change ${kid}` })
      .click();
    await page.getByRole('menuitem', { name: 'Retire…' }).click();
    await check('retire');
    expect([...faults, ...other.problems]).toEqual([]);
    await other.close();
  });
});
