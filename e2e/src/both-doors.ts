// The same call through tRPC and REST: a refusal has one code whichever way it was asked for, and leaves nothing behind.
import type { JsonObject } from '@action-registry/schema';
import { expect } from 'vitest';

/** Where a call goes over REST. */
export type RestCall = { method: string; path: string };
type Wire = { code: string; message: string; details: Record<string, unknown>; request_id: string };
type Ask = (path: string, init?: RequestInit) => Promise<Response>;

const JSON_TYPE = { 'content-type': 'application/json' };

/** How many entries the log has; every state change appends one. */
async function readLogSize(ask: Ask): Promise<number> {
  return ((await (await ask('/log/entries?limit=1')).json()) as { size: number }).size;
}

/** Sends an input through both doors, queries by GET, and returns the two refusals. */
async function askBoth(
  ask: Ask,
  { procedure, rest }: { procedure: string; rest: RestCall },
  input: JsonObject,
): Promise<{ status: number; error: Wire }[]> {
  const isRead = rest.method === 'GET';
  const text = JSON.stringify(input);
  const trpc = isRead
    ? await ask(`/trpc/${procedure}?input=${encodeURIComponent(text)}`)
    : await ask(`/trpc/${procedure}`, { method: 'POST', headers: JSON_TYPE, body: text });
  const init = isRead ? {} : { method: rest.method, headers: JSON_TYPE, body: text };
  const direct = await ask(rest.path, init);
  const viaTrpc = (await trpc.json()) as { error?: { data: { error: Wire } } };
  const viaRest = (await direct.json()) as { error?: Wire };
  return [
    { status: trpc.status, error: viaTrpc.error?.data.error ?? NONE },
    { status: direct.status, error: viaRest.error ?? NONE },
  ];
}

const NONE: Wire = { code: 'none', message: '', details: {}, request_id: '' };

/** Expects one code from both doors, with a request id and a message, and nothing in the log. */
export async function expectRefusal(
  ask: Ask,
  call: { procedure: string; rest: RestCall; input: JsonObject },
  code: string,
): Promise<Wire> {
  const before = await readLogSize(ask);
  const [trpc, rest] = await askBoth(ask, call, call.input);
  expect([trpc?.error.code, rest?.error.code]).toEqual([code, code]);
  expect(trpc?.status).toBe(rest?.status);
  for (const answer of [trpc, rest]) {
    expect(answer?.error.request_id).not.toBe('');
    expect(answer?.error.message.length).toBeGreaterThan(10);
  }
  expect(await readLogSize(ask)).toBe(before);
  return rest?.error ?? NONE;
}
