// From signing in to a release that this browser verified, in one walk: once with the mouse, once without.
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type EditorContext, isBrowserExpected, launchBrowser, openEditor, ready, visit } from './browser.js';
import { startTestRegistry, type TestRegistry } from './harness.js';

const PROMPT = 'Do this for {{name}}: {{task}}';
const TABS_MAX = 120;

describe.skipIf(!isBrowserExpected)('from signing in to published and verified (CHROMIUM_PATH)', () => {
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

  const isVerified = () =>
    expect.poll(() => page.locator('.verify-button [data-verify]').getAttribute('data-verify')).toBe('verified');

  test('with the mouse', async () => {
    await visit(page, '/sign-in');
    await page.getByRole('textbox', { name: 'API key' }).fill(registry.adminKey);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await ready(page, '/library');
    await page.getByRole('link', { name: 'Drafts' }).first().click();
    await ready(page, '/drafts');
    await page.getByText('Summary (multilingual)').first().click();
    await page.getByText('Read-only default').waitFor();
    await page.getByRole('textbox', { name: 'Title', exact: true }).fill('Summary for managers');
    await page.getByText('Cloned and saved').waitFor();
    await page.locator('[data-pointer="/name"]').fill('walk.mouse');
    await page.locator('[data-save-state="saved"]').waitFor();
    await page.getByRole('button', { name: 'Review & publish' }).click();
    await ready(page);
    await page.getByRole('button', { name: 'Create a key' }).click();
    await page.getByRole('textbox', { name: 'Name of the key' }).fill('walk-mouse');
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('button', { name: 'Go on without a backup' }).click();
    await page.getByRole('button', { name: 'Trust this key for walk.*…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Trust this key' }).click();
    await page.getByText('Trusted by the registry for walk.*').waitFor();
    await page.getByRole('textbox', { name: 'What changed, for those who use it' }).fill('First one.');
    for (const box of await page.locator('.field-seen input').all()) await box.check();
    await page.getByRole('button', { name: /^Sign and publish / }).click();
    await page.waitForSelector('[data-published="walk.mouse@1.0.0"]');
    await page.getByRole('link', { name: 'Open the release' }).click();
    await ready(page, '/a/walk.mouse@1.0.0');
    await isVerified();
  });

  /** Presses Tab until the focus is on what has this name; never on what has none. */
  async function tabTo(name: RegExp): Promise<void> {
    for (let pressed = 0; pressed < TABS_MAX; pressed += 1) {
      const focused = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return '';
        const label = (element as HTMLInputElement).labels?.[0]?.textContent;
        return element.getAttribute('aria-label') ?? label ?? element.textContent ?? '';
      });
      if (name.test(focused)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not lead to ${name}`);
  }

  test('with the keyboard alone', async () => {
    await visit(page, '/sign-in');
    await tabTo(/^API key/);
    await page.keyboard.insertText(registry.adminKey);
    await page.keyboard.press('Enter');
    await ready(page, '/library');
    await page.keyboard.press('n');
    await ready(page, '/drafts/new');
    await page.keyboard.type('Greeting');
    await tabTo(/^Name/);
    await page.keyboard.type('walk.keys');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Greeting' }).waitFor();
    await tabTo(/^Prompt$/);
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(PROMPT);
    // Esc, then Tab leaves a code editor; what is offered there closes first.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    await tabTo(/^Add an input/);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe('input');
    await page.keyboard.type('name');
    await page.keyboard.press('Control+s');
    await page.getByText(/Not published\./).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('No signing key in this browser').waitFor();
    await tabTo(/^Create a key/);
    await page.keyboard.press('Enter');
    await tabTo(/^Name of the key/);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('walk-keys');
    await tabTo(/^Create$/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Go on without a backup' }).waitFor();
    await tabTo(/^Go on without a backup/);
    await page.keyboard.press('Enter');
    await page.getByText('The registry does not trust walk-keys yet').waitFor();
    await tabTo(/^Trust this key for walk\.\*…/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await tabTo(/^Trust this key$/);
    await page.keyboard.press('Enter');
    await page.getByText('Trusted by the registry for walk.*').waitFor();
    // A call may leave the prompt's input out: that is told, and looked at before anything is published.
    await tabTo(/^I have looked at it/);
    await page.keyboard.press('Space');
    await tabTo(/^What changed, for those who use it/);
    await page.keyboard.type('First one.');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('[data-published="walk.keys@1.0.0"]');
    await tabTo(/^Open the release/);
    await page.keyboard.press('Enter');
    await ready(page, '/a/walk.keys@1.0.0');
    await isVerified();
  });
});
