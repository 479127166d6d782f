// People and workspaces in a real browser: added, given another role, signed in by a link, removed; a workspace renamed, its
// namespaces offered, taken back, declined and accepted; and the way from one workspace to another.
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
import { createProviderKey, type IdentityProvider, startIdentityProvider } from './identity-provider.js';
import { addPerson, call, openAs } from './people.js';
import { publishSamples } from './sample-actions.js';

const AUDIENCE = 'https://registry.example/api';

describe.skipIf(!isBrowserExpected)('members and workspaces (CHROMIUM_PATH)', () => {
  let provider: IdentityProvider;
  let registry: TestRegistry;
  let browser: Browser;
  let editor: EditorContext;
  let page: Page;
  /** The admin key of a second workspace, `acme`. */
  let acmeKey: string;
  beforeAll(async () => {
    provider = await startIdentityProvider({ keys: [await createProviderKey('ES256')], clients: ['dee'] });
    const env = { OIDC_ISSUER: provider.issuer, OIDC_AUDIENCE: AUDIENCE };
    [registry, browser] = await Promise.all([startTestRegistry({ env }), launchBrowser()]);
    const body = { slug: 'acme', name: 'Acme Tools' };
    acmeKey = (await call<{ secret: string }>(registry, '/workspaces', { body })).secret;
    await publishSamples(createRegistry({ url: registry.url, apiKey: registry.adminKey }));
  });
  afterAll(async () => {
    await browser.close();
    await registry.stop();
    await provider.stop();
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

  const entry = (name: string, on = page) =>
    on.locator('.key-card', { has: on.getByRole('heading', { name, exact: true }) });

  test('a person is added by subject, gets another role and has it back by Undo', async () => {
    await visit(page, '/settings/members');
    await page.getByRole('button', { name: 'Add a person' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Add a person' });
    await dialog.getByText('issuer|sub:', { exact: false }).waitFor();
    await dialog.getByRole('textbox', { name: 'Subject' }).fill('not a subject');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await dialog.getByText('Use printable ASCII without spaces.').waitFor();
    await dialog.getByRole('textbox', { name: 'Subject' }).fill('https://id.example.org|bo-1');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Bo Berg');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await entry('Bo Berg').getByText('https://id.example.org|bo-1').waitFor();
    const role = entry('Bo Berg').getByRole('button', { name: /^Role of Bo Berg/ });
    await role.click();
    await page.getByRole('menuitemradio', { name: /^Publisher/ }).click();
    await page.getByText('Bo Berg is Publisher now').waitFor();
    await expect.poll(() => role.textContent()).toContain('Publisher');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => role.textContent()).toContain('Author');
  });

  test('a link signs a person in once, with the rights of their role and the words for what they lack', async () => {
    const cy = await addPerson(registry, { subject: 'link|cy', name: 'Cy Link', role: 'viewer' });
    await visit(page, '/settings/members');
    await entry('Cy Link').getByRole('button', { name: 'Change Cy Link' }).click();
    await page.getByRole('menuitem', { name: 'Sign-in link…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Sign-in link for Cy Link' });
    const url = await dialog.getByRole('textbox', { name: 'One-time link' }).inputValue();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    expect(await page.content()).not.toContain(url);
    const other = await openEditor(browser, registry.url);
    const theirs = await other.newPage();
    await theirs.goto(url);
    await ready(theirs, '/library');
    await visit(theirs, '/settings/members');
    await entry('Cy Link', theirs).getByText('You', { exact: true }).waitFor();
    const add = theirs.getByRole('button', { name: 'Add a person' });
    expect(await add.getAttribute('aria-disabled')).toBe('true');
    expect(await add.getAttribute('title')).toContain('members:manage');
    await entry('Cy Link', theirs)
      .getByRole('button', { name: /^Role of/ })
      .click();
    const admin = theirs.getByRole('menuitemradio', { name: /^Admin/ });
    expect(await admin.getAttribute('aria-disabled')).toBe('true');
    expect(await findViolations(theirs)).toEqual([]);
    // Removed, they are nobody at once.
    await entry('Cy Link').getByRole('button', { name: 'Change Cy Link' }).click();
    await page.getByRole('menuitem', { name: 'Remove…' }).click();
    await page
      .getByRole('dialog', { name: 'Remove Cy Link?' })
      .getByRole('button', { name: 'Remove the person' })
      .click();
    await entry('Cy Link').waitFor({ state: 'detached' });
    await expect.poll(() => statusOf(theirs), { timeout: 5_000 }).toBe(401);
    expect(cy.actor).toMatch(/^member:\d+$/);
    expect(other.problems).toEqual([]);
    await other.close();
  });

  /** What the registry answers to this browser. */
  function statusOf(on: Page): Promise<number> {
    return on.evaluate(async () => (await fetch('/api/actions')).status);
  }

  test('the workspace is renamed, and another page of it shows the new name', async () => {
    await visit(page, '/settings/workspace');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(' ');
    await page.getByRole('button', { name: 'Save the name' }).click();
    await page.getByText('Name the workspace.').waitFor();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Platform Team');
    await page.getByRole('button', { name: 'Save the name' }).click();
    await page.getByText('The name is saved').waitFor();
    const other = await editor.newPage();
    await visit(other, '/settings/workspace');
    await expect
      .poll(() => other.getByRole('textbox', { name: 'Name', exact: true }).inputValue())
      .toBe('Platform Team');
    expect((await call<{ workspace: object }>(registry, '/workspaces/current')).workspace).toMatchObject({
      ...{ slug: 'default', name: 'Platform Team' },
    });
  });

  test('a namespace is offered, taken back, offered again, declined, and at last accepted', async () => {
    const acme = await openEditor(browser, registry.url);
    await signIn(acme.context, acmeKey);
    const [theirs] = acme.context.pages() as [Page];
    await visit(page, '/settings/workspace');
    const offer = async (): Promise<void> => {
      await entry('crm').getByRole('button', { name: 'Offer crm…' }).click();
      const dialog = page.getByRole('dialog', { name: 'Offer crm to another workspace' });
      await dialog.getByText('Only they publish under crm.* from then on', { exact: false }).waitFor();
      await dialog.getByRole('textbox', { name: 'Slug of the workspace' }).fill('acme');
      await dialog.getByRole('button', { name: 'Make the offer' }).click();
      await entry('crm').getByRole('button', { name: 'Take back' }).waitFor();
    };
    const incoming = theirs.getByText('default offers you the namespace crm');
    await offer();
    await entry('crm').getByRole('button', { name: 'Take back' }).click();
    await page.getByText('crm stays here').waitFor();
    await visit(theirs, '/settings/workspace');
    expect(await incoming.count()).toBe(0);
    await offer();
    await visit(theirs, '/settings/workspace');
    await incoming.waitFor();
    expect(await findViolations(theirs)).toEqual([]);
    await theirs.getByRole('button', { name: 'Decline' }).click();
    await incoming.waitFor({ state: 'detached' });
    await page.reload();
    await ready(page);
    await offer();
    await visit(theirs, '/settings/workspace');
    await theirs.getByRole('button', { name: 'Accept…' }).click();
    const question = theirs.getByRole('dialog', { name: 'Take over crm?' });
    await question.getByText('byte for byte', { exact: false }).waitFor();
    expect(await findViolations(theirs)).toEqual([]);
    await question.getByRole('button', { name: 'Take it over' }).click();
    await entry('crm', theirs).getByText('1 published action', { exact: false }).waitFor();
    await page.reload();
    await ready(page);
    expect(await entry('crm').count()).toBe(0);
    expect(acme.problems).toEqual([]);
    await acme.close();
  });

  test('offering to oneself, or to a slug that is none is told at the field', async () => {
    await visit(page, '/settings/workspace');
    await entry('notes').getByRole('button', { name: 'Offer notes…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Offer notes to another workspace' });
    const field = dialog.getByRole('textbox', { name: 'Slug of the workspace' });
    for (const [typed, words] of [
      ['', 'Say which workspace.'],
      ['default', 'That is this workspace.'],
      ['No Such', 'Use 2 to 40 lower-case letters, digits and hyphens.'],
    ] as const) {
      await field.fill(typed);
      await dialog.getByRole('button', { name: 'Make the offer' }).click();
      await dialog.getByText(words).waitFor();
    }
  });

  test('a person of two workspaces goes from one to the other; a key says that it belongs to one', async () => {
    const subject = `${provider.issuer}|dee`;
    const dee = await addPerson(registry, { subject, name: 'Dee', role: 'admin' });
    await addPerson(registry, { subject, name: 'Dee', role: 'viewer' }, acmeKey);
    // A link that somebody else made stays where it was made.
    const { editor: kept, page: there } = await openAs({ registry, browser }, dee);
    await there.getByRole('button', { name: 'Workspace default' }).click();
    expect(await there.getByRole('menuitemradio', { name: /^Acme Tools/ }).count()).toBe(0);
    await kept.close();
    // Who proved to be Dee says where, and goes where Dee may go.
    const other = await openEditor(browser, registry.url);
    const theirs = await other.newPage();
    await visit(theirs, '/sign-in');
    await theirs.getByRole('textbox', { name: 'API key' }).fill(await provider.issue('dee', AUDIENCE));
    await theirs.keyboard.press('Enter');
    const choice = theirs.getByRole('combobox', { name: 'Workspace' });
    await choice.waitFor();
    expect(await choice.getByRole('option').allTextContents()).toEqual(['acme', 'default']);
    expect(await findViolations(theirs)).toEqual([]);
    await choice.selectOption('default');
    await theirs.locator('main').getByRole('button', { name: 'Sign in', exact: true }).click();
    await ready(theirs, '/library');
    const menu = (slug: string) => theirs.getByRole('button', { name: `Workspace ${slug}` });
    await menu('default').click();
    await theirs.getByRole('menuitemradio', { name: /^Acme Tools/ }).click();
    await menu('acme').waitFor();
    await visit(theirs, '/settings/workspace');
    await expect.poll(() => theirs.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe('Acme Tools');
    const save = theirs.getByRole('button', { name: 'Save the name' });
    expect(await save.getAttribute('aria-disabled')).toBe('true');
    expect(other.problems).toEqual([]);
    await other.close();
    await visit(page, '/library');
    await page.getByRole('button', { name: 'Workspace default' }).click();
    await page.getByText('An API key belongs to one workspace.', { exact: false }).waitFor();
    await page.getByRole('menuitem', { name: 'Sign in with another key…' }).click();
    await page.getByRole('dialog').getByLabel('API key').fill(acmeKey);
    await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Workspace acme' }).waitFor();
  });

  test.each(LOOKS)('axe finds nothing with people, namespaces and each dialog: $theme at $width', async (look) => {
    const name = `Axe ${look.theme} ${look.width}`;
    await addPerson(registry, { subject: `axe|${look.theme}-${look.width}`, name, role: 'author' });
    const other = await openEditor(browser, registry.url, look);
    await signIn(other.context, registry.adminKey);
    [page] = other.context.pages() as [Page];
    const faults: string[] = [];
    const check = async (what: string): Promise<void> => {
      faults.push(...(await findViolations(page)).map((fault) => `${what}: ${fault}`));
      if ((await findOverflow(page)) > 0) faults.push(`${what}: scrolls sideways`);
      await page.keyboard.press('Escape');
    };
    await visit(page, '/settings/members');
    await check('members');
    await page.getByRole('button', { name: 'Add a person' }).first().click();
    await page.getByRole('dialog').waitFor();
    await check('add');
    await entry(name)
      .getByRole('button', { name: `Role of ${name}` })
      .click();
    await check('roles');
    for (const item of ['Sign-in link…', 'Remove…']) {
      await entry(name)
        .getByRole('button', { name: `Change ${name}` })
        .click();
      await page.getByRole('menuitem', { name: item }).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /Close|Cancel/ })
        .first()
        .waitFor();
      await check(item);
    }
    await visit(page, '/settings/workspace');
    await check('workspace');
    await entry('notes').getByRole('button', { name: 'Offer notes…' }).click();
    await page.getByRole('dialog').waitFor();
    await check('offer');
    await page.getByRole('button', { name: 'Workspace default' }).click();
    await check('switch');
    expect([...faults, ...other.problems]).toEqual([]);
    await other.close();
  });
});
