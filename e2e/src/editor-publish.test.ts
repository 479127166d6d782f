// Review and sign in a real browser: what changes, the exact bytes, one version however often one presses, production in
// red, keys that are missing or not trusted, and what the registry stored, checked by the page.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRegistry } from '@action-registry/client';
import { type Browser, chromium, type Page } from 'playwright-core';
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
  signInFromPage,
  visit,
} from './browser.js';
import { LOOKS } from './editor-addresses.js';
import {
  createKey,
  importBackup,
  readSeedSpellings,
  recordRequests,
  trustKey,
  watchSeed,
} from './editor-keys-steps.js';
import { startTestRegistry, type TestRegistry } from './harness.js';
import { publishSamples } from './sample-actions.js';

describe.skipIf(!isBrowserExpected)('review and sign (CHROMIUM_PATH)', () => {
  let registry: TestRegistry;
  let browser: Browser;
  let editor: EditorContext;
  let page: Page;
  const client = () => createRegistry({ url: registry.url, apiKey: registry.adminKey });
  beforeAll(async () => {
    [registry, browser] = await Promise.all([startTestRegistry(), launchBrowser()]);
    await publishSamples(client());
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

  /** A draft of a new action; answers its id. */
  async function createDraft(name: string, spec: Record<string, string | number> = {}): Promise<number> {
    const { action } = await client().trpc.definitions.create.mutate({
      kind: 'command',
      title: `Title of ${name}`,
      name,
      spec: { cmd: 'df -h', timeout_s: 30, ...spec },
    });
    return action.id;
  }

  /** Makes a key in this profile and has the registry trust it. */
  async function createTrustedKey(kid: string): Promise<void> {
    await createKey(page, kid);
    await trustKey(page, kid);
  }

  const note = () => page.getByRole('textbox', { name: 'What changed, for those who use it' });
  const version = () => page.getByRole('textbox', { name: 'Version' });
  const button = () => page.getByRole('button', { name: /^(?:Sign and publish|Publish) / });
  const published = (reference: string) => page.waitForSelector(`[data-published="${reference}"]`);
  const versionsOf = async (name: string): Promise<string[]> =>
    (await client().trpc.actions.get.query({ name })).version_states.map((each) => each.version);

  test('a draft is published by keyboard; the page fetches it again and verifies it', async () => {
    await createTrustedKey('ana-publish');
    const id = await createDraft('disk.first');
    await visit(page, `/drafts/${id}/publish`);
    await page.getByRole('navigation', { name: 'Breadcrumb' }).getByText('Title of disk.first').waitFor();
    await page.getByText('First release.', { exact: true }).waitFor();
    expect(await version().inputValue()).toBe('1.0.0');
    const shown = await page.locator('[data-digest]').getAttribute('data-digest');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download', exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('disk.first@1.0.0.json');
    const bytes = await readFile(await download.path());
    expect(`sha256:${createHash('sha256').update(bytes).digest('hex')}`).toBe(shown);
    await note().focus();
    await page.keyboard.type('First one.');
    await page.keyboard.press('Control+Enter');
    await published('disk.first@1.0.0');
    expect(await page.locator('h1 ~ * [data-verify]').getAttribute('data-verify')).toBe('verified');
    await page.getByText(/these are the bytes that you signed/).waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    const stored = await client().trpc.releases.get.query({ name: 'disk.first' });
    expect([stored.hash, stored.document, stored.note]).toEqual([shown, bytes.toString(), 'First one.']);
    await page.getByRole('link', { name: 'Open the release' }).click();
    await ready(page, '/a/disk.first@1.0.0');
    await expect.poll(() => page.locator('.verify-button [data-verify]').getAttribute('data-verify')).toBe('verified');
  });

  test('a backup signs and publishes in another profile, and nothing that was sent held the key', async () => {
    const passphrase = 'correct horse battery';
    await watchSeed(page);
    const sent = recordRequests(editor.context);
    const file = await createKey(page, 'ana-moves', passphrase);
    await trustKey(page, 'ana-moves');
    const spellings = await readSeedSpellings(page);
    const other = await openEditor(browser, registry.url);
    const sentThere = recordRequests(other.context);
    await signIn(other.context, registry.adminKey);
    [page] = other.context.pages() as [Page];
    await importBackup(page, file, passphrase);
    const id = await createDraft('disk.moved');
    await visit(page, `/drafts/${id}/publish`);
    await note().fill('From another browser.');
    await button().click();
    await published('disk.moved@1.0.0');
    await page.getByText('This browser trusts ana-moves from now on, because it is yours.').waitFor();
    const all = [...sent, ...sentThere];
    expect(all.some((request) => request.includes('releases.publish'))).toBe(true);
    for (const secret of [...spellings, passphrase, await readFile(file, 'utf8')])
      expect(all.filter((request) => request.includes(secret))).toEqual([]);
    expect(other.problems).toEqual([]);
    await other.close();
  });

  test('changes are told in words and line by line, and the version follows from them', async () => {
    await createTrustedKey('ana-changes');
    const { action } = await client().trpc.definitions.clone.mutate({ reference: 'notes.summary@1.2.0' });
    const prompt = String(action.spec.prompt).replace('At most', 'No more than');
    await client().trpc.definitions.update.mutate({
      id: action.id,
      name: 'notes.summary',
      spec: { ...action.spec, timeout_s: 77, prompt },
    });
    await visit(page, `/drafts/${action.id}/publish`);
    const changes = page.getByRole('list', { name: 'What changes' });
    const limit = changes.getByRole('listitem').filter({ hasText: 'Time limit' });
    expect(await limit.locator('ins').textContent()).toBe('77');
    const text = changes.getByRole('listitem').filter({ hasText: 'Prompt' });
    await text.getByText('+1 −1 lines').waitFor();
    expect(await text.locator('ins').textContent()).toContain('No more than {{max_words}} words.');
    expect(await text.locator('del').textContent()).toContain('At most {{max_words}} words.');
    expect(await version().inputValue()).toBe('1.2.1');
  });

  test('hidden characters are marked in the changes and in the bytes, and have to be looked at', async () => {
    await createTrustedKey('ana-hidden');
    const id = await createDraft('disk.hidden', { cmd: 'df\u200b -h # \u202eevil' });
    await visit(page, `/drafts/${id}/publish`);
    expect(await page.locator('.changes .mark-hidden').allTextContents()).toEqual(['U+200B', 'U+202E']);
    await page.getByText(/Show the bytes/).click();
    await expect
      .poll(() => page.locator('.publish-bytes .mark-hidden').allTextContents())
      .toEqual(['U+200B', 'U+202E']);
    await note().fill('Look closely.');
    await button().click();
    await page.getByText('Look at them first.').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.field-seen') !== null)).toBe(true);
    expect(await client().trpc.actions.search.query({ q: 'disk.hidden' })).toMatchObject({ items: [] });
    await page.keyboard.press('Space');
    await button().click();
    await published('disk.hidden@1.0.0');
  });

  test('without a note the focus goes to what is missing; a taken version is told at its field', async () => {
    await createTrustedKey('ana-note');
    const { action } = await client().trpc.definitions.create.mutate({
      kind: 'command',
      title: 'Disk usage',
      name: 'disk.usage',
      base_version: '1.4.0',
      spec: { cmd: 'df -h', timeout_s: 30 },
    });
    await visit(page, `/drafts/${action.id}/publish`);
    await button().click();
    await page.getByText('Say in at least 3 characters what changed.').waitFor();
    await expect.poll(() => note().evaluate((field) => field === document.activeElement)).toBe(true);
    await version().fill('1.4.0');
    await page.getByText('1.4.0 is published already, and releases never change.').waitFor();
    await version().fill('1.4');
    await page.getByText('Must be a full version such as 1.2.0 or 2.0.0-rc.1.').waitFor();
    expect(await versionsOf('disk.usage')).not.toContain('1.4.1');
  });

  test('a warning that comes after the others were looked at has to be looked at too', async () => {
    await createTrustedKey('ana-later');
    const { action } = await client().trpc.definitions.clone.mutate({ reference: 'git.changed_files@1.4.0' });
    await client().trpc.definitions.update.mutate({ id: action.id, name: 'git.changed_files', title: 'Another title' });
    await visit(page, `/drafts/${action.id}/publish`);
    await page.getByText('This draft did not begin from 1.4.0').waitFor();
    const seen = page.locator('.field-seen input');
    await seen.check();
    await version().fill('1.3.99');
    await page.getByText('1.3.99 is lower than 1.4.0').waitFor();
    expect(await seen.isChecked()).toBe(false);
    await seen.check();
    await version().fill('1.4.77');
    expect(await seen.isChecked()).toBe(true);
  });

  test('whoever may not publish can look at everything, and the button says what is missing', async () => {
    await createTrustedKey('ana-reader');
    const id = await createDraft('disk.reader');
    await page.route(/\/trpc\/[^?]*sessions\.current/, async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace('"releases:publish",', '').replace('"channels:move",', '');
      await route.fulfill({ response, body });
    });
    await visit(page, `/drafts/${id}/publish`);
    await expect.poll(() => button().getAttribute('title')).toMatch(/You lack the permission releases:publish/);
    expect(await button().getAttribute('aria-disabled')).toBe('true');
    await page.getByText(/You lack the permission channels:move/).waitFor();
    await note().fill('May I?');
    await page.keyboard.press('Control+Enter');
    await button().click({ force: true });
    expect(await client().trpc.actions.search.query({ q: 'disk.reader' })).toMatchObject({ items: [] });
  });

  test('what was typed into a review is there again after leaving it and after loading it anew', async () => {
    await createTrustedKey('ana-kept');
    const id = await createDraft('disk.kept');
    await visit(page, `/drafts/${id}/publish`);
    await note().fill('Kept.');
    await version().fill('3.0.0');
    await page.getByRole('checkbox', { name: /^production/ }).check();
    await page.getByRole('link', { name: 'Back to the draft' }).click();
    await ready(page, `/drafts/${id}`);
    await page.goBack();
    await ready(page, `/drafts/${id}/publish`);
    await page.reload();
    await ready(page);
    expect([await note().inputValue(), await version().inputValue()]).toEqual(['Kept.', '3.0.0']);
    expect(await page.getByRole('checkbox', { name: /^production/ }).isChecked()).toBe(true);
    await button().click();
    await published('disk.kept@3.0.0');
    await visit(page, `/drafts/${id}/publish`);
    expect(await note().inputValue()).toBe('');
  });

  test('a name that was never published is no failure anywhere, also not in the console', async () => {
    const failed: string[] = [];
    page.on('response', (response) => {
      if (response.status() >= 400) failed.push(response.url());
    });
    await visit(page, `/drafts/${await createDraft('disk.never')}/publish`);
    await page.getByText('First release.', { exact: true }).waitFor();
    expect(failed).toEqual([]);
  });

  test('a double click makes one version', async () => {
    await createTrustedKey('ana-double');
    const id = await createDraft('disk.double');
    let calls = 0;
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().includes('releases.publish')) calls += 1;
    });
    await visit(page, `/drafts/${id}/publish`);
    await note().fill('Twice.');
    await button().dblclick();
    await published('disk.double@1.0.0');
    expect([calls, await versionsOf('disk.double')]).toEqual([1, ['1.0.0']]);
  });

  test('publishing again after the answer was lost makes no second version, and moves the channel', async () => {
    await createTrustedKey('ana-cut');
    const id = await createDraft('disk.cut');
    await visit(page, `/drafts/${id}/publish`);
    await note().fill('Cut.');
    await page.getByRole('checkbox', { name: /^production/ }).check();
    // The registry gets it; the answer does not come back.
    await page.route(/releases\.publish/, async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
    await button().click();
    await page.getByText('It was not published').waitFor();
    await page.getByText(/the same bytes never make a second version/).waitFor();
    await page.unroute(/releases\.publish/);
    await button().click();
    await published('disk.cut@1.0.0');
    expect(await versionsOf('disk.cut')).toEqual(['1.0.0']);
    const { items } = await client().trpc.channels.list.query({ name: 'disk.cut' });
    expect(items.map((each) => [each.channel, each.version])).toContainEqual(['production', '1.0.0']);
    // Chromium tells of the connection that was cut on purpose.
    editor.problems.splice(
      0,
      editor.problems.length,
      ...editor.problems.filter((each) => !each.includes('ERR_CONNECTION_RESET')),
    );
  });

  test('moving production names from and to, turns the button red, and can be undone', async () => {
    await createTrustedKey('ana-production');
    const { action } = await client().trpc.definitions.clone.mutate({ reference: 'crm.create_ticket@1.0.1' });
    await client().trpc.definitions.update.mutate({ id: action.id, name: 'crm.create_ticket', title: 'A ticket' });
    await visit(page, `/drafts/${action.id}/publish`);
    expect(await button().getAttribute('class')).toContain('button-primary');
    const production = page.getByRole('checkbox', { name: /^production/ });
    await production.check();
    expect(await button().getAttribute('class')).toContain('button-danger');
    expect(await button().textContent()).toMatch(/^Publish 1\.0\.2, move production/);
    await page.getByText('1.0.1 → 1.0.2').waitFor();
    for (const box of await page.locator('.field-seen input').all()) await box.check();
    await note().fill('A better title.');
    await button().click();
    await published('crm.create_ticket@1.0.2');
    await page.getByText('production: 1.0.1 → 1.0.2').waitFor();
    const standing = async () =>
      (await client().trpc.actions.get.query({ name: 'crm.create_ticket' })).channels.production;
    expect(await standing()).toBe('1.0.2');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(standing).toBe('1.0.1');
  });

  test('a key is made, trusted for this namespace and used without leaving the page', async () => {
    const id = await createDraft('lab.sample');
    await visit(page, `/drafts/${id}/publish`);
    await page.getByText('No signing key in this browser').waitFor();
    expect(await button().getAttribute('aria-disabled')).toBe('true');
    await page.getByRole('button', { name: 'Create a key' }).click();
    await page.getByRole('textbox', { name: 'Name of the key' }).fill('ana-here');
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('button', { name: 'Go on without a backup' }).click();
    await page.getByText('The registry does not trust ana-here yet').waitFor();
    expect(await button().getAttribute('aria-disabled')).toBe('true');
    await page.getByRole('button', { name: 'Trust this key for lab.*…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Have the registry trust ana-here' });
    expect(await dialog.getByRole('textbox', { name: 'Names' }).inputValue()).toBe('lab.*');
    await dialog.getByRole('button', { name: 'Trust this key' }).click();
    await page.getByText('Trusted by the registry for lab.*').waitFor();
    await note().fill('From one page.');
    await button().click();
    await published('lab.sample@1.0.0');
  });

  test('a key of another namespace is told apart, and one that was retired meanwhile', async () => {
    await createKey(page, 'ana-scope');
    await page.getByRole('button', { name: 'Have it trusted…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'What it may sign' }).selectOption('some');
    await dialog.getByRole('textbox', { name: 'Names' }).fill('other.*');
    await dialog.getByRole('button', { name: 'Trust this key' }).click();
    await page.getByText('Trusted by the registry', { exact: true }).waitFor();
    const id = await createDraft('disk.scope');
    await visit(page, `/drafts/${id}/publish`);
    await page.getByText('ana-scope may not sign this name').waitFor();
    await page.waitForSelector('[data-live=live]');
    await client().trpc.keys.retire.mutate({ kid: 'ana-scope' });
    await page.getByText('ana-scope is no longer trusted').waitFor();
  });

  test('somebody else’s release in between is no second one over it: the page says so and shows it', async () => {
    await createTrustedKey('ana-between');
    const id = await createDraft('disk.between');
    await visit(page, `/drafts/${id}/publish`);
    await note().fill('First.');
    await button().click();
    await published('disk.between@1.0.0');
    await client().trpc.definitions.update.mutate({ id, title: 'Mine' });
    const other = await editor.newPage();
    await visit(page, `/drafts/${id}/publish`);
    await visit(other, `/drafts/${id}/publish`);
    await other.getByRole('textbox', { name: 'What changed, for those who use it' }).fill('Theirs.');
    await other.getByRole('textbox', { name: 'Version' }).fill('1.5.0');
    await other.getByRole('button', { name: /^Sign and publish/ }).click();
    await other.waitForSelector('[data-published]');
    await note().fill('Mine.');
    await button().click();
    await page.getByText(/moved on from 1\.0\.0/).waitFor();
    await page.getByRole('button', { name: 'Look at what was published' }).click();
    await page.getByText('since 1.5.0', { exact: true }).waitFor();
    expect(await versionsOf('disk.between')).toEqual(['1.5.0', '1.0.0']);
  });

  test('on plain http the page gives the command, and goes on when the release is there', async () => {
    await createTrustedKey('ana-elsewhere');
    const id = await createDraft('disk.elsewhere');
    const plain = await chromium.launch({
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--host-resolver-rules=MAP registry.test 127.0.0.1'],
      ...(process.env.CHROMIUM_PATH && { executablePath: process.env.CHROMIUM_PATH }),
    });
    const insecure = await openEditor(plain, registry.url.replace(/127\.0\.0\.1|localhost/, 'registry.test'));
    await signInFromPage(insecure.context, registry.adminKey);
    const [lan] = insecure.context.pages() as [Page];
    await visit(lan, `/drafts/${id}/publish`);
    await lan.getByText('Keys need https or localhost').waitFor();
    await lan.getByRole('textbox', { name: 'What changed, for those who use it' }).fill('From a shell');
    await lan.getByText(`npx --no actions publish disk.elsewhere@1.0.0.json --note 'From a shell'`).waitFor();
    await lan.waitForSelector('[data-live=live]');
    await visit(page, `/drafts/${id}/publish`);
    await note().fill('From a shell');
    await button().click();
    await published('disk.elsewhere@1.0.0');
    await lan.waitForSelector('[data-published="disk.elsewhere@1.0.0"]');
    await plain.close();
  });

  test('a built-in, a draft without a name and none at all say what to do', async () => {
    await visit(page, '/drafts/9000000000/publish');
    await page.getByRole('link', { name: 'Clone it' }).waitFor();
    const { action } = await client().trpc.definitions.clone.mutate({ id: 9_000_000_000 });
    await visit(page, `/drafts/${action.id}/publish`);
    const link = await page.getByRole('link', { name: 'Give it a name' }).getAttribute('href');
    expect(decodeURIComponent(link ?? '')).toBe(`/app/drafts/${action.id}?field=/name`);
    await visit(page, '/drafts/77777/publish');
    await page.getByRole('heading', { name: 'There is no such draft' }).first().waitFor();
  });

  test.each(LOOKS)('axe finds nothing in any of its states: $theme at $width', async (look) => {
    const other = await openEditor(browser, registry.url, look);
    await signIn(other.context, registry.adminKey);
    [page] = other.context.pages() as [Page];
    const faults: string[] = [];
    const check = async (what: string): Promise<void> => {
      faults.push(...(await findViolations(page)).map((fault) => `${what}: ${fault}`));
      if ((await findOverflow(page)) > 0) faults.push(`${what}: scrolls sideways`);
    };
    const name = `axe.${look.theme}_${look.width}`;
    const id = await createDraft(name, { cmd: `df -h\nsleep 1\u200b # ${'long '.repeat(60)}` });
    await visit(page, `/drafts/${id}/publish`);
    await check('no key');
    await createKey(page, `axe-${look.theme}-${look.width}`);
    await visit(page, `/drafts/${id}/publish`);
    await check('untrusted key');
    await page.getByRole('button', { name: /^Trust this key for/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Trust this key' }).click();
    await page.getByText('Trusted by the registry for axe.*').waitFor();
    await page.getByText(/Show the bytes/).click();
    await page.getByRole('checkbox', { name: /^production/ }).check();
    await button().click();
    await page.getByText('Say in at least 3 characters what changed.').waitFor();
    await check('errors');
    await page.locator('.field-seen input').check();
    await note().fill('Good.');
    await button().click();
    await published(`${name}@1.0.0`);
    await check('published');
    await client().trpc.definitions.update.mutate({ id, spec: { cmd: 'df -h\nsleep 2', timeout_s: 60 } });
    await visit(page, `/drafts/${id}/publish`);
    await check('changes');
    expect([...faults, ...other.problems]).toEqual([]);
    await other.close();
  });
});
