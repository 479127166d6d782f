// The editor as its users meet it: the built server, Debian's Chromium, a recorder that keeps every console error, page
// error and breach of the Content-Security-Policy, and axe.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

/** Where the browser is, as vitest.config.ts found it. */
const executablePath = process.env.CHROMIUM_PATH;
/** In CI a missing browser fails the test instead of skipping it. */
export const isBrowserExpected = executablePath !== undefined || Boolean(process.env.CI);

/** Below this width the editor is looked at as on a phone. */
const NARROW = 700;

/** How a page is looked at. */
export type Look = { width?: number; height?: number; theme?: 'light' | 'dark' };

/** Starts the browser. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ args: ARGS, ...(executablePath && { executablePath }) });
}

/** A fresh profile whose pages are looked at in one way; the problems of all of them are kept. */
export type EditorContext = {
  context: BrowserContext;
  /** Console errors, page errors and breaches of the policy so far; none is what a test expects. */
  problems: string[];
  newPage(): Promise<Page>;
  close(): Promise<void>;
};

/** Opens a fresh profile on the editor of a registry. */
export async function openEditor(
  browser: Browser,
  baseURL: string,
  { width = 1280, height = 800, theme = 'light' }: Look = {},
): Promise<EditorContext> {
  const context = await browser.newContext({
    baseURL,
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: 'reduce',
    ...(width < NARROW && { isMobile: true, hasTouch: true }),
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const problems: string[] = [];
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  context.on('console', (message) => {
    if (message.type() === 'error' && !isExpectedRefusal(message.text())) problems.push(message.text());
  });
  context.on('weberror', (error) => problems.push(String(error.error())));
  return { context, problems, newPage: () => context.newPage(), close: () => context.close() };
}

/** Chromium itself reports answers with a status of 400 and above; the editor has words for each of them on the page. */
function isExpectedRefusal(text: string): boolean {
  return /^Failed to load resource: the server responded with a status of (?:400|401|403|404|409|422|429)\b/.test(text);
}

/** Opens a path below /app and waits until the view says that it shows its data. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(`/app${path}`);
  await ready(page);
}

/** Waits until the view shows its data. */
export async function ready(page: Page, pathname?: string): Promise<void> {
  const selector = pathname === undefined ? 'html[data-route-ready]' : `html[data-route-ready="${pathname}"]`;
  await page.waitForSelector(selector, { state: 'attached' });
}

/** Signs the profile in without the form, and leaves it an empty page. */
export async function signIn(context: BrowserContext, apiKey: string): Promise<void> {
  if (context.pages().length === 0) await context.newPage();
  const answer = await context.request.post('/sessions', { data: { api_key: apiKey } });
  if (answer.status() !== 200) throw new Error(`signing in was answered with ${answer.status()}`);
}

/** The same from within a page, for a host that only this browser can find. */
export async function signInFromPage(context: BrowserContext, apiKey: string): Promise<void> {
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto('/app/sign-in');
  const status = await page.evaluate(async (api_key) => {
    const body = JSON.stringify({ api_key });
    const headers = { 'content-type': 'application/json' };
    return (await fetch('/sessions', { method: 'POST', headers, body })).status;
  }, apiKey);
  if (status !== 200) throw new Error(`signing in was answered with ${status}`);
}

/** How many pixels the page is wider than its window: more than 0 scrolls sideways. */
export function findOverflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

/** One violation in one line, with the places that have it. */
export type Violation = string;

/** What axe finds on the page as it stands. */
export async function findViolations(page: Page): Promise<Violation[]> {
  await page.evaluate(AXE);
  return page.evaluate(async (tags) => {
    type Result = { id: string; help: string; nodes: { target: unknown[]; failureSummary?: string }[] };
    const { axe } = globalThis as unknown as {
      axe: { run(where: Document, options: object): Promise<{ violations: Result[] }> };
    };
    const { violations } = await axe.run(document, {
      runOnly: { type: 'tag', values: tags },
      // What is in order needs no list of its places: making them takes most of the time.
      resultTypes: ['violations'],
    });
    return violations.map(({ id, help, nodes }) => {
      const places = nodes
        .slice(0, 5)
        .map(({ target, failureSummary = '' }) => `${target.join(' ')} (${failureSummary})`);
      return `${id}: ${help}: ${places.join('; ')}`;
    });
  }, AXE_TAGS);
}
