// Every view of the editor, light and dark, wide and narrow: nothing that axe objects to, nothing that breaks the
// Content-Security-Policy, no error in the console, no sideways scrolling; and what lies over views: palette, sheets, menus.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createRegistry } from '@action-registry/client';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type EditorContext,
  findOverflow,
  findViolations,
  isBrowserExpected,
  launchBrowser,
  openEditor,
  signIn,
  visit,
} from './browser.js';
import { ADDRESSES, LOOKS } from './editor-addresses.js';
import { startTestRegistry, type TestRegistry } from './harness.js';
import { ROOT } from './process.js';
import { publishSamples } from './sample-actions.js';
import { putSampleCatalogues } from './sample-catalogues.js';

/** The routes as the editor lists them; the compiler holds that list against the router. */
function listRoutes(): string[] {
  const file = path.join(ROOT, 'apps/editor/src/app/routes.ts');
  return [...readFileSync(file, 'utf8').matchAll(/^ {2}'(\/[^']*)': true,$/gm)].map(([, route = '']) => route);
}

test('every route of the editor is looked at', () => {
  const routes = listRoutes();
  expect(routes.length).toBeGreaterThan(10);
  expect(Object.keys(ADDRESSES).sort()).toEqual(routes.sort());
});

describe.skipIf(!isBrowserExpected)('each view (CHROMIUM_PATH)', () => {
  let registry: TestRegistry;
  let browser: Browser;
  let draft: number;
  beforeAll(async () => {
    [registry, browser] = await Promise.all([startTestRegistry(), launchBrowser()]);
    const client = createRegistry({ url: registry.url, apiKey: registry.adminKey });
    await publishSamples(client);
    await putSampleCatalogues(client);
    const { action } = await client.trpc.definitions.clone.mutate({ reference: 'notes.summary@1.2.0' });
    draft = action.id;
  });
  afterAll(async () => {
    await browser.close();
    await registry.stop();
  });

  /** What is wrong with the page as it stands. */
  async function findFaults(page: Page): Promise<string[]> {
    const violations = await findViolations(page);
    const overflow = await findOverflow(page);
    const headings = await page.locator('h1').count();
    return [
      ...violations,
      ...(overflow > 0 ? [`scrolls sideways by ${overflow}`] : []),
      ...(headings === 1 ? [] : [`${headings} h1`]),
    ];
  }

  async function open(look: (typeof LOOKS)[number]): Promise<{ editor: EditorContext; page: Page }> {
    const editor = await openEditor(browser, registry.url, look);
    await signIn(editor.context, registry.adminKey);
    const [page] = editor.context.pages() as [Page];
    return { editor, page };
  }

  describe.each(LOOKS)('$theme at $width', (look) => {
    test.each(Object.keys(ADDRESSES))('%s has no fault', async (route) => {
      const { editor, page } = await open(look);
      const faults: string[] = [];
      for (const address of ADDRESSES[route] ?? []) {
        const where = address.replace('$id', String(draft));
        await visit(page, where);
        faults.push(...(await findFaults(page)).map((fault) => `${where}: ${fault}`));
      }
      faults.push(...editor.problems);
      await editor.close();
      expect(faults).toEqual([]);
    });

    test('what lies over views has no fault', async () => {
      const { editor, page } = await open(look);
      const faults: string[] = [];
      const check = async (what: string): Promise<void> => {
        faults.push(...(await findFaults(page)).map((fault) => `${what}: ${fault}`));
        await page.keyboard.press('Escape');
      };
      await visit(page, '/a/notes.summary');
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Search actions and run commands' }).fill('notes');
      await page.getByRole('option', { name: /notes\.summary/ }).waitFor();
      await check('palette');
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
      await check('shortcut sheet');
      await page.locator('.verify-button').click();
      await page.getByRole('dialog', { name: 'Verification' }).waitFor();
      await check('verification');
      await page.getByRole('button', { name: 'Trust keys…' }).click();
      await page.getByRole('dialog').getByText('ana-laptop').first().waitFor();
      await check('trust keys');
      for (const entry of ['Deprecate…', 'Yank…', 'Move a channel here…']) {
        await page.getByRole('button', { name: 'More actions' }).click();
        await page.getByRole('menu').waitFor();
        if (entry === 'Yank…') faults.push(...(await findViolations(page)).map((fault) => `menu: ${fault}`));
        await page.getByRole('menuitem', { name: entry }).click();
        await page.getByRole('dialog').waitFor();
        await check(entry);
      }
      await visit(page, '/library');
      await page.getByRole('checkbox', { name: 'Select notes.summary' }).check();
      await page.getByRole('region', { name: 'Selected actions' }).waitFor();
      faults.push(...(await findFaults(page)).map((fault) => `bulk bar: ${fault}`));
      await page.getByRole('combobox', { name: 'Search published actions' }).fill('kind:');
      await page.getByRole('option', { name: 'prompt' }).waitFor();
      faults.push(...(await findFaults(page)).map((fault) => `suggestions: ${fault}`));
      faults.push(...editor.problems);
      await editor.close();
      expect(faults).toEqual([]);
    });
  });
});
