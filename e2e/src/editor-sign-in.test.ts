// Signing in, in a real browser: by API key, by a link that works once, and over a page whose session has ended.
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type EditorContext, isBrowserExpected, launchBrowser, openEditor, ready, visit } from './browser.js';
import { startTestRegistry, type TestRegistry } from './harness.js';

describe.skipIf(!isBrowserExpected)('signing in (CHROMIUM_PATH)', () => {
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
    page = await editor.newPage();
  });
  afterEach(async () => {
    const { problems } = editor;
    await editor.close();
    expect(problems).toEqual([]);
  });

  const account = () => page.getByRole('button', { name: 'Account of admin' });
  const keyBox = () => page.getByRole('textbox', { name: 'API key' });

  test('an API key opens a session that lasts beyond a reload and ends when one signs out', async () => {
    await visit(page, '/sign-in');
    await keyBox().fill(registry.adminKey);
    await page.keyboard.press('Enter');
    await ready(page, '/library');
    await page.reload();
    await account().click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await ready(page, '/sign-in');
    await visit(page, '/drafts');
    await page.getByRole('heading', { name: 'Sign in to see drafts' }).waitFor();
  });

  test('the key is nowhere in the page, its storage or its address afterwards', async () => {
    await visit(page, '/sign-in');
    await keyBox().fill(registry.adminKey);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await ready(page, '/library');
    const left = await page.evaluate(() =>
      [
        document.documentElement.outerHTML,
        location.href,
        JSON.stringify({ ...localStorage, ...sessionStorage }),
      ].join(),
    );
    expect(left).not.toContain(registry.adminKey);
  });

  test('a wrong key and an empty one are told beside the field, which keeps the focus', async () => {
    await visit(page, '/sign-in');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect.poll(() => keyBox().getAttribute('aria-invalid')).toBe('true');
    await keyBox().fill('ark_wrong');
    await page.keyboard.press('Enter');
    await page.locator('.field-error', { hasText: 'API key' }).waitFor();
    expect(await keyBox().inputValue()).toBe('ark_wrong');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('a one-time link signs in once; its token leaves the address at once', async () => {
    const answer = await registry.fetch('/sessions/links', { method: 'POST' });
    const { url } = (await answer.json()) as { url: string };
    await page.goto(url);
    await ready(page, '/library');
    await account().waitFor();
    const second = await openEditor(browser, registry.url);
    const other = await second.newPage();
    await other.goto(url);
    await other.getByText('The link did not work').waitFor();
    expect(new URL(other.url()).hash).toBe('');
    expect(second.problems).toEqual([]);
    await second.close();
  });

  test('a session that ended asks again over the page, and nothing on it is lost', async () => {
    await visit(page, '/sign-in');
    await keyBox().fill(registry.adminKey);
    await page.keyboard.press('Enter');
    await ready(page, '/library');
    await visit(page, '/drafts');
    await page.getByRole('combobox', { name: 'Search drafts' }).fill('summary');
    await page.waitForURL(/q=summary/);
    await editor.context.clearCookies();
    await account().click();
    await page.getByRole('menuitem', { name: /Sign-in link/ }).click();
    const sheet = page.getByRole('dialog', { name: 'Sign in again' });
    await sheet.getByRole('textbox', { name: 'API key' }).fill(registry.adminKey);
    await page.keyboard.press('Enter');
    await sheet.waitFor({ state: 'detached' });
    expect(await page.getByRole('combobox', { name: 'Search drafts' }).inputValue()).toBe('summary');
    await account().click();
    await page.getByRole('menuitem', { name: /Sign-in link/ }).click();
    const link = page.getByRole('textbox', { name: 'One-time link' });
    expect(await link.inputValue()).toContain('/app/sign-in#token=');
  });

  test('a view that needs a session offers to sign in, and shows itself once there is one', async () => {
    await visit(page, '/sign-in');
    await page.goto('/app/drafts');
    await page.getByRole('heading', { name: 'Sign in to see drafts' }).waitFor();
    await page.locator('main').getByRole('button', { name: 'Sign in', exact: true }).click();
    await page
      .getByRole('dialog', { name: 'Sign in' })
      .getByRole('textbox', { name: 'API key' })
      .fill(registry.adminKey);
    await page.keyboard.press('Enter');
    await page.locator('.grid-row').first().waitFor();
  });

  test('without a session the library can be read and changing things says what is missing', async () => {
    await visit(page, '/library');
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    await page.keyboard.press('Control+k');
    const option = page.getByRole('option', { name: /New prompt/ });
    expect(await option.getAttribute('aria-disabled')).toBe('true');
    await option.getByText('Sign in first.').waitFor();
  });
});
