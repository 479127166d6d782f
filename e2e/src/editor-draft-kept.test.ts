// Nothing that was typed is lost, and nobody is overwritten: tabs that die, lines that are cut, pages that are left, two tabs
// and two people on one draft.

import { createRegistry } from '@action-registry/client';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type EditorContext, isBrowserExpected, launchBrowser, openEditor, ready, signIn, visit } from './browser.js';
import { type DraftPage, journal, openDraftPage } from './draft-page.js';
import { startTestRegistry, type TestRegistry } from './harness.js';
import { publishSamples } from './sample-actions.js';

describe.skipIf(!isBrowserExpected)('what is typed in a draft (CHROMIUM_PATH)', () => {
  let registry: TestRegistry;
  let browser: Browser;
  let editor: EditorContext;
  let page: Page;
  let at: DraftPage;
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
    at = openDraftPage(() => page, createRegistry({ url: registry.url, apiKey: registry.adminKey }));
  });
  afterEach(async () => {
    const { problems } = editor;
    await editor.close();
    expect(problems).toEqual([]);
  });

  test('a tab that is killed at once after typing loses nothing', async () => {
    const id = await at.clone('disk.usage@1.4.0');
    await visit(page, `/drafts/${id}`);
    await editor.context.setOffline(true);
    await at.field('Title').fill('Typed just before');
    await expect.poll(() => at.saveState()).not.toBe('clean');
    await expect.poll(() => journal(page)).toContain('Typed just before');
    // A page that is only closed may still send what it has once the line is back.
    const crashed = page.waitForEvent('crash');
    const devtools = await editor.context.newCDPSession(page);
    devtools.send('Page.crash').catch(() => undefined);
    await crashed;
    await page.close({ runBeforeUnload: false });
    await editor.context.setOffline(false);
    page = await editor.newPage();
    await visit(page, `/drafts/${id}`);
    await page.getByText(/^Work from .* was not saved$/).waitFor();
    await at.button('Compare').click();
    await page.getByRole('dialog').getByText('Typed just before').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await at.isSaved();
    expect((await at.stored(id)).title).toBe('Typed just before');
  });

  test('without a line the text is kept here, the words follow, and it is saved when the line is back', async () => {
    const id = await at.clone('disk.usage@1.4.0');
    await visit(page, `/drafts/${id}`);
    await editor.context.setOffline(true);
    await at.field('Title').fill('Written offline');
    await expect.poll(() => at.saveState()).toBe('offline-saved-locally');
    await editor.context.setOffline(false);
    await at.isSaved();
    expect((await at.stored(id)).title).toBe('Written offline');
    editor.problems.splice(0, editor.problems.length, ...editor.problems.filter((each) => !/ERR_INTERNET/.test(each)));
  });

  test('what is typed before the rules are here waits for them: told, not sent, and saved once it is mended', async () => {
    const id = await at.clone('disk.usage@1.4.0');
    const { title } = await at.stored(id);
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route(/problem-rules/, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`/app/drafts/${id}`);
    await page.getByText('Looking for problems…').waitFor();
    await page.keyboard.press('Control+Enter');
    await at.field('Title').fill('');
    await expect.poll(() => at.saveState()).toBe('saving');
    await expect.poll(() => journal(page)).toContain('Show disk usage.');
    expect(new URL(page.url()).pathname).toBe(`/app/drafts/${id}`);
    letGo();
    await expect.poll(() => at.saveState()).toBe('invalid');
    await page.locator('.problem[data-weight=error]').waitFor();
    expect(new URL(page.url()).pathname).toBe(`/app/drafts/${id}`);
    expect((await at.stored(id)).title).toBe(title);
    await at.field('Title').fill('Mended');
    await at.isSaved();
    expect((await at.stored(id)).title).toBe('Mended');
  });

  test('where the rules cannot be fetched that is said, and the registry judges what is saved', async () => {
    const id = await at.clone('disk.usage@1.4.0');
    await page.route(/problem-rules/, (route) => route.abort());
    await visit(page, `/drafts/${id}`);
    await page.getByText('The rules could not be fetched').waitFor();
    await at.field('Title').fill('Saved all the same');
    await at.isSaved();
    await at.field('Title').fill('');
    await expect.poll(() => at.saveState()).toBe('invalid');
    await page.locator('.problem[data-weight=error]').waitFor();
    expect((await at.stored(id)).title).toBe('Saved all the same');
    await page.unroute(/problem-rules/);
    await at.field('Title').fill('Judged here again');
    await at.isSaved();
    await page.locator('.problem[data-weight=publish]').waitFor();
    editor.problems.length = 0;
  });

  test('leaving with everything saved asks nothing; leaving with problems asks once and keeps the text', async () => {
    const id = await at.clone('disk.usage@1.4.0');
    await visit(page, `/drafts/${id}`);
    await at.field('Title').fill('Saved on the way out');
    await page.getByRole('link', { name: 'Library' }).first().click();
    await ready(page, '/library');
    expect((await at.stored(id)).title).toBe('Saved on the way out');
    await visit(page, `/drafts/${id}`);
    await at.field('Title').fill('');
    await page.getByRole('link', { name: 'Library' }).first().click();
    await page.getByRole('dialog').getByText('The registry has not got your last changes').waitFor();
    await at.button('Keep as draft and leave').click();
    await ready(page, '/library');
    await visit(page, `/drafts/${id}`);
    await page.getByText(/^Work from .* was not saved$/).waitFor();
    await at.button('Drop').click();
    await expect.poll(() => at.button('Drop').count()).toBe(0);
  });

  test('a second tab only looks on until it takes over, and then the first does', async () => {
    const id = await at.clone('notes.translate@0.3.0');
    await visit(page, `/drafts/${id}`);
    await at.field('Title').fill('From the first tab');
    const second = await editor.newPage();
    await visit(second, `/drafts/${id}`);
    await at.banner(second).getByText('Open in another tab').waitFor();
    expect(await at.field('Title', second).getAttribute('readonly')).not.toBeNull();
    await second.getByRole('button', { name: 'Take over' }).click();
    await at.banner().getByText('Taken over by another tab').waitFor();
    await expect.poll(() => at.field('Title', second).getAttribute('readonly')).toBeNull();
    await expect.poll(() => at.field('Title', second).inputValue()).toBe('From the first tab');
    await at.field('Title', second).fill('From the second tab');
    await at.isSaved(second);
    expect((await at.stored(id)).title).toBe('From the second tab');
  });

  test('somebody who saved first is never overwritten without a word', async () => {
    const id = await at.clone('crm.create_ticket@1.0.1');
    await visit(page, `/drafts/${id}`);
    const { revision } = await at.stored(id);
    await page.route('**/trpc/definitions.get**', (route) => route.abort());
    await at.trpc.definitions.update.mutate({ id, revision, title: 'Theirs' });
    await at.field('Title').fill('Mine');
    await expect.poll(() => at.saveState()).toBe('conflict');
    expect((await at.stored(id)).title).toBe('Theirs');
    await at.button('See theirs').click();
    await page.getByRole('dialog').getByText('Theirs and yours').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Take theirs' }).click();
    await expect.poll(() => at.field('Title').inputValue()).toBe('Theirs');
    await page.keyboard.press('Control+z');
    await expect.poll(() => at.field('Title').inputValue()).toBe('Mine');
    await at.isSaved();
    expect((await at.stored(id)).title).toBe('Mine');
    editor.problems.length = 0;
  });

  test('a discarded draft comes back with one press', async () => {
    const id = await at.clone('disk.usage@1.4.0');
    await visit(page, `/drafts/${id}`);
    await at.button('More actions').click();
    await page.getByRole('menuitem', { name: 'Discard draft…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
    await page.getByText('Draft discarded').waitFor();
    await expect(at.stored(id)).rejects.toThrow(`There is no definition ${id}`);
    await at.button('Undo').click();
    await page.getByRole('heading', { level: 1, name: /Show disk usage/ }).waitFor();
    expect((await at.stored(id)).id).toBe(id);
  });

  test('text and cursor stay through views, panels, widths and themes', async () => {
    const id = await at.clone('notes.summary@1.2.0');
    await visit(page, `/drafts/${id}`);
    const prompt = page.getByRole('textbox', { name: 'Prompt' });
    await prompt.click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('START');
    const place = () => page.evaluate(() => getSelection()?.anchorOffset);
    const before = await place();
    for (const key of ['Alt+2', 'Alt+3', 'Alt+1']) await page.keyboard.press(key);
    await page.getByRole('tab', { name: 'Preview' }).click();
    await page.getByText('Rendered prompt').waitFor();
    await page.setViewportSize({ width: 390, height: 800 });
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await prompt.focus();
    expect(await place()).toBe(before);
    await page.keyboard.type('!');
    await expect.poll(() => prompt.textContent()).toMatch(/^START!You are/);
  });
});
