// The page of an action in a real browser: verification made there, first use of a key, what changes elsewhere, channels and
// moderation with undo, addresses that name versions in any way, and code that works when it is pasted.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createRegistry } from '@action-registry/client';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type EditorContext, isBrowserExpected, launchBrowser, openEditor, ready, signIn, visit } from './browser.js';
import { startTestRegistry, type TestRegistry } from './harness.js';
import { ROOT, runProcess } from './process.js';
import { publishDocument, publishSamples, type TestKey } from './sample-actions.js';

describe.skipIf(!isBrowserExpected)('the action page (CHROMIUM_PATH)', () => {
  let registry: TestRegistry;
  let browser: Browser;
  let editor: EditorContext;
  let page: Page;
  let ana: TestKey;
  const client = () => createRegistry({ url: registry.url, apiKey: registry.adminKey });
  beforeAll(async () => {
    [registry, browser] = await Promise.all([startTestRegistry(), launchBrowser()]);
    ({ ana } = await publishSamples(client()));
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
  afterEach(async () => {
    const { problems } = editor;
    await editor.close();
    expect(problems).toEqual([]);
  });

  const badge = () => page.locator('.verify-button [data-verify]');
  const state = () => badge().getAttribute('data-verify');

  /** Trusts the keys of the release on the page, as a person does on first use. */
  async function trustKeys(): Promise<void> {
    await page.getByRole('button', { name: 'Trust keys…' }).click();
    await page.getByRole('button', { name: /^Trust (?:this key|these \d+ keys) in this browser$/ }).click();
    await expect.poll(state).toBe('verified');
  }

  test('a key is unknown until it is trusted here, after its thumbprint was shown; then the release is verified', async () => {
    await visit(page, '/a/notes.summary');
    expect(await state()).toBe('unknown_key');
    await page.getByRole('button', { name: 'Trust keys…' }).click();
    const { items } = (await (await registry.fetch('/keys')).json()) as {
      items: { kid: string; thumbprint: string }[];
    };
    const thumbprint = items.find(({ kid }) => kid === ana.kid)?.thumbprint ?? '';
    await page.getByRole('dialog').getByText(thumbprint, { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Trust these 2 keys in this browser' }).click();
    await expect.poll(state).toBe('verified');
    await page.reload();
    await ready(page);
    expect(await badge().textContent()).toBe('Verified · ana-laptop');
  });

  test('the panel tells every check, and the registry’s opinion apart from it', async () => {
    await visit(page, '/a/notes.summary');
    await trustKeys();
    await badge().click();
    const panel = page.getByRole('dialog', { name: 'Verification' });
    expect(await panel.locator('.checks [data-ok=true]').count()).toBeGreaterThanOrEqual(8);
    expect(await panel.locator('.checks [data-ok=false]').count()).toBe(0);
    await panel.getByRole('heading', { name: 'Registry says' }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      panel.getByRole('link', { name: 'Download the signed bytes' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('notes.summary@1.2.0.json');
  });

  test('without the rules for checking nothing is ever called verified', async () => {
    await visit(page, '/a/notes.summary');
    await trustKeys();
    await page.route(/verify-here/, (route) => route.abort());
    await page.reload();
    await ready(page);
    expect(await state()).toBe('unavailable');
    expect(await page.locator('[data-verify=verified]').count()).toBe(0);
    await page.getByText('Cannot verify').waitFor();
    editor.problems.length = 0;
  });

  test('a key of other bytes under a trusted kid is not taken', async () => {
    await visit(page, '/a/notes.summary');
    await page.evaluate((kid) => {
      const pin = {
        kid,
        public_key: 'base64:11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=',
        pinned_at: new Date().toISOString(),
      };
      localStorage.setItem('action-registry.pinned-keys', JSON.stringify([pin]));
    }, ana.kid);
    await page.reload();
    await ready(page);
    expect(await badge().textContent()).toBe('Invalid · Bad signature');
    await badge().click();
    await page.getByText(/lists other bytes under ana-laptop/).waitFor();
  });

  test('latest, ranges, channels and upper case lead to the right version', async () => {
    for (const [reference, version] of [
      ['notes.summary', '1.2.0'],
      ['notes.summary@latest', '1.2.0'],
      ['notes.summary@^1', '1.2.0'],
      ['notes.summary@production', '1.1.0'],
      ['notes.summary@2.0.0-rc.1', '2.0.0-rc.1'],
      ['Notes.Summary@1.1.0', '1.1.0'],
    ]) {
      await visit(page, `/a/${reference}`);
      expect([reference, await page.locator('.version-button').textContent()]).toEqual([reference, version]);
    }
  });

  test('an older, a yanked and a deprecated version say so and lead on', async () => {
    await visit(page, '/a/notes.summary@1.0.0');
    await page.getByText('Yanked: ranges and channels no longer lead here').waitFor();
    await page.getByText('You look at 1.0.0, 2 versions behind 1.2.0.').waitFor();
    await page.getByRole('link', { name: 'Go to 1.2.0' }).click();
    await ready(page, '/a/notes.summary@1.2.0');
    expect(await page.locator('.banner-info').count()).toBe(1);
    await visit(page, '/a/net.list_routes');
    await page.getByText('Use net.show_interface, which shows routes too.').waitFor();
    await page.getByRole('link', { name: 'Open the replacement' }).click();
    await ready(page, '/a/net.show_interface');
  });

  test('an unknown name or version suggests what was meant', async () => {
    await visit(page, '/a/notes.sumary');
    await page.getByRole('link', { name: 'notes.summary', exact: true }).click();
    await ready(page, '/a/notes.summary');
    await visit(page, '/a/notes.summary@1.2.9');
    await page.getByRole('heading', { name: 'notes.summary has no version 1.2.9' }).first().waitFor();
    await page.getByRole('link', { name: '1.2.0', exact: true }).waitFor();
    await visit(page, '/a/notes.summary@^7');
    await page.getByRole('heading', { name: 'notes.summary has no version ^7' }).first().waitFor();
  });

  test('hidden characters in a prompt are shown', async () => {
    await visit(page, '/a/notes.translate');
    await expect.poll(() => page.locator('.mark-hidden').allTextContents()).toEqual(['U+200B', 'U+202E']);
    expect(await page.locator('.mark-variable').allTextContents()).toEqual(['{{text}}', '{{language}}']);
  });

  test('keys open the views and walk the versions', async () => {
    await visit(page, '/a/notes.summary');
    await page.keyboard.press('u');
    await ready(page, '/a/notes.summary@1.2.0/use');
    await page.keyboard.press('v');
    await ready(page, '/a/notes.summary@1.2.0/versions');
    await page.keyboard.press('[');
    await ready(page, '/a/notes.summary@1.1.0');
    await page.keyboard.press(']');
    await ready(page, '/a/notes.summary@1.2.0');
    await page.keyboard.press('.');
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('notes.summary@1.2.0');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('l');
    await ready(page, '/library');
  });

  test('single letters rest while one types and where they were switched off', async () => {
    await visit(page, '/library');
    await page.keyboard.press('/');
    await page.keyboard.type('n');
    expect(new URL(page.url()).pathname).toBe('/app/library');
    await visit(page, '/settings/shortcuts');
    await page.getByRole('switch', { name: 'Shortcuts of single letters' }).uncheck();
    await page.locator('h1').focus();
    await page.keyboard.press('g');
    await page.keyboard.press('l');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    expect(new URL(page.url()).pathname).toBe('/app/settings/shortcuts');
  });

  test('a version is deprecated with a reason, the banner comes, and Undo takes it back', async () => {
    await visit(page, '/a/disk.usage');
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Deprecate…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Deprecate' }).click();
    await dialog.getByText('Say why.').waitFor();
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Wrong units.');
    await dialog.getByRole('combobox', { name: 'Severity' }).selectOption('unsafe');
    await dialog.getByRole('button', { name: 'Deprecate' }).click();
    await page.getByText('Deprecated as unsafe: do not use it').waitFor();
    expect(await page.getByRole('button', { name: 'newer change' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Deprecated as unsafe: do not use it').waitFor({ state: 'detached' });
  });

  test('a channel is moved with from and to before one’s eyes, and Undo moves it back', async () => {
    await visit(page, '/a/crm.create_ticket/versions');
    await page.getByRole('button', { name: 'Change 1.0.0' }).click();
    await page.getByRole('menuitem', { name: 'Move a channel here…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('1.0.1 → 1.0.0').waitFor();
    await dialog.getByRole('button', { name: 'Move', exact: true }).click();
    const row = page.getByRole('row', { name: /1\.0\.0/ });
    await row.getByText('production').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await row.getByText('production').waitFor({ state: 'detached' });
  });

  test('a move that somebody else overtook is refused in the dialog', async () => {
    await visit(page, '/a/crm.create_ticket');
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Move a channel here…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Points to' }).selectOption('1.0.0');
    await client().trpc.channels.move.mutate({ name: 'crm.create_ticket', channel: 'production', version: null });
    await dialog.getByRole('button', { name: 'Move', exact: true }).click();
    await dialog.getByText(/stands at nothing, not at 1\.0\.1/).waitFor();
    await client().trpc.channels.move.mutate({ name: 'crm.create_ticket', channel: 'production', version: '1.0.1' });
  });

  test('a new version arrives as a pill and is shown when it is asked for', async () => {
    const other = await openEditor(browser, registry.url);
    page = await other.newPage();
    await visit(page, '/a/disk.usage');
    await page.waitForSelector('[data-live=live]');
    const document = { name: 'disk.usage', version: '1.5.0', kind: 'command', spec: { cmd: 'df -h' } };
    await publishDocument(client(), document, { key: ana });
    const pill = page.getByRole('button', { name: '1 newer change' });
    await pill.waitFor();
    expect(await page.locator('.version-button').textContent()).toBe('1.4.0');
    await page.keyboard.press('r');
    await expect.poll(() => page.locator('.version-button').textContent()).toBe('1.5.0');
    expect(other.problems).toEqual([]);
    await other.close();
  });

  test('the snippets work as they are pasted, and hold no secret', async () => {
    await visit(page, '/a/notes.summary@1.2.0/use');
    const snippet = () => page.locator('.tab-panel pre').textContent();
    const folder = path.join(ROOT, 'e2e/node_modules/.cache', `snippets-${process.pid}`);
    await mkdir(folder, { recursive: true });
    const configDir = path.join(registry.folder, 'snippet-config');
    const env = { ACTIONS_CONFIG_DIR: configDir };
    const typescript = (await snippet()) ?? '';
    await writeFile(path.join(folder, 'use.mjs'), typescript);
    const ran = await runProcess(process.execPath, [path.join(folder, 'use.mjs')], { env, cwd: folder });
    expect(ran.stdout).toMatch(/^1\.2\.0 sha256:/);
    await page.getByRole('tab', { name: 'curl' }).click();
    const curl = (await snippet()) ?? '';
    const fetched = await runProcess('bash', ['-euc', curl], { env, cwd: folder });
    expect(fetched.stdout).toContain('notes.summary.json: OK');
    await page.getByRole('tab', { name: 'CLI' }).click();
    const cli = (await snippet()) ?? '';
    const told = await runProcess('bash', ['-euc', cli], { env, cwd: ROOT });
    expect(told.stderr).toContain('notes.summary@1.2.0');
    expect(told.code).toBe(0);
    for (const text of [typescript, curl, cli]) expect(text).not.toContain(registry.adminKey);
    await page.getByRole('combobox', { name: 'What to use' }).selectOption('production');
    expect(await snippet()).toContain('notes.summary@production');
    await rm(folder, { recursive: true, force: true });
  });

  test('a byte changed in the database is Invalid here, whoever signed and whatever the registry says', async () => {
    // Its stream would hold up the stop of the server, which the embedded database needs for it.
    await page.goto('about:blank');
    await registry.tamper({ name: 'notes.summary', version: '1.1.0' });
    const after = await openEditor(browser, registry.url);
    page = await after.newPage();
    await visit(page, '/a/notes.summary@1.1.0');
    expect(await badge().textContent()).toBe('Invalid · Digest mismatch');
    await page.getByText('Invalid: Digest mismatch').waitFor();
    await badge().click();
    await page.locator('.checks [data-ok=false]', { hasText: 'Digest' }).waitFor();
    await page.getByText('not verified: Digest mismatch').waitFor();
    await visit(page, '/a/notes.summary@1.1.0/use');
    await page.getByText(/does not verify here/).waitFor();
    expect(after.problems).toEqual([]);
    await after.close();
  });
});
