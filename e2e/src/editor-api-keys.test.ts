// API keys in a real browser: made with fewer rights than their maker's, their secret seen once and found nowhere
// afterwards, rotated with an overlap, and revoked, one and many.
import type { Browser, Page } from 'playwright-core';
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
import { recordRequests } from './editor-keys-steps.js';
import { startTestRegistry, type TestRegistry } from './harness.js';
import { makeKey } from './people.js';

describe.skipIf(!isBrowserExpected)('API keys (CHROMIUM_PATH)', () => {
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
    const shown = task.result?.state === 'fail' ? await page.locator('body').textContent() : '';
    await editor.close();
    expect({ problems, shown }).toEqual({ problems: [], shown: '' });
  });

  const entry = (name: string) => page.locator('.key-card', { has: page.getByRole('heading', { name, exact: true }) });

  /** What the registry answers to somebody with this secret. */
  async function statusOf(secret: string): Promise<number> {
    return (await registry.fetch('/api/actions', { headers: { authorization: `Bearer ${secret}` } })).status;
  }

  async function openCreate(name: string) {
    await page.getByRole('button', { name: 'Create an API key' }).click();
    const dialog = page.getByRole('dialog', { name: 'Create an API key' });
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
    return dialog;
  }

  test('a key is made with the rights and names that were chosen, and its secret is nowhere once it was saved', async () => {
    const sent = recordRequests(editor.context);
    await visit(page, '/keys/api');
    const dialog = await openCreate('ci-deploy');
    await dialog.getByRole('combobox', { name: 'What it may do' }).selectOption('custom');
    for (const right of ['Record runs', 'Write drafts', 'Move channels', 'Write catalogues', 'Read runs'])
      await dialog.getByRole('checkbox', { name: right }).uncheck();
    await dialog.getByRole('combobox', { name: 'Names it may write' }).selectOption('some');
    await dialog.getByRole('button', { name: 'Create an API key' }).click();
    await dialog.getByText('Say at least one name.').waitFor();
    await dialog.getByRole('textbox', { name: 'Names' }).fill('files.*');
    await dialog.getByRole('combobox', { name: 'Works for' }).selectOption('30');
    await dialog.getByRole('button', { name: 'Create an API key' }).click();
    const shown = page.getByRole('dialog', { name: 'Save the secret of ci-deploy' });
    const field = shown.getByLabel('Secret', { exact: true });
    expect(await field.getAttribute('type')).toBe('password');
    await shown.getByLabel('Show the secret').check();
    expect(await field.getAttribute('type')).toBe('text');
    const secret = await field.inputValue();
    expect(secret).toMatch(/^ark_/);
    await shown.getByRole('button', { name: 'Copy the secret' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
    // It is not left by accident: neither by Escape nor by Done.
    await page.keyboard.press('Escape');
    await shown.getByText('Save the secret first: it cannot be shown again.').waitFor();
    expect(await findViolations(page)).toEqual([]);
    await shown.getByLabel('I saved it').check();
    await shown.getByRole('button', { name: 'Done' }).click();
    await shown.waitFor({ state: 'detached' });
    await entry('ci-deploy').getByText('May write files.*').waitFor();
    await entry('ci-deploy').getByText('Never used').waitFor();
    expect(await page.content()).not.toContain(secret);
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]));
    expect(kept).not.toContain(secret);
    expect(sent.filter((request) => request.includes(secret))).toEqual([]);
    expect(await statusOf(secret)).toBe(200);
    await page.reload();
    await ready(page);
    expect(await page.content()).not.toContain(secret);
    await entry('ci-deploy').getByText('3 permissions').first().waitFor();
  });

  test('a key that ends soon is marked, and one without an end says so', async () => {
    const soon = new Date(Date.now() + 5 * 24 * 60 * 60 * 1000).toISOString();
    await makeKey(registry, { name: 'ends-soon', permissions: ['definitions:read'], expires_at: soon });
    await visit(page, '/keys/api');
    await entry('ends-soon')
      .getByText(/^Expires in [45] days$/)
      .first()
      .waitFor();
    const dialog = await openCreate('no-end');
    await dialog.getByRole('combobox', { name: 'Works for' }).selectOption('never');
    await dialog.getByText('Prefer one that ends', { exact: false }).waitFor();
    await dialog.getByRole('combobox', { name: 'Works for' }).selectOption('custom');
    await dialog.getByRole('button', { name: 'Create an API key' }).click();
    await dialog.getByText('Choose a day from tomorrow on.').waitFor();
    await dialog.getByLabel('Last day').fill('2099-01-31');
    await dialog.getByRole('button', { name: 'Create an API key' }).click();
    const shown = page.getByRole('dialog', { name: 'Save the secret of no-end' });
    await shown.getByLabel('I saved it').check();
    await shown.getByRole('button', { name: 'Done' }).click();
    await entry('no-end')
      .getByText(/^Expires in 7\d yr\.$/)
      .waitFor();
  });

  test('rotating makes a second key with the same rights; the old one works on and is offered for revocation', async () => {
    const old = await makeKey(registry, { name: 'rotated', permissions: ['definitions:read'], name_globs: ['crm.*'] });
    await visit(page, '/keys/api');
    await entry('rotated').getByRole('button', { name: 'Change rotated' }).click();
    await page.getByRole('menuitem', { name: 'Rotate…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Rotate rotated' });
    expect(await dialog.getByRole('textbox', { name: 'Names' }).inputValue()).toBe('crm.*');
    await dialog.getByRole('button', { name: 'Make the new key' }).click();
    const shown = page.getByRole('dialog', { name: 'Save the secret of rotated' });
    await shown.getByText(`${old.api_key.key_prefix} goes on working until you revoke it.`).waitFor();
    const secret = await shown.getByLabel('Secret', { exact: true }).inputValue();
    await shown.getByLabel('I saved it').check();
    await shown.getByRole('button', { name: 'Done' }).click();
    expect([await statusOf(old.secret), await statusOf(secret)]).toEqual([200, 200]);
    const replaced = page.locator(`[data-entry="${old.api_key.id}"]`);
    await replaced.getByText(/^Replaced by ark_/).waitFor();
    await replaced.getByRole('button', { name: 'Revoke…' }).click();
    await page.getByRole('dialog', { name: 'Revoke rotated?' }).getByRole('button', { name: 'Revoke the key' }).click();
    await replaced.waitFor({ state: 'detached' });
    expect([await statusOf(old.secret), await statusOf(secret)]).toEqual([401, 200]);
  });

  test('several are revoked at once, and are found among the revoked', async () => {
    const made = await Promise.all(
      ['bulk-one', 'bulk-two'].map((name) => makeKey(registry, { name, permissions: ['definitions:read'] })),
    );
    await visit(page, '/keys/api');
    for (const name of ['bulk-one', 'bulk-two']) await entry(name).getByRole('checkbox').check();
    await page.getByRole('region', { name: 'Selected API keys' }).getByRole('button', { name: 'Revoke…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Revoke 2 API keys?' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Cancel');
    await dialog.getByRole('button', { name: 'Revoke 2 keys' }).click();
    await page.getByText('2 keys are revoked').waitFor();
    for (const { secret } of made) expect(await statusOf(secret)).toBe(401);
    await page.getByText('Revoked', { exact: true }).click();
    await expect.poll(() => new URL(page.url()).search).toBe('?status=revoked');
    for (const name of ['bulk-one', 'bulk-two'])
      await entry(name)
        .getByText(/by api_key:ark_/)
        .first()
        .waitFor();
  });

  test('whoever may not manage keys reads which permission that needs, and finds the button with its reason', async () => {
    const { secret } = await makeKey(registry, { name: 'reader', permissions: ['definitions:read'] });
    const other = await openEditor(browser, registry.url);
    await signIn(other.context, secret);
    const [reader] = other.context.pages() as [Page];
    await visit(reader, '/keys/api');
    await reader.getByRole('heading', { name: 'You may not see this' }).waitFor();
    const button = reader.getByRole('button', { name: 'Create an API key' });
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    expect(await button.getAttribute('title')).toContain('api_keys:manage');
    expect(await findViolations(reader)).toEqual([]);
    expect(other.problems).toEqual([]);
    await other.close();
  });

  test('by keyboard alone: from the palette to a key whose secret is saved', async () => {
    await visit(page, '/library');
    const palette = page.getByRole('combobox', { name: 'Search actions and run commands' });
    await page.keyboard.press('Control+k');
    await palette.fill('> new api key');
    await page.keyboard.press('Enter');
    await ready(page, '/keys/api');
    await page.getByRole('dialog', { name: 'Create an API key' }).waitFor();
    await page.keyboard.type('keyboard-made');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Save the secret of keyboard-made' }).waitFor();
    await page.getByLabel('I saved it').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await entry('keyboard-made').waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe('');
  });

  test.each(LOOKS)('axe finds nothing with keys and with each dialog open: $theme at $width', async (look) => {
    const name = `axe-${look.theme}-${look.width}`;
    await makeKey(registry, { name, permissions: ['definitions:read'], name_globs: ['files.*', 'notes.summary'] });
    const other = await openEditor(browser, registry.url, look);
    await signIn(other.context, registry.adminKey);
    [page] = other.context.pages() as [Page];
    const faults: string[] = [];
    const check = async (what: string): Promise<void> => {
      faults.push(...(await findViolations(page)).map((fault) => `${what}: ${fault}`));
      if ((await findOverflow(page)) > 0) faults.push(`${what}: scrolls sideways`);
    };
    await visit(page, '/keys/api');
    await entry(name).locator('summary').click();
    await entry(name).getByRole('checkbox').check();
    await check('list');
    const dialog = await openCreate('never-made');
    await dialog.getByRole('combobox', { name: 'What it may do' }).selectOption('custom');
    await check('create');
    await page.keyboard.press('Escape');
    await entry(name)
      .getByRole('button', { name: `Change ${name}` })
      .click();
    await check('menu');
    await page.getByRole('menuitem', { name: 'Revoke…' }).click();
    await check('revoke');
    expect([...faults, ...other.problems]).toEqual([]);
    await other.close();
  });
});
