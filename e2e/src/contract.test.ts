// The promises: what others call, and the bytes others have signed. Golden files are added, never edited.
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  createTrust,
  digestOf,
  type KeyAddition,
  keyAddStatement,
  leafHash,
  type PrivateEvent,
  type PublicLeaf,
  pae,
  parseDocument,
  parseHex,
  parseTrustedKeys,
  parseWireBase64,
  privateCommitment,
  privateLeafText,
  publicLeafText,
  rootOf,
  signKeyAdd,
  signRelease,
  toHex,
  verifyKeyAdd,
  verifyRelease,
} from '@action-registry/core';
import { PUBLIC_EVENT_TYPES } from '@action-registry/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestRegistry, type TestRegistry } from './harness.js';
import { addNew, findBreaks, readSurface, type Surface } from './surface.js';

const FOLDER = new URL('../fixtures/golden/', import.meta.url);
const fileOf = (name: string): string => fileURLToPath(new URL(name, FOLDER));
const read = async (name: string): Promise<string> => readFile(fileOf(name), 'utf8');
const readJson = async <Shape>(name: string): Promise<Shape> => JSON.parse(await read(name)) as Shape;
/** The index itself, and the list that `pnpm fix` adds to, which never changes what stands in it. */
const GROWING = ['index.json', 'surface.json'];
const names = (await readdir(fileURLToPath(FOLDER))).filter((name) => !GROWING.includes(name)).sort();

describe('the surface', () => {
  test('has everything that is pinned, as it was pinned', async () => {
    const breaks = findBreaks(await readJson<Surface>('surface.json'), readSurface());
    expect(breaks, breaks.join('\n')).toEqual([]);
  });

  test('may grow, and what was added since can be pinned by `pnpm fix`', async () => {
    const pinned = await readJson<Surface>('surface.json');
    expect(Object.keys(pinned.procedures ?? {}).length).toBeGreaterThan(30);
    const more = { ...pinned, procedures: { ...pinned.procedures, 'new.one': 'query, read' } };
    expect(findBreaks(pinned, more)).toEqual([]);
    expect(addNew(pinned, more)).toEqual(more);
    const changed = { ...pinned, errors: { ...pinned.errors, INVALID_JSON: '418' } };
    expect(addNew(pinned, changed)).toEqual(pinned);
  });

  test.each([
    ['procedures', 'releases.get', 'mutation, read'],
    ['procedures', 'releases.publish', 'mutation, read'],
    ['routes', 'POST /resolve', 'releases.get'],
    ['errors', 'INVALID_JSON', '418'],
    ['limits', 'documentBytes', '1048575'],
  ])('is told when %s: %s becomes %s', async (group, name, facts) => {
    const pinned = await readJson<Surface>('surface.json');
    const changed = { ...pinned, [group]: { ...pinned[group], [name]: facts } };
    expect(findBreaks(pinned, changed)).toEqual([expect.stringMatching(`^${group}: ${name} was .* is '${facts}'.`)]);
  });

  const groups = 'procedures routes errors resolve_failures verify_codes event_types permissions limits'.split(' ');
  test.each(groups)('is told when any one of the %s is gone', async (group) => {
    const pinned = await readJson<Surface>('surface.json');
    const entries = Object.entries(pinned[group] ?? {});
    expect(entries.length).toBeGreaterThan(4);
    for (const [name] of entries) {
      const without = Object.fromEntries(entries.filter(([other]) => other !== name));
      expect(findBreaks(pinned, { ...pinned, [group]: without })).toEqual([
        `${group}: ${name} is gone. Somebody calls it: bring it back, beside what replaces it.`,
      ]);
    }
  });
});

/** A field's types, with `?` at the end where it may be left out; by its path. */
type Fields = Record<string, string>;
/** What each operation asks for and answers, as the running server describes itself. */
type Api = Record<string, { asks: Fields; answers: Fields }>;

type Schema = {
  $ref?: string;
  type?: string | string[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: Schema | boolean;
};
type Content = { content?: Record<string, { schema: Schema }> };
type Operation = {
  parameters?: { in: string; name: string; schema: Schema; required?: boolean }[];
  requestBody?: Content & { required?: boolean };
  responses: Record<string, Content>;
};
type Named = Record<string, Schema>;
type OpenApi = { paths: Record<string, Record<string, Operation>>; components: { schemas: Named } };

const merge = (all: readonly Fields[]): Fields => Object.assign({}, ...all) as Fields;

function readApi({ paths, components: { schemas } }: OpenApi): Api {
  const bodyOf = ({ content = {} }: Content, at: string): Fields =>
    merge(Object.entries(content).map(([type, { schema }]) => fieldsOf(schema, `${at} ${type}`, schemas)));
  /** A body of which no field is demanded need not be sent. */
  const requestOf = (body: Content & { required?: boolean }): Fields => {
    const fields = Object.entries(bodyOf(body, 'body'));
    const whole = body.required === true ? [] : Object.keys(body.content ?? {}).map((type) => `body ${type}`);
    return Object.fromEntries(fields.map(([path, facts]) => [path, whole.includes(path) ? `${facts}?` : facts]));
  };
  const readOperation = ({ parameters = [], requestBody = {}, responses }: Operation): Api[string] => ({
    asks: merge([
      requestOf(requestBody),
      ...parameters.map(({ in: where, name, schema, required }) => {
        const fields = fieldsOf(schema, `${where} ${name}`, schemas);
        return required ? fields : { ...fields, [`${where} ${name}`]: `${fields[`${where} ${name}`]}?` };
      }),
    ]),
    answers: merge(Object.entries(responses).map(([status, body]) => bodyOf(body, status))),
  });
  return Object.fromEntries(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [
        `${method.toUpperCase()} ${path}`,
        readOperation(operation),
      ]),
    ),
  );
}

function fieldsOf(raw: Schema, at: string, named: Named): Fields {
  const schema = (raw.$ref !== undefined && named[raw.$ref.replace(/.*\//, '')]) || raw;
  const variants = (schema.anyOf ?? schema.oneOf)?.map((variant) => fieldsOf(variant, at, named));
  if (variants !== undefined) return variants.reduce((left, right) => unite(left, right, at));
  const fields: Fields = { [at]: [schema.type ?? 'any'].flat().sort().join('|') };
  for (const [name, child] of Object.entries(schema.properties ?? {})) {
    Object.assign(fields, fieldsOf(child, `${at}.${name}`, named));
    if (!schema.required?.includes(name)) fields[`${at}.${name}`] += '?';
  }
  if (schema.items !== undefined) Object.assign(fields, fieldsOf(schema.items, `${at}[]`, named));
  const { additionalProperties: others } = schema;
  return typeof others === 'object' ? { ...fields, ...fieldsOf(others, `${at}.*`, named) } : fields;
}

const typesOf = (facts: string): string[] => facts.replace('?', '').split('|');
const isOptional = (facts: string): boolean => facts.endsWith('?');

/** Fields of either of two variants: what only one of two objects has may be left out. */
function unite(left: Fields, right: Fields, at: string): Fields {
  const areObjects = [left, right].every((fields) => typesOf(fields[at] ?? '').includes('object'));
  const uniteFacts = (path: string): string => {
    const both = [left[path], right[path]].filter((facts) => facts !== undefined);
    const types = [...new Set(both.flatMap(typesOf))].sort().join('|');
    return both.some(isOptional) || (both.length === 1 && areObjects) ? `${types}?` : types;
  };
  return Object.fromEntries(Object.keys({ ...left, ...right }).map((path) => [path, uniteFacts(path)]));
}

/** The types of `wanted` that `offered` does not have. */
function findMissing(wanted: string, offered: string): string[] {
  const types = typesOf(offered);
  return types.includes('any') ? [] : typesOf(wanted).filter((type) => !types.includes(type));
}

/** What an API breaks of a pinned one: less may be asked and more answered, never the other way round. */
function findApiBreaks(pinned: Api, current: Api): string[] {
  return Object.entries(pinned).flatMap(([operation, { asks, answers }]) => {
    const now = current[operation];
    if (now === undefined) return [`${operation} is gone. Somebody calls it: bring it back, beside what replaces it.`];
    return [...findAskBreaks(asks, now.asks), ...findAnswerBreaks(answers, now.answers)].map(
      (what) => `${operation}: ${what}`,
    );
  });
}

const toDemand = (path: string): string => `demands ${path}, which callers do not send. Make it optional.`;

function findAskBreaks(pinned: Fields, current: Fields): string[] {
  const broken = Object.entries(pinned).flatMap(([path, facts]) => {
    const now = current[path];
    if (now === undefined) return [`takes ${path} no longer. Somebody sends it: take it again.`];
    const lost = findMissing(facts, now).join(' or ');
    if (lost !== '') return [`takes no ${lost} as ${path} any more. Somebody sends it: take it again.`];
    return isOptional(facts) && !isOptional(now) ? [toDemand(path)] : [];
  });
  const demanded = Object.entries(current).filter(([path, facts]) => {
    const parent = path.replace(/\.[^.]+$/, '');
    const isField = !/(\[\]|\*)$/.test(path);
    // What is demanded below something new that may be left out itself is demanded of nobody who calls today.
    return !(path in pinned) && !isOptional(facts) && isField && (parent === path || parent in pinned);
  });
  return [...broken, ...demanded.map(([path]) => toDemand(path))];
}

function findAnswerBreaks(pinned: Fields, current: Fields): string[] {
  return Object.entries(pinned).flatMap(([path, facts]) => {
    const now = current[path];
    if (now === undefined) return [`answers ${path} no longer. Somebody reads it: answer it beside what replaces it.`];
    const gained = findMissing(now, facts).join(' or ');
    if (gained !== '') return [`may answer ${gained} as ${path}. Nobody expects it: add another field.`];
    return isOptional(now) && !isOptional(facts) ? [`may leave out ${path}. Somebody counts on it: keep it.`] : [];
  });
}

const without = (fields: Fields, known: Fields = {}): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([path]) => !(path in known)));

/** The operations and fields that stand in no golden file yet. */
function findNew(pinned: Api, current: Api): Api {
  const found = Object.entries(current).map(([operation, { asks, answers }]) => {
    const known = pinned[operation];
    return [operation, { asks: without(asks, known?.asks), answers: without(answers, known?.answers) }] as const;
  });
  const isNew = ([operation, { asks, answers }]: (typeof found)[number]) =>
    !(operation in pinned) || Object.keys({ ...asks, ...answers }).length > 0;
  return Object.fromEntries(found.filter(isNew));
}

/** What the `api-*.json` pin together, each having been added to those before it. */
async function readPinnedApi(): Promise<Api> {
  const pinned: Api = {};
  for (const name of names.filter((each) => each.startsWith('api-'))) {
    for (const [operation, { asks, answers }] of Object.entries(await readJson<Api>(name))) {
      const known = pinned[operation];
      pinned[operation] = { asks: { ...known?.asks, ...asks }, answers: { ...known?.answers, ...answers } };
    }
  }
  return pinned;
}

describe('what each operation asks for and answers', async () => {
  const pinned = await readPinnedApi();
  let registry: TestRegistry;
  beforeAll(async () => {
    registry = await startTestRegistry();
  });
  afterAll(() => registry.stop());

  test('is what was pinned, or more', async () => {
    const current = readApi((await (await registry.fetch('/openapi.json')).json()) as OpenApi);
    // `PIN_API=api-2.json npm test -- e2e/src/contract.test.ts` pins what was added since, in a file of its own.
    const { PIN_API } = process.env;
    const added = `${JSON.stringify(findNew(pinned, current), null, 1)}\n`;
    if (PIN_API !== undefined) await writeFile(fileOf(PIN_API), added, { flag: 'wx' });
    const breaks = findApiBreaks(pinned, current);
    expect(breaks, breaks.join('\n')).toEqual([]);
    expect(Object.keys(pinned).length).toBeGreaterThan(30);
  });

  test('may grow: an operation, a field that may be left out, a field of an answer', () => {
    const grown = structuredClone(pinned);
    grown['GET /new'] = { asks: { 'query q': 'string' }, answers: {} };
    const publish = grown['POST /actions/{name}/versions'] ?? expect.unreachable();
    publish.asks['body application/json.extra'] = 'object?';
    publish.asks['body application/json.extra.inner'] = 'string';
    publish.asks['body application/json.document'] = 'string?';
    publish.asks['body application/json.note'] = 'null|string?';
    publish.answers['200 application/json.extra'] = 'string';
    publish.answers['200 application/json.note'] = 'string';
    expect(findApiBreaks(pinned, grown)).toEqual([]);
    expect(Object.keys(findNew(pinned, grown)).sort()).toEqual(['GET /new', 'POST /actions/{name}/versions']);
  });

  test.each<[string, 'asks' | 'answers', string, string | undefined, RegExp]>([
    [
      'a field that is taken no more',
      'asks',
      'body application/json.note',
      undefined,
      /: takes body .*\.note no longer/,
    ],
    ['a type that is taken no more', 'asks', 'body application/json.note', 'integer?', /takes no string as/],
    ['a field that is now demanded', 'asks', 'body application/json.note', 'string', /demands body .*\.note,/],
    ['a new field that is demanded', 'asks', 'body application/json.new', 'string', /demands body .*\.new,/],
    ['a new query that is demanded', 'asks', 'query dry', 'boolean', /demands query dry,/],
    ['a field that is gone', 'answers', '200 application/json.hash', undefined, /answers 200 .*\.hash no longer/],
    ['a field below another', 'answers', '200 application/json.signature.kid', undefined, /signature\.kid no longer/],
    ['a further type', 'answers', '200 application/json.size', 'integer|string', /may answer string as 200/],
    ['what was always there', 'answers', '200 application/json.hash', 'string?', /may leave out 200/],
  ])('is told: %s', (_, side, path, facts, complaint) => {
    const changed = structuredClone(pinned);
    const publish = changed['POST /actions/{name}/versions'] ?? expect.unreachable();
    if (facts === undefined) delete publish[side][path];
    else publish[side][path] = facts;
    expect(findApiBreaks(pinned, changed)).toEqual([expect.stringMatching(complaint)]);
  });

  test('is told: an operation that is gone', () => {
    const { 'GET /events': _gone, ...others } = pinned;
    expect(findApiBreaks(pinned, others)).toEqual([expect.stringMatching(/^GET \/events is gone/)]);
  });
});

type Release = {
  seed: string;
  trusted_keys: [{ kid: string; alg: string; public_key: string }];
  document: string;
  hash: string;
  statement: string;
  pae: string;
  sig: string;
  leaf: string;
  leaf_hash: string;
};
type Leaves = { leaves: { facts: PublicLeaf; leaf: string; leaf_hash: string }[]; root: string };
type Private = { event: PrivateEvent; salt: string; commitment: string; leaf: string; leaf_hash: string };
type Additions = { seed: string; additions: { key: KeyAddition; statement: string; pae: string; proof: string }[] };

type Engine = Pick<typeof import('@action-registry/core'), 'publicKeyOf' | 'signMessage' | 'verifySignature'>;
type Keys = Pick<typeof import('@action-registry/core'), 'importPublicKey'>;

/** Both Ed25519 engines as they are built: `#ed25519` never offers Node the one that browsers get. */
async function loadEngines(): Promise<{ engines: Engine[]; importPublicKey: Keys['importPublicKey'] }> {
  const home = new URL('.', import.meta.resolve('@action-registry/core').replace('/src/', '/dist/'));
  const load = <Module>(file: string): Promise<Module> => import(new URL(file, home).href) as Promise<Module>;
  const engines = await Promise.all(['ed25519.node.js', 'ed25519.noble.js'].map((file) => load<Engine>(file)));
  expect(new Set(engines.map(({ signMessage }) => signMessage)).size).toBe(2);
  return { engines, importPublicKey: (await load<Keys>('ed25519-key.js')).importPublicKey };
}

/** Holds a signature against both engines: each makes exactly it, and each tells it from one with a bit flipped. */
async function expectOfBothEngines(signed: { seed: string; publicKey: string; message: Uint8Array; sig: string }) {
  const { engines, importPublicKey } = await loadEngines();
  const [seed, bytes] = [parseHex(signed.seed), parseWireBase64(signed.sig, 64)];
  const publicKey = parseWireBase64(signed.publicKey, 32);
  for (const { publicKeyOf, signMessage, verifySignature } of engines) {
    expect(toHex(publicKeyOf(seed))).toBe(toHex(publicKey));
    expect(toHex(signMessage(seed, signed.message))).toBe(toHex(bytes));
    expect(verifySignature(importPublicKey(publicKey), signed.message, bytes)).toBe(true);
    const flipped = bytes.with(40, (bytes[40] ?? 0) ^ 1);
    expect(verifySignature(importPublicKey(publicKey), signed.message, flipped)).toBe(false);
  }
}

describe('golden bytes', () => {
  const releases = names.filter((name) => name.startsWith('release-'));

  test.each(releases)('%s has the bytes it had when it was first signed', async (name) => {
    const golden = await readJson<Release>(name);
    const { document, canonical, hash } = parseDocument(golden.document);
    expect([canonical, hash, digestOf(golden.document)]).toEqual([golden.document, golden.hash, golden.hash]);
    const { statement } = golden;
    expect(statement).toBe(`{"digest":"${hash}","name":"${document.name}","version":"${document.version}"}`);
    const message = pae('application/vnd.action-registry.release.v1+json', statement);
    expect(new TextDecoder().decode(message)).toBe(golden.pae);
    const id = { name: document.name, version: document.version };
    expect(signRelease({ ...id, digest: hash }, parseHex(golden.seed))).toBe(golden.sig);
    const [{ kid, public_key: publicKey }] = golden.trusted_keys;
    await expectOfBothEngines({ seed: golden.seed, publicKey, message, sig: golden.sig });
    const trust = createTrust(parseTrustedKeys(JSON.stringify(golden.trusted_keys)));
    const signatures = [{ kid, sig: golden.sig }];
    const verdict = verifyRelease({ ...id, document: canonical, signatures }, trust, { now: new Date(0) });
    expect(verdict).toMatchObject({ verified: true });
    const leaf = publicLeafText({ type: 'release.publish', v: 1, ...id, digest: hash, signatures });
    expect([leaf, toHex(leafHash(leaf))]).toEqual([golden.leaf, golden.leaf_hash]);
  });

  test('there is a golden release of each kind', async () => {
    const documents = await Promise.all(releases.map(async (name) => (await readJson<Release>(name)).document));
    const kinds = documents.map((text) => parseDocument(text).document.kind);
    expect(new Set(kinds)).toEqual(new Set(['prompt', 'command', 'tool', 'device']));
  });

  test('the leaf of each public event, its hash, and the root over them', async () => {
    const { leaves, root } = await readJson<Leaves>('leaves-v1.json');
    for (const { facts, leaf, leaf_hash } of leaves) {
      expect([publicLeafText(facts), toHex(leafHash(leaf))]).toEqual([leaf, leaf_hash]);
    }
    expect(toHex(rootOf(leaves.map(({ leaf }) => leafHash(leaf))))).toBe(root);
    const types: readonly string[] = PUBLIC_EVENT_TYPES;
    const covered = new Set(leaves.map(({ facts }) => facts.type));
    expect(covered.size).toBeGreaterThan(10);
    expect([...covered].filter((type) => !types.includes(type))).toEqual([]);
  });

  test('the commitment to a private event', async () => {
    const { event, salt, commitment, leaf, leaf_hash } = await readJson<Private>('private-v1.json');
    expect(privateCommitment(event, parseHex(salt))).toBe(commitment);
    expect([privateLeafText(commitment), toHex(leafHash(leaf))]).toEqual([leaf, leaf_hash]);
  });

  test('the proof that comes with a key', async () => {
    const { seed, additions } = await readJson<Additions>('key-additions-v1.json');
    for (const { key, statement, pae: text, proof } of additions) {
      expect(keyAddStatement(key)).toBe(statement);
      const message = pae('application/vnd.action-registry.admin.v1+json', statement);
      expect(new TextDecoder().decode(message)).toBe(text);
      expect([signKeyAdd(key, parseHex(seed)), verifyKeyAdd(key, proof)]).toEqual([proof, true]);
      await expectOfBothEngines({ seed, publicKey: key.public_key, message, sig: proof });
    }
  });
});

/** What was done to the golden files since their hashes were written down, in words that tell what to do. */
function findEdits(index: Record<string, string>, files: ReadonlyMap<string, string>): string[] {
  const gone = Object.keys(index).filter((name) => !files.has(name));
  const edits = [...files].flatMap(([name, text]) => {
    const hash = createHash('sha256').update(text).digest('hex');
    if (index[name] === hash) return [];
    return index[name] === undefined
      ? [`${name} is new: add "${name}": "${hash}" to index.json. From then on it is never edited.`]
      : [`${name} was edited. Bring it back as it was: others hold such bytes. What is new goes into a new file.`];
  });
  return [...edits, ...gone.map((name) => `${name} is gone. Bring it back: others hold such bytes.`)];
}

describe('golden files', async () => {
  const index = await readJson<Record<string, string>>('index.json');
  const files = new Map(await Promise.all(names.map(async (name) => [name, await read(name)] as const)));

  test('are never edited: each has the hash it was added with', () => {
    const edits = findEdits(index, files);
    expect(edits, edits.join('\n')).toEqual([]);
  });

  test('an edited, a lost and an unlisted one are told', () => {
    const [first = '', second = ''] = names;
    const text = files.get(first) ?? '';
    const edited = new Map(files).set(first, text.replace('1', '2'));
    expect(findEdits(index, edited)).toEqual([expect.stringMatching(`^${first} was edited`)]);
    edited.set(first, text).delete(second);
    expect(findEdits(index, edited)).toEqual([expect.stringMatching(`^${second} is gone`)]);
    edited.set(second, files.get(second) ?? '').set('release-new.json', '{}\n');
    const hash = 'ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356';
    expect(findEdits(index, edited)).toEqual([expect.stringContaining(`"release-new.json": "${hash}"`)]);
  });
});
