// The API described for machines at /openapi.json and for people at /docs. Swagger UI comes from our own disk: the page works
// without any other host.
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Hono } from 'hono';
import { VERSION } from '../services/system.js';
import { matchesTag } from './conditional.js';
import { createOpenApiDocument } from './openapi.js';
import type { Bindings } from './request.js';
import { openStaticFiles } from './static-files.js';

const SHOWN = new Set(['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png']);
// Swagger UI styles its elements by script, which no policy of styles forbids, and loads nothing but this.
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";
const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Action Registry API</title>
    <link rel="icon" href="/docs/favicon-32x32.png" />
    <link rel="stylesheet" href="/docs/swagger-ui.css" />
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;
const START = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null });\n`;

/** Adds the routes. */
export function addDocsRoutes(app: Hono<Bindings>): void {
  const folder = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const files = openStaticFiles(folder, () => false);
  let document: { body: string; etag: string } | undefined;
  app.get('/openapi.json', (c) => {
    c.var.ctx.answer.route = '/openapi.json';
    document ??= describeApi();
    const headers = { 'Content-Type': 'application/json', ETag: document.etag, 'Cache-Control': 'no-cache' };
    return matchesTag(c.req.header('if-none-match'), document.etag)
      ? new Response(null, { status: 304, headers })
      : new Response(document.body, { headers });
  });
  app.get('/docs', () => new Response(PAGE, { headers: pageHeaders('text/html; charset=utf-8') }));
  app.get('/docs/start.js', () => new Response(START, { headers: pageHeaders('text/javascript; charset=utf-8') }));
  app.get('/docs/:file', async (c) => {
    c.var.ctx.answer.route = '/docs/*';
    const name = c.req.param('file');
    return (SHOWN.has(name) ? await files.answer(name, c.req.raw) : undefined) ?? c.notFound();
  });
}

function pageHeaders(type: string): Record<string, string> {
  return { 'Content-Type': type, 'Content-Security-Policy': POLICY, 'Cache-Control': 'no-cache' };
}

function describeApi(): { body: string; etag: string } {
  const body = JSON.stringify(createOpenApiDocument(VERSION));
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url')}"` };
}
