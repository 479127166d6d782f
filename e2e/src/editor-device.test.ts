// Writing a device in a real browser: steps as fields over the one text, checked against the registry's catalogues as they are
// typed, mended with a key, and never lost where the registry refuses them.
import { createRegistry } from '@action-registry/client';
import type { JsonObject } from '@action-registry/schema';
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
import { type DraftPage, journal, openDraftPage } from './draft-page.js';
import { startTestRegistry, type TestRegistry } from './harness.js';
import { publishDocument, testKey, trustKey } from './sample-actions.js';

const BUILTIN_TITLE = 'Open the display settings and return';

const catalogue = (device_model: string, version: string, names: readonly string[]) => ({
  ...{ device_model, version },
  commands: names.map((name) => ({
    ...{ name, action_type: 'web', description: 'Does it.', risk: 'write' as const, params_schema: { type: 'object' } },
  })),
});

describe.skipIf(!isBrowserExpected)('a device in the draft editor (CHROMIUM_PATH)', () => {
  let registry: TestRegistry;
  let browser: Browser;
  let editor: EditorContext;
  let page: Page;
  let at: DraftPage;
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
    at = openDraftPage(() => page, createRegistry({ url: registry.url, apiKey: registry.adminKey }));
  });
  afterEach(async () => {
    const { problems } = editor;
    await editor.close();
    expect(problems).toEqual([]);
  });

  const spec = (actions: JsonObject[], device_model = 'android_mobile') => ({
    device_model,
    action_sets: [{ id: 'forward', actions }],
    default_action_set_id: 'forward',
  });
  const TWO = [{ command: 'launch_app', params: { package: 'com.android.settings' } }, { command: 'swipe_up' }];
  let made = 0;
  async function create(actions: JsonObject[] = TWO): Promise<number> {
    made += 1;
    const draft = { title: `Device ${made}`, name: `tv.device_${made}`, kind: 'device' as const, spec: spec(actions) };
    return (await at.trpc.definitions.create.mutate(draft as never)).action.id;
  }
  const step = (number: number) => page.getByRole('group', { name: new RegExp(`^Step ${number}\\b`) });
  const command = (number: number) => step(number).getByRole('combobox', { name: 'Command' });
  const problems = () => page.locator('.problem');
  const commandsOf = async (id: number) => {
    const { action_sets } = (await at.stored(id)).spec as { action_sets: { actions: { command: string }[] }[] };
    return action_sets[0]?.actions.map((each) => each.command);
  };

  test('a misspelt command is flagged with what there is, and Ctrl+. mends it; undo brings it back', async () => {
    const id = await create();
    await visit(page, `/drafts/${id}`);
    await command(2).fill('swipe_upp');
    await page.getByText('Invalid command “swipe_upp” for device model “android_mobile”').first().waitFor();
    await expect.poll(() => at.saveState()).toBe('invalid');
    await page.getByText('Available: ADB: click_element, launch_app').first().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+.');
    await expect.poll(() => command(2).inputValue()).toBe('swipe_up');
    await expect.poll(() => problems().count()).toBe(0);
    await page.keyboard.press('Control+z');
    await expect.poll(() => command(2).inputValue()).toBe('swipe_upp');
    await page.keyboard.press('F8');
    await step(2).getByRole('button', { name: 'Replace by “swipe_up”' }).waitFor({ state: 'hidden' });
    await at.field('Title').focus();
    await step(2).getByRole('button', { name: 'Replace by “swipe_up”' }).click();
    await expect.poll(() => command(2).inputValue()).toBe('swipe_up');
    expect(await command(2).evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test('in JSON the command is underlined and mended by the same key; commands and parameters are offered', async () => {
    const id = await create([{ command: 'swipe_up' }, { command: 'press_key', params: { key: 'HOME' } }]);
    await visit(page, `/drafts/${id}?view=json`);
    const text = JSON.stringify({
      title: 'T',
      name: 'tv.json',
      kind: 'device',
      spec: spec([{ command: 'swipe_upp' }]),
    });
    await at.replaceJson(text);
    await page.locator('.cm-lintRange-error').first().waitFor();
    await page.keyboard.press('Control+.');
    await expect.poll(at.jsonText).toContain('"command":"swipe_up"');
    await at.replaceJson(
      '{"title":"T","name":"tv.json","kind":"device","spec":{"device_model":"android_mobile","default_action_set_id":"forward","action_sets":[{"id":"forward","actions":[{"command":"press_key","params":{"key":"HOME"}}]}]}}',
    );
    await at.isSaved();
    const content = page.locator('.json-view .cm-content');
    const selectText = (wanted: string) =>
      content.evaluate((element, part) => {
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          const from = node.textContent?.indexOf(part) ?? -1;
          if (from !== -1) getSelection()?.setBaseAndExtent(node, from, node, from + part.length);
        }
      }, wanted);
    await selectText('HOME');
    await page.keyboard.type('VOL');
    await expect.poll(() => at.offered().allTextContents()).toContain('"VOLUME_UP"');
    await at.offered().getByText('"VOLUME_UP"').click();
    await expect.poll(at.jsonText).toContain('"key":"VOLUME_UP"');
    await selectText('press_key');
    await page.keyboard.type('tap');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+.');
    await expect.poll(at.jsonText).toContain('"command":"click_element"');
  });

  test('another device model checks every step anew; one that nobody knows says so', async () => {
    const id = await create([{ command: 'press_key', params: { key: 'HOME' } }, { command: 'swipe_up' }]);
    await visit(page, `/drafts/${id}`);
    const model = page.getByRole('combobox', { name: 'Device model' });
    await page.getByText('1.0.0 · 8 commands').waitFor();
    await model.click();
    await page.getByRole('option', { name: /^host_vnc/ }).click();
    await page.getByText('It is known for “android_mobile”, “android_tv”').first().waitFor();
    // A host has other commands, and its keys have other names.
    expect(await problems().count()).toBe(2);
    await model.fill('andriod_tv');
    await page.getByText('Unknown device model “andriod_tv”').first().waitFor();
    expect(await problems().count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+.');
    await expect.poll(() => model.inputValue()).toBe('android_tv');
    await expect.poll(() => problems().count()).toBe(0);
    await at.isSaved();
    expect((await at.stored(id)).spec).toMatchObject({ device_model: 'android_tv' });
  });

  test('steps are moved, added, doubled and removed by keyboard, and the focus goes with them', async () => {
    const id = await create();
    await visit(page, `/drafts/${id}`);
    await command(1).focus();
    await expect.poll(() => command(1).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(() => command(2).inputValue()).toBe('launch_app');
    await expect.poll(() => command(2).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.getByText('Step 1 is now step 2 of 2.').waitFor({ state: 'attached' });
    await expect.poll(() => commandsOf(id)).toEqual(['swipe_up', 'launch_app']);
    await page.getByRole('button', { name: 'Add a step' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => command(3).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type('press_k');
    await page.getByRole('option', { name: /^press_key/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => command(3).inputValue()).toBe('press_key');
    await step(3).getByRole('combobox', { name: 'key' }).selectOption('HOME');
    await at.isSaved();
    await step(3).getByRole('button', { name: 'Duplicate step 3' }).press('Enter');
    await expect.poll(() => commandsOf(id)).toEqual(['swipe_up', 'launch_app', 'press_key', 'press_key']);
    await step(1).getByRole('button', { name: 'Remove step 1' }).press('Enter');
    await expect.poll(() => commandsOf(id)).toEqual(['launch_app', 'press_key', 'press_key']);
    for (const left of [2, 1, 0]) {
      // What comes after has the focus first; a key pressed before goes where it was.
      await expect.poll(() => command(1).evaluate((element) => element === document.activeElement)).toBe(true);
      await step(1).getByRole('button', { name: 'Remove step 1' }).press('Enter');
      await expect.poll(() => page.locator('.step').count()).toBe(left);
    }
    await expect
      .poll(() => at.button('Add a step').evaluate((element) => element === document.activeElement))
      .toBe(true);
  });

  test('a press that makes an error appear is not lost by it', async () => {
    const id = await create([...TWO, { command: 'swipe_down' }]);
    await visit(page, `/drafts/${id}`);
    await command(1).fill('lanch_app');
    await page.keyboard.press('Escape');
    const remove = step(2).getByRole('button', { name: 'Remove step 2' });
    await command(1).evaluate((element) => element.scrollIntoView({ block: 'center' }));
    const { x, y } = (await remove.boundingBox()) ?? { x: 0, y: 0 };
    await page.mouse.move(x + 8, y + 8);
    await page.mouse.down();
    await page.mouse.up();
    await expect.poll(() => step(3).count()).toBe(0);
    await step(1).locator('.field-error').waitFor();
    await command(1).fill('launch_ap');
    await command(2).click();
    await page.getByRole('option', { name: /^swipe_down/ }).click();
    await expect.poll(() => command(2).inputValue()).toBe('swipe_down');
  });

  test('a long sequence is lines, each opened when it is wanted or wrong', async () => {
    const id = await create(Array.from({ length: 60 }, () => ({ command: 'press_key', params: { key: 'HOME' } })));
    await visit(page, `/drafts/${id}`);
    const line = page.getByRole('button', { name: 'press_key key=HOME' });
    await expect.poll(() => line.count()).toBe(60);
    await line.first().press('Alt+ArrowDown');
    await expect.poll(() => line.nth(1).evaluate((element) => element === document.activeElement)).toBe(true);
    await line.first().press('Enter');
    await expect.poll(() => command(1).evaluate((element) => element === document.activeElement)).toBe(true);
    await command(1).fill('press_ky');
    await at.field('Title').focus();
    await page.keyboard.press('F8');
    await expect.poll(() => command(1).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Control+.');
    await expect.poll(() => command(1).inputValue()).toBe('press_key');
    expect(await line.count()).toBe(59);
    expect(await findViolations(page)).toEqual([]);
  });

  test('parameters are fields; what one was given and lost again leaves no trace in the text', async () => {
    const id = await create();
    await visit(page, `/drafts/${id}?view=both`);
    await expect.poll(at.jsonText).not.toBe('');
    const before = await at.jsonText();
    const duration = step(2).getByRole('textbox', { name: 'duration_ms optional' });
    await duration.fill('fast');
    await page
      .getByText(/duration_ms” of “swipe_up” must be a whole number/)
      .first()
      .waitFor();
    await duration.fill('400');
    await at.isSaved();
    await expect.poll(at.jsonText).toContain('"duration_ms": 400');
    await duration.fill('');
    await expect.poll(at.jsonText).toBe(before);
  });

  test('a second sequence is added, and the one that runs by default keeps its name', async () => {
    const id = await create();
    await visit(page, `/drafts/${id}`);
    await at.button('Add a second sequence').click();
    await page.getByRole('heading', { name: 'Sequence back' }).waitFor();
    await page.locator('[data-pointer="/spec/action_sets/0/id"]').fill('there');
    await expect.poll(() => page.getByRole('combobox', { name: 'Runs by default' }).inputValue()).toBe('there');
    await at.isSaved();
    expect((await at.stored(id)).spec).toMatchObject({
      action_sets: [{ id: 'there' }, { id: 'back', actions: [] }],
      default_action_set_id: 'there',
    });
  });

  test('a built-in device is cloned by its first change, and has no fault', async () => {
    const { items } = await at.trpc.definitions.list.query({ q: BUILTIN_TITLE, origin: 'builtin' });
    await visit(page, `/drafts/${items[0]?.id}`);
    await page.getByText('Read-only default').waitFor();
    await step(2).waitFor();
    expect(await problems().count()).toBeLessThan(2);
    await step(2).getByRole('textbox', { name: 'Note optional' }).first().fill('Further down');
    await page.getByText('Cloned and saved').waitFor();
    await at.isSaved();
    expect(await findViolations(page)).toEqual([]);
    const id = Number(new URL(page.url()).pathname.split('/').at(-1));
    expect(await at.stored(id)).toMatchObject({ cloned_from: String(items[0]?.id), kind: 'device' });
  });

  test('where the catalogues are not here the registry refuses, the text stays, and its problems stand at their places', async () => {
    const id = await create();
    await page.route('**/trpc/catalogues.*', (route) => route.fulfill({ status: 404, body: '' }));
    await visit(page, `/drafts/${id}`);
    await page.getByText('The command catalogues could not be fetched').waitFor();
    await command(2).fill('swipe_upp');
    await expect.poll(() => at.saveState()).toBe('invalid');
    await page.getByText('Not saved: 1 problem').first().waitFor();
    await page.getByText('Invalid command “swipe_upp” for device model “android_mobile”').first().waitFor();
    expect(await command(2).inputValue()).toBe('swipe_upp');
    expect(await commandsOf(id)).toEqual(['launch_app', 'swipe_up']);
    await page.keyboard.press('Control+.');
    await expect.poll(() => command(2).inputValue()).toBe('swipe_up');
  });

  test('a catalogue that is put while somebody writes counts at once', async () => {
    await at.trpc.catalogues.put.mutate({ catalogue: catalogue('door', '1.0.0', ['open', 'close']) });
    const draft = { title: 'Door', name: 'tv.door', kind: 'device', spec: spec([{ command: 'close' }], 'door') };
    const { action } = await at.trpc.definitions.create.mutate(draft as never);
    await visit(page, `/drafts/${action.id}`);
    await page.getByText('1.0.0 · 2 commands').waitFor();
    await page.locator('[data-live="live"]').first().waitFor({ state: 'attached' });
    expect(await problems().count()).toBe(0);
    await at.trpc.catalogues.put.mutate({ catalogue: catalogue('door', '2.0.0', ['open']) });
    await page.getByText('Invalid command “close” for device model “door”').first().waitFor();
  });

  test.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('%s at %d has no fault, problems and offered commands included', async (theme, width) => {
    const id = await create([{ command: 'press_key', params: { key: 'HOME' } }, ...TWO]);
    const other = await openEditor(browser, registry.url, { theme, width });
    await signIn(other.context, registry.adminKey);
    [page] = other.context.pages() as [Page];
    await visit(page, `/drafts/${id}`);
    await command(3).fill('swipe');
    await page.getByRole('option', { name: /^swipe_down/ }).waitFor();
    const open = await findViolations(page);
    await at.field('Title').focus();
    await step(3).locator('.field-error').waitFor();
    expect([...open, ...(await findViolations(page)), ...other.problems]).toEqual([]);
    expect(await findOverflow(page)).toBeLessThanOrEqual(0);
    await other.close();
  });

  test('from n to published with the keyboard alone', async () => {
    const tabTo = async (name: RegExp): Promise<void> => {
      for (let pressed = 0; pressed < 160; pressed += 1) {
        const focused = await page.evaluate(() => {
          const element = document.activeElement;
          const label = (element as HTMLInputElement | null)?.labels?.[0]?.textContent;
          return element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? '';
        });
        if (name.test(focused)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`Tab does not lead to ${name}`);
    };
    await visit(page, '/drafts');
    await page.keyboard.press('n');
    await ready(page, '/drafts/new');
    await page.getByRole('radio', { name: /^device/i }).focus();
    await page.keyboard.press('Space');
    await tabTo(/^Title/);
    await page.keyboard.type('Open the guide');
    await tabTo(/^Name/);
    await page.keyboard.type('walk.guide');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Open the guide' }).waitFor();
    await step(1).waitFor();
    await tabTo(/^Add a step/);
    await page.keyboard.press('Enter');
    await expect.poll(() => command(2).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type('press_rem');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await tabTo(/^key$/);
    await page.keyboard.press('G');
    await at.isSaved();
    await page.keyboard.press('Control+Enter');
    await page.getByText('No signing key in this browser').waitFor();
    await tabTo(/^Create a key/);
    await page.keyboard.press('Enter');
    await tabTo(/^Name of the key/);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('walk-device');
    await tabTo(/^Create$/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Go on without a backup' }).waitFor();
    await tabTo(/^Go on without a backup/);
    await page.keyboard.press('Enter');
    await tabTo(/^Trust this key for walk\.\*…/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await tabTo(/^Trust this key$/);
    await page.keyboard.press('Enter');
    await page.getByText('Trusted by the registry for walk.*').waitFor();
    await tabTo(/^What changed, for those who use it/);
    await page.keyboard.type('First one.');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('[data-published="walk.guide@1.0.0"]');
  });

  describe('a copy that its catalogue refuses by now', () => {
    const unmadeTitle = 'The registry refuses this as it stands, so it is not saved yet';
    const idOfPage = () => Number(new URL(page.url()).pathname.split('/').at(-1));
    const key = testKey('gate-keeper', 21);
    const gate = { kind: 'device', title: 'Close the gate', description: 'Said once.' } as const;
    async function publishGate(name: string): Promise<void> {
      const registryClient = createRegistry({ url: registry.url, apiKey: registry.adminKey });
      const document = { ...gate, name, version: '1.0.0', spec: spec([{ command: 'close' }], 'gate') };
      await publishDocument(registryClient, document, { key });
    }

    beforeAll(async () => {
      const registryClient = createRegistry({ url: registry.url, apiKey: registry.adminKey });
      await trustKey(registryClient, key);
      const { trpc } = registryClient;
      await trpc.catalogues.put.mutate({ catalogue: catalogue('gate', '1.0.0', ['open', 'close']) });
      for (const name of ['tv.gate', 'tv.gate_left', 'tv.gate_lost']) await publishGate(name);
      await trpc.catalogues.put.mutate({ catalogue: catalogue('gate', '2.0.0', ['open', 'shut']) });
    });

    test('a release opens unsaved with its problems, and is its next draft once they are mended', async () => {
      await visit(page, '/drafts/new?from=tv.gate@1.0.0');
      await at.button('Create draft').click();
      await at.banner().getByText(unmadeTitle).waitFor();
      await page.getByText('Invalid command “close” for device model “gate”').first().waitFor();
      await expect.poll(() => at.saveState()).toBe('invalid');
      expect(await at.field('Description').inputValue()).toBe(gate.description);
      expect(await findViolations(page)).toEqual([]);
      await at.button('Go to the first problem').click();
      await expect.poll(() => command(1).evaluate((element) => element === document.activeElement)).toBe(true);
      await command(1).fill('shut');
      await page.keyboard.press('Escape');
      await at.field('Title').focus();
      await at.isSaved();
      await page.getByText('Saved as a draft').waitFor();
      await page.getByText('Draft of 1.0.0').waitFor();
      expect(await at.banner().getByText(unmadeTitle).count()).toBe(0);
      expect(page.url()).not.toContain('from=');
      const { name, description, base_version, revision } = await at.stored(idOfPage());
      expect([name, description, base_version, revision]).toEqual(['tv.gate', gate.description, '1.0.0', 1]);
      expect(await commandsOf(idOfPage())).toEqual(['shut']);
      await page.keyboard.press('Control+z');
      await expect.poll(() => command(1).inputValue()).not.toBe('shut');
    });

    test('under another name it is a copy that tells where it came from', async () => {
      await visit(page, '/drafts/new?from=tv.gate_left@1.0.0');
      await at.field('Title').fill('A gate of mine');
      await page.getByRole('textbox', { name: /^Name/ }).fill('tv.mine');
      await at.button('Create draft').click();
      await at.banner().getByText(unmadeTitle).waitFor();
      expect(await at.field('Title').inputValue()).toBe('A gate of mine');
      await command(1).fill('open');
      await at.isSaved();
      expect(await at.stored(idOfPage())).toMatchObject({ name: 'tv.mine', cloned_from: 'tv.gate_left@1.0.0' });
    });

    test('what was typed is there after the tab was closed; nothing is made of what is only looked at', async () => {
      const { items: before } = await at.trpc.definitions.list.query({ origin: 'workspace' });
      await visit(page, '/drafts/unsaved?from=tv.gate_lost@1.0.0&name=tv.gate_lost');
      await at.banner().getByText(unmadeTitle).waitFor();
      await at.field('Description').fill('Typed and not saved.');
      await expect.poll(() => journal(page)).toContain('Typed and not saved.');
      await page.close();
      page = await editor.newPage();
      await at.trpc.catalogues.put.mutate({ catalogue: catalogue('gate', '2.1.0', ['open', 'shut', 'close']) });
      await visit(page, '/drafts/unsaved?from=tv.gate_lost@1.0.0&name=tv.gate_lost');
      await at.banner().getByText('This is not saved yet').waitFor();
      await at.button('Restore').click();
      await at.isSaved();
      expect(await at.stored(idOfPage())).toMatchObject({ name: 'tv.gate_lost', description: 'Typed and not saved.' });
      const { items: after } = await at.trpc.definitions.list.query({ origin: 'workspace' });
      expect(after.length).toBe(before.length + 1);
    });

    test('a built-in is cloned by the change that mends it, and by Clone once that is mended', async () => {
      const { items } = await at.trpc.definitions.list.query({ q: BUILTIN_TITLE, origin: 'builtin' });
      const id = items[0]?.id;
      const commands = ['open_settings', 'swipe_up', 'click_element', 'press_key'];
      await at.trpc.catalogues.put.mutate({ catalogue: catalogue('android_mobile', '9.0.0', commands), global: true });
      const refusal = page.getByText('Invalid command “launch_app” for device model “android_mobile”').first();
      const mend = async (): Promise<void> => {
        await refusal.waitFor();
        await command(1).first().fill('open_settings');
        await page.keyboard.press('Escape');
        await at.isSaved();
        expect(await at.stored(idOfPage())).toMatchObject({ cloned_from: String(id), revision: 1 });
        expect((await commandsOf(idOfPage()))?.[0]).toBe('open_settings');
      };
      await visit(page, `/drafts/${id}`);
      await mend();
      await visit(page, `/drafts/new?from=${id}`);
      await at.button('Clone').click();
      await at.banner().getByText(unmadeTitle).waitFor();
      await mend();
    });
  });
});
