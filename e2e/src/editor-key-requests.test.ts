// Asking the admins to trust a key, in real browsers: whoever may publish asks through the registry, whoever may manage keys
// accepts exactly what the key signed or declines, and the page of the one who waits goes on by itself.
import { createRegistry } from '@action-registry/client';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type EditorContext,
  findViolations,
  isBrowserExpected,
  launchBrowser,
  openEditor,
  signIn,
  visit,
} from './browser.js';
import { createKey, keyCard } from './editor-keys-steps.js';
import { startTestRegistry, type TestRegistry } from './harness.js';
import { addPerson, openAs, type Person } from './people.js';

describe.skipIf(!isBrowserExpected)('requests to trust a key (CHROMIUM_PATH)', () => {
  let registry: TestRegistry;
  let browser: Browser;
  let bo: Person;
  /** The admin's browser, and that of Bo, who may publish and no more. */
  let admin: { editor: EditorContext; page: Page };
  let theirs: { editor: EditorContext; page: Page };
  beforeAll(async () => {
    [registry, browser] = await Promise.all([startTestRegistry(), launchBrowser()]);
    bo = await addPerson(registry, { subject: 'https://id.example.org|bo', name: 'Bo', role: 'publisher' });
  });
  afterAll(async () => {
    await browser.close();
    await registry.stop();
  });
  beforeEach(async () => {
    const editor = await openEditor(browser, registry.url);
    await signIn(editor.context, registry.adminKey);
    const [page] = editor.context.pages() as [Page];
    admin = { editor, page };
    theirs = await openAs({ registry, browser }, bo);
    return async () => {
      const problems = [...admin.editor.problems, ...theirs.editor.problems];
      await Promise.all([admin.editor.close(), theirs.editor.close()]);
      expect(problems).toEqual([]);
    };
  });

  const request = (kid: string) =>
    admin.page.getByRole('list', { name: 'Requests to trust a key' }).locator('.key-card', { hasText: kid });

  test('a request is seen by the admins, accepted as it was signed, and who waits is told', async () => {
    await createKey(theirs.page, 'bo-asks');
    await keyCard(theirs.page, 'bo-asks').getByRole('button', { name: 'Have it trusted…' }).click();
    const dialog = theirs.page.getByRole('dialog', { name: 'Ask an admin to trust bo-asks' });
    await dialog.getByRole('combobox', { name: 'What it may sign' }).selectOption('some');
    await dialog.getByRole('textbox', { name: 'Names' }).fill('files.*');
    await visit(admin.page, '/keys/trusted');
    await admin.page.waitForSelector('[data-live=live]', { state: 'attached' });
    await dialog.getByRole('button', { name: 'Ask the admins' }).click();
    await dialog.getByText('Asked; an admin has to answer').first().waitFor();
    expect(await findViolations(theirs.page)).toEqual([]);
    // It appears by itself, where the admin looks.
    await request('bo-asks').getByText('May sign files.*').waitFor();
    await request('bo-asks').getByText(bo.actor, { exact: false }).waitFor();
    expect(await findViolations(admin.page)).toEqual([]);
    await request('bo-asks').getByRole('button', { name: 'Accept…' }).click();
    const question = admin.page.getByRole('dialog', { name: 'Trust bo-asks?' });
    const shown = await question.locator('.key-thumbprint code').textContent();
    expect(shown).toBe(await keyCard(theirs.page, 'bo-asks').locator('.key-thumbprint code').textContent());
    await question.getByRole('button', { name: 'Trust this key' }).click();
    await request('bo-asks').waitFor({ state: 'detached' });
    await dialog.waitFor({ state: 'detached' });
    await keyCard(theirs.page, 'bo-asks').getByText('Trusted by the registry').waitFor();
    const { items } = (await (await registry.fetch('/keys')).json()) as { items: { kid: string; scope?: string[] }[] };
    expect(items.find(({ kid }) => kid === 'bo-asks')?.scope).toEqual(['files.*']);
  });

  test('while one signs: ask, wait, and publish once an admin has accepted, without leaving the page', async () => {
    const client = createRegistry({ url: registry.url, apiKey: registry.adminKey });
    const spec = { cmd: 'df -h', timeout_s: 30 };
    const made = await client.trpc.definitions.create.mutate({
      kind: 'command',
      title: 'Disk',
      name: 'disk.asked',
      spec,
    });
    await createKey(theirs.page, 'bo-signs');
    await visit(theirs.page, `/drafts/${made.action.id}/publish`);
    await theirs.page.getByRole('textbox', { name: 'What changed, for those who use it' }).fill('First one.');
    await theirs.page.getByRole('combobox', { name: 'Sign with' }).selectOption('bo-signs');
    await theirs.page.getByRole('button', { name: 'Ask an admin…' }).click();
    const dialog = theirs.page.getByRole('dialog', { name: 'Ask an admin to trust bo-signs' });
    await dialog.getByRole('button', { name: 'Ask the admins' }).click();
    await dialog.getByText('Asked; an admin has to answer').first().waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await theirs.page.getByText('An admin was asked to trust bo-signs').waitFor();
    expect(await findViolations(theirs.page)).toEqual([]);
    await visit(admin.page, '/keys/trusted');
    await request('bo-signs').getByRole('button', { name: 'Accept…' }).click();
    await admin.page.getByRole('dialog').getByRole('button', { name: 'Trust this key' }).click();
    await theirs.page.getByText('Trusted by the registry for disk.*').waitFor();
    await theirs.page.getByRole('button', { name: 'Sign and publish 1.0.0' }).click();
    await theirs.page.waitForSelector('[data-published="disk.asked@1.0.0"]');
  });

  test('a declined request says so, and can be asked for again', async () => {
    await createKey(theirs.page, 'bo-declined');
    await keyCard(theirs.page, 'bo-declined').getByRole('button', { name: 'Have it trusted…' }).click();
    const dialog = theirs.page.getByRole('dialog', { name: 'Ask an admin to trust bo-declined' });
    await dialog.getByRole('textbox', { name: 'Names' }).fill('notes.*');
    await dialog.getByRole('button', { name: 'Ask the admins' }).click();
    await dialog.getByText('Asked; an admin has to answer').first().waitFor();
    await visit(admin.page, '/keys/trusted');
    await request('bo-declined').getByRole('button', { name: 'Decline', exact: true }).click();
    await request('bo-declined').waitFor({ state: 'detached' });
    await dialog.getByText('An admin declined it').waitFor();
    await dialog.getByRole('button', { name: 'Ask the admins' }).click();
    await request('bo-declined').waitFor();
  });

  test('who may not manage keys sees that a request waits, and why they cannot answer it', async () => {
    await visit(theirs.page, '/keys/trusted');
    const list = theirs.page.getByRole('list', { name: 'Requests to trust a key' });
    const accept = list.getByRole('button', { name: 'Accept…' }).first();
    await accept.waitFor();
    expect(await accept.getAttribute('aria-disabled')).toBe('true');
    expect(await accept.getAttribute('title')).toContain('keys:manage');
    expect(await findViolations(theirs.page)).toEqual([]);
  });
});
