// The library in a real browser: search with operators, addresses that say the view, ten thousand rows by keyboard, changes of
// many at once, and what stands there when there is nothing to show.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRegistry } from '@action-registry/client';
import { createDatabase } from '@action-registry/db/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { type EditorContext, isBrowserExpected, launchBrowser, openEditor, ready, signIn, visit } from './browser.js';
import { startTestRegistry, type TestRegistry } from './harness.js';
import { manyName, seedManyActions } from './many-actions.js';
import { startServer } from './process.js';
import { publishDocument, publishSamples, testKey } from './sample-actions.js';

const MANY = 10_000;
/** Half a minute on a machine that does nothing else. */
const SEED_MS = 300_000;

describe.skipIf(!isBrowserExpected)('the library (CHROMIUM_PATH)', () => {
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
  afterEach(async () => {
    const { problems } = editor;
    await editor.close();
    expect(problems).toEqual([]);
  });

  const client = () => createRegistry({ url: registry.url, apiKey: registry.adminKey });
  const box = () => page.getByRole('combobox', { name: 'Search published actions' });
  const names = () => page.locator('.row-name').allTextContents();
  const count = () => page.locator('.result-count').getAttribute('data-count');
  const chips = () => page.locator('.chip').allTextContents();
  const focusedName = () => page.evaluate(() => document.activeElement?.querySelector('.row-name')?.textContent);

  test('an empty registry offers three ways to begin', async () => {
    await visit(page, '/library');
    await page.getByRole('heading', { name: 'Nothing has been published yet' }).waitFor();
    expect(await page.locator('.start-card').count()).toBe(3);
  });

  test('the first view has a title, a count and its rows, and hides what is deprecated until it is asked for', async () => {
    await publishSamples(client());
    await visit(page, '/library');
    expect(await page.title()).toBe('Library · Action Registry');
    expect(await count()).toBe('9');
    expect(await names()).not.toContain('net.list_routes');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect.poll(count).toBe('10');
    expect(page.url()).toContain('dep=1');
    expect(await names()).toContain('net.list_routes');
  });

  test('operators become chips; Back takes the last one off, a reload and another tab keep them', async () => {
    await visit(page, '/library');
    await box().pressSequentially('kind:command ');
    await expect.poll(chips).toEqual(['kind: command']);
    await box().pressSequentially('channel:production');
    await box().press('Enter');
    await expect.poll(chips).toEqual(['kind: command', 'channel: production']);
    await expect.poll(names).toEqual(['net.show_interface']);
    await page.reload();
    await ready(page);
    expect(await chips()).toEqual(['kind: command', 'channel: production']);
    const other = await editor.newPage();
    await other.goto(page.url());
    await ready(other);
    expect(await other.locator('.row-name').allTextContents()).toEqual(['net.show_interface']);
    await page.goBack();
    await expect.poll(chips).toEqual(['kind: command']);
    await page.getByRole('button', { name: 'Remove kind: command' }).click();
    await expect.poll(count).toBe('9');
  });

  test('an operator with a value that it does not take stays text and says what it takes', async () => {
    await visit(page, '/library');
    await box().fill('kind:spoon ');
    await page.getByText('kind: takes prompt, command, tool, device.').waitFor();
    expect(await chips()).toEqual([]);
  });

  test('values of an operator are offered with their counts and chosen by keyboard', async () => {
    await visit(page, '/library');
    await box().pressSequentially('channel:');
    const option = page.getByRole('option', { name: /production/ });
    await option.waitFor();
    await box().press('ArrowDown');
    await expect.poll(() => box().getAttribute('aria-activedescendant')).toContain('value-');
    await box().press('Enter');
    await expect.poll(chips).toHaveLength(1);
  });

  test('the number of each facet value is the number of rows after choosing it', async () => {
    await visit(page, '/library?dep=1');
    for (const facet of ['Kind', 'State', 'Channel', 'Tag', 'Key']) {
      await page.getByRole('button', { name: facet, exact: true }).click();
      const item = page.getByRole('menuitemradio').nth(1);
      await item.waitFor();
      const hint = await item.locator('.menu-hint').textContent();
      await item.click();
      await expect.poll(count).toBe(hint);
      await expect.poll(async () => (await names()).length).toBe(Number(hint));
      await page.locator('.chip-remove').first().click();
      await expect.poll(count).toBe('10');
    }
  });

  test('two words in any order find the action, and a typo is answered with a name that works', async () => {
    await visit(page, '/library');
    await box().fill('files largest');
    await expect.poll(names).toEqual(['disk.largest_files']);
    await box().fill('notes.sumary');
    const suggestion = page.getByRole('button', { name: /notes\.summary/ });
    await suggestion.click();
    await expect.poll(names).toContain('notes.summary');
    await box().fill('zzzzqqqq');
    await page.getByRole('heading', { name: 'No action matches “zzzzqqqq”' }).waitFor();
    await page.getByRole('button', { name: 'Clear search and filters' }).click();
    await expect.poll(count).toBe('9');
  });

  test('the order is in the address and told to assistive technology', async () => {
    await visit(page, '/library');
    const heading = page.getByRole('columnheader', { name: 'Name' });
    await heading.getByRole('button').click();
    await page.waitForURL(/sort=name/);
    await expect.poll(() => heading.getAttribute('aria-sort')).toBe('ascending');
    await expect.poll(async () => (await names())[0]).toBe('crm.create_ticket');
    await heading.getByRole('button').click();
    await page.waitForURL(/dir=desc/);
    await expect.poll(async () => (await names())[0]).toBe('tv.open_guide');
  });

  test('three rows selected by keyboard move a channel at once, each is told, and undo puts them back', async () => {
    await visit(page, '/library?sort=name&kind=command');
    await box().press('ArrowDown');
    await expect.poll(focusedName).toBe('disk.largest_files');
    await page.keyboard.press(' ');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    const bar = page.getByRole('region', { name: 'Selected actions' });
    await bar.getByText('3 selected').waitFor();
    await bar.getByRole('button', { name: 'Move channel' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Channel' }).fill('staging');
    await page.keyboard.press('Enter');
    await expect.poll(() => dialog.locator('[data-status=done]').count()).toBe(3);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.badge', { hasText: 'staging' }).count()).toBe(3);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undone for 3').waitFor();
    await expect.poll(() => page.locator('.badge', { hasText: 'staging' }).count()).toBe(0);
    const moves = await registry.fetch('/actions/disk.usage/channels/staging/history');
    expect(((await moves.json()) as { items: unknown[] }).items).toHaveLength(2);
  });

  test('bulk work over what cannot all be done tells the outcome of each', async () => {
    await visit(page, '/library?sort=name&dep=1&tag=ops');
    await page.getByRole('checkbox', { name: 'Select net.list_routes' }).check();
    await page.getByRole('checkbox', { name: 'Select disk.usage' }).check();
    await page.getByRole('button', { name: 'Deprecate', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Deprecate' }).click();
    await dialog.getByText('Say why.').waitFor();
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Replaced by the new tools.');
    await page.keyboard.press('Enter');
    await expect.poll(() => dialog.locator('[data-status=done]').allTextContents()).toEqual(['disk.usageDone']);
    expect(await dialog.locator('[data-status=unchanged]').allTextContents()).toEqual([
      'net.list_routesWas so already',
    ]);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undone for 1').waitFor();
  });

  test('p opens a look at the row that has the focus, which follows it; Escape closes it', async () => {
    await visit(page, '/library?sort=name');
    await box().press('ArrowDown');
    await expect.poll(focusedName).toBe('crm.create_ticket');
    await page.keyboard.press('p');
    const peek = page.getByRole('complementary', { name: 'The row in short' });
    await peek.getByRole('heading', { name: 'crm.create_ticket' }).waitFor();
    await page.keyboard.press('j');
    await peek.getByRole('heading', { name: 'disk.largest_files' }).waitFor();
    await page.keyboard.press('Escape');
    await peek.waitFor({ state: 'detached' });
    expect(await focusedName()).toBe('disk.largest_files');
  });

  test('what others publish is offered as a pill; no row moves until it is asked for, and the focus stays', async () => {
    const other = await openEditor(browser, registry.url);
    const reader = await other.newPage();
    await visit(reader, '/library');
    await reader.waitForSelector('[data-live=live]');
    await reader.locator('.grid-row').nth(1).focus();
    const before = await reader.locator('.row-name').allTextContents();
    const fresh = { name: 'news.fresh', version: '1.0.0', kind: 'command', spec: { cmd: 'true' } };
    await publishDocument(client(), fresh, { key: testKey('ana-laptop', 7) });
    await reader.getByRole('button', { name: '1 newer change' }).waitFor();
    expect(await reader.locator('.row-name').allTextContents()).toEqual(before);
    await reader.keyboard.press('r');
    await expect.poll(async () => (await reader.locator('.row-name').allTextContents())[0]).toBe('news.fresh');
    expect(await reader.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('row');
    expect(other.problems).toEqual([]);
    await other.close();
  });

  test('a registry that is away is told, and trying again finds it', async () => {
    await page.route(/actions\.search/, (route) => route.abort());
    await page.goto('/app/library');
    await page.getByRole('heading', { name: 'The registry cannot be reached' }).waitFor();
    await page.unroute(/actions\.search/);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(count).toBe('10');
    editor.problems.length = 0;
  });

  test('a registry that fails is told in its own words, with the id of the request', async () => {
    const error = { code: 'INTERNAL', message: 'The registry failed.', details: {}, request_id: 'req-42' };
    const data = { code: 'INTERNAL_SERVER_ERROR', httpStatus: 500, path: '', error };
    await page.route(/actions\.search/, (route) => {
      const [, calls = ''] = /trpc\/([^?]+)/.exec(route.request().url()) ?? [];
      const json = calls.split(',').map(() => ({ error: { message: error.message, code: -32603, data } }));
      return route.fulfill({ status: 500, json });
    });
    await page.goto('/app/library');
    await page.getByText('The registry failed.').waitFor();
    await page.getByRole('button', { name: 'Copy the request id' }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('req-42');
    editor.problems.length = 0;
  });
});

describe.skipIf(!isBrowserExpected)('ten thousand rows (CHROMIUM_PATH)', () => {
  let folder: string;
  let server: Awaited<ReturnType<typeof startServer>>;
  let browser: Browser;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'action-registry-many-'));
    const { url: databases, template } = inject('postgres');
    // Forty thousand statements take the embedded database a minute.
    const url = await createDatabase(databases, template);
    const start = () => startServer({ PORT: '0', DATA_DIR: folder, DATABASE_URL: url, LOG_LEVEL: 'warn' });
    // The first start makes the workspace.
    await (await start()).stop();
    await seedManyActions({ dataDir: folder, url }, { count: MANY, key: testKey('ana-laptop', 7) });
    [server, browser] = await Promise.all([start(), launchBrowser()]);
  }, SEED_MS);
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('are there at once, few of them in the page, and all of them by keyboard; Back finds the row again', async () => {
    const editor = await openEditor(browser, server.url);
    const page = await editor.newPage();
    await visit(page, '/library?sort=name');
    expect(await page.locator('.result-count').getAttribute('data-count')).toBe(String(MANY));
    expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(1_500);
    const focused = () =>
      page.evaluate(() => {
        const row = document.activeElement;
        return { row: Number(row?.getAttribute('aria-rowindex')), name: row?.querySelector('.row-name')?.textContent };
      });
    await page.locator('.grid-row').first().focus();
    await page.keyboard.press('End');
    const names = Array.from({ length: MANY }, (_, number) => manyName(number)).sort();
    await expect.poll(focused).toEqual({ row: MANY + 1, name: names.at(-1) });
    for (let step = 0; step < 5; step++) await page.keyboard.press('PageUp');
    const { row } = await focused();
    expect(row).toBeLessThan(MANY - 20);
    await expect.poll(focused).toEqual({ row, name: names[row - 2] });
    const scroll = await page.evaluate(() => window.scrollY);
    await page.keyboard.press('Enter');
    await ready(page, `/a/${names[row - 2]}`);
    await page.goBack();
    await ready(page, '/library');
    await expect.poll(focused).toEqual({ row, name: names[row - 2] });
    expect(await page.evaluate(() => window.scrollY)).toBe(scroll);
    const place = await page.evaluate(() => {
      const { top, bottom } = document.activeElement?.getBoundingClientRect() ?? { top: 0, bottom: 0 };
      return { top, below: window.innerHeight - bottom };
    });
    expect(Math.min(place.top, place.below)).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Home');
    await expect.poll(focused).toEqual({ row: 2, name: names[0] });
    expect(editor.problems).toEqual([]);
    await editor.close();
  });
});
