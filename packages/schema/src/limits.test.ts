// Every limit of a shape on both sides: the last value that is taken and the first that is not.
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { GetAction, ListActions, SearchActions } from './action.js';
import { ListChannelMoves, MoveChannel } from './channel.js';
import {
  BUILTIN_ID_START,
  CloneDefinition,
  CreateDefinition,
  DefinitionId,
  ListDefinitions,
  UpdateDefinition,
} from './definition.js';
import { AddKey, KeyId } from './key.js';
import { LIMITS } from './limits.js';
import { ListLogEntries, StreamEvents } from './log.js';
import { ActionName, ChannelName, Digest, Namespace, Reference, Timestamp, Version } from './names.js';
import { Cursor } from './page.js';
import { DeprecateRelease, GetRelease, PublishRelease, ResolveReferences, YankRelease } from './release.js';
import { SignIn } from './session.js';
import { WorkspaceSlug } from './workspace.js';

const RELEASE = { name: 'files.move', version: '1.0.0' };
const SIG = `base64:${'A'.repeat(86)}==`;
const x = (length: number): string => 'x'.repeat(length);
const list = <Value>(length: number, value: Value): Value[] => Array.from({ length }, () => value);
const references = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`r${index}`, 'files.move']));
const draft = { kind: 'prompt', title: 'x', spec: {} };
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
  ['Cursor', Cursor, ['x', x(1_000)], ['', x(1_001), 0]],
  ['WorkspaceSlug', WorkspaceSlug, ['ab', 'default', x(40)], ['a', '1a', 'a-', 'A', x(41)]],
  [
    'PublishRelease',
    PublishRelease,
    [
      { document: '{}', signatures: [] },
      { document: '{}', signatures: signatures(LIMITS.signaturesPerRelease), note: x(LIMITS.noteCharacters) },
      {
        ...{ document: '', signatures: [], channel: 'beta', base_version: '1.0.0' },
        ...{ on_behalf_of: x(LIMITS.titleCharacters), accept_unknown: x(LIMITS.reasonCharacters) },
      },
    ],
    [
      { document: '{}', signatures: signatures(LIMITS.signaturesPerRelease + 1) },
      { document: '{}', signatures: [], note: x(LIMITS.noteCharacters + 1) },
      { document: '{}', signatures: [], on_behalf_of: x(LIMITS.titleCharacters + 1) },
      { document: '{}', signatures: [], accept_unknown: x(LIMITS.reasonCharacters + 1) },
      { document: '{}', signatures: [], accept_unknown: ' ' },
      { document: '{}', signatures: [], channel: '1' },
      { document: '{}', signatures: [], base_version: '^1' },
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
    'GetRelease',
    GetRelease,
    [{ name: 'a' }, { name: 'a', version: x(200) }, { name: 'a', version: '^1', fresh: true }],
    [{ name: 'a', version: '' }, { name: 'a', version: x(201) }, { name: 'A' }, {}, { name: 'a', fresh: 'yes' }],
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
    [
      { references: {} },
      { references: references(LIMITS.resolveReferences) },
      { references: {}, as_of: 0 },
      { references: {}, as_of: '2026-11-01T00:00:00Z', include_prerelease: true },
      { references: { [x(LIMITS.queryCharacters)]: 'a' } },
    ],
    [
      { references: { [x(LIMITS.queryCharacters + 1)]: 'a' } },
      { references: { '': 'a' } },
      { references: ['a'] },
      { references: {}, as_of: 0.5 },
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
    [
      { name: 'a', channel: 'b', version: null },
      { name: 'a', channel: 'b', version: '1.0.0', from: null, reason: x(LIMITS.reasonCharacters) },
    ],
    [
      { name: 'a', channel: 'b', version: '^1' },
      { name: 'a', channel: 'b', version: null, reason: x(LIMITS.reasonCharacters + 1) },
      { name: 'a', channel: 'b' },
      { name: 'a', channel: '1', version: null },
    ],
  ],
  ['ListChannelMoves', ListChannelMoves, [{ name: 'a', channel: 'b' }], [{ name: 'a' }, { name: 'a', channel: '1' }]],
  ['GetAction', GetAction, [{ name: 'a', limit: LIMITS.pageItems }], [{}, { name: 'a', limit: LIMITS.pageItems + 1 }]],
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
      { tag: '' },
      { state: 'gone' },
      { by: '' },
      { by: x(LIMITS.titleCharacters + 1) },
      { cursor: '' },
    ],
  ],
  ['SearchActions', SearchActions, [{ q: x(LIMITS.queryCharacters) }], [{ q: x(LIMITS.queryCharacters + 1) }]],
  [
    'ListDefinitions',
    ListDefinitions,
    [{ sort: 'title', dir: 'asc', q: x(LIMITS.queryCharacters), tag: x(LIMITS.tagCharacters) }],
    [
      { sort: 'name' },
      { dir: 'up' },
      { origin: 'mine' },
      { q: x(LIMITS.queryCharacters + 1) },
      { tag: x(LIMITS.tagCharacters + 1) },
      { limit: 0 },
      { limit: LIMITS.pageItems + 1 },
    ],
  ],
  [
    'DefinitionId',
    DefinitionId,
    [1, BUILTIN_ID_START, Number.MAX_SAFE_INTEGER],
    [0, -1, 1.5, Number.MAX_SAFE_INTEGER + 1, '1', null],
  ],
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
      { ...draft, examples: list(LIMITS.listEntries + 1, {}) },
      { ...draft, name: 'A' },
      { ...draft, metadata: [] },
      { ...draft, id: 1 },
    ],
  ],
  [
    'UpdateDefinition',
    UpdateDefinition,
    [
      { id: 1 },
      { id: 1, revision: 1, title: x(LIMITS.titleCharacters), enabled: false, spec: {} },
      { id: 1, name: null, description: null, inputSchema: null, outputSchema: null, metadata: null, examples: null },
      { id: 1, description: x(LIMITS.descriptionCharacters), examples: list(LIMITS.listEntries, {}) },
    ],
    [
      {},
      { id: 1, kind: 'tool' },
      { id: 1, revision: 0 },
      { id: 1, title: null },
      { id: 1, spec: null },
      { id: 1, enabled: null },
      { id: 1, title: x(LIMITS.titleCharacters + 1) },
      { id: 1, description: x(LIMITS.descriptionCharacters + 1) },
      { id: 1, examples: list(LIMITS.listEntries + 1, {}) },
    ],
  ],
  [
    'CloneDefinition',
    CloneDefinition,
    [
      { id: 1 },
      { reference: x(200) },
      { id: 1, title: x(LIMITS.titleCharacters) },
      { id: 1, name: null, metadata: null },
    ],
    [
      {},
      { id: 1, reference: 'a' },
      { reference: x(201) },
      { id: 1, kind: 'tool' },
      { id: 1, revision: 1 },
      { id: 1, spec: null },
      { id: 1, title: x(LIMITS.titleCharacters + 1) },
      { id: 1, description: x(LIMITS.descriptionCharacters + 1) },
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
    [
      {},
      { after: -1 },
      { lastEventId: '0' },
      { lastEventId: '9'.repeat(16) },
      { types: list(LIMITS.listEntries, 'key.add'), names: list(LIMITS.listEntries, x(66)), workspace: x(64) },
    ],
    [
      { after: -2 },
      { after: 0.5 },
      { lastEventId: 'x' },
      { lastEventId: '-1' },
      { lastEventId: '9'.repeat(17) },
      { types: ['no.such'] },
      { types: list(LIMITS.listEntries + 1, 'key.add') },
      { names: list(LIMITS.listEntries + 1, 'a') },
      { names: [''] },
      { names: [x(67)] },
      { workspace: x(65) },
    ],
  ],
  [
    'SignIn',
    SignIn,
    [{ api_key: 'x' }, { link_token: 'x' }, { api_key: x(200) }, { link_token: x(200) }],
    [
      { link_token: '' },
      { link_token: x(201) },
      {},
      { api_key: 'x', link_token: 'y' },
      { api_key: '' },
      { api_key: x(201) },
    ],
  ],
];

describe.each(TABLE)('%s', (_name, schema, good, bad) => {
  test('takes the last lawful value', () => {
    for (const value of good) expect(schema.safeParse(value).error, toLabel(value)).toBeUndefined();
  });
  test('refuses the first that is not', () => {
    for (const value of bad) expect(schema.safeParse(value).success, toLabel(value)).toBe(false);
  });
});

test('the limits fit into each other', () => {
  for (const limit of Object.values(LIMITS)) expect(Number.isSafeInteger(limit) && limit > 0).toBe(true);
  // A document travels as a string: its quotes are escaped, and signatures come with it.
  expect(LIMITS.documentBytes * 2).toBeLessThanOrEqual(LIMITS.bodyBytes);
  expect(LIMITS.promptCharacters).toBeLessThan(LIMITS.documentBytes);
  expect(LIMITS.pageItemsDefault).toBeLessThanOrEqual(LIMITS.pageItems);
  // The signatures of a full release fit into its leaf (C2SP tlog-tiles bounds leaves at 2^16 - 1 bytes).
  expect(LIMITS.leafBytes).toBe(2 ** 16 - 1);
  expect(LIMITS.signaturesPerRelease * (SIG.length + 64 + 20) + 1_000).toBeLessThan(LIMITS.leafBytes);
});

function toLabel(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 120);
}
