// What a draft breaks, told before it is signed: in a real browser, with its real worker under the real policy. Blocked where
// the registry would refuse, mended with one click, and what the registry knows better is shown in the same place.
import { createRegistry } from '@action-registry/client';
import type { JsonObject } from '@action-registry/schema';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type EditorContext,
  findViolations,
  isBrowserExpected,
  launchBrowser,
  openEditor,
  signIn,
  visit,
} from './browser.js';
import { LOOKS } from './editor-addresses.js';
import { createKey, trustKey } from './editor-keys-steps.js';
import { startTestRegistry, type TestRegistry } from './harness.js';
import { publishDocument, publishSamples, type TestKey } from './sample-actions.js';

const path = (maxLength: number): JsonObject => ({ path: { type: 'string', maxLength } });
const inputs = (properties: JsonObject): JsonObject => ({ type: 'object', properties });
const WIDE = inputs(path(255));
const NARROW = inputs(path(3));
/** Of three that exclude each other, one is another: whether that matters takes more states than are spent on it. */
const opaque = (last: string): JsonObject =>
  inputs({ path: { oneOf: ['a.{9}b', 'b.{9}a', last].map((pattern) => ({ type: 'string', pattern })) } });

describe.skipIf(!isBrowserExpected)('the contract of a draft (CHROMIUM_PATH)', () => {
  let registry: TestRegistry;
  let browser: Browser;
  let editor: EditorContext;
  let page: Page;
  let ana: TestKey;
  const clientOf = ({ url, adminKey }: TestRegistry) => createRegistry({ url, apiKey: adminKey });
  beforeAll(async () => {
    [registry, browser] = await Promise.all([startTestRegistry(), launchBrowser()]);
    ({ ana } = await publishSamples(clientOf(registry)));
  });
  afterAll(async () => {
    await browser.close();
    await registry.stop();
  });
  beforeEach(() => open());
  afterEach(async () => {
    const { problems } = editor;
    await editor.close();
    expect(problems).toEqual([]);
  });

  async function open(where = registry, look = {}): Promise<void> {
    editor = await openEditor(browser, where.url, look);
    await signIn(editor.context, where.adminKey);
    [page] = editor.context.pages() as [Page];
  }

  const tool = (name: string, version: string, inputSchema: JsonObject) => ({
    ...{ name, version, kind: 'tool', title: `Title of ${name}`, inputSchema },
    spec: { binding: { type: 'mcp', url: 'https://files.example.com/mcp', tool: 'move' } },
  });
  const publish = (name: string, version: string, inputSchema: JsonObject, where = registry): Promise<void> =>
    publishDocument(clientOf(where), tool(name, version, inputSchema), { key: ana });

  /** Opens the review of a draft that began from `base`. */
  async function review(name: string, base: string, inputSchema: JsonObject, where = registry): Promise<void> {
    const { version: _version, kind: _kind, ...content } = tool(name, base, inputSchema);
    const { action } = await clientOf(where).trpc.definitions.create.mutate({
      ...{ kind: 'tool', ...content, title: `Another title of ${name}`, base_version: base },
    });
    await visit(page, `/drafts/${action.id}/publish`);
  }

  /** Publishes a first release, makes a key that is trusted, and opens the review of what follows. */
  async function reviewNext(name: string, [first, next]: [JsonObject, JsonObject], where = registry): Promise<void> {
    await publish(name, '1.0.0', first, where);
    const kid = name.replaceAll(/[._]/g, '-');
    await createKey(page, kid);
    await trustKey(page, kid);
    await review(name, '1.0.0', next, where);
  }

  const note = () => page.getByRole('textbox', { name: 'What changed, for those who use it' });
  const version = () => page.getByRole('textbox', { name: 'Version' });
  const button = () => page.getByRole('button', { name: /^(?:Sign and publish|Publish) / });
  const contract = () => page.locator('.contract');
  const outcome = (of: string) => page.waitForSelector(`[data-contract="${of}"]`);
  const side = (of: string) => page.locator(`[data-side="${of}"]`).getAttribute('data-verdict');
  const use = (of: string) => contract().getByRole('button', { name: `Use ${of}` });
  const published = (reference: string) => page.waitForSelector(`[data-published="${reference}"]`);
  const isBlocked = () => button().getAttribute('aria-disabled');

  /** Goes on with Tab until the named control has the focus. */
  async function tabTo(name: RegExp): Promise<void> {
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press('Tab');
      const text = await page.evaluate(() => document.activeElement?.textContent ?? '');
      if (name.test(text)) return;
    }
    throw new Error(`no Tab leads to ${name}`);
  }

  test('a narrower input is shown with a witness and blocked, and one key press takes the version that passes', async () => {
    const workers: string[] = [];
    page.on('worker', (worker) => workers.push(worker.url()));
    await reviewNext('contract.narrow', [WIDE, NARROW]);
    expect(await version().inputValue()).toBe('2.0.0');
    await page.getByText('Proposed because callers break.').waitFor();
    await outcome('free');
    expect(workers.some((url) => url.includes('compare-worker'))).toBe(true);
    await version().focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('1.0.1');
    await outcome('refused');
    expect([await side('input'), await side('output')]).toEqual(['breaking', 'compatible']);
    await contract().getByText('255 → 3: longer texts are refused now').waitFor();
    await contract().getByText('This input was accepted by 1.0.0 and is refused now:').waitFor();
    const shown = await page.getByRole('region', { name: 'An input that is refused now' }).textContent();
    expect((JSON.parse(shown ?? '') as { path: string }).path.length).toBeGreaterThan(3);
    await page.getByRole('button', { name: 'Copy: An input that is refused now' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shown);
    expect([await isBlocked(), await button().getAttribute('title')]).toEqual([
      'true',
      '1.0.1 is too small a step: it takes 2.0.0 or later.',
    ]);
    let calls = 0;
    page.on('request', (request) => {
      if (request.url().includes('releases.publish')) calls += 1;
    });
    await note().fill('Shorter paths.');
    await page.keyboard.press('Control+Enter');
    await version().focus();
    await tabTo(/^Use 2\.0\.0/);
    expect(calls).toBe(0);
    await page.keyboard.press('Enter');
    await outcome('free');
    expect(await version().inputValue()).toBe('2.0.0');
    expect(await version().evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.press('Control+Enter');
    await published('contract.narrow@2.0.0');
    expect(await page.locator('h1 ~ * [data-verify]').getAttribute('data-verify')).toBe('verified');
  });

  test('what the release before it is compared with follows the version that is typed', async () => {
    await reviewNext('contract.lines', [NARROW, inputs(path(100))]);
    await publish('contract.lines', '2.0.0', WIDE);
    await page.reload();
    await page.getByText('For those who call 2.0.0').waitFor();
    await expect.poll(() => version().inputValue()).toBe('3.0.0');
    await version().fill('1.1.0');
    await page.getByText('For those who call 1.0.0').waitFor();
    await outcome('passed');
    await version().fill('1.0.1');
    await outcome('refused');
    await use('1.1.0').click();
    await outcome('passed');
    await version().fill('2.0.1');
    await page.getByText('For those who call 2.0.0').waitFor();
    await outcome('refused');
  });

  test('what cannot be decided is published with a reason, which the page and the log tell', async () => {
    await reviewNext('contract.opaque', [opaque('c.{9}d'), opaque('c.{9}e')]);
    expect(await version().inputValue()).toBe('2.0.0');
    await version().fill('1.0.1');
    await outcome('refused');
    expect(await side('input')).toBe('unknown');
    await contract().getByText('What stood in the way is “pattern”.').waitFor();
    expect(await isBlocked()).toBe('true');
    expect(await version().getAttribute('aria-invalid')).toBeNull();
    await page.getByText('Take 2.0.0 or later, or fill in “Why nothing breaks all the same”.').waitFor();
    await page.getByRole('textbox', { name: 'Why nothing breaks all the same' }).fill('Nobody sends the third.');
    await outcome('accepted');
    await note().fill('The third is another.');
    await button().click();
    await published('contract.opaque@1.0.1');
    const told = 'not decided against 1.0.0; accepted because: Nobody sends the third.';
    await page.getByText(told).waitFor();
    const { log_index } = await clientOf(registry).trpc.releases.get.query({ name: 'contract.opaque' });
    await visit(page, `/log?idx=${log_index}`);
    await page.getByText(told).waitFor();
  });

  test('a name that comes back otherwise than an earlier release had it takes a major step too', async () => {
    const mode = (type: string): JsonObject => inputs({ ...path(255), mode: { type } } as JsonObject);
    await publish('contract.back', '1.0.0', mode('string'));
    await publish('contract.back', '1.1.0', WIDE);
    await review('contract.back', '1.1.0', mode('integer'));
    expect(await version().inputValue()).toBe('2.0.0');
    await version().fill('1.2.0');
    await outcome('refused');
    await contract()
      .getByText(/“mode” was in 1\.0\.0, was removed, and comes back otherwise/)
      .waitFor();
    await use('2.0.0').click();
    await outcome('free');
  });

  test('a version below one that stands is held against that one, and one key press takes the version that passes', async () => {
    const mode = (type: string): JsonObject => inputs({ ...path(255), mode: { type } } as JsonObject);
    await publish('contract.below', '1.0.0', WIDE);
    await publish('contract.below', '1.2.0', mode('integer'));
    await review('contract.below', '1.2.0', mode('string'));
    await version().fill('1.1.0');
    await page.getByText('For those who are given 1.2.0 instead').waitFor();
    const above = page.locator('[data-contract-above]');
    expect(await above.getAttribute('data-contract-above')).toBe('refused');
    expect(await isBlocked()).toBe('true');
    await above.getByRole('button', { name: 'Use 2.0.0' }).click();
    await above.waitFor({ state: 'detached' });
    expect(await version().inputValue()).toBe('2.0.0');
  });

  test('a release of somebody else in between is compared with too, and then looked at', async () => {
    await reviewNext('contract.between', [WIDE, WIDE]);
    expect(await version().inputValue()).toBe('1.0.1');
    await publish('contract.between', '1.1.0', inputs(path(500)));
    await version().fill('1.1.1');
    await outcome('passed');
    await note().fill('Mine.');
    await button().click();
    await page.getByText('It was not published').waitFor();
    await page.getByText('For those who call 1.1.0').waitFor();
    await outcome('refused');
    await contract().getByText('500 → 255: longer texts are refused now').waitFor();
    await page.getByRole('button', { name: 'Look at what was published' }).click();
    await page.getByText('since 1.1.0', { exact: true }).waitFor();
    await use('2.0.0').click();
    await page.getByText('It was not published').waitFor({ state: 'detached' });
    await button().click();
    await published('contract.between@2.0.0');
  });

  test.each([
    {
      ...{ policy: 'warn', left: 'warned', check: 'Too small a step, which is published and recorded' },
      told: 'too small a step from 1.0.0, which is recorded',
    },
    { policy: 'off', left: 'off', check: 'Any step will do here', told: undefined },
  ])('a registry that says $policy publishes it, and the page says so', async ({ policy, left, check, told }) => {
    const other = await startTestRegistry({ env: { COMPAT_POLICY: policy } });
    await publishSamples(clientOf(other));
    await editor.close();
    await open(other);
    await reviewNext('contract.policy', [WIDE, NARROW], other);
    await version().fill('1.0.1');
    await outcome(left);
    expect(await side('input')).toBe('breaking');
    await page.getByText(check, { exact: true }).waitFor();
    await note().fill('Shorter paths.');
    await button().click();
    await published('contract.policy@1.0.1');
    if (told !== undefined) await page.getByText(told).waitFor();
    // The page listens to the registry for as long as it is open.
    await page.goto('about:blank');
    await other.stop();
  });

  test.each([
    ['no worker can start', () => page.addInitScript(() => Reflect.deleteProperty(globalThis, 'Worker'))],
    ['its file does not come', () => page.route(/compare-worker/, (route) => route.fulfill({ status: 404, body: '' }))],
  ])('where %s the page compares', async (what, arrange) => {
    const name = `contract.${what.startsWith('no') ? 'none' : 'lost'}`;
    await publish(name, '1.0.0', WIDE);
    await arrange();
    await review(name, '1.0.0', NARROW);
    expect(await version().inputValue()).toBe('2.0.0');
    expect(await side('input')).toBe('breaking');
  });

  test('where nothing can compare the page says so, proposes the next version, and compares when asked again', async () => {
    await publish('contract.nothing', '1.0.0', WIDE);
    await page.route(/assets\/compare-/, (route) => route.fulfill({ status: 404, body: '' }));
    await review('contract.nothing', '1.0.0', NARROW);
    await contract().getByText('It could not be compared here').waitFor();
    expect(await version().inputValue()).toBe('1.0.1');
    await page.unroute(/assets\/compare-/);
    await contract().getByRole('button', { name: 'Compare again' }).click();
    await outcome('free');
    expect(await version().inputValue()).toBe('2.0.0');
  });

  test.each(LOOKS)('axe finds nothing in what breaks and what is not decided: $theme at $width', async (look) => {
    await editor.close();
    await open(registry, look);
    const faults: string[] = [];
    const name = `contract_axe.${look.theme}_${look.width}`;
    await reviewNext(name, [inputs({ ...path(255), ...opaquePlace('c.{9}d') }), inputs({ ...path(3), more: {} })]);
    await version().fill('1.0.1');
    await outcome('refused');
    await contract()
      .getByText(/may surprise/)
      .click();
    faults.push(...(await findViolations(page)).map((fault) => `breaking: ${fault}`));
    await publish(`${name}_opaque`, '1.0.0', opaque('c.{9}d'));
    await review(`${name}_opaque`, '1.0.0', opaque('c.{9}e'));
    await version().fill('1.0.1');
    await outcome('refused');
    faults.push(...(await findViolations(page)).map((fault) => `not decided: ${fault}`));
    const isWide = await page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );
    expect([...faults, ...(isWide ? ['scrolls sideways'] : [])]).toEqual([]);
  });
});

/** A second input, so that there is something to take out. */
function opaquePlace(last: string): JsonObject {
  return { other: { type: 'string', pattern: last } };
}
