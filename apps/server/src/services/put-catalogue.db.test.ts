import { BUILTIN_CATALOGUES } from '@action-registry/core';
import { listLogEntries, logSize } from '@action-registry/db';
import { describeEachDatabase, type TestDatabase } from '@action-registry/db/testing';
import {
  type CatalogueCommand,
  type CatalogueContent,
  isRegistryError,
  type JsonObject,
  type PutCatalogue,
} from '@action-registry/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallerContext } from '../context.js';
import { addTestKey, signedDocument, startTestRegistry, type TestKey, type TestRegistry } from '../testing/registry.js';
import { hashCatalogue } from './catalogue-content.js';
import { checkAgainstCatalogues, getCatalogue, listAllCatalogues } from './catalogues.js';
import { cloneDefinition } from './clone-definition.js';
import { createDefinition, updateDefinition } from './definitions.js';
import { getDefinitionDocument, validateDefinition } from './list-definitions.js';
import { publishRelease } from './publish-release.js';
import { putCatalogue } from './put-catalogue.js';

/** The code of what a call is refused with; anything else passes through. */
const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'accepted',
    (error: unknown) => (isRegistryError(error) ? error.code : Promise.reject(error)),
  );

const command = (name: string, properties: JsonObject = {}): CatalogueCommand => ({
  ...{ name, action_type: 'web', description: 'd', risk: 'write' },
  params_schema: { type: 'object', properties, additionalProperties: false },
});
const content = (device_model: string, version: string, more: Partial<CatalogueContent> = {}): CatalogueContent => ({
  ...{ device_model, version, commands: [command('open')] },
  ...more,
});
const device = (device_model: string, name: string, params: JsonObject = {}) => ({
  device_model,
  action_sets: [{ id: 'forward', actions: [{ command: name, params }] }],
  default_action_set_id: 'forward',
});

describeEachDatabase('catalogues', (_kind, open) => {
  let database: TestDatabase;
  let registry: TestRegistry;
  let ours: CallerContext;
  let theirs: CallerContext;
  let key: TestKey;
  beforeAll(async () => {
    database = await open();
    registry = await startTestRegistry(database);
    ours = await registry.caller('ours');
    theirs = await registry.caller('theirs');
    key = await addTestKey(ours, 'global-key');
  });
  afterAll(() => registry.stop());

  const put = (catalogue: CatalogueContent, more: Omit<PutCatalogue, 'catalogue'> = {}, ctx = ours) =>
    putCatalogue(ctx, { catalogue, ...more });

  test('of a first start are the built-in ones', async () => {
    const { items } = await listAllCatalogues(ours, { limit: 50 });
    expect(
      items.map(({ device_model, origin, commands, versions }) => [device_model, origin, commands, versions]),
    ).toEqual([
      ['android_mobile', 'builtin', 8, 1],
      ['android_tv', 'builtin', 10, 1],
      ['host_vnc', 'builtin', 4, 1],
    ]);
    const tv = await getCatalogue(ours, { device_model: 'android_tv' });
    expect(tv).toMatchObject({ own: 2, version: '1.0.0', versions: ['1.0.0'], extends: 'android_mobile' });
    expect(tv.commands.find(({ name }) => name === 'press_key')).toMatchObject({ from: 'android_mobile' });
  });

  test('a version is stored with the entry of the log that has its digest, and in pages', async () => {
    const kiosk = content('kiosk', '1.0.0', { extends: 'host_vnc', description: 'A kiosk.' });
    const start = await logSize(database.db);
    const answer = await put(kiosk);
    expect(answer).toMatchObject({
      ...{ stored: true, log_index: start, refused: [], changes: { added: ['open'], removed: [], changed: [] } },
      catalogue: { origin: 'workspace', workspace: 'ours', hash: hashCatalogue(kiosk), own: 1, versions: ['1.0.0'] },
    });
    const [entry] = await listLogEntries(database.db, { start, limit: 5 });
    expect(entry).toMatchObject({
      ...{ type: 'catalogue.put', subject: 'kiosk@1.0.0', workspace: 'ours' },
      data: { before: null, after: { version: '1.0.0', digest: hashCatalogue(kiosk) } },
    });
    expect(JSON.parse(entry?.leaf ?? '')).toMatchObject({ digest: hashCatalogue(kiosk) });
    expect(await getCatalogue(theirs, { device_model: 'kiosk' })).toEqual(answer.catalogue);
    const first = await listAllCatalogues(ours, { limit: 3 });
    const rest = await listAllCatalogues(ours, { limit: 3, ...(first.next_cursor && { cursor: first.next_cursor }) });
    expect([...first.items, ...rest.items].map(({ device_model }) => device_model)).toEqual([
      ...['android_mobile', 'android_tv', 'host_vnc', 'kiosk'],
    ]);
    expect(rest.next_cursor).toBeUndefined();
    expect((await listAllCatalogues(ours, { limit: 50, q: 'a KIOSK' })).items).toHaveLength(1);
  });

  test('the same version again changes nothing, with other content it is refused, and versions only rise', async () => {
    const kiosk = content('again', '1.1.0');
    const { log_index } = await put(kiosk);
    const size = await logSize(database.db);
    expect(await put(kiosk)).toMatchObject({ stored: false, log_index });
    expect(await codeOf(put({ ...kiosk, description: 'x' }))).toBe('VERSION_EXISTS');
    expect(await codeOf(put({ ...kiosk, version: '1.0.9' }))).toBe('INVALID_VERSION');
    expect(await logSize(database.db)).toBe(size);
    const next = content('again', '1.10.0', { commands: [command('open', { a: {} }), command('close')] });
    expect(await put(next)).toMatchObject({ changes: { added: ['close'], removed: [], changed: ['open'] } });
    expect(await getCatalogue(ours, { device_model: 'again' })).toMatchObject({ versions: ['1.10.0', '1.1.0'] });
    expect(await getCatalogue(ours, { device_model: 'again', version: '1.1.0' })).toMatchObject({ own: 1 });
    expect(await codeOf(getCatalogue(ours, { device_model: 'again', version: '9.0.0' }))).toBe('VERSION_NOT_FOUND');
    expect(await codeOf(getCatalogue(ours, { device_model: 'agian' }))).toBe('CATALOGUE_NOT_FOUND');
  });

  test('of two puts of one version at the same moment one is stored', async () => {
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((description) => codeOf(put(content('race', '1.0.0', { description })))),
    );
    expect(answers.sort()).toEqual(['VERSION_EXISTS', 'VERSION_EXISTS', 'accepted']);
  });

  test('a device model is its first owner’s, and everybody’s are an operator’s', async () => {
    await put(content('owned', '1.0.0'));
    expect(await codeOf(put(content('owned', '1.1.0'), {}, theirs))).toBe('NAMESPACE_FORBIDDEN');
    await expect(put(content('owned', '1.1.0'), { global: true })).rejects.toMatchObject({
      code: 'NAMESPACE_FORBIDDEN',
      message: expect.stringContaining("As 'ours', leave `global` out."),
    });
    expect(await codeOf(put(content('host_vnc', '1.1.0')))).toBe('NAMESPACE_FORBIDDEN');
    const publisher = await registry.caller('ours', ['catalogues:write']);
    expect(await codeOf(put(content('shared', '1.0.0'), { global: true }, publisher))).toBe('FORBIDDEN');
    expect(await put(content('shared', '1.0.0'), { global: true })).toMatchObject({
      ...{ stored: true, catalogue: { origin: 'global', workspace: null } },
    });
  });

  test('what breaks a rule is refused whole', async () => {
    const size = await logSize(database.db);
    const bad = [
      content('bad', '1.0.0', { extends: 'gone' }),
      content('bad', '1.0.0', { extends: 'bad' }),
      content('bad', '1.0.0', { commands: [command('a'), command('a')] }),
      content('bad', '1.0.0', { commands: [command('a', { p: { pattern: '(a+)+$' } })] }),
    ];
    for (const each of bad) expect(await codeOf(put(each))).toBe('INVALID_CATALOGUE');
    await expect(put(content('bad', '1.0.0', { extends: 'andriod_mobile' }))).rejects.toMatchObject({
      message: expect.stringContaining("Did you mean 'android_mobile'?"),
      details: { issues: [{ path: '/catalogue/extends', suggestion: 'android_mobile' }] },
    });
    await put(content('low', '1.0.0'));
    await put(content('high', '1.0.0', { extends: 'low' }));
    expect(await codeOf(put(content('low', '1.1.0', { extends: 'high' })))).toBe('INVALID_CATALOGUE');
    expect(await logSize(database.db)).toBe(size + 2);
    expect(await codeOf(getCatalogue(ours, { device_model: 'bad' }))).toBe('CATALOGUE_NOT_FOUND');
  });

  test('a chain of more device models than may be composed is refused, also where it would grow below', async () => {
    const base = (at: number) => (at === 0 ? {} : { extends: `link_${at - 1}` });
    for (let at = 0; at < 32; at++) await put(content(`link_${at}`, '1.0.0', base(at)));
    const tooLong = { details: { issues: [{ path: '/catalogue/extends', rule: 'depth' }] } };
    await expect(put(content('link_32', '1.0.0', base(32)))).rejects.toMatchObject(tooLong);
    await expect(put(content('link_32', '1.0.0', base(32)), { dry_run: true })).rejects.toMatchObject(tooLong);
    await expect(put(content('link_0', '1.1.0', { extends: 'host_vnc' }))).rejects.toMatchObject(tooLong);
  });

  test('no device with a wrong command is created, updated, cloned or published', async () => {
    const wrong = device('android_mobile', 'click_element_by_index');
    const right = device('android_mobile', 'swipe_up');
    const draft = { kind: 'device', title: 'Scroll', name: 'tv.scroll' } as const;
    expect(await codeOf(createDefinition(ours, { ...draft, spec: wrong }))).toBe('INVALID_COMMAND');
    expect(await codeOf(validateDefinition(ours, { ...draft, spec: wrong }))).toBe('INVALID_COMMAND');
    const { action } = await createDefinition(ours, { ...draft, spec: right });
    expect(await codeOf(updateDefinition(ours, { id: action.id, spec: wrong }))).toBe('INVALID_COMMAND');
    const published = (version: string, spec: JsonObject) =>
      publishRelease(ours, signedDocument(key, `tv.scroll@${version}`, { kind: 'device', spec }));
    expect(await codeOf(published('1.0.0', wrong))).toBe('INVALID_COMMAND');
    expect(await codeOf(published('1.0.0', device('nothing', 'x')))).toBe('INVALID_COMMAND');
    await published('1.0.0', right);
    const error = await published('1.1.0', wrong).catch((refusal: unknown) => refusal);
    expect(error).toMatchObject({
      details: { issues: [{ path: '/spec/action_sets/0/actions/0/command', suggestion: 'click_element' }] },
    });
  });

  test('a version that refuses what stands says what, stores it all the same, and lets what was published be', async () => {
    const commands = [command('open'), command('close')];
    await put(content('box', '1.0.0', { commands }));
    await put(content('bigbox', '1.0.0', { extends: 'box', commands: [] }));
    const draft = { kind: 'device', title: 'Close', spec: device('bigbox', 'close') } as const;
    const { action } = await createDefinition(ours, draft);
    const release = signedDocument(key, 'box.close@1.0.0', { kind: 'device', spec: device('box', 'close') });
    await publishRelease(ours, release);
    const without = content('box', '2.0.0');
    const tried = await put(without, { dry_run: true });
    expect(tried).toMatchObject({ stored: false, catalogue: { origin: 'workspace', versions: ['1.0.0'] } });
    const { refused, changes, stored } = await put(without);
    expect([stored, changes.removed]).toEqual([true, ['close']]);
    expect(tried.refused).toEqual(refused);
    expect(refused.map(({ definition, release: by, issues }) => [definition?.id, by?.name, issues.length])).toEqual([
      [action.id, undefined, 1],
      [undefined, 'box.close', 1],
    ]);
    // The same bytes again are the first answer, whatever catalogues say now.
    expect(await publishRelease(ours, release)).toMatchObject({ created: false });
    expect(await codeOf(getDefinitionDocument(ours, { id: action.id, version: '1.0.0', name: 'box.x' }))).toBe(
      'INVALID_COMMAND',
    );
    expect(await codeOf(cloneDefinition(ours, { id: action.id }))).toBe('INVALID_COMMAND');
    expect(await codeOf(cloneDefinition(ours, { reference: 'box.close@1.0.0' }))).toBe('INVALID_COMMAND');
    // What is mended on the way is not held against the copy, which still tells where it came from.
    const mended = { name: 'box.open', spec: device('box', 'open') };
    expect(await cloneDefinition(ours, { reference: 'box.close@1.0.0', ...mended })).toMatchObject({
      action: { ...mended, cloned_from: 'box.close@1.0.0', revision: 1 },
    });
    expect(await codeOf(cloneDefinition(ours, { id: action.id, ...mended }))).toBe('NAME_TAKEN');
  });

  test('definitions of other workspaces are not told of, and none to who may not read them', async () => {
    await put(content('private', '1.0.0'));
    const definition = { kind: 'device', title: 'Theirs', spec: device('private', 'open') } as const;
    await createDefinition(theirs, definition);
    expect(await put(content('private', '1.1.0', { commands: [] }))).toMatchObject({ refused: [] });
    await put(content('private', '1.2.0'));
    await createDefinition(ours, { ...definition, title: 'Ours' });
    const next = content('private', '2.0.0', { commands: [] });
    expect(await put(next, { dry_run: true })).toMatchObject({ refused: [{ definition: { title: 'Ours' } }] });
    const writer = await registry.caller('ours', ['catalogues:write']);
    expect(await put(next, { dry_run: true }, writer)).toMatchObject({ refused: [] });
  });

  test('a spec or a line is checked for anyone, with nothing stored', async () => {
    const check = await checkAgainstCatalogues(ours, { spec: device('android_mobile', 'tap') });
    expect(check).toMatchObject({ ok: false, suggestions: [{ value: 'click_element' }] });
    expect(check.message).toContain("Invalid command 'tap'");
    expect(await checkAgainstCatalogues(ours, { spec: {} })).toMatchObject({ ok: false });
    const line = (text: string) => checkAgainstCatalogues(ours, { device_model: 'android_tv', line: text });
    expect(await line('press_key key=HOME')).toMatchObject({ ok: true, line: { verdict: 'known' } });
    expect(await line('press_key key=HOM')).toMatchObject({ ok: false, issues: [{ path: '/line', rule: 'enum' }] });
    expect(await line('press_key key=HOME key=BACK')).toMatchObject({ ok: false, issues: [{ rule: 'syntax' }] });
    expect(await line('tap text=OK')).toMatchObject({
      ...{ ok: false, line: { verdict: 'unknown' }, suggestions: [{ value: 'click_element' }] },
    });
    expect(await line('swipe')).toMatchObject({ ok: false, line: { verdict: 'ambiguous' } });
    expect(await line('lanch_app')).toMatchObject({ ok: false, suggestions: [{ value: 'launch_app' }] });
    const gone = checkAgainstCatalogues(ours, { device_model: 'gone', line: 'x' });
    expect(await codeOf(gone)).toBe('CATALOGUE_NOT_FOUND');
  });

  test('10,000 commands are stored, read and checked', async () => {
    const commands = Array.from({ length: 10_000 }, (_, index) =>
      command(`command_${index}`, { n: { type: 'integer' } }),
    );
    const { catalogue } = await put(content('huge', '1.0.0', { commands }));
    expect(catalogue).toMatchObject({ own: 10_000, hash: hashCatalogue(content('huge', '1.0.0', { commands })) });
    const fresh = await startTestRegistry(database);
    const caller = await fresh.caller('ours');
    expect((await getCatalogue(caller, { device_model: 'huge' })).commands.map(({ name }) => name)).toEqual(
      commands.map(({ name }) => name),
    );
    const spec = device('huge', 'command_9999', { n: 1 });
    expect(await checkAgainstCatalogues(caller, { spec })).toMatchObject({ ok: true });
    await fresh.stop();
  });

  test('built-in catalogues keep the digests that they had', () => {
    expect(BUILTIN_CATALOGUES.map((each) => hashCatalogue(each))).toMatchInlineSnapshot(`
      [
        "sha256:d54b309483af737d210fa1a0c91914bf90091898348ec06001b6bcbe3cabd095",
        "sha256:d8b381def2a4eadc650c3a5323637533f7459c33feb808c9e4c9a80c30f7d189",
        "sha256:000fd16ec831884409563e95e809264fed259dab4b3a3469816401d2d2f5e8e5",
      ]
    `);
  });
});
