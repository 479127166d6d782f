// The frame around every view, in a real browser: keyboard and focus, themes without a flash, the palette, what a view that
// cannot be loaded says, and a stream that is lost and comes back.
import { createRegistry } from '@action-registry/client';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type EditorContext, isBrowserExpected, launchBrowser, openEditor, ready, signIn, visit } from './browser.js';
import { startTestRegistry, type TestRegistry } from './harness.js';
import { publishSamples } from './sample-actions.js';

describe.skipIf(!isBrowserExpected)('the shell (CHROMIUM_PATH)', () => {
  let registry: TestRegistry;
  let browser: Browser;
  let editor: EditorContext;
  let page: Page;
  beforeAll(async () => {
    [registry, browser] = await Promise.all([startTestRegistry(), launchBrowser()]);
    await publishSamples(createRegistry({ url: registry.url, apiKey: registry.adminKey }));
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

  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent);

  test('a chosen theme is there before the first paint; without one the system’s is followed', async () => {
    await visit(page, '/settings/appearance');
    const light = await ground();
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await ground();
    expect(dark).not.toBe(light);
    await page.getByRole('radio', { name: 'Light' }).check();
    expect(await ground()).toBe(light);
    // Before any script of the application has run.
    await page.route(/assets\/.*\.js/, (route) => route.abort());
    await page.reload({ waitUntil: 'domcontentloaded' });
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('light');
    editor.problems.length = 0;
  });

  test('a theme chosen in one tab is taken over by the others', async () => {
    await visit(page, '/library');
    const other = await editor.newPage();
    await visit(other, '/settings/appearance');
    await other.getByRole('radio', { name: 'Dark' }).check();
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
  });

  test('the rail can be collapsed and stays so', async () => {
    await visit(page, '/library');
    const width = () => page.evaluate(() => document.querySelector('.rail')?.getBoundingClientRect().width ?? 0);
    const before = await width();
    await page.getByRole('button', { name: 'Collapse the side bar' }).click();
    await expect.poll(width).toBeLessThan(before / 2);
    await page.reload();
    await ready(page);
    expect(await width()).toBeLessThan(before / 2);
  });

  test('the palette opens anywhere, finds actions and commands, and gives the focus back', async () => {
    await visit(page, '/library');
    const box = page.getByRole('combobox', { name: 'Search published actions' });
    await box.focus();
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('combobox', { name: 'Search actions and run commands' });
    await expect.poll(focused).toBe('Search actions and run commands');
    await page.keyboard.press('Escape');
    await expect.poll(focused).toBe('Search published actions');
    await page.keyboard.press('Control+k');
    await palette.fill('> dark');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
    await page.keyboard.press('Control+k');
    await palette.fill('create ticket');
    await page.getByRole('option', { name: /crm\.create_ticket/ }).waitFor();
    await page.keyboard.press('Enter');
    await ready(page, '/a/crm.create_ticket');
  });

  test('every command with a shortcut is in the palette where it works', async () => {
    await visit(page, '/a/notes.summary');
    await page.keyboard.press('Control+k');
    await page.getByRole('option').first().waitFor();
    const titles = await page.getByRole('option').locator('.palette-label').allTextContents();
    for (const title of [
      'Edit',
      'Use it',
      'Versions',
      'Clone to a new draft',
      'Older version',
      'Library',
      'New action',
    ])
      expect(titles).toContain(title);
  });

  test('a menu goes by arrows, letters and ends; Escape and choosing give the focus back', async () => {
    await visit(page, '/a/notes.summary');
    const button = page.getByRole('button', { name: 'More actions' });
    await button.focus();
    await page.keyboard.press('ArrowDown');
    const item = () => page.evaluate(() => document.activeElement?.querySelector('.menu-label')?.textContent);
    await expect.poll(item).toBe('Clone to a new draft');
    expect(await button.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('End');
    expect(await item()).toBe('Yank…');
    await page.keyboard.press('ArrowDown');
    expect(await item()).toBe('Clone to a new draft');
    await page.keyboard.press('d');
    expect(await item()).toBe('Deprecate…');
    await page.keyboard.press('Escape');
    await expect.poll(focused).toBe('More actions');
    await expect.poll(() => button.getAttribute('aria-expanded')).toBe('false');
  });

  test('Escape closes the top layer alone, and each gives the focus back to what opened it', async () => {
    await visit(page, '/a/notes.summary');
    await page.locator('.verify-button').focus();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog', { name: 'Verification' });
    await panel.waitFor();
    await panel.getByRole('button', { name: 'Trust keys…' }).click();
    const trust = page.getByRole('dialog', { name: 'Trust keys in this browser' });
    await trust.waitFor();
    await page.keyboard.press('Escape');
    await trust.waitFor({ state: 'detached' });
    expect(await panel.isVisible()).toBe(true);
    expect(await focused()).toBe('Trust keys…');
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    expect(await focused()).toContain('Unknown key');
  });

  test('a sequence of keys goes its way also where the list knows its second key', async () => {
    await visit(page, '/library');
    await page.locator('.grid-row').first().focus();
    await page.keyboard.press('g');
    await page.keyboard.press('k');
    await page.waitForURL(/keys\/signing/);
  });

  test('a form that is refused moves the focus to the field that is wrong', async () => {
    await visit(page, '/a/notes.summary');
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Yank…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Yank' }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true');
  });

  test('tabs of one page go by arrows, and their panel is named by them', async () => {
    await visit(page, '/a/notes.summary/use');
    await page.getByRole('tab', { name: 'TypeScript' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('tab', { name: 'curl' }).getAttribute('aria-selected')).toBe('true');
    await page.getByRole('tabpanel', { name: 'curl' }).waitFor();
    await page.keyboard.press('End');
    await page.getByRole('tabpanel', { name: 'CLI' }).waitFor();
  });

  test('navigating names the window and moves the focus to the heading; the skip link leads past the rail', async () => {
    await visit(page, '/library');
    const titles = [await page.title()];
    for (const [part, path] of [
      ['Drafts', '/drafts'],
      ['Settings', '/settings/appearance'],
    ] as const) {
      await page.getByRole('link', { name: part, exact: true }).click();
      await ready(page, path);
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
      titles.push(await page.title());
    }
    expect(new Set(titles).size).toBe(3);
    await page.reload();
    await ready(page);
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
  });

  test('a view whose code cannot be fetched says so, keeps the rail, and can be tried again', async () => {
    await visit(page, '/library');
    await page.route(/assets\/page-.*\.js|assets\/frame-.*\.js|assets\/appearance-.*\.js/, (route) => route.abort());
    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    expect(await page.getByRole('navigation', { name: 'Main navigation' }).first().isVisible()).toBe(true);
    expect(editor.problems.filter((problem) => problem.startsWith('CSP'))).toEqual([]);
    editor.problems.length = 0;
  });

  test('an address that leads nowhere says so', async () => {
    await page.goto('/app/no/such/place');
    await page.getByRole('heading', { name: 'There is no such page' }).first().waitFor();
    await page.getByRole('link', { name: 'Go to the library' }).click();
    await ready(page, '/library');
  });

  test('the dot tells when the stream is lost and when it is back', async () => {
    await visit(page, '/library');
    const dot = () => page.locator('.live').getAttribute('data-live');
    await expect.poll(dot).toBe('live');
    await editor.context.setOffline(true);
    await expect.poll(dot).toBe('offline');
    await editor.context.setOffline(false);
    await expect.poll(dot, { timeout: 20_000 }).toBe('live');
    editor.problems.length = 0;
  });

  test('one tab listens for all: a second one is live too, and takes over when the first is closed', async () => {
    await visit(page, '/library');
    const second = await editor.newPage();
    await visit(second, '/library');
    await expect.poll(() => second.locator('.live').getAttribute('data-live')).toBe('live');
    const streams: string[] = [];
    second.on('request', (request) => {
      if (request.url().includes('events.stream')) streams.push(request.url());
    });
    expect(streams).toEqual([]);
    await page.close();
    await expect.poll(() => streams.length).toBe(1);
    await expect.poll(() => second.locator('.live').getAttribute('data-live')).toBe('live');
  });

  test('nothing moves while a view is loading', async () => {
    for (const path of ['/library', '/drafts', '/a/notes.summary', '/settings/appearance', '/help']) {
      await visit(page, path);
      const shift = await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            let sum = 0;
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries()) sum += (entry as unknown as { value: number }).value;
            }).observe({ type: 'layout-shift', buffered: true });
            requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
          }),
      );
      expect([path, shift <= 0.02, shift]).toEqual([path, true, shift]);
    }
  });
});
