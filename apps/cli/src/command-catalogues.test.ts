import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RegistryError } from '@action-registry/schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFindCatalogues } from './command-catalogues.js';
import { readDocumentFiles } from './document-file.js';
import { createIo } from './io.js';

let folder: string;
let notes: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'command-catalogues-'));
  notes = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, value: object): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, JSON.stringify(value));
  return file;
}

const device = (device_model: string, command: string, params?: object) => ({
  ...{ name: 'tv.open', version: '1.0.0', kind: 'device' },
  spec: {
    device_model,
    action_sets: [{ id: 'forward', actions: [{ command, ...(params && { params }) }] }],
    default_action_set_id: 'forward',
  },
});

const kiosk = {
  ...{ device_model: 'kiosk', version: '2.1.0', extends: 'android_mobile' },
  commands: [
    {
      ...{ name: 'show_page', action_type: 'web', description: 'Shows a page.', risk: 'write' },
      params_schema: { type: 'object', properties: { page: { enum: ['start', 'end'] } }, required: ['page'] },
    },
  ],
};

/** Reads a document without a registry. */
async function check(file: string, catalogues: string[] = []) {
  const silent = new RegistryError('UNREACHABLE', 'No registry answers.', { details: {} } as never);
  const io = { ...createIo({ json: true, program: 'actions' }), note: (text: string) => void notes.push(text) };
  const findCatalogues = await createFindCatalogues({ io, open: () => Promise.reject(silent) }, catalogues);
  const { files, failed } = await readDocumentFiles([file], { findCatalogues });
  return { read: files[0], error: failed[0]?.error as RegistryError<'INVALID_COMMAND'> | undefined };
}

describe('the commands of a device in a file', () => {
  it('are checked against the built-in catalogues where no registry answers, which is said', async () => {
    const right = await check(await write('a.json', device('android_tv', 'press_key', { key: 'HOME' })));
    expect(right.read?.against).toEqual({ source: 'builtin', device_model: 'android_tv', version: '1.0.0' });
    expect(notes).toEqual([expect.stringContaining('UNREACHABLE')]);
    const wrong = await check(await write('b.json', device('android_tv', 'press_key', { kee: 'HOME' })));
    expect(wrong.error?.code).toBe('INVALID_COMMAND');
    expect(wrong.error?.details.issues).toMatchObject([
      { path: '/spec/action_sets/0/actions/0/params/key' },
      { path: '/spec/action_sets/0/actions/0/params/kee', suggestion: 'key' },
    ]);
  });

  it('are checked against catalogues in files, which may extend the built-in ones', async () => {
    const catalogue = [await write('kiosk.json', kiosk)];
    const own = await check(await write('a.json', device('kiosk', 'show_page', { page: 'start' })), catalogue);
    expect(own.read?.against).toEqual({ source: 'file', device_model: 'kiosk', version: '2.1.0' });
    expect((await check(await write('b.json', device('kiosk', 'swipe_up')), catalogue)).error).toBeUndefined();
    const { error } = await check(await write('c.json', device('kiosk', 'show_pag')), catalogue);
    expect(error?.details.suggestions?.[0]?.value).toBe('show_page');
    expect(notes).toEqual([]);
  });

  it('of a model that is not known here are not checked, which is a warning with what was probably meant', async () => {
    const { read } = await check(await write('a.json', device('andriod_tv', 'anything')));
    expect(read?.against).toBeUndefined();
    expect(read?.parsed.warnings).toMatchObject([{ code: 'commands_unchecked', path: '/spec/device_model' }]);
    expect(read?.parsed.warnings[0]?.message).toContain("Did you mean 'android_tv'?");
  });

  it('are checked in a signed file too, and in no file of another kind', async () => {
    const document = JSON.stringify(device('android_tv', 'nothing_like_it'));
    const signed = await write('a.signed.json', { document, signatures: [] });
    expect((await check(signed)).error?.code).toBeDefined();
    const tool = await write('t.json', { name: 'a.b', version: '1.0.0', kind: 'tool', spec: {} });
    notes = [];
    expect((await check(tool)).read?.against).toBeUndefined();
    expect(notes).toEqual([]);
  });

  it('are not checked against a catalogue that breaks its own rules; the file is named', async () => {
    const file = await write('a.json', device('kiosk', 'show_page'));
    const bad = await write('bad.json', { ...kiosk, extends: 'gone' });
    const refusal = check(file, [bad]);
    await expect(refusal).rejects.toMatchObject({ code: 'INVALID_CATALOGUE' });
    await expect(refusal).rejects.toThrow('bad.json');
  });
});
