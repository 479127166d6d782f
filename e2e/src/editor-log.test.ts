// The log as a browser checks it: its key is trusted on first use, every release is then held against proofs and against the
// checkpoint that was remembered, and a revoked key changes the badge of a page that stands open.
import { createRegistry } from '@action-registry/client';
import type { Browser, Page, Route } from 'playwright-core';
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
import { keyCard } from './editor-keys-steps.js';
import { startTestRegistry, type TestRegistry } from './harness.js';
import { publishSamples, type TestKey } from './sample-actions.js';

const RESOLVE = /\/trpc\/[^?]*releases\.resolve/;
const CHECKPOINT = 'action-registry.checkpoint';

describe.skipIf(!isBrowserExpected)('the log in the browser (CHROMIUM_PATH)', () => {
  let registry: TestRegistry;
  let browser: Browser;
  let editor: EditorContext;
  let page: Page;
  let ana: TestKey;
  const client = () => createRegistry({ url: registry.url, apiKey: registry.adminKey });
  beforeAll(async () => {
    [registry, browser] = await Promise.all([startTestRegistry(), launchBrowser()]);
    ({ ana } = await publishSamples(client()));
  });
  afterAll(async () => {
    await browser.close();
    await registry.stop();
  });
  beforeEach(async () => {
    editor = await openEditor(browser, registry.url);
    await signIn(editor.context, registry.adminKey);
    [page] = editor.context.pages() as [Page];
    await visit(page, '/a/notes.summary');
    await trustKeys();
  });
  afterEach(async () => {
    const { problems } = editor;
    await editor.close();
    expect(problems).toEqual([]);
  });

  const badge = () => page.locator('.verify-button [data-verify]');
  const remembered = () => page.evaluate((name) => localStorage.getItem(name), CHECKPOINT);
  const reload = async (): Promise<void> => {
    await page.reload();
    await ready(page);
  };

  /** Trusts the keys of the release and of the log, as a person does on first use. */
  async function trustKeys(): Promise<void> {
    await page.getByRole('button', { name: 'Trust keys…' }).click();
    await page.getByRole('dialog').getByText('signs the log’s checkpoints').waitFor();
    await page.getByRole('button', { name: /^Trust these 2 keys in this browser$/ }).click();
    await expect.poll(() => badge().getAttribute('data-verify')).toBe('verified');
  }

  /** Answers with what the registry says, changed. */
  async function change(alter: (text: string) => string): Promise<void> {
    await page.route(RESOLVE, async (route: Route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: alter(await response.text()) });
    });
  }

  test('on first use the log’s key is trusted too, its checks are listed, and the checkpoint is remembered', async () => {
    await expect.poll(remembered).toContain('\n');
    await reload();
    await badge().click();
    const panel = page.getByRole('dialog', { name: 'Verification' });
    for (const name of ['log_inclusion', 'log_checkpoint', 'log_consistency', 'log_freshness'])
      expect([name, await panel.locator(`[data-check=${name}]`).getAttribute('data-ok')]).toEqual([name, 'true']);
    expect(await panel.getByText(/is the registry’s word/).count()).toBe(0);
    expect(await findViolations(page)).toEqual([]);
  });

  test('without a key of the log the panel says whose word its place is, and offers to trust one', async () => {
    await page.evaluate(() => {
      const name = 'action-registry.pinned-keys';
      const pins = JSON.parse(localStorage.getItem(name) ?? '[]') as { role?: string }[];
      localStorage.setItem(name, JSON.stringify(pins.filter(({ role }) => role !== 'log')));
    });
    await reload();
    await badge().click();
    await page.getByText(/Its place in the log is the registry’s word/).waitFor();
    expect(await page.locator('[data-check=log_inclusion]').count()).toBe(0);
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Trust the log’s key…' }).click();
    await page.getByRole('button', { name: /^Trust these 2 keys/ }).click();
    await page.locator('[data-check=log_inclusion]').waitFor();
  });

  test('a tampered proof is invalid, in the protocol’s words', async () => {
    await change((text) => text.replace(/("proof":\[\{"index":\d+,"hashes":\[")[^"]+/, `$1${'A'.repeat(43)}=`));
    await reload();
    expect(await badge().textContent()).toBe('Invalid · Bad inclusion proof');
    expect(await findViolations(page)).toEqual([]);
  });

  test('an answer without the release is one that is not in the log', async () => {
    await change((text) => text.replace(/"proof":\[.*?\]\}\]/, '"proof":[]'));
    await reload();
    expect(await badge().textContent()).toBe('Invalid · Not in the log');
  });

  test('a log that is smaller than it was is told with evidence, and is not remembered', async () => {
    const old = await (await registry.fetch(`/trpc/releases.resolve?batch=1&input=${ask()}`)).text();
    await client().trpc.releases.deprecate.mutate({ name: 'notes.summary', version: '1.1.0', reason: 'An older one' });
    await reload();
    const larger = await remembered();
    await page.route(RESOLVE, (route) => route.fulfill({ contentType: 'application/json', body: old }));
    await reload();
    expect(await badge().textContent()).toBe('Invalid · Log inconsistent: possible fork');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download the evidence' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('fork-evidence.json');
    await badge().click();
    await page.locator('[data-check=log_consistency]', { hasText: 'The log is smaller than it was' }).waitFor();
    expect(await findViolations(page)).toEqual([]);
    expect(await remembered()).toBe(larger);
  });

  test('evidence that cannot be fetched never reads as verified', async () => {
    await page.route(RESOLVE, (route) => route.abort());
    await reload();
    expect(await badge().getAttribute('data-verify')).toBe('unavailable');
    expect(await page.locator('[data-verify=verified]').count()).toBe(0);
    await badge().click();
    await page.getByText(/could not be fetched/).waitFor();
    editor.problems.length = 0;
  });

  test('revoking a key changes the badge of an open page within two seconds', async () => {
    const admin = await openEditor(browser, registry.url);
    await signIn(admin.context, registry.adminKey);
    const [other] = admin.context.pages() as [Page];
    await page.waitForSelector('[data-live=live]', { state: 'attached' });
    await visit(other, '/keys/trusted');
    await keyCard(other, 'ana-laptop').getByRole('button', { name: 'Change ana-laptop' }).click();
    await other.getByRole('menuitem', { name: 'Revoke…' }).click();
    const dialog = other.getByRole('dialog', { name: 'Revoke ana-laptop?' });
    await dialog.getByText(/^Releases before entry \d+ stay valid/).waitFor();
    await dialog.getByRole('combobox', { name: 'What stays valid' }).selectOption('all');
    await dialog.getByRole('button', { name: 'Revoke the key' }).click();
    await dialog.getByText('Say why.').waitFor();
    await dialog.getByText('Type the key’s name as it is written above.').waitFor();
    expect(await findViolations(other)).toEqual([]);
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('The laptop was stolen');
    await dialog.getByRole('textbox', { name: 'Type ana-laptop to confirm' }).fill(ana.kid);
    await dialog.getByRole('button', { name: 'Revoke the key' }).click();
    await keyCard(other, ana.kid).getByText('Revoked', { exact: true }).waitFor();
    await expect.poll(() => badge().textContent(), { timeout: 2_000 }).toBe('Invalid · Key revoked');
    await admin.close();
  });
});

function ask(): string {
  return encodeURIComponent(JSON.stringify({ 0: { references: { release: 'notes.summary@1.2.0' } } }));
}
