// Every object on the wire by its name: one value with all its fields and one with the fewest. What callers send is read
// strictly, what is answered may grow. A new exported object needs a row here.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import * as exported from './index.js';
import { COMPARISON_ANSWERED, COMPARISON_SENT, FULL_CONTRACTS, FULL_GATE } from './testing/comparison-examples.js';
import { WORKSPACE_ANSWERED, WORKSPACE_SENT } from './testing/workspace-examples.js';

const AT = '2026-11-01T00:00:00Z';
const HASH = `sha256:${'0'.repeat(64)}`;
const SIG = `base64:${'A'.repeat(86)}==`;
const PUBLIC_KEY = `base64:${'A'.repeat(43)}=`;
const LOG_HASH = `${'A'.repeat(43)}=`;
const ID = { name: 'files.move', version: '1.0.0' };
const PAGE = { limit: 1, cursor: 'x' };

const warning = { path: '/spec/cwd', code: 'default_filled', message: 'cwd is .' };
const suggestion = { value: 'files.move', distance: 1 };
const check = { name: 'digest', ok: false, code: 'digest_mismatch', detail: 'It differs.' };
const verdict = { verified: false, verify_error: 'Digest mismatch', verify_code: 'digest_mismatch', checks: [check] };
const leastVerdict = { verified: true, checks: [] };
const signature = { alg: 'ed25519', kid: 'k', sig: SIG, log_index: 0 };
const { log_index: _index, ...shownSignature } = signature;
const leastState = { deprecated: false, yanked: false };
const state = {
  ...{ deprecated: true, deprecation_reason: 'Old.', severity: 'unsafe', replaced_by: 'files.copy' },
  ...{ yanked: true, yank_reason: 'Broken.' },
};
const leastRelease = {
  ...ID,
  ...{ document: '{}', schema: null, hash: HASH, signature: null, signatures: [] },
  ...leastVerdict,
  ...{ created_at: AT, published_by: 'a', log_index: 0, size: 2 },
  ...leastState,
};
const release = {
  ...leastRelease,
  ...{ schema: {}, signature: shownSignature, signatures: [signature], note: 'n', on_behalf_of: 'b' },
  ...verdict,
  ...state,
  ...FULL_GATE,
};
const proven = { proof: [{ index: 0, hashes: [] }], checkpoint: 'note' };
const checkpoint = { origin: 'o', size: 1, root: LOG_HASH, checkpoint: 'note' };
const consistency = { from: 1, to: 1, hashes: [], checkpoint: 'note' };
const inclusion = { index: 0, hashes: [], size: 1, leaf_hash: LOG_HASH, checkpoint: 'note' };
const leastFork = {
  ...{ type: 'application/vnd.action-registry.fork-evidence.v1+json', origin: 'o', older: 'note', newer: 'note' },
  ...{ consistency: [], log_keys: ['k'] },
};
const leastItem = {
  ...{ name: 'files.move', latest_version: '1.0.0', hash: HASH, versions: 1, deprecated: false, yanked: false },
  ...{ kind: 'tool', tags: [], channels: [], kids: [], published_by: 'a', updated_at: AT },
};
const item = { ...leastItem, title: 'Move', description: 'Moves.', verified: true, channels: ['beta'] };
const leastVersion = {
  ...{ version: '1.0.0', hash: HASH, created_at: AT, published_by: 'a', log_index: 0, size: 2 },
  ...leastState,
};
const { channels: _channels, ...itemWithoutChannels } = item;
const { title: _title, description: _description, verified: _verified, ...leastAction } = itemWithoutChannels;
const actionFields = { namespace: 'files', model_name: 'files__move', version_states: [], channels: { beta: '1.0.0' } };
const channel = {
  ...{ name: 'files.move', channel: 'beta', version: '1.0.0', pinned: false },
  ...{ moved_by: 'a', moved_at: AT, log_index: 0 },
};
const leastMove = { from: null, to: '1.0.0', pinned: false, moved_by: 'a', moved_at: AT, log_index: 0 };
const leastSummary = {
  ...{ id: 1, workspace: 'default', title: 'Move', kind: 'tool', enabled: true, readonly: false, revision: 1 },
  ...{ tags: [], created_by: 'a', created_at: AT, updated_at: AT },
};
const summary = {
  ...leastSummary,
  ...{ name: 'files.move', description: 'd', base_version: '1.0.0', cloned_from: '1' },
  published: { name: 'files.move', latest_version: '1.0.0' },
};
const contract = { description: 'd', inputSchema: {}, outputSchema: {}, metadata: {}, examples: [] };
const leastEntry = { index: 0, leaf: '{}', leaf_hash: LOG_HASH, type: 'key.add', at: AT };
const entry = { ...leastEntry, subject: 's', actor: 'a', workspace: 'default', data: {}, salt: 'AA' };
const leastCaller = { actor: 'api_key:ark_x', name: 'admin', workspace: 'default', permissions: ['keys:manage'] };
const caller = { ...leastCaller, role: 'admin', name_globs: ['*'] };
const catalogueCommand = {
  ...{ name: 'press_key', action_type: 'adb', category: 'ADB', description: 'd', params_schema: { type: 'object' } },
  ...{ aliases: ['key'], risk: 'write', template: ['adb'], deprecated: true },
};
const leastCommand = { name: 'press_key', action_type: 'adb', description: 'd', params_schema: {}, risk: 'read' };
const leastContent = { device_model: 'android_tv', version: '1.0.0', commands: [] };
const content = {
  ...{ ...leastContent, extends: 'android_mobile', description: 'd' },
  commands: [catalogueCommand, leastCommand],
};
const storedCatalogue = { origin: 'global', workspace: null, hash: HASH, created_by: null, created_at: null };
const leastCatalogue = { ...leastContent, ...storedCatalogue, own: 0, chain: [], versions: [] };
const catalogue = {
  ...{ ...content, ...storedCatalogue, workspace: 'default', created_by: 'a', created_at: AT, own: 1 },
  ...{ commands: [{ ...catalogueCommand, from: 'android_mobile' }] },
  ...{ chain: [{ device_model: 'android_mobile', version: '1.0.0' }], versions: ['1.0.0'] },
};
const { commands: _commands, chain: _chain, own: _own, ...catalogueHead } = catalogue;
const leastCatalogueSummary = { ...leastContent, ...storedCatalogue, commands: 1, versions: 1 };
const refusedDevice = { definition: { id: 1, title: 't' }, release: ID, issues: [] };
const leastKey = {
  ...{ kid: 'k', alg: 'ed25519', public_key: PUBLIC_KEY, thumbprint: 't' },
  ...{ role: 'publisher', status: 'active', origin: 'config' },
};
const facets = { total: 1, kind: { tool: 1 }, state: { active: 1 }, channel: { beta: 1 }, tag: {}, key: { k: 1 } };
const definitionFacets = { total: 1, kind: { tool: 1 }, origin: { builtin: 1 }, enabled: { true: 1, false: 0 } };
const failure = { code: 'ACTION_NOT_FOUND', message: 'm', details: {} };
const step = { command: 'x', params: {}, label: 'X' };
const setOfSteps = { id: 'a', label: 'A', actions: [step] };
const resolved = {
  ok: true,
  reference: 'a@^1',
  ...ID,
  kind: 'tool',
  hash: HASH,
  signatures: [signature],
  log_index: 0,
  proof: proven.proof,
};

/** Values that together have every field of the object, and one with none that may be left out. */
type Row = { full: object[]; least: object };

const SENT: Readonly<Record<string, Row>> = {
  ...COMPARISON_SENT,
  ...WORKSPACE_SENT,
  ActionSet: { full: [setOfSteps], least: { id: 'a', actions: [] } },
  AddKey: {
    full: [
      {
        ...{ kid: 'k', public_key: PUBLIC_KEY, role: 'log', scope: ['*'], valid_from: AT, valid_until: AT },
        ...{ comment: 'c', proof: SIG },
      },
    ],
    least: { kid: 'k', public_key: PUBLIC_KEY, proof: SIG },
  },
  Annotations: {
    full: [{ readOnlyHint: true, destructiveHint: true, idempotentHint: true, openWorldHint: true }],
    least: {},
  },
  CloneDefinition: {
    full: [{ id: 1, title: 't', name: null, spec: {}, ...contract }, { reference: 'a@1.0.0' }],
    least: { id: 1 },
  },
  CommandSpec: { full: [{ shell: 'sh', cwd: '.', timeout_s: 1, cmd: 'x' }], least: { cmd: 'x' } },
  CreateDefinition: {
    full: [
      {
        ...{ kind: 'tool', base_version: '1.0.0', title: 't', name: 'files.move', spec: {}, enabled: true },
        ...contract,
      },
    ],
    least: { kind: 'tool', title: 't', spec: {} },
  },
  DeprecateRelease: {
    full: [{ ...ID, reason: 'r', severity: 'unsafe', replaced_by: 'a' }],
    least: { ...ID, reason: 'r' },
  },
  DeviceSpec: {
    full: [{ device_model: 'm', action_sets: [setOfSteps], default_action_set_id: 'a' }],
    least: { device_model: 'm', action_sets: [setOfSteps], default_action_set_id: 'a' },
  },
  DeviceStep: { full: [step], least: { command: 'x' } },
  Example: { full: [{ title: 't', input: 1, output: null }], least: {} },
  GetAction: { full: [{ ...PAGE, name: 'a' }], least: { name: 'a' } },
  GetRelease: { full: [{ name: 'a', version: '^1', fresh: true }], least: { name: 'a' } },
  ListActions: {
    full: [
      {
        ...{ ...PAGE, kind: 'tool', namespace: 'a', tag: 't', state: 'active', channel: 'beta', key: 'k', by: 'a' },
        ...{ sort: 'name', dir: 'asc', facets: true },
      },
    ],
    least: {},
  },
  ListChannelMoves: { full: [{ ...PAGE, name: 'a', channel: 'beta' }], least: { name: 'a', channel: 'beta' } },
  ListChannels: { full: [{ name: 'a' }], least: { name: 'a' } },
  ListDefinitions: {
    full: [{ ...PAGE, kind: 'tool', enabled: true, origin: 'builtin', tag: 't', q: 'q', sort: 'id', dir: 'asc' }],
    least: {},
  },
  ForkEvidence: { full: [{ ...leastFork, prefix: LOG_HASH }], least: leastFork },
  GetConsistency: { full: [{ from: 1, to: 2 }], least: { from: 1 } },
  GetInclusion: { full: [{ index: 0, size: 1 }], least: { index: 0 } },
  ListLogEntries: { full: [{ ...PAGE, start: 1 }], least: {} },
  Metadata: {
    full: [
      {
        ...{ module: 'm', entity: 'e', action: 'a', reversible: true, requiresApproval: true, sideEffects: ['s'] },
        ...{ permissions: ['p'], tags: ['t'], annotations: {} },
      },
    ],
    least: {},
  },
  MoveChannel: {
    full: [{ name: 'a', channel: 'beta', version: '1.0.0', from: null, reason: 'r' }],
    least: { name: 'a', channel: 'beta', version: null },
  },
  PromptSpec: {
    full: [{ agent: 'a', model: 'm', reasoning: 'low', timeout_s: 5, prompt: 'p' }],
    least: { prompt: 'p' },
  },
  PublishRelease: {
    full: [
      {
        ...{ document: '{}', signatures: [{ kid: 'k', sig: SIG }], channel: 'beta', note: 'n', base_version: '1.0.0' },
        ...{ on_behalf_of: 'b', accept_unknown: 'r' },
      },
    ],
    least: { document: '{}', signatures: [] },
  },
  ReleaseRef: { full: [ID], least: ID },
  ResolveReferences: {
    full: [{ references: { a: 'a@^1' }, as_of: 0, since: 1, include_prerelease: true }],
    least: { references: {} },
  },
  ResignRelease: {
    full: [{ ...ID, signatures: [{ kid: 'k', sig: SIG }] }],
    least: { ...ID, signatures: [{ kid: 'k', sig: SIG }] },
  },
  RevokeKey: {
    full: [{ kid: 'k', reason: 'r', last_valid_index: -1, signatures: [{ kid: 'k', sig: SIG }] }],
    least: { kid: 'k', reason: 'r', last_valid_index: 0 },
  },
  SearchActions: {
    full: [
      {
        ...{ ...PAGE, kind: 'tool', namespace: 'a', tag: 't', state: 'active', channel: 'beta', key: 'k', by: 'a' },
        ...{ sort: 'name', dir: 'asc', facets: true, q: 'q' },
      },
    ],
    least: {},
  },
  CatalogueCommand: { full: [catalogueCommand], least: leastCommand },
  CatalogueContent: { full: [content], least: leastContent },
  CheckCommands: {
    full: [
      { spec: {}, reversible: true },
      { device_model: 'm', line: '' },
    ],
    least: { spec: {} },
  },
  GetCatalogue: { full: [{ device_model: 'm', version: '1.0.0' }], least: { device_model: 'm' } },
  ListCatalogues: { full: [{ ...PAGE, q: 'q' }], least: {} },
  ListCatalogueUses: { full: [{ device_model: 'm' }], least: { device_model: 'm' } },
  PutCatalogue: { full: [{ catalogue: content, global: true, dry_run: true }], least: { catalogue: leastContent } },
  SignatureInput: { full: [{ kid: 'k', sig: SIG }], least: { kid: 'k', sig: SIG } },
  SignIn: {
    full: [{ api_key: 'x' }, { link_token: 'x' }, { token: 'eyJ', workspace: 'acme' }],
    least: { api_key: 'x' },
  },
  StreamEvents: {
    full: [{ lastEventId: '0', after: 0, types: ['key.add'], names: ['a'], workspace: 'default' }],
    least: {},
  },
  ToolSpec: { full: [{ binding: { type: 'mcp', url: 'http://a.example/', tool: 't' } }], least: {} },
  TrustedKeyEntry: {
    full: [
      {
        ...{ kid: 'k', alg: 'ed25519', public_key: PUBLIC_KEY, role: 'root', scope: ['*'], status: 'revoked' },
        ...{ valid_from: AT, valid_until: null, last_valid_index: -1, reason: 'r', comment: 'c' },
      },
    ],
    least: { kid: 'k', alg: 'ed25519', public_key: PUBLIC_KEY },
  },
  UpdateDefinition: {
    full: [{ id: 1, revision: 1, title: 't', name: null, spec: {}, enabled: true, ...contract }],
    least: { id: 1 },
  },
  YankRelease: { full: [{ ...ID, reason: 'r' }], least: { ...ID, reason: 'r' } },
};

const ANSWERED: Readonly<Record<string, Row>> = {
  ...COMPARISON_ANSWERED,
  ...WORKSPACE_ANSWERED,
  Action: {
    full: [{ ...itemWithoutChannels, ...actionFields, next_cursor: 'x' }],
    least: { ...leastAction, ...actionFields },
  },
  ActionFacets: { full: [facets], least: facets },
  ActionItem: { full: [item], least: leastItem },
  ActionPage: { full: [{ items: [item], next_cursor: 'x', suggestions: ['a'], facets }], least: { items: [] } },
  Caller: { full: [caller], least: leastCaller },
  Catalogue: { full: [catalogue], least: leastCatalogue },
  CataloguePage: { full: [{ items: [leastCatalogueSummary], next_cursor: 'x' }], least: { items: [] } },
  CatalogueSummary: {
    full: [{ ...catalogueHead, commands: 1, versions: 1 }],
    least: leastCatalogueSummary,
  },
  CatalogueUses: {
    full: [
      {
        releases: { total: 1, items: [{ ...ID, title: 't', device_model: 'android_tv' }] },
        definitions: { total: 1, items: [{ id: 1, title: 't', device_model: 'android_tv' }] },
      },
    ],
    least: { releases: { total: 0, items: [] } },
  },
  CommandVerdict: {
    full: [
      {
        ...{ ok: false, issues: [], warnings: [warning], suggestions: [suggestion], available: { ADB: ['press_key'] } },
        ...{ message: 'm', line: { verdict: 'unknown', completions: [] } },
      },
    ],
    least: { ok: true, issues: [], warnings: [], suggestions: [], available: {} },
  },
  CompatRules: {
    full: [{ policy: 'warn', callers: 'any' }],
    least: { policy: 'enforce', callers: 'declared_only' },
  },
  ComposedCommand: {
    full: [{ ...catalogueCommand, from: 'android_mobile' }],
    least: { ...leastCommand, from: 'android_mobile' },
  },
  LineVerdict: {
    full: [{ verdict: 'known', command: 'press_key', params: {}, completions: [] }],
    least: { verdict: 'ambiguous', completions: [] },
  },
  PutCatalogueResult: {
    full: [
      {
        ...{ catalogue, changes: { added: ['a'], removed: [], changed: [] }, refused: [refusedDevice], stored: true },
        log_index: 0,
      },
    ],
    least: {
      ...{ catalogue: leastCatalogue, changes: { added: [], removed: [], changed: [] }, refused: [], stored: false },
    },
  },
  RefusedDevice: { full: [refusedDevice], least: { issues: [] } },
  Channel: { full: [channel], least: channel },
  ChannelMove: { full: [{ ...leastMove, reason: 'r' }], least: leastMove },
  ChannelMovePage: { full: [{ items: [leastMove], next_cursor: 'x' }], least: { items: [] } },
  Check: { full: [check], least: { name: 'signed', ok: true, detail: 'd' } },
  Definition: {
    full: [{ ...summary, spec: {}, ...contract, origin_changed: true }],
    least: { ...leastSummary, spec: {} },
  },
  DefinitionDocument: {
    full: [{ ...ID, document: '{}', hash: HASH, warnings: [warning] }],
    least: { ...ID, document: '{}', hash: HASH, warnings: [] },
  },
  DefinitionFacets: { full: [definitionFacets], least: definitionFacets },
  DefinitionPage: { full: [{ items: [summary], next_cursor: 'x', facets: definitionFacets }], least: { items: [] } },
  DefinitionSummary: { full: [summary], least: leastSummary },
  Health: { full: [{ ok: true, checks: { database: 'ok' } }], least: { ok: false, checks: {} } },
  Issue: { full: [{ path: '', message: 'm', rule: 'r', suggestion: 's' }], least: { path: '', message: 'm' } },
  Jwk: {
    full: [{ kty: 'OKP', crv: 'Ed25519', alg: 'Ed25519', use: 'sig', kid: 'k', x: 'AA' }],
    least: { kty: 'OKP', crv: 'Ed25519', alg: 'Ed25519', use: 'sig', kid: 'k', x: 'AA' },
  },
  LogEntry: { full: [entry], least: leastEntry },
  ConsistencyProof: {
    full: [{ from: 0, to: 1, hashes: [LOG_HASH] }],
    least: { from: 0, to: 0, hashes: [] },
  },
  InclusionProof: { full: [{ index: 0, hashes: [LOG_HASH] }], least: { index: 0, hashes: [] } },
  LogCheckpoint: { full: [checkpoint], least: checkpoint },
  LogConsistency: { full: [consistency], least: consistency },
  LogEvidence: {
    full: [{ checkpoint: 'note', inclusion: [], consistency: { from: 0, to: 0, hashes: [] } }],
    least: { checkpoint: 'note', inclusion: [] },
  },
  LogInclusion: { full: [inclusion], least: inclusion },
  LogEntryPage: { full: [{ items: [entry], next_cursor: 'x', size: 1 }], least: { items: [], size: 0 } },
  LogEvent: { full: [entry], least: { ...leastEntry, subject: 's', actor: 'a' } },
  ModeratedRelease: {
    full: [{ ...release, executions_30d: 0 }],
    least: { ...leastRelease, executions_30d: 0 },
  },
  MovedChannel: {
    full: [{ channel, from: '1.0.0', to: '1.0.0', log_index: 0 }],
    least: { from: null, to: null, log_index: 0 },
  },
  PublishedRelease: {
    full: [{ ...release, created: true, warnings: [warning], ...proven, ...FULL_CONTRACTS }],
    least: { ...leastRelease, created: false, warnings: [], ...proven },
  },
  Release: { full: [release], least: leastRelease },
  ReleaseSignature: { full: [signature], least: signature },
  ReleaseState: { full: [state], least: leastState },
  ReleaseVerdict: {
    full: [{ ...ID, ...verdict, kid: 'k', alg: 'ed25519', hash: HASH }],
    least: { ...ID, ...leastVerdict, kid: null, alg: null, hash: HASH },
  },
  ResolvedReference: { full: [{ ...resolved, ...state, ...FULL_GATE }], least: { ...resolved, ...leastState } },
  ResolveResults: {
    full: [
      {
        results: {
          a: { ...resolved, ...state },
          b: { ok: false, reference: 'b', error: failure },
        },
        checkpoint: 'note',
        consistency: { from: 0, to: 1, hashes: [LOG_HASH] },
      },
    ],
    least: { results: {}, checkpoint: 'note' },
  },
  SavedDefinition: {
    full: [{ action: { ...summary, spec: {}, ...contract }, warnings: [warning] }],
    least: { action: { ...leastSummary, spec: {} }, warnings: [] },
  },
  Session: { full: [{ caller, expires_at: AT }], least: { caller: null, expires_at: null } },
  SignInLink: { full: [{ url: 'u', expires_at: AT }], least: { url: 'u', expires_at: AT } },
  Suggestion: { full: [suggestion], least: suggestion },
  SystemInfo: {
    full: [
      {
        ...{ name: 'action-registry', version: '0.1.0', database: 'pglite', read_access: 'key', default_model: 'm' },
        ...{ log_size: 0, limits: { jsonDepth: 64 }, caller, compat: { policy: 'warn', callers: 'any' } },
      },
    ],
    least: {
      ...{ name: 'action-registry', version: '0.1.0', database: 'postgresql', read_access: 'open', default_model: 'm' },
      ...{ log_size: 0, limits: {}, compat: { policy: 'enforce', callers: 'declared_only' } },
    },
  },
  TrustedKey: {
    full: [
      {
        ...leastKey,
        ...{ scope: ['*'], valid_from: AT, valid_until: AT, last_valid_index: -1, reason: 'r', comment: 'c' },
        ...{ workspace: 'default', log_index: 0, created_at: AT },
      },
    ],
    least: leastKey,
  },
  UnresolvedReference: {
    full: [{ ok: false, reference: 'a', error: failure }],
    least: { ok: false, reference: 'a', error: failure },
  },
  Verification: { full: [verdict], least: leastVerdict },
  VersionState: { full: [{ ...leastVersion, ...state, ...FULL_GATE, note: 'n' }], least: leastVersion },
  Warning: { full: [warning], least: warning },
  WireError: {
    full: [{ code: 'INTERNAL', message: 'm', details: {}, request_id: 'r' }],
    least: { code: 'INTERNAL', message: 'm', details: {}, request_id: 'r' },
  },
};

const OBJECTS = Object.fromEntries(
  Object.entries(exported).flatMap(([name, value]) => (value instanceof z.ZodObject ? [[name, value]] : [])),
);
/** Fields that hold any JSON value at all. */
const FREE = new Set(['ContainmentAnswer.witness', 'DangerousFinding.witness', 'Example.input', 'Example.output']);
/** What is no value of any field. */
const FOREIGN = Symbol('foreign');

function getSchema(name: string): z.ZodObject {
  return OBJECTS[name] ?? expect.unreachable(`${name} is no longer exported`);
}

test('every exported object has a row here', () => {
  const rows = [...Object.keys(SENT), ...Object.keys(ANSWERED)].sort();
  expect(rows, 'Give each new object of index.ts a row in SENT or ANSWERED.').toEqual(Object.keys(OBJECTS).sort());
});

describe.each(Object.entries({ ...SENT, ...ANSWERED }))('%s', (name, { full, least }) => {
  const schema = getSchema(name);

  test('takes all its fields as they are, and none of another type', () => {
    const seen = new Set(full.flatMap(Object.keys));
    expect(Object.keys(schema.shape).filter((field) => !seen.has(field))).toEqual([]);
    for (const value of full) {
      expect(schema.safeParse(value)).toEqual({ success: true, data: value });
      for (const field of Object.keys(value).filter((each) => !FREE.has(`${name}.${each}`))) {
        expect(schema.safeParse({ ...value, [field]: FOREIGN }).success, field).toBe(false);
      }
    }
  });

  test('needs what it needs, and nothing more', () => {
    expect(schema.safeParse(least).error).toBeUndefined();
    for (const field of Object.keys(least)) {
      const without = Object.fromEntries(Object.entries(least).filter(([each]) => each !== field));
      expect(schema.safeParse(without).success, `without ${field}`).toBe(false);
    }
  });

  if (name in SENT)
    test('refuses a field that it does not know', () => {
      const codes = schema.safeParse({ ...least, unknown_field: 1 }).error?.issues.map(({ code }) => code);
      expect(codes).toEqual(['unrecognized_keys']);
    });
  else
    test('leaves out a field that it does not know, so that answers may grow', () => {
      for (const value of full) expect(schema.safeParse({ ...value, unknown_field: 1 }).data).toEqual(value);
    });

  test.each([[null], [undefined], [[]], ['{}'], [0]])('is never %j', (value) => {
    expect(schema.safeParse(value).success).toBe(false);
  });
});
