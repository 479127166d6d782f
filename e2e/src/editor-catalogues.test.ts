// Catalogues in a real browser: found, searched, compared, tried out by keyboard alone; and put from a file, with what is wrong
// with it mended on the way and what it refuses told before anything is stored.
import { readFile } from 'node:fs/promises';
import { createRegistry } from '@action-registry/client';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type EditorContext,
  findViolations,
  isBrowserExpected,
  launchBrowser,
  openEditor,
  ready,
  signIn,
  visit,
} from './browser.js';
import { startTestRegistry, type TestRegistry } from './harness.js';
import { makeKey } from './people.js';
import { publishSamples } from './sample-actions.js';
import { NEXT_KIOSK, putSampleCatalogues } from './sample-catalogues.js';

describe.skipIf(!isBrowserExpected)('catalogues in the browser (CHROMIUM_PATH)', () => {
  let registry: TestRegistry;
  let browser: Browser;
  let editor: EditorContext;
  let page: Page;
  const client = () => createRegistry({ url: registry.url, apiKey: registry.adminKey });
  beforeAll(async () => {
    [registry, browser] = await Promise.all([startTestRegistry(), launchBrowser()]);
    await publishSamples(client());
    await putSampleCatalogues(client());
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

  const row = (name: string) => page.locator(`[data-command="${name}"]`);
  const line = () => page.getByRole('combobox', { name: /^A command for/ });
  const dialog = () => page.getByRole('dialog', { name: 'Import a catalogue' });
  const choose = (text: string) =>
    dialog()
      .locator('input[type=file]')
      .setInputFiles({ name: 'kiosk.json', mimeType: 'application/json', buffer: Buffer.from(text) });

  test('by keyboard alone: from anywhere to a model, a command, its parameters and a line that is right', async () => {
    await visit(page, '/library');
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await ready(page, '/catalogues');
    await page.keyboard.press('/');
    await page.keyboard.type('infrared');
    await expect.poll(() => page.getByRole('list', { name: 'Device models' }).getByRole('link').count()).toBe(1);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await ready(page, '/catalogues/android_tv');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('android_tv');
    await page.keyboard.press('/');
    await page.keyboard.type('swipe_upp');
    const near = page.getByRole('button', { name: 'swipe_up', exact: true });
    await near.waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await row('swipe_up').waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe('swipe_up');
    // One that is found alone is open.
    await page.getByRole('list', { name: 'Parameters of swipe_up' }).getByText('1 to 100').waitFor();
    await line().focus();
    await page.keyboard.type('press_');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await line().inputValue()).toBe('press_key ');
    await page.keyboard.type('ke');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.type('HOM');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await line().inputValue()).toBe('press_key key=HOME ');
    await page.getByText('Known: press_key').waitFor();
    await line().fill('press_key key="HOME');
    await page.getByText('has no closing quote').waitFor();
    await line().fill('tap text="Sign in"');
    await page.getByText('Unknown: there is no command “tap”.').waitFor();
    await page.keyboard.press('Escape');
    expect(await findViolations(page)).toEqual([]);
  });

  test('a line says what is wrong with it, and a press mends it', async () => {
    await visit(page, '/catalogues/android_tv');
    await line().fill('swipe_upp');
    await page.getByText('Unknown: there is no command “swipe_upp”.').waitFor();
    await page.getByRole('button', { name: 'Use swipe_up', exact: true }).click();
    await page.getByText('Known: swipe_up').waitFor();
    await line().fill('swipe');
    await page.getByText(/^Ambiguous: 4 commands/).waitFor();
    await page.getByRole('option', { name: /^swipe_left/ }).waitFor();
    const said = await page.locator('.line-verdict').boundingBox();
    const options = await page.getByRole('listbox', { name: 'What could follow' }).boundingBox();
    expect(options?.y).toBeGreaterThanOrEqual((said?.y ?? Infinity) + (said?.height ?? 0));
    expect(await findViolations(page)).toEqual([]);
    await line().fill('press_key kye=HOME');
    await page.getByText('press_key is known; its parameters are not right.').waitFor();
    await page.getByRole('button', { name: 'Use key' }).click();
    await page.getByText('Known: press_key').waitFor();
  });

  test('a model tells what it inherits, who uses it, and what its versions changed', async () => {
    await visit(page, '/catalogues/kiosk');
    await row('press_key').getByText('from host_vnc').waitFor();
    await row('reset_kiosk').getByText('Destroys').waitFor();
    await row('read_status').getByText('Deprecated').waitFor();
    await row('show_page').getByRole('button', { name: 'show_page' }).click();
    await page.locator('dd code', { hasText: 'open_page' }).waitFor();
    await page.getByRole('region', { name: 'Used by' }).getByText('No action uses it yet.').waitFor();
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByRole('menuitem', { name: '1.0.0' }).click();
    const changes = page.getByRole('region', { name: 'What changed from 1.0.0 to 1.1.0' });
    for (const text of ['1 added', '1 removed', '2 changed']) await changes.getByText(text).waitFor();
    expect(await changes.locator('[data-change=removed]').textContent()).toContain('blank_screen');
    expect(new URL(page.url()).search).toBe('?with=1.0.0');
    await page.getByRole('combobox', { name: 'Version' }).selectOption('1.0.0');
    await page.getByText('You look at 1.0.0. 1.1.0 is in force.').waitFor();
    await row('blank_screen').waitFor();
    await page.getByRole('button', { name: 'Go to the newest version' }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('kiosk');
    await visit(page, '/catalogues/android_mobile');
    const uses = page.getByRole('region', { name: 'Used by' });
    await uses.getByRole('link', { name: 'through android_tv' }).waitFor();
    await uses.getByRole('link', { name: 'tv.open_guide' }).click();
    await ready(page, '/a/tv.open_guide');
  });

  test('a file is mended problem by problem, previewed, numbered, and put', async () => {
    await visit(page, '/catalogues?import=1');
    const text = JSON.stringify({ ...NEXT_KIOSK, extends: 'host_vcn', comands: undefined }, null, 2);
    await choose(text.replace('"risk": "read"', '"risk": "raed"'));
    await dialog().getByText('1 problem').waitFor();
    await dialog()
      .getByRole('button', { name: /Did you mean “read”/ })
      .click();
    expect(
      await dialog()
        .getByRole('textbox')
        .evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd)),
    ).toBe('"raed"');
    expect(await findViolations(page)).toEqual([]);
    await dialog().getByRole('button', { name: 'Replace by “read”' }).click();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    await dialog()
      .getByText(/Names “host_vcn”, which has no catalogue/)
      .waitFor();
    await dialog().getByRole('button', { name: 'Replace by “host_vnc”' }).click();
    await dialog().getByRole('status').getByText('kiosk@1.1.0 stands already, with this very content.').waitFor();
    const source = dialog().getByRole('textbox', { name: 'Catalogue as JSON' });
    await source.fill((await source.inputValue()).replace('"name": "reset_kiosk"', '"name": "restart"'));
    await dialog().getByText('1.1.0 stands with other content, and versions never change.').waitFor();
    const put = dialog().getByRole('button', { name: /^Import kiosk@/ });
    expect(await put.getAttribute('aria-disabled')).toBe('true');
    await dialog().getByRole('button', { name: 'Use 2.0.0' }).click();
    await dialog().getByText('No draft of yours and no published action would be refused.').waitFor();
    const preview = dialog().getByRole('region', { name: 'What would change' });
    expect(await preview.locator('[data-change=added]').textContent()).toContain('restart');
    expect(await preview.locator('[data-change=removed]').textContent()).toContain('reset_kiosk');
    expect(await findViolations(page)).toEqual([]);
    await dialog().getByRole('button', { name: 'Import kiosk@2.0.0' }).click();
    await ready(page, '/catalogues/kiosk');
    await page.getByText('kiosk@2.0.0 is imported').waitFor();
    await row('restart').waitFor();
    await visit(page, '/log?type=catalogue&subject=kiosk@2.0.0');
    await page.locator('.log-row').first().click();
    await page.getByRole('link', { name: 'Open kiosk@2.0.0' }).click();
    await ready(page, '/catalogues/kiosk');
  });

  test('what a version would refuse is told before it is put', async () => {
    const { trpc } = client();
    const command = { action_type: 'web', risk: 'read', description: 'd', params_schema: { type: 'object' } } as const;
    const gate = (version: string, ...names: string[]) => ({
      ...{ device_model: 'gate', version, commands: names.map((name) => ({ ...command, name })) },
    });
    await trpc.catalogues.put.mutate({ catalogue: gate('1.0.0', 'open', 'close') });
    const sets = {
      action_sets: [{ id: 'forward', actions: [{ command: 'close' }] }],
      default_action_set_id: 'forward',
    };
    await trpc.definitions.create.mutate({
      kind: 'device',
      title: 'Close the gate',
      spec: { device_model: 'gate', ...sets },
    });
    await visit(page, '/catalogues?import=1');
    await choose(JSON.stringify(gate('2.0.0', 'open')));
    await dialog().getByText('It would refuse 1 action as it stands').waitFor();
    await dialog().getByRole('link', { name: 'Close the gate' }).waitFor();
    await dialog()
      .getByText(/Invalid command “close”/)
      .waitFor();
    expect(await findViolations(page)).toEqual([]);
    await dialog().getByRole('button', { name: 'Import gate@2.0.0' }).click();
    await page.getByText('It now refuses 1 action as it stands.').waitFor();
    await page.getByRole('region', { name: 'Used by' }).getByRole('link', { name: 'Close the gate' }).waitFor();
  });

  test('a file may be dropped, and what happened meanwhile is told with the text kept', async () => {
    await visit(page, '/catalogues?import=1');
    const late = { device_model: 'late', version: '1.0.0', commands: [] };
    const files = await page.evaluateHandle((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'late.json', { type: 'application/json' }));
      return data;
    }, JSON.stringify(late));
    const source = dialog().locator('.import-source');
    await source.dispatchEvent('dragover', { dataTransfer: files });
    await dialog().getByText('Drop the file here').waitFor();
    await source.dispatchEvent('drop', { dataTransfer: files });
    await dialog().getByText('late is new: 0 commands.').waitFor();
    await dialog().getByText('No draft of yours and no published action would be refused.').waitFor();
    await client().trpc.catalogues.put.mutate({ catalogue: { ...late, description: 'Another one.' } });
    await dialog().getByRole('button', { name: 'Import late@1.0.0' }).click();
    await dialog().getByText('It was not imported').waitFor();
    await dialog()
      .getByText(/stands with other content/)
      .first()
      .waitFor();
    expect(await dialog().getByRole('textbox', { name: 'Catalogue as JSON' }).inputValue()).toBe(JSON.stringify(late));
  });

  test('an export is the text that was put: brought back it changes nothing', async () => {
    await visit(page, '/catalogues/kiosk?version=1.0.0');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download this version as JSON' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('kiosk@1.0.0.json');
    const catalogue = JSON.parse(await readFile(await download.path(), 'utf8'));
    expect(await client().trpc.catalogues.put.mutate({ catalogue })).toMatchObject({ stored: false });
  });

  test('whoever may not put sees the buttons and reads why; whose a model is decides too', async () => {
    const { secret } = await makeKey(registry, { name: 'reader', permissions: ['definitions:read'] });
    const reader = await openEditor(browser, registry.url);
    await signIn(reader.context, secret);
    const [other] = reader.context.pages() as [Page];
    await visit(other, '/catalogues?import=1');
    const button = other.getByRole('button', { name: 'Import' });
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    expect(await button.getAttribute('title')).toContain('catalogues:write');
    expect(await other.getByRole('dialog').count()).toBe(0);
    await visit(other, '/catalogues/android_tv');
    expect(await other.getByRole('button', { name: 'New version' }).getAttribute('aria-disabled')).toBe('true');
    await reader.close();
    await visit(page, '/catalogues/android_tv');
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: /^Extend it/ }).click();
    await dialog().getByText('my_android_tv is new: 1 command.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'New version' }).click();
    await dialog().getByText('It is everybody’s, so its next version is too.').waitFor();
  });

  test('what others put waits in the pill', async () => {
    await visit(page, '/catalogues');
    await page.waitForSelector('[data-live=live]', { state: 'attached' });
    const catalogue = { device_model: 'lamp', version: '1.0.0', commands: [] };
    const { secret } = await makeKey(registry, { name: 'putter', permissions: ['catalogues:write'] });
    await createRegistry({ url: registry.url, apiKey: secret }).trpc.catalogues.put.mutate({ catalogue });
    await page.getByText('1 newer change').waitFor();
    expect(await page.getByRole('link', { name: /^lamp/ }).count()).toBe(0);
    await page.keyboard.press('r');
    await page.getByRole('link', { name: /^lamp/ }).click();
    await page.getByText('This catalogue has no commands.').waitFor();
  });

  test('a registry that does not answer is told, and asked again by a press', async () => {
    await page.route(/\/trpc\/[^?]*catalogues\.list/, (route) => route.abort());
    await visit(page, '/catalogues');
    await page.getByText('The registry cannot be reached').waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.unroute(/\/trpc\/[^?]*catalogues\.list/);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: /^android_tv/ }).waitFor();
    editor.problems.length = 0;
  });
});
