// One procedure asked through tRPC and REST: with any input, also with what is none.
import type { JsonObject } from '@action-registry/schema';
import { appRouter } from '@action-registry/server/router';

/** What the router says of a procedure. */
export type Described = {
  type: 'query' | 'mutation' | 'subscription';
  permission: string;
  rest: { method: string; path: string } | undefined;
};

type Procedure = { _def: { type: Described['type']; meta?: { permission: string; rest?: Described['rest'] } } };

/** Every procedure by name. */
export const PROCEDURES: ReadonlyMap<string, Described> = new Map(
  Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>).map(([name, { _def }]) => [
    name,
    { type: _def.type, permission: _def.meta?.permission ?? 'unknown', rest: _def.meta?.rest },
  ]),
);

/** What an answer says: `accepted`, or the refusal's code and details. */
export type Answer = { code: string; details: JsonObject; message: string };

/** A registry and what every request to it carries. */
export type Asker = { url: string; headers: Record<string, string> };

const JSON_TYPE = { 'content-type': 'application/json' };

/** Asks a procedure through each door that it has; text is sent as it is, where a body or `input` goes. */
export async function askProcedure(asker: Asker, name: string, input: JsonObject | string): Promise<Answer[]> {
  const described = PROCEDURES.get(name);
  if (described === undefined) throw new Error(`there is no procedure ${name}`);
  const answers = [await askTrpc(asker, { name, isRead: described.type !== 'mutation' }, input)];
  if (described.rest !== undefined) answers.push(await askRest(asker, described.rest, input));
  return answers;
}

type TrpcCall = { name: string; isRead: boolean };

async function askTrpc(
  { url, headers }: Asker,
  { name, isRead }: TrpcCall,
  input: JsonObject | string,
): Promise<Answer> {
  const text = typeof input === 'string' ? input : JSON.stringify(input);
  const target = `${url}/trpc/${name}`;
  const answer = isRead
    ? await fetch(`${target}?input=${encodeURIComponent(text)}`, { headers })
    : await fetch(target, { method: 'POST', headers: { ...headers, ...JSON_TYPE }, body: text });
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') === true;
  const refusal = isStream
    ? readStreamed(await answer.text())
    : ((await answer.json()) as { error?: TrpcRefusal }).error;
  return toAnswer(refusal?.data.error);
}

type TrpcRefusal = { data: { error: Answer } };

/** A subscription's refusal is its last event. */
function readStreamed(text: string): TrpcRefusal | undefined {
  const data = /^event: serialized-error\ndata: (.*)$/m.exec(text)?.[1];
  return data === undefined ? undefined : (JSON.parse(data) as TrpcRefusal);
}

async function askRest(
  { url, headers }: Asker,
  { method, path }: { method: string; path: string },
  input: JsonObject | string,
): Promise<Answer> {
  const fields: JsonObject = typeof input === 'string' ? {} : input;
  const inPath = new Set<string>();
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, field: string) => {
    inPath.add(field);
    return encodeURIComponent(String(fields[field] ?? 'files.move'));
  });
  const others = Object.entries(fields).filter(([field]) => !inPath.has(field));
  if (method === 'GET' || method === 'DELETE') {
    const query = new URLSearchParams(others.map(([field, value]) => [field, String(value)])).toString();
    return toAnswer(await refusalOf(await fetch(`${url}${filled}?${query}`, { method, headers, redirect: 'manual' })));
  }
  const body = typeof input === 'string' ? input : JSON.stringify(Object.fromEntries(others));
  return toAnswer(
    await refusalOf(await fetch(`${url}${filled}`, { method, headers: { ...headers, ...JSON_TYPE }, body })),
  );
}

async function refusalOf(answer: Response): Promise<Answer | undefined> {
  if (answer.status < 400) {
    await answer.body?.cancel();
    return undefined;
  }
  return ((await answer.json()) as { error: Answer }).error;
}

function toAnswer(refusal: Answer | undefined): Answer {
  if (refusal === undefined) return { code: 'accepted', details: {}, message: '' };
  const { code, details, message } = refusal;
  return { code, details, message };
}
