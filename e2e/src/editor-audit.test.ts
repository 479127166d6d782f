// The log in a real browser: filtered by what stands in its rows, opened by keyboard, proven here, exported as it is shown,
// and never moved by what happens while it is read.
import { createRegistry } from '@action-registry/client';
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
import { startTestRegistry, type TestRegistry } from './harness.js';
import { addPerson, makeKey, openAs, type Person } from './people.js';
import { publishSamples } from './sample-actions.js';

describe.skipIf(!isBrowserExpected)('the log page (CHROMIUM_PATH)', () => {
  let registry: TestRegistry;
  let browser: Browser;
  let editor: EditorContext;
  let page: Page;
  let bo: Person;
  const client = () => createRegistry({ url: registry.url, apiKey: registry.adminKey });
  beforeAll(async () => {
    [registry, browser] = await Promise.all([startTestRegistry(), launchBrowser()]);
    await publishSamples(client());
    bo = await addPerson(registry, { subject: 'https://id.example.org|bo', name: 'Bo', role: 'author' });
    await addPerson(registry, { subject: bo.subject, name: 'Bo', role: 'publisher' });
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

  const rows = () => page.locator('.log-row');
  const rowOf = (what: string, subject: string) =>
    page.locator('.log-row', { hasText: what }).filter({ hasText: subject }).first();
  const search = () => new URL(page.url()).search;
  const focusedEntry = () => page.evaluate(() => document.activeElement?.getAttribute('data-entry'));

  test('a value is filtered by with a click, stands in the address as a chip, and Back takes it away', async () => {
    await visit(page, '/log?subject=notes.*');
    await rowOf('Published', 'notes.summary@1.2.0').getByRole('button', { name: 'Published', exact: true }).click();
    await expect.poll(search).toBe('?subject=notes.*&type=release.publish');
    const chips = page.getByRole('list', { name: 'Filters in use' });
    await chips.getByText('Published').waitFor();
    await expect.poll(() => page.locator('.log-row', { hasNotText: 'Published' }).count()).toBe(0);
    await rows().first().locator('.log-subject button').click();
    await expect.poll(() => rows().count()).toBe(1);
    await page.reload();
    await ready(page);
    expect(await rows().count()).toBe(1);
    await page.goBack();
    await expect.poll(search).toBe('?subject=notes.*&type=release.publish');
    await chips.getByRole('button', { name: 'Remove What: Published' }).click();
    await expect.poll(search).toBe('?subject=notes.*');
  });

  test('the box takes a subject and operators, menus take groups and ranges; what fits nothing says so', async () => {
    await visit(page, '/log');
    await page.keyboard.press('/');
    await page.keyboard.type('type:release notes.*');
    await page.keyboard.press('Enter');
    await expect.poll(search).toBe('?type=release&subject=notes.*');
    await expect.poll(() => page.locator('.log-row', { hasNotText: 'notes.' }).count()).toBe(0);
    await expect.poll(() => rows().count()).toBeGreaterThan(2);
    await page.getByRole('button', { name: 'When', exact: true }).click();
    await page.getByRole('menuitemradio', { name: 'Last 24 hours' }).click();
    await expect.poll(search).toContain('from=24h');
    await page.getByRole('button', { name: 'When', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Days…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Entries between two days' });
    await dialog.getByLabel('First day').fill('2020-01-02');
    await dialog.getByLabel('Last day').fill('2020-01-01');
    await dialog.getByRole('button', { name: 'Show these days' }).click();
    await dialog.getByText('The last day is before the first.').waitFor();
    await dialog.getByLabel('Last day').fill('2020-01-03');
    await dialog.getByRole('button', { name: 'Show these days' }).click();
    await page.getByRole('heading', { name: 'No entry is like that' }).waitFor();
    await page.getByRole('button', { name: 'Clear all' }).last().click();
    await expect.poll(search).toBe('');
    await page.getByRole('button', { name: 'What', exact: true }).click();
    await page.getByRole('menuitemradio', { name: 'Members' }).click();
    await expect.poll(() => rows().count()).toBe(2);
  });

  test('a row opens by keyboard: who, with which key, before and after; its address opens it for others', async () => {
    await visit(page, '/log?type=member');
    await rows().first().focus();
    const first = await focusedEntry();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    expect(await focusedEntry()).not.toBe(first);
    await page.keyboard.press('Home');
    await expect.poll(focusedEntry).toBe(first);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => rows().first().getAttribute('aria-expanded')).toBe('true');
    await expect.poll(search).toBe(`?type=member&idx=${first}`);
    const detail = page.locator('.event-detail');
    await detail.getByRole('list', { name: 'What changed' }).getByText('publisher').waitFor();
    await detail.locator('del', { hasText: 'author' }).waitFor();
    await detail.getByText(/^ark_/).first().waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => rows().first().getAttribute('aria-expanded')).toBe('false');
    await visit(page, `/log?type=release&idx=${first}`);
    await page.getByRole('heading', { name: /Member added or changed/ }).waitFor();
    await page.getByRole('button', { name: 'Close this entry' }).click();
    await expect.poll(search).toBe('?type=release');
  });

  test('an entry’s place is checked here, against the log key that this browser trusts, and a changed fact is refused', async () => {
    await visit(page, '/log?type=member');
    await rows().first().locator('.log-time').click();
    const proof = page.locator('[data-proof]');
    await expect.poll(() => proof.getAttribute('data-proof')).toBe('unpinned');
    await page.getByRole('link', { name: 'Trust the log’s key…' }).click();
    await ready(page, '/keys/trusted');
    const logKey = page.locator('.key-card', { hasText: 'Signs the log’s checkpoints' });
    await logKey.getByRole('button', { name: 'Trust here…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Trust it here' }).click();
    await visit(page, '/log?type=member');
    await rows().first().locator('.log-time').click();
    await expect.poll(() => proof.getAttribute('data-proof')).toBe('proven');
    await page.route(/\/trpc\/[^?]*log\.audit/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({
        response,
        body: (await response.text()).replaceAll('"role":"publisher"', '"role":"viewer"'),
      });
    });
    await page.reload();
    await ready(page);
    await expect.poll(() => proof.getAttribute('data-proof')).toBe('refused');
    await page.getByText('What stands here is not what the log’s entry says.', { exact: false }).waitFor();
  });

  test('from an entry to the version it is about, and to its verification, in two clicks', async () => {
    await visit(page, '/log?type=release.publish&subject=notes.summary@1.2.0');
    await rows().first().locator('.log-time').click();
    await page.getByRole('link', { name: 'Open notes.summary@1.2.0' }).click();
    await ready(page, '/a/notes.summary@1.2.0');
    await page.locator('.verify-button').click();
    await page.getByRole('dialog', { name: 'Verification' }).waitFor();
  });

  test('what happens meanwhile waits in a pill that counts what the filter would show; r shows it', async () => {
    await visit(page, '/log?type=api_key');
    await page.waitForSelector('[data-live=live]', { state: 'attached' });
    const before = await rows().count();
    await addPerson(registry, { subject: bo.subject, name: 'Bo', role: 'author' });
    await makeKey(registry, { name: 'meanwhile', permissions: ['definitions:read'] });
    await page.getByRole('button', { name: /^1 newer change/ }).waitFor();
    expect(await rows().count()).toBe(before);
    await page.keyboard.press('r');
    await expect.poll(() => rows().count()).toBe(before + 1);
    await page.getByRole('button', { name: /newer change/ }).waitFor({ state: 'detached' });
  });

  test('an export has the rows that are shown', async () => {
    await visit(page, '/log?type=release&subject=notes.*');
    const shown = await rows().evaluateAll((all) => all.map((row) => row.getAttribute('data-entry')));
    const download = async (name: string): Promise<string> => {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: `Download what these filters leave as ${name}` }).click(),
      ]);
      const chunks: Buffer[] = [];
      for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks).toString();
    };
    const lines = (await download('NDJSON')).trimEnd().split('\n');
    expect(lines.map((line) => String((JSON.parse(line) as { index: number }).index))).toEqual(shown);
    const [head = '', ...records] = (await download('CSV')).trimEnd().split(/\r?\n/);
    expect(head.split(',')[0]).toBe('index');
    expect(records.map((record) => record.split(',')[0])).toEqual(shown);
  });

  test('a long log is fetched as it is read, with the window’s worth of rows in the page', async () => {
    const many = client();
    const { action } = await many.trpc.definitions.create.mutate({
      kind: 'prompt',
      title: 'Long',
      spec: { prompt: 'x' },
    });
    for (let count = 0; count < 130; count += 1) {
      await many.trpc.definitions.delete.mutate({ id: action.id });
      await many.trpc.definitions.restore.mutate({ id: action.id });
    }
    await visit(page, '/log?type=definition');
    await page.locator('[data-count="100"]').waitFor();
    await rows().first().focus();
    await expect
      .poll(async () => {
        await page.keyboard.press('End');
        return page.locator('.result-count').getAttribute('data-count');
      })
      .toBe('261');
    expect(await rows().count()).toBeLessThan(60);
    await page.keyboard.press('End');
    await rowOf('Draft made', `definition:${action.id}`).waitFor();
    const box = await page.locator('.log-item.is-stuck').boundingBox();
    expect(box?.y).toBeLessThan(120);
  });

  test('whoever may not read the log is told which permission that needs', async () => {
    const { secret } = await makeKey(registry, { name: 'writer', permissions: ['definitions:read'] });
    const other = await openEditor(browser, registry.url);
    await signIn(other.context, secret);
    const [reader] = other.context.pages() as [Page];
    await visit(reader, '/log');
    await reader.getByText('audit:read', { exact: false }).waitFor();
    expect(await findViolations(reader)).toEqual([]);
    await other.close();
    const { editor: theirs, page: boPage } = await openAs({ registry, browser }, bo);
    await visit(boPage, '/log');
    await boPage.locator('.log-row').first().waitFor();
    expect(theirs.problems).toEqual([]);
    await theirs.close();
  });

  test.each(LOOKS)('axe finds nothing with an open entry and each layer: $theme at $width', async (look) => {
    const other = await openEditor(browser, registry.url, look);
    await signIn(other.context, registry.adminKey);
    [page] = other.context.pages() as [Page];
    const faults: string[] = [];
    const check = async (what: string): Promise<void> => {
      faults.push(...(await findViolations(page)).map((fault) => `${what}: ${fault}`));
      if ((await findOverflow(page)) > 0) faults.push(`${what}: scrolls sideways`);
      await page.keyboard.press('Escape');
    };
    await visit(page, '/log?type=member,release&from=90d');
    await check('list');
    await rowOf('Member added', bo.actor).locator('.log-time').click();
    await page.locator('[data-proof]').waitFor();
    await check('opened');
    for (const menu of ['What', 'Who', 'When']) {
      await page.getByRole('button', { name: menu, exact: true }).click();
      await check(menu);
    }
    await page.getByRole('button', { name: 'When', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Days…' }).click();
    await check('days');
    expect([...faults, ...other.problems]).toEqual([]);
    await other.close();
  });
});
