// The editor's door: its files below /app/, and its one page for every other path there, so that each view is a URL. Each
// answer of the page carries a fresh nonce, without which no inline style of it counts.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Hono } from 'hono';
import type { Bindings } from './request.js';
import { openStaticFiles } from './static-files.js';

const FOLDER = fileURLToPath(new URL('../../../editor/dist', import.meta.url));
const NONCE_MARK = '__CSP_NONCE__';
const NONCE_BYTES = 18;
const NOT_BUILT = `<!doctype html><html lang="en"><title>Action Registry</title>
<h1>The editor is not built</h1><p>Build it with <code>npx --yes pnpm@10.34.9 build</code> and start the server again.</p>\n`;

/** Adds the editor, and the way to it from the root. */
export function addEditorRoutes(app: Hono<Bindings>): void {
  const files = openStaticFiles(FOLDER, (name) => name.startsWith('assets/'));
  const pageFile = path.join(FOLDER, 'index.html');
  const page = existsSync(pageFile) ? readFileSync(pageFile, 'utf8') : undefined;
  const toApp = () => new Response(null, { status: 302, headers: { Location: '/app/', 'Cache-Control': 'no-cache' } });
  app.get('/', toApp);
  app.get('/app', toApp);
  app.get('/app/*', async (c) => {
    c.var.ctx.answer.route = '/app/*';
    const name = c.req.path.slice('/app/'.length);
    const file = name === 'index.html' ? undefined : await files.answer(name, c.req.raw);
    if (file !== undefined) return file;
    // A file that is not there must not be answered with a page, which a browser would run as a script.
    if (/\.[a-z0-9]+$/i.test(name) && name.startsWith('assets/')) return c.notFound();
    return page === undefined ? toPage(NOT_BUILT, 503) : toPage(page, 200);
  });
}

function toPage(page: string, status: number): Response {
  const nonce = randomBytes(NONCE_BYTES).toString('base64');
  const policy = [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': policy.join('; '),
  };
  return new Response(page.replaceAll(NONCE_MARK, nonce), { status, headers });
}
