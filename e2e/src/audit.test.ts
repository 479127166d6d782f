// The audit as people fetch it: pages and files over HTTP, and what a refused attempt leaves behind.
import { randomBytes } from 'node:crypto';
import { createRegistry } from '@action-registry/client';
import { toBase64 } from '@action-registry/core';
import { createDatabase } from '@action-registry/db/testing';
import type { AuditEvent, AuditPage, CreatedWorkspace, LogEvent } from '@action-registry/schema';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startTestRegistry, type TestRegistry } from './harness.js';

const JSON_TYPE = { 'content-type': 'application/json' };

describe.each(['pglite', 'postgresql'] as const)('the audit on %s', (kind) => {
  let registry: TestRegistry;
  beforeAll(async () => {
    const { url, template } = inject('postgres');
    registry = await startTestRegistry({
      cliEnv: { ACTIONS_SIGNING_KEY: toBase64(randomBytes(32)), ACTIONS_SIGNING_KID: 'ci-key' },
      ...(kind === 'postgresql' && { databaseUrl: await createDatabase(url, template) }),
    });
    await registry.cli('init', '--kid', 'ci-key');
    for (const title of ['=HYPERLINK("x")', 'Plan']) {
      const body = JSON.stringify({ kind: 'prompt', title, spec: { prompt: 'Plan it.' } });
      const headers = { ...JSON_TYPE, 'user-agent': '=cmd()', 'x-request-id': 'my-request' };
      expect((await registry.fetch('/api/actions', { method: 'POST', headers, body })).status).toBe(201);
    }
  });
  afterAll(() => registry.stop());

  const page = async (query: string) => (await (await registry.fetch(`/log/audit${query}`)).json()) as AuditPage;
  const lines = (text: string) => text.trimEnd().split('\n');

  test('an event says who did it, by which credential and from where', async () => {
    const { items } = await page('?types=definition.create&limit=1');
    expect(items[0]).toMatchObject({
      type: 'definition.create',
      workspace: 'default',
      actor: expect.stringMatching(/^api_key:ark_/),
      source: { user_agent: '=cmd()', request_id: 'my-request', address: '127.0.0.1' },
    });
    const { source } = items[0] as AuditEvent;
    expect(registry.adminKey.startsWith(source?.credential ?? 'none')).toBe(true);
    expect(registry.adminKey).not.toBe(source?.credential);
  });

  test('NDJSON has the events of the pages, one a line', async () => {
    const { items } = await page('?limit=200');
    const answer = await registry.fetch('/log/audit.ndjson');
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="audit-default-\d{4}-\d\d-\d\d\.ndjson"$/,
    );
    expect(lines(await answer.text()).map((line) => JSON.parse(line))).toEqual(items);
    const some = lines(await (await registry.fetch('/log/audit.ndjson?types=definition.create,key.add')).text());
    expect(some.map((line) => (JSON.parse(line) as AuditEvent).type)).toEqual(
      items.map(({ type }) => type).filter((type) => type === 'definition.create' || type === 'key.add'),
    );
  });

  test('CSV has a header row, and runs nothing', async () => {
    const answer = await registry.fetch('/log/audit.csv?subject=definition:*');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    const rows = (await answer.text()).split('\r\n');
    expect(rows[0]).toBe(
      'index,at,type,workspace,actor,subject,before,after,data,address,user_agent,request_id,credential,leaf_hash',
    );
    expect(rows).toHaveLength(4);
    expect(rows[1]).toContain(",'=cmd(),my-request,ark_");
    expect(await (await registry.fetch('/log/audit.csv?actor=nobody')).text()).toBe(`${rows[0]}\r\n`);
  });

  test.each(['', '.ndjson', '.csv'])('/log/audit%s refuses bad filters and callers without the right', async (form) => {
    const codeOf = async (answer: Response) => {
      const { error } = (await answer.json()) as { error: { code: string } };
      return [answer.status, error.code];
    };
    const bad = (query: string) => registry.fetch(`/log/audit${form}?${query}`);
    for (const query of ['types=nope', 'from=yesterday', 'from=0000-01-01T00:00:00Z', 'no_such=1'])
      expect([query, await codeOf(await bad(query))]).toEqual([query, [400, 'INVALID_BODY']]);
    expect(await codeOf(await bad('subject=%00'))).toEqual([400, 'INVALID_JSON']);
    const anonymous = await fetch(`${registry.url}/log/audit${form}`);
    expect(await codeOf(anonymous)).toEqual([401, 'UNAUTHENTICATED']);
    const wrong = await fetch(`${registry.url}/log/audit${form}`, { headers: { 'x-api-key': 'wrong' } });
    expect(await codeOf(wrong)).toEqual([401, 'UNAUTHENTICATED']);
  });

  describe('of two workspaces', () => {
    let theirs: Record<string, string>;
    beforeAll(async () => {
      const body = JSON.stringify({ slug: 'theirs', name: 'Theirs' });
      const made = await registry.fetch('/workspaces', { method: 'POST', headers: JSON_TYPE, body });
      const { secret } = (await made.json()) as CreatedWorkspace;
      theirs = { authorization: `Bearer ${secret}` };
      const draft = JSON.stringify({ kind: 'prompt', title: 'Private', spec: { prompt: 'Keep it.' } });
      await fetch(`${registry.url}/api/actions`, { method: 'POST', headers: { ...JSON_TYPE, ...theirs }, body: draft });
    });

    const workspacesOf = (events: readonly { workspace?: string | undefined; type: string }[], type: string) =>
      new Set(events.filter((event) => event.type === type).map(({ workspace }) => workspace));
    const listAll = async (headers: Record<string, string>, query = '') => {
      const answer = await fetch(`${registry.url}/log/audit?limit=200${query}`, { headers });
      return ((await answer.json()) as AuditPage).items;
    };

    test('pages and files hold no word of the other’s private events', async () => {
      const seen = await listAll(theirs);
      expect(workspacesOf(seen, 'definition.create')).toEqual(new Set(['theirs']));
      expect(workspacesOf(seen, 'api_key.create')).toEqual(new Set(['theirs']));
      expect(await listAll(theirs, '&workspace=default')).toEqual(
        seen.filter(({ workspace }) => workspace === 'default'),
      );
      expect(await listAll(theirs, '&subject=definition:1')).toEqual([]);
      for (const form of ['ndjson', 'csv']) {
        const text = await (await fetch(`${registry.url}/log/audit.${form}`, { headers: theirs })).text();
        expect([form, text.includes('definition:3'), text.includes('definition:1')]).toEqual([form, true, false]);
        expect(text).not.toContain('my-request');
      }
      const own = { authorization: `Bearer ${registry.adminKey}` };
      expect(workspacesOf(await listAll(own), 'definition.create')).toEqual(new Set(['default']));
    });

    /** The events of a stream up to an index. */
    async function stream(headers: Record<string, string>, query: string, last: number): Promise<LogEvent[]> {
      const stop = new AbortController();
      const answer = await fetch(`${registry.url}/events?after=-1${query}`, { headers, signal: stop.signal });
      const events: LogEvent[] = [];
      let text = '';
      for await (const piece of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        text += piece;
        const whole = text.split('\n\n');
        text = whole.pop() ?? '';
        for (const block of whole) {
          const data = /^data: (.*)$/m.exec(block)?.[1];
          if (data !== undefined) events.push(JSON.parse(data) as LogEvent);
        }
        if ((events.at(-1)?.index ?? -1) >= last) break;
      }
      stop.abort();
      return events.filter(({ index }) => index <= last);
    }

    test('a stream shows each what they may see, and its filters narrow it', async () => {
      const own = { authorization: `Bearer ${registry.adminKey}` };
      for (const headers of [own, theirs]) {
        const seen = (await listAll(headers)).map(({ source: _source, ...event }) => event).reverse();
        const all = await stream(headers, '', seen.at(-1)?.index ?? 0);
        expect(all).toEqual(seen);
        const drafts = seen.filter(({ type }) => type === 'definition.create');
        const last = drafts.at(-1)?.index ?? 0;
        expect(await stream(headers, '&type=definition.create', last)).toEqual(drafts);
        const [slug] = workspacesOf(drafts, 'definition.create');
        const ofSlug = all.filter(({ workspace, index }) => workspace === slug && index <= last);
        expect(await stream(headers, `&workspace=${slug}`, last)).toEqual(ofSlug);
      }
      const open = (await listAll(own)).filter(({ leaf }) => !leaf.includes('"private"'));
      const seen = await stream({}, '', open[0]?.index ?? 0);
      expect(seen.map(({ index }) => index)).toEqual(open.map(({ index }) => index).reverse());
    });

    test('so does a stream over tRPC', async () => {
      const secret = theirs.authorization?.slice('Bearer '.length) ?? '';
      const seen = (await listAll(theirs)).reverse().filter(({ index }) => index > 0);
      const events: LogEvent[] = [];
      for await (const event of createRegistry({ url: registry.url, apiKey: secret }).watch({ after: 0 })) {
        events.push(event);
        if (event.index >= (seen.at(-1)?.index ?? 0)) break;
      }
      expect(events).toEqual(seen.map(({ source: _source, ...event }) => event));
    });
  });

  test('refused attempts are counted by code, whichever door they came by', async () => {
    const count = async () => {
      const text = await (await registry.fetch('/metrics')).text();
      return Number(/registry_refusals_total\{code="UNAUTHENTICATED"\} (\d+)/.exec(text)?.[1] ?? 0);
    };
    const before = await count();
    for (const path of ['/log/audit', '/log/audit.csv', '/trpc/log.audit', '/keys?x=1'])
      await fetch(`${registry.url}${path}`, { headers: { 'x-api-key': 'wrong' } });
    expect((await count()) - before).toBe(4);
  });
});
