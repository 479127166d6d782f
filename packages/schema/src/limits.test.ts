// Every limit of a shape on both sides: the last value that is taken and the first that is not.
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { ListActions, SearchActions } from './action.js';
import { MoveChannel } from './channel.js';
import { CreateDefinition, ListDefinitions } from './definition.js';
import { AddKey, KeyId } from './key.js';
import { LIMITS } from './limits.js';
import { ListLogEntries, StreamEvents } from './log.js';
import { ActionName, ChannelName, Digest, Namespace, Reference, Timestamp, Version } from './names.js';
import { DeprecateRelease, PublishRelease, ResolveReferences, YankRelease } from './release.js';
import { SignIn } from './session.js';
import { WorkspaceSlug } from './workspace.js';

const RELEASE = { name: 'files.move', version: '1.0.0' };
const SIG = `base64:${'A'.repeat(86)}==`;
const x = (length: number): string => 'x'.repeat(length);
const references = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`r${index}`, 'files.move']));
const signatures = (count: number) => Array.from({ length: count }, () => ({ kid: 'k', sig: SIG }));

/** What is tried, the values that are taken, and those that are not. */
const TABLE: readonly (readonly [string, z.ZodType, readonly unknown[], readonly unknown[]])[] = [
  [
    'ActionName',
    ActionName,
    ['a', 'files.move', 'move_file', 'a1.b2_c3', 'a.b.c.d.e.f', x(64), `${x(31)}.${x(31)}`],
    [
      '',
      'A',
      '1a',
      'a__b',
      'a_',
      '_a',
      'a..b',
      '.a',
      'a.',
      'a-b',
      'a.b.c.d.e.f.g',
      x(65),
      `${x(31)}.${x(32)}`,
      'é',
      'a b',
      '__proto__',
    ],
  ],
  ['Namespace', Namespace, ['files', 'a1_b'], ['a.b', 'A', '', 'a__b']],
  [
    'Version',
    Version,
    ['0.0.0', '1.2.3', '2.0.0-rc.1', '1.0.0-0', '9007199254740991.0.0', `1.0.0-${x(58)}`],
    [
      '1.0',
      'v1.0.0',
      '1.0.0+build',
      '01.0.0',
      '1.0.0-01',
      'latest',
      '',
      ' 1.0.0',
      '9007199254740992.0.0',
      `1.0.0-${x(59)}`,
    ],
  ],
  [
    'ChannelName',
    ChannelName,
    ['latest', 'production', 'a', 'beta', `a${'-'.repeat(31)}`],
    ['1', 'x', 'v1', '1x', 'A', '', `a${'b'.repeat(32)}`, 'a_b'],
  ],
  ['Reference', Reference, ['a', 'files.move@^1', x(200)], ['', x(201)]],
  [
    'Digest',
    Digest,
    [`sha256:${'0'.repeat(64)}`],
    [`sha256:${'0'.repeat(63)}`, `sha256:${'A'.repeat(64)}`, `md5:${'0'.repeat(64)}`],
  ],
  [
    'Timestamp',
    Timestamp,
    ['2026-11-01T00:00:00Z', '2026-11-01T00:00:00.123Z'],
    ['2026-11-01', '2026-11-01T00:00:00+01:00', 'now', '2026-13-01T00:00:00Z'],
  ],
  ['KeyId', KeyId, ['a', '0', 'dev-root-1', 'a.b_c', x(64)], ['', '-a', 'A', x(65), 'a/b', '../a']],
  ['WorkspaceSlug', WorkspaceSlug, ['ab', 'default', x(40)], ['a', '1a', 'a-', 'A', x(41)]],
  [
    'PublishRelease',
    PublishRelease,
    [
      { document: '{}', signatures: [] },
      { document: '{}', signatures: signatures(LIMITS.signaturesPerRelease), note: x(LIMITS.noteCharacters) },
    ],
    [
      { document: '{}', signatures: signatures(LIMITS.signaturesPerRelease + 1) },
      { document: '{}', signatures: [], note: x(LIMITS.noteCharacters + 1) },
      { document: {}, signatures: [] },
      { document: '{}' },
      { document: '{}', signatures: [], more: 1 },
      { document: '{}', signatures: [{ kid: 'k', sig: SIG.replace('base64:', '') }] },
      { document: '{}', signatures: [{ kid: 'k', sig: SIG.slice(0, -1) }] },
    ],
  ],
  [
    'DeprecateRelease',
    DeprecateRelease,
    [
      { ...RELEASE, reason: 'x' },
      { ...RELEASE, reason: x(LIMITS.reasonCharacters), severity: 'unsafe' },
    ],
    [
      { ...RELEASE, reason: '' },
      { ...RELEASE, reason: '  ' },
      { ...RELEASE, reason: x(LIMITS.reasonCharacters + 1) },
      { ...RELEASE, reason: 'x', severity: 'bad' },
    ],
  ],
  [
    'YankRelease',
    YankRelease,
    [{ ...RELEASE, reason: 'x' }],
    [RELEASE, { ...RELEASE, reason: 'x', severity: 'notice' }],
  ],
  [
    'ResolveReferences',
    ResolveReferences,
    [{ references: {} }, { references: references(LIMITS.resolveReferences) }, { references: {}, as_of: 0 }],
    [
      {},
      { references: references(LIMITS.resolveReferences + 1) },
      { references: { a: '' } },
      { references: {}, as_of: -1 },
      { references: {}, as_of: 'yesterday' },
    ],
  ],
  [
    'MoveChannel',
    MoveChannel,
    [{ name: 'a', channel: 'b', version: null }],
    [
      { name: 'a', channel: 'b' },
      { name: 'a', channel: '1', version: null },
    ],
  ],
  [
    'ListActions',
    ListActions,
    [{}, { limit: 1 }, { limit: LIMITS.pageItems }, { tag: x(LIMITS.tagCharacters) }],
    [
      { limit: 0 },
      { limit: LIMITS.pageItems + 1 },
      { limit: 1.5 },
      { limit: '5' },
      { tag: x(LIMITS.tagCharacters + 1) },
      { q: 'x' },
      { sort: 'size' },
    ],
  ],
  ['SearchActions', SearchActions, [{ q: x(LIMITS.queryCharacters) }], [{ q: x(LIMITS.queryCharacters + 1) }]],
  ['ListDefinitions', ListDefinitions, [{ sort: 'title', dir: 'asc' }], [{ sort: 'name' }, { dir: 'up' }]],
  [
    'CreateDefinition',
    CreateDefinition,
    [
      { kind: 'prompt', title: x(LIMITS.titleCharacters), spec: {} },
      { kind: 'tool', title: '👩‍🚀'.repeat(66), spec: {} },
    ],
    [
      { kind: 'prompt', title: x(LIMITS.titleCharacters + 1), spec: {} },
      { kind: 'prompt', title: ' ', spec: {} },
      { kind: 'prompts', title: 'x', spec: {} },
      { kind: 'prompt', title: 'x', spec: [] },
      { kind: 'prompt', title: 'x', spec: {}, description: x(LIMITS.descriptionCharacters + 1) },
    ],
  ],
  [
    'AddKey',
    AddKey,
    [{ kid: 'k', public_key: `base64:${'A'.repeat(43)}=`, proof: SIG }],
    [
      { kid: 'k', public_key: 'AAAA', proof: SIG },
      { kid: 'k', public_key: `base64:${'A'.repeat(43)}=`, proof: SIG, scope: [] },
    ],
  ],
  ['ListLogEntries', ListLogEntries, [{}, { start: 0 }], [{ start: -1 }, { start: 1.5 }]],
  [
    'StreamEvents',
    StreamEvents,
    [{}, { after: -1 }, { lastEventId: '0' }],
    [{ after: -2 }, { lastEventId: 'x' }, { types: ['no.such'] }],
  ],
  [
    'SignIn',
    SignIn,
    [{ api_key: 'x' }, { link_token: 'x' }],
    [{}, { api_key: 'x', link_token: 'y' }, { api_key: '' }, { api_key: x(201) }],
  ],
];

describe.each(TABLE)('%s', (_name, schema, good, bad) => {
  test.each(good.map((value) => [value]))('takes %j', (value) => {
    expect(schema.safeParse(value).error).toBeUndefined();
  });
  test.each(bad.map((value) => [value]))('refuses %j', (value) => {
    expect(schema.safeParse(value).success).toBe(false);
  });
});
