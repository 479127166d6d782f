// What a page of another origin can do in a browser that is signed in here: nothing, in a real browser, by any way that a page
// has of sending a request without asking first.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isBrowserExpected, launchBrowser, signIn } from './browser.js';
import { startTestRegistry, type TestRegistry } from './harness.js';

const DRAFT = { kind: 'prompt', title: 'Planted', spec: { prompt: 'Planted.' } };

/** Where the attacker's page is: the same host under another port is the same site, to which browsers send the cookie. */
const PLACES = ['localhost', '127.0.0.1', 'evil.localhost'] as const;

describe.skipIf(!isBrowserExpected)('a page of another origin (CHROMIUM_PATH)', () => {
  let registry: TestRegistry;
  let attacker: Server;
  let browser: Browser;
  let context: BrowserContext;
  let definition: { id: number; revision: number };
  beforeAll(async () => {
    attacker = createServer((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>x</title>'),
    ).listen(0);
    [registry, browser] = await Promise.all([startTestRegistry(), launchBrowser()]);
    context = await browser.newContext({ baseURL: registry.url });
    await signIn(context, registry.adminKey);
    const made = await registry.fetch('/api/actions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...DRAFT, title: 'Mine' }),
    });
    definition = ((await made.json()) as { action: { id: number; revision: number } }).action;
  });
  afterAll(async () => {
    await browser.close();
    await registry.stop();
    attacker.close();
  });

  const size = async () => ((await (await registry.fetch('/log/entries?limit=1')).json()) as { size: number }).size;
  /** Who the browser is to the registry, asked by a page of its own. */
  async function whoAmI(): Promise<string> {
    const page = await context.newPage();
    await page.goto('/app/sign-in');
    const name = await page.evaluate(async () => {
      const { caller } = (await (await fetch('/sessions/current')).json()) as { caller: { name: string } | null };
      return caller?.name ?? 'nobody';
    });
    await page.close();
    return name;
  }

  describe.each(PLACES)('on %s under another port', (host) => {
    let page: Page;
    let before: number;
    const attackUrl = () => `http://${host}:${(attacker.address() as AddressInfo).port}/`;
    beforeEach(async () => {
      page = await context.newPage();
      await page.goto(attackUrl());
      before = await size();
      return async () => {
        await page.close();
        // Whatever was tried: nothing was written, and the browser is signed in as before.
        expect(await size()).toBe(before);
        expect(await whoAmI()).toBe('admin');
      };
    });

    /** Sends without asking first, as any page may, and with the cookie; resolves when the answer came, which no page may see. */
    const send = (path: string, init: { method?: string; body?: string; headers?: Record<string, string> } = {}) =>
      page.evaluate(
        ([url, how]) =>
          fetch(url, { method: 'POST', ...how, mode: 'no-cors', credentials: 'include' }).then(
            (answer) => answer.type,
            () => 'blocked',
          ),
        [`${registry.url}${path}`, init] as const,
      );
    const typed = (body: string, type: string) => ({ body, headers: { 'content-type': type } });

    test('cannot write by fetch, whichever simple type the body claims to be', async () => {
      const body = JSON.stringify(DRAFT);
      const simple = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'];
      for (const path of ['/api/actions', '/trpc/definitions.create', '/trpc/definitions.create?batch=1'])
        for (const init of [{ body }, ...simple.map((type) => typed(body, type))])
          expect(['opaque', 'blocked']).toContain(await send(path, init));
    });

    test('cannot write by a method that has to ask first, nor by JSON', async () => {
      const tries = [
        ['POST', '/api/actions', JSON.stringify(DRAFT)],
        ['POST', '/trpc/definitions.create', JSON.stringify(DRAFT)],
        ['PUT', `/api/actions/${definition.id}`, JSON.stringify({ ...DRAFT, revision: definition.revision })],
        ['DELETE', `/api/actions/${definition.id}`, '{}'],
        ['DELETE', '/sessions/current', '{}'],
      ] as const;
      for (const [method, path, body] of tries) {
        const outcome = await page.evaluate(
          ([url, how, text]) =>
            fetch(url, {
              method: how,
              body: text,
              credentials: 'include',
              headers: { 'content-type': 'application/json' },
            }).then(
              ({ status }) => status,
              () => 'blocked',
            ),
          [`${registry.url}${path}`, method, body] as const,
        );
        expect([method, path, outcome]).toEqual([method, path, 'blocked']);
      }
    });

    test('cannot write by a form, not even one that spells JSON', async () => {
      const [head, tail] = JSON.stringify({ ...DRAFT, title: 'x=y' }).split('=') as [string, string];
      for (const path of ['/api/actions', '/trpc/definitions.create']) {
        for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
          const answered = page.waitForResponse((response) => response.url() === `${registry.url}${path}`);
          await page.evaluate(
            ([action, enctype, name, value]) => {
              const form = Object.assign(document.createElement('form'), { method: 'post', action, enctype });
              form.append(Object.assign(document.createElement('input'), { name, value }));
              document.body.append(form);
              form.submit();
            },
            [`${registry.url}${path}`, type, head, tail] as const,
          );
          await page.waitForURL(`${registry.url}${path}`);
          expect((await answered).status()).toBeGreaterThanOrEqual(400);
          await page.goto(attackUrl());
        }
      }
    });

    test('can neither sign the browser out nor in as somebody else', async () => {
      for (const path of ['/trpc/sessions.signOut', '/trpc/sessions.signOut?batch=1', '/sessions/current'])
        for (const body of [undefined, '{}'])
          await send(path, { ...(body !== undefined && { body, type: 'text/plain' }) });
      const made = await registry.fetch('/sessions/links', { method: 'POST' });
      const link_token = new URL(((await made.json()) as { url: string }).url).hash.replace('#token=', '');
      for (const path of ['/sessions', '/trpc/sessions.signIn'])
        await send(path, typed(JSON.stringify({ link_token }), 'text/plain'));
      const used = await fetch(`${registry.url}/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ link_token }),
      });
      expect(used.status).toBe(200);
    });

    test('cannot read what is private', async () => {
      const read = (path: string) =>
        page.evaluate(
          (url) =>
            fetch(url, { credentials: 'include' }).then(
              (answer) => answer.text(),
              () => 'blocked',
            ),
          `${registry.url}${path}`,
        );
      for (const path of ['/api/actions', '/sessions/current', '/trpc/definitions.list', '/log/entries?limit=200'])
        expect([path, await read(path)]).toEqual([path, 'blocked']);
    });
  });
});
