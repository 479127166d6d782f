// Requests that nobody should send, drawn from a seeded source so that a bad one can be sent again.
import { LIMITS } from '@action-registry/schema';

/** A source of numbers that gives the same ones for the same seed. */
export type Random = {
  below(end: number): number;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
  chance(share: number): boolean;
};

/** A request as node writes it. */
export type Malformed = {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | Buffer | undefined;
};

/** mulberry32: small, and good enough to wander with. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return {
    below,
    pick: (items) => items[below(items.length)] ?? items[0],
    chance: (share) => next() < share,
  };
}

const STRANGE = [
  '',
  ' ',
  '\u0000',
  '%00',
  '..',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  'toString',
  'files.move',
  'files.move@^1',
  'a'.repeat(3_000),
  'é'.normalize('NFD'),
  '\u202e',
  '\ud800',
  '💥',
  '-1',
  '1e309',
  '9'.repeat(40),
  '1.0.0',
  'latest',
  'null',
  '[]',
  '{"a":1}',
  "' OR 1=1 --",
  '(a+)+$'.repeat(20),
  `${'^'.repeat(50)}1.0.0`,
  '>=1 '.repeat(60),
  '1.0.0 || '.repeat(40),
  '%',
  '\\',
  '*',
  'true',
] as const satisfies readonly [string, ...string[]];

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND'] as const;
const FIELDS = [
  'limit',
  'cursor',
  'kind',
  'name',
  'version',
  'document',
  'signatures',
  'spec',
  'title',
  'id',
  'references',
  'as_of',
  'reason',
  'revision',
  'inputSchema',
  'metadata',
  'public_key',
  'proof',
  'scope',
  'api_key',
  'link_token',
  'q',
  'sort',
  'facets',
  'start',
  '__proto__',
  'constructor',
  'input',
  'batch',
  'after',
  'type',
  'channel',
  'severity',
  'examples',
  'x',
] as const;
const PROCEDURES = [
  'actions.search',
  'actions.list',
  'actions.get',
  'definitions.create',
  'definitions.update',
  'definitions.list',
  'definitions.clone',
  'definitions.documentOf',
  'releases.publish',
  'releases.get',
  'releases.resolve',
  'releases.deprecate',
  'channels.move',
  'channels.history',
  'keys.add',
  'keys.retire',
  'log.entries',
  'events.stream',
  'sessions.signIn',
  'sessions.current',
  'system.info',
  'system.health',
  '__proto__',
  'constructor.name',
  'no.such',
] as const;

type Facts = { paths: readonly string[]; key: string };

/** One request that is wrong in one or many ways. */
export function malform(random: Random, facts: Facts): Malformed {
  const isTrpc = random.chance(0.4);
  const body = random.chance(0.6) ? toBody(random) : undefined;
  return {
    method: random.chance(0.6) ? random.pick(['GET', 'POST', 'PUT']) : random.pick(METHODS),
    path: isTrpc ? toTrpcPath(random) : toRestPath(random, facts.paths),
    headers: toHeaders(random, facts.key),
    body,
  };
}

/** Percent-encodes what a request line cannot hold, and now and then does it wrongly. */
function inUrl(random: Random, text: string): string {
  if (random.chance(0.1)) return '%E0%A4%A';
  // A lone surrogate cannot be encoded; through a buffer it becomes U+FFFD.
  return encodeURIComponent(Buffer.from(text).toString());
}

function toRestPath(random: Random, paths: readonly string[]): string {
  const path = paths[random.below(paths.length)] ?? '/';
  const filled = path.replace(/\{\w+\}/g, () => inUrl(random, random.pick(STRANGE)));
  return filled + toQuery(random);
}

function toTrpcPath(random: Random): string {
  const names = Array.from({ length: random.chance(0.2) ? 1 + random.below(25) : 1 }, () => random.pick(PROCEDURES));
  const input = random.chance(0.8)
    ? `?input=${inUrl(random, toBody(random).toString().slice(0, 2_000))}`
    : toQuery(random);
  return `/trpc/${names.join(',')}${input}${random.chance(0.3) ? '&batch=1' : ''}`;
}

function toQuery(random: Random): string {
  if (random.chance(0.5)) return '';
  const parts = Array.from(
    { length: 1 + random.below(4) },
    () => `${random.pick(FIELDS)}=${inUrl(random, random.pick(STRANGE))}`,
  );
  return `?${parts.join('&')}`;
}

function toHeaders(random: Random, key: string): Record<string, string> {
  const type = random.pick([
    'application/json',
    'application/json',
    'application/json; charset=utf-8',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    '',
    'application/json, text/plain',
  ]);
  const headers: Record<string, string> = {};
  if (random.chance(0.8)) headers['content-type'] = type;
  if (random.chance(0.6)) headers.authorization = `Bearer ${key}`;
  else if (random.chance(0.3))
    headers.authorization = random.pick(['Bearer', 'Basic YTpi', 'Bearer x', 'bearer ark_1_2', ' ']);
  if (random.chance(0.1)) headers['x-api-key'] = 'k'.repeat(random.below(4_000));
  if (random.chance(0.1)) headers.cookie = `ar_session_000000000000=${'c'.repeat(random.below(300))}; =; a`;
  if (random.chance(0.1)) headers['if-none-match'] = random.pick(['*', '"', 'W/', '"a", "b"', ','.repeat(2_000)]);
  if (random.chance(0.1)) headers['last-event-id'] = random.pick(['-1', '1e99', 'x', '99999999999999999999', '']);
  if (random.chance(0.1)) headers['accept-encoding'] = random.pick(['gzip;q=x', '*', 'br', 'gzip, gzip;q=0']);
  if (random.chance(0.1)) headers['x-forwarded-for'] = random.pick(['::', 'a,b,c', ','.repeat(500), '1.2.3.4']);
  if (random.chance(0.05)) headers['x-request-id'] = 'i'.repeat(random.below(200));
  if (random.chance(0.05)) headers.origin = random.pick(['null', 'https://evil.example', 'nonsense']);
  return headers;
}

function toBody(random: Random): string | Buffer {
  switch (random.below(12)) {
    case 0:
      return Buffer.from(Array.from({ length: random.below(200) }, () => random.below(256)));
    case 1:
      return `${'['.repeat(2 + random.below(5_000))}`;
    case 2:
      return `{"a":${'{"a":'.repeat(random.below(200))}1${'}'.repeat(random.below(200))}`;
    case 3:
      return '{"name":"a","name":"b"}';
    case 4:
      return `{"n":${random.pick(['1e400', '-0', '0123', '9007199254740993', '.5', '+1', 'NaN', '1e-400'])}}`;
    case 5:
      return random.chance(0.1)
        ? `{"x":"${'y'.repeat(LIMITS.bodyBytes)}"}`
        : `{"x":"${'y'.repeat(random.below(5_000))}"}`;
    case 6:
      return `\ufeff{}`;
    case 7:
      return `{${Array.from({ length: random.below(300) }, (_, index) => `"k${index}":${index}`).join(',')}}`;
    case 8:
      return random.pick(STRANGE);
    default:
      return JSON.stringify(toObject(random, 3));
  }
}

function toObject(random: Random, depth: number): unknown {
  const entries = Array.from({ length: random.below(6) }, () => [random.pick(FIELDS), toValue(random, depth)] as const);
  // Written as text, so that `__proto__` is a member like any other.
  const object: Record<string, unknown> = Object.create(null);
  for (const [name, value] of entries) object[name] = value;
  return object;
}

function toValue(random: Random, depth: number): unknown {
  switch (random.below(depth > 0 ? 9 : 7)) {
    case 0:
      return random.pick([0, -1, 1.5, 1e21, 2 ** 53, 9_000_000_001]);
    case 1:
      return random.chance(0.5);
    case 2:
      return null;
    case 3:
      return random.pick(['prompt', 'command', 'tool', 'device', 'bash', 'object', 'unsafe', 'name', 'updated_at']);
    case 7:
      return toObject(random, depth - 1);
    case 8:
      return Array.from({ length: random.below(4) }, () => toValue(random, depth - 1));
    default:
      return random.pick(STRANGE);
  }
}
