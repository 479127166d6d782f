import { logSize } from '@action-registry/db';
import { describeEachDatabase } from '@action-registry/db/testing';
import { isRegistryError, type Permission } from '@action-registry/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallerContext } from '../context.js';
import {
  addTestKey,
  signedDocument,
  startTestRegistry,
  type TestKey,
  type TestRegistry,
  toKeyAddition,
} from '../testing/registry.js';
import { assertNames } from './assert-names.js';
import { moveChannel } from './channels.js';
import { cloneDefinition } from './clone-definition.js';
import { createDefinition, deleteDefinition, restoreDefinition, updateDefinition } from './definitions.js';
import { addKey, retireKey } from './keys.js';
import { deprecateRelease, undeprecateRelease, unyankRelease, yankRelease } from './moderate-release.js';
import { publishRelease } from './publish-release.js';
import { resignRelease } from './resign-release.js';
import { revokeKey } from './revoke-key.js';

const GLOBS = ['files.*', 'web.fetch'];

describe('the names that an API key may write', () => {
  const refuses = (globs: string[] | null, name: string) => {
    const principal = { name: 'ci', nameGlobs: globs } as unknown as CallerContext['principal'];
    try {
      assertNames({ principal }, 'releases:publish', [null, undefined, name]);
      return false;
    } catch (error) {
      if (!isRegistryError(error)) throw error;
      expect(error.details).toEqual({ permission: 'releases:publish', name, name_globs: globs });
      return true;
    }
  };
  test.each([
    [null, 'any.name', false],
    [null, '*', false],
    [['*'], 'any.name', false],
    [['*'], '*', false],
    [GLOBS, 'files.move', false],
    [GLOBS, 'files.move.all', false],
    [GLOBS, 'files.*', false],
    [GLOBS, 'files.move.*', false],
    [GLOBS, 'web.fetch', false],
    [GLOBS, 'files', true],
    [GLOBS, 'filesystem.move', true],
    [GLOBS, 'web.fetch.all', true],
    [GLOBS, 'web.fetch.*', true],
    [GLOBS, 'web.*', true],
    [GLOBS, '*', true],
  ])('%j and %s', (globs, name, refused) => {
    expect(refuses(globs, name)).toBe(refused);
  });
});

describeEachDatabase('a key for some names', (_kind, open) => {
  let registry: TestRegistry;
  let ctx: CallerContext;
  let narrow: CallerContext;
  let key: TestKey;
  let outside: number;
  let inside: number;
  let deleted: number;
  const draft = (name: string | undefined) =>
    ({ kind: 'prompt', title: 'A plan', spec: { prompt: 'Plan.' }, ...(name !== undefined && { name }) }) as const;
  beforeAll(async () => {
    registry = await startTestRegistry(await open());
    ctx = await registry.caller('ours');
    narrow = { ...ctx, principal: { ...ctx.principal, nameGlobs: GLOBS } };
    key = await addTestKey(ctx, 'anything');
    for (const name of ['files.move', 'notes.add']) await publishRelease(ctx, signedDocument(key, `${name}@1.0.0`));
    outside = (await createDefinition(ctx, draft('notes.plan'))).action.id;
    inside = (await createDefinition(ctx, draft('files.plan'))).action.id;
    deleted = (await createDefinition(ctx, draft('notes.gone'))).action.id;
    await deleteDefinition(ctx, { id: deleted });
    await addKey(ctx, toKeyAddition('notes', { scope: ['notes.*'] }).input);
  });
  afterAll(() => registry.stop());

  const refusalOf = (call: Promise<unknown>) =>
    call.then(
      () => 'accepted',
      (error: unknown) => (isRegistryError(error) ? [error.code, error.details] : Promise.reject(error)),
    );
  const RELEASE = { name: 'notes.add', version: '1.0.0' };
  const resign = (name: string) => {
    const { signatures } = signedDocument(key, `${name}@1.0.0`);
    return resignRelease(narrow, { name, version: '1.0.0', signatures });
  };

  test.each<[Permission, string, string, () => Promise<unknown>]>([
    [
      'releases:publish',
      'publishing',
      'notes.add',
      () => publishRelease(narrow, signedDocument(key, 'notes.add@1.1.0')),
    ],
    ['releases:publish', 'signing again', 'notes.add', () => resign('notes.add')],
    [
      'releases:moderate',
      'deprecating',
      'notes.add',
      () => deprecateRelease(narrow, { ...RELEASE, reason: 'Old.', severity: 'notice' }),
    ],
    ['releases:moderate', 'undeprecating', 'notes.add', () => undeprecateRelease(narrow, RELEASE)],
    ['releases:moderate', 'yanking', 'notes.add', () => yankRelease(narrow, { ...RELEASE, reason: 'Bad.' })],
    ['releases:moderate', 'unyanking', 'notes.add', () => unyankRelease(narrow, RELEASE)],
    [
      'channels:move',
      'moving a channel',
      'notes.add',
      () => moveChannel(narrow, { name: 'notes.add', channel: 'beta', version: '1.0.0' }),
    ],
    ['definitions:write', 'making a draft', 'notes.new', () => createDefinition(narrow, draft('notes.new'))],
    [
      'definitions:write',
      'changing a draft',
      'notes.plan',
      () => updateDefinition(narrow, { id: outside, title: 'Mine' }),
    ],
    [
      'definitions:write',
      'taking over a draft',
      'notes.plan',
      () => updateDefinition(narrow, { id: outside, name: 'files.taken' }),
    ],
    [
      'definitions:write',
      'naming a draft',
      'notes.mine',
      () => updateDefinition(narrow, { id: inside, name: 'notes.mine' }),
    ],
    [
      'definitions:write',
      'cloning under a name',
      'notes.copy',
      () => cloneDefinition(narrow, { id: inside, name: 'notes.copy' }),
    ],
    ['definitions:write', 'deleting a draft', 'notes.plan', () => deleteDefinition(narrow, { id: outside })],
    ['definitions:write', 'restoring a draft', 'notes.gone', () => restoreDefinition(narrow, { id: deleted })],
    [
      'keys:manage',
      'trusting a key',
      'notes.*',
      () => addKey(narrow, toKeyAddition('k1', { scope: ['files.*', 'notes.*'] }).input),
    ],
    ['keys:manage', 'trusting a key for all', '*', () => addKey(narrow, toKeyAddition('k2').input)],
    ['keys:manage', 'trusting a root key', '*', () => addKey(narrow, toKeyAddition('k3', { role: 'root' }).input)],
    ['keys:manage', 'retiring a key', 'notes.*', () => retireKey(narrow, { kid: 'notes' })],
    [
      'keys:manage',
      'revoking a key',
      'notes.*',
      () => revokeKey(narrow, { kid: 'notes', reason: 'Mine.', last_valid_index: 0, signatures: [] }),
    ],
  ])('%s: %s outside them is refused, and nothing is logged', async (permission, _what, name, call) => {
    const size = await logSize(registry.deps.database.db);
    expect(await refusalOf(call())).toEqual(['FORBIDDEN', { permission, name, name_globs: GLOBS }]);
    expect(await logSize(registry.deps.database.db)).toBe(size);
  });

  test('inside them it does all of that, and drafts without a name too', async () => {
    await publishRelease(narrow, signedDocument(key, 'files.move@1.1.0'));
    await publishRelease(narrow, signedDocument(key, 'web.fetch@1.0.0'));
    await resign('files.move');
    const id = { name: 'files.move', version: '1.0.0' };
    await deprecateRelease(narrow, { ...id, reason: 'Old.', severity: 'notice' });
    await undeprecateRelease(narrow, id);
    await yankRelease(narrow, { ...id, reason: 'Bad.' });
    await unyankRelease(narrow, id);
    await moveChannel(narrow, { name: 'files.move', channel: 'beta', version: '1.0.0' });
    const { action } = await createDefinition(narrow, draft(undefined));
    await updateDefinition(narrow, { id: action.id, name: 'files.fresh' });
    await deleteDefinition(narrow, { id: action.id });
    await restoreDefinition(narrow, { id: action.id });
    const clone = await cloneDefinition(narrow, { reference: 'notes.add@1.0.0' });
    expect(clone.action.name).toBeUndefined();
    await addKey(narrow, toKeyAddition('inside', { scope: ['files.move', 'web.fetch'] }).input);
    expect(await retireKey(narrow, { kid: 'inside' })).toMatchObject({ status: 'retired' });
  });

  test('publishing into a channel takes the right to move channels', async () => {
    const rights = new Set<Permission>(['releases:publish']);
    const mere = { ...ctx, principal: { ...ctx.principal, permissions: rights } };
    const input = { ...signedDocument(key, 'files.move@2.0.0'), channel: 'beta' };
    expect(await refusalOf(publishRelease(mere, input))).toEqual(['FORBIDDEN', { permission: 'channels:move' }]);
    expect(await publishRelease(mere, signedDocument(key, 'files.move@2.0.0'))).toMatchObject({ created: true });
  });
});
