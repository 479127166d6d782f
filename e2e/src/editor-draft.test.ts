// Writing a draft in a real browser: one text behind form and JSON, saved by itself, held against what the registry would
// refuse, with what it knows offered while typing.

import { createRegistry } from '@action-registry/client';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type EditorContext, isBrowserExpected, launchBrowser, openEditor, ready, signIn, visit } from './browser.js';
import { type DraftPage, openDraftPage } from './draft-page.js';
import { startTestRegistry, type TestRegistry } from './harness.js';
import { publishSamples } from './sample-actions.js';

const BUILTIN = 9_000_000_000;

describe.skipIf(!isBrowserExpected)('the draft editor (CHROMIUM_PATH)', () => {
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

  test.each(['prompt', 'command', 'tool', 'device'])('a new %s is begun with the keyboard alone', async (kind) => {
    await visit(page, '/drafts');
    await page.keyboard.press('n');
    await ready(page, '/drafts/new');
    await page.getByRole('radio', { name: new RegExp(`^${kind}`, 'i') }).focus();
    await page.keyboard.press('Space');
    await at.field('Title').focus();
    await page.keyboard.type(`New ${kind}`);
    await page.keyboard.press('Tab');
    await page.keyboard.type(`begun.${kind}`);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: `New ${kind}` }).waitFor();
    const { items } = await at.trpc.definitions.list.query({ q: `begun.${kind}` });
    expect(items.map(({ name, kind: made }) => [name, made])).toEqual([[`begun.${kind}`, kind]]);
  });

  test('a name that is taken leads to the draft that has it, and leaves no nameless copy', async () => {
    const id = await at.clone('disk.usage@1.4.0');
    const { revision } = await at.stored(id);
    await at.trpc.definitions.update.mutate({ id, revision, name: 'disk.usage' });
    const before = (await at.trpc.definitions.list.query({ origin: 'workspace' })).items.length;
    await visit(page, '/drafts/new?from=disk.usage@1.4.0');
    await at.button('Create draft').click();
    await page.getByRole('link', { name: 'Open it' }).click();
    await page.getByRole('heading', { level: 1, name: /Show disk usage/ }).waitFor();
    const after = (await at.trpc.definitions.list.query({ origin: 'workspace' })).items.length;
    expect(after).toBe(before);
  });

  test('what is typed is saved by itself; Ctrl+S says that it is not published', async () => {
    const id = await at.clone('notes.summary@1.2.0');
    await visit(page, `/drafts/${id}`);
    expect(await at.saveState()).toBe('clean');
    await at.field('Title').fill('Summarise for managers');
    await at.isSaved();
    expect((await at.stored(id)).title).toBe('Summarise for managers');
    await page.locator('[data-pointer="/description"]').fill('For managers.');
    await page.keyboard.press('Control+s');
    await page.getByText('Draft saved. Not published.').waitFor();
    expect((await at.stored(id)).description).toBe('For managers.');
  });

  test('saving a built-in clones it and carries the typed text over', async () => {
    await visit(page, `/drafts/${BUILTIN}`);
    await page.getByText('Read-only default').waitFor();
    const title = await at.field('Title').inputValue();
    const before = await at.stored(BUILTIN);
    await at.field('Title').fill('Mine');
    await at.field('Title').press('End');
    await page.keyboard.type(' now');
    await page.getByText('Cloned and saved').waitFor();
    await at.isSaved();
    expect(await at.field('Title').inputValue()).toBe('Mine now');
    expect(await at.field('Title').evaluate((element) => element === document.activeElement)).toBe(true);
    const id = Number(new URL(page.url()).pathname.split('/').at(-1));
    expect(id).not.toBe(BUILTIN);
    expect(await at.stored(id)).toMatchObject({ title: 'Mine now', cloned_from: String(BUILTIN), readonly: false });
    expect((await at.stored(id)).tags).not.toContain('builtin');
    expect((await at.stored(id)).metadata).not.toHaveProperty('module');
    expect((await at.stored(BUILTIN)).title).toBe(title);
    expect((await at.stored(BUILTIN)).revision).toBe(before.revision);
  });

  test('form and JSON are one text: each shows what the other wrote, spacing and unknown keys stay', async () => {
    const id = await at.clone('disk.largest_files@1.4.0');
    await visit(page, `/drafts/${id}?view=both`);
    await expect.poll(at.jsonText).not.toBe('');
    const before = await at.jsonText();
    await at.field('Title').fill('Largest files first');
    await expect.poll(at.jsonText).toContain('"title": "Largest files first"');
    await at.field('Title').fill('Find the largest files (copy)');
    await expect.poll(at.jsonText).toBe(before);
    await at.replaceJson(
      '{\n  "title":   "Spaced",\n  "kind": "command",\n  "spec": {"cmd": "ls"},\n  "colour": "red"\n}',
    );
    await expect.poll(() => at.field('Title').inputValue()).toBe('Spaced');
    await page.getByRole('heading', { name: 'Other fields' }).waitFor();
    await at.field('Title').fill('Still spaced');
    await expect.poll(at.jsonText).toContain('"title":   "Still spaced"');
    expect(await at.jsonText()).toContain('"colour": "red"');
    await page
      .getByText(/“colour” is no known field/)
      .first()
      .waitFor();
  });

  test('broken JSON leaves the form readable and locked, the text untouched, and nothing is saved', async () => {
    const id = await at.clone('git.changed_files@1.4.0');
    await visit(page, `/drafts/${id}?view=json`);
    await at.replaceJson('{\n  "title": "Half",\n  "kind": ');
    await expect.poll(() => at.saveState()).toBe('invalid');
    await page.keyboard.press('Alt+1');
    await page.getByText('JSON has 1 error at line 3. Fix it there').waitFor();
    expect(await at.field('Title').getAttribute('readonly')).not.toBeNull();
    expect((await at.stored(id)).title).toBe('List changed files (copy)');
    await page.keyboard.press('Alt+2');
    expect(await at.jsonText()).toBe('{  "title": "Half",  "kind": ');
    await at.replaceJson('{"title": "Whole", "kind": "command", "spec": {"cmd": "ls"}}');
    await at.isSaved();
    expect((await at.stored(id)).title).toBe('Whole');
  });

  test('undo and redo go over form, JSON and a save in between', async () => {
    const id = await at.clone('logs.tail_service@1.4.0');
    await visit(page, `/drafts/${id}?view=both`);
    await expect.poll(at.jsonText).not.toBe('');
    const first = await at.jsonText();
    await at.field('Title').fill('One');
    await at.isSaved();
    await at.json().click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('End');
    await page.keyboard.type('\n  "description_": 1,');
    const last = await at.jsonText();
    for (let step = 0; step < 40 && (await at.jsonText()) !== first; step += 1) await page.keyboard.press('Control+z');
    expect(await at.jsonText()).toBe(first);
    await at.isSaved();
    for (let step = 0; step < 40 && (await at.jsonText()) !== last; step += 1) await page.keyboard.press('Control+y');
    expect(await at.jsonText()).toBe(last);
  });

  test('a misspelt variable is told at its place and mended with Ctrl+.; F8 leads to it', async () => {
    const id = await at.clone('notes.summary@1.2.0');
    await visit(page, `/drafts/${id}`);
    const prompt = page.getByRole('textbox', { name: 'Prompt' });
    await prompt.click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(
      'About {{repositry}} from {{from}} to {{to}} for {{audience}}, {{max_words}} words.',
    );
    await page
      .getByText(/Did you mean “\{\{repository\}\}”/)
      .first()
      .waitFor();
    await page.keyboard.press('F8');
    await page.keyboard.press('F8');
    await page.keyboard.press('Control+.');
    await expect.poll(() => prompt.textContent()).toContain('{{repository}}');
    await prompt.click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' {{max');
    await at.offered().getByText('max_words').click();
    await expect.poll(() => prompt.textContent()).toMatch(/\{\{max_words\}\}$/);
  });

  test('numbers out of range, text for numbers and empty titles are told by the field, and kept', async () => {
    const id = await at.clone('notes.summary@1.2.0');
    await visit(page, `/drafts/${id}`);
    const timeout = at.field('Time limit (s)');
    for (const typed of ['-1', '0', '1000000000', 'abc']) {
      await timeout.fill(typed);
      await timeout.blur();
      await expect
        .poll(() => page.locator('.field:has([data-pointer="/spec/timeout_s"])').textContent())
        .toMatch(/Must be|Saving makes it/);
      expect(await timeout.inputValue()).toBe(typed);
    }
    await timeout.fill('60');
    await at.field('Title').fill('');
    await expect.poll(() => at.saveState()).toBe('invalid');
    await page.keyboard.press('Control+s');
    await page.getByText(/^Mend 1 problem first/).waitFor();
    expect(await at.field('Title').evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test('JSON completion offers keys and values that the registry knows', async () => {
    const id = await at.clone('notes.summary@1.2.0');
    await visit(page, `/drafts/${id}?view=json`);
    await at.replaceJson('{"title": "T", "kind": "prompt", "spec": {"prompt": "p", ');
    await page.keyboard.type('"reas');
    await at.offered().getByText('reasoning').click();
    await page.keyboard.press('Control+Space');
    await expect
      .poll(() => at.offered().allTextContents())
      .toEqual(['none', 'minimal', 'low', 'medium', 'high', 'xhigh'].map((each) => `"${each}"`));
    await at.offered().getByText('xhigh').click();
    await expect.poll(at.jsonText).toMatch(/"reasoning": "xhigh"$/);
  });

  test('a long prompt is typed in and saved; one that is too large is told, and kept', async () => {
    const id = await at.clone('notes.summary@1.2.0');
    await visit(page, `/drafts/${id}`);
    const prompt = page.getByRole('textbox', { name: 'Prompt' });
    await prompt.click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText('word '.repeat(39_000));
    await page.keyboard.type('end');
    await at.isSaved();
    expect(JSON.stringify((await at.stored(id)).spec)).toContain('word end');
    await page.keyboard.insertText('more '.repeat(210_000));
    await expect.poll(() => at.saveState()).toBe('invalid');
    await expect.poll(() => page.locator('.problem').count()).toBeGreaterThan(0);
  });

  test('the preview shows what a runner renders, marks what is missing, and offers the form of a tool', async () => {
    const id = await at.clone('notes.summary@1.2.0');
    await visit(page, `/drafts/${id}?panel=preview`);
    const rendered = page.getByRole('region', { name: 'Rendered prompt' });
    await at.field('repository').fill('acme/site');
    await at.field('from').fill('');
    await expect
      .poll(() => rendered.textContent())
      .toContain('Summarise the changes in acme/site between {{from}} and');
    await page.getByText('1 variable has no value').waitFor();
    const tool = await at.clone('crm.create_ticket@1.0.1');
    await visit(page, `/drafts/${tool}?panel=preview`);
    await page.getByText('Form that callers see').waitFor();
    await page.getByRole('combobox', { name: 'priority optional' }).waitFor();
  });
});
