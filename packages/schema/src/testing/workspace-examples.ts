// Values of the objects of workspaces, people, API keys and the audit, for the test that knows every object on the wire.

const AT = '2026-11-01T00:00:00Z';
const SIG = `base64:${'A'.repeat(86)}==`;
const PUBLIC_KEY = `base64:${'A'.repeat(43)}=`;
const PAGE = { limit: 1, cursor: 'x' };

const leastKey = {
  ...{ id: 1, name: 'ci', key_prefix: 'ark_0', permissions: ['definitions:read'], status: 'active' },
  ...{ created_by: 'api_key:ark_1', created_at: AT, expires_at: null },
};
const key = {
  ...leastKey,
  ...{ name_globs: ['files.*'], expires_at: AT, last_used_at: AT, revoked_at: AT, revoked_by: 'member:1' },
};
const leastAddition = { kid: 'k', public_key: PUBLIC_KEY, proof: SIG };
const addition = {
  ...leastAddition,
  ...{ role: 'publisher', scope: ['files.*'], valid_from: AT, valid_until: AT, comment: 'c' },
};
const shownAddition = { ...leastAddition, role: 'publisher' };
const leastRequest = {
  ...{ id: 1, key: shownAddition, thumbprint: 't', status: 'pending' },
  ...{ requested_by: 'member:1', created_at: AT },
};
const leastMember = {
  ...{ id: 1, actor: 'member:1', subject: 'https://id.example|1', role: 'author' },
  ...{ added_by: 'api_key:ark_1', created_at: AT, updated_at: AT },
};
const workspace = { slug: 'team', name: 'Team', created_at: AT };
const offer = { namespace: 'files', from: 'team', to: 'other', offered_by: 'member:1', offered_at: AT };
const owned = { namespace: 'files', claimed_at: AT, log_index: 1, actions: 2 };
const filters = {
  ...{ types: ['key.add'], actor: 'member:1', subject: 'files.*', workspace: 'team' },
  ...{ from: AT, to: AT },
};
const leastEvent = {
  ...{ index: 0, leaf: '{}', leaf_hash: 'x', type: 'key.add', at: AT, subject: 's', actor: 'a' },
};
const source = { address: '127.0.0.1', user_agent: 'curl', request_id: 'r', credential: 'ark_1' };
const event = { ...leastEvent, workspace: 'team', data: {}, salt: 's', source };

/** What callers send. */
export const WORKSPACE_SENT = {
  AnswerTransfer: {
    full: [{ namespace: 'files', accept: true }],
    least: { namespace: 'files', accept: false },
  },
  CreateApiKey: {
    full: [{ name: 'ci', permissions: ['definitions:read'], name_globs: ['files.*'], expires_at: AT }],
    least: { name: 'ci', permissions: ['definitions:read'] },
  },
  CreateLink: { full: [{ member_id: 1 }], least: {} },
  CreateWorkspace: { full: [{ slug: 'team', name: 'Team' }], least: { slug: 'team', name: 'Team' } },
  DecideKeyRequest: { full: [{ id: 1, accept: true }], least: { id: 1, accept: false } },
  ExportAudit: { full: [filters], least: {} },
  ListApiKeys: { full: [{ ...PAGE, status: 'active' }], least: {} },
  ListAudit: { full: [{ ...PAGE, ...filters }], least: {} },
  ListKeyRequests: { full: [{ ...PAGE, status: 'pending' }], least: {} },
  ListMembers: { full: [PAGE], least: {} },
  ListNamespaces: { full: [PAGE], least: {} },
  PutMember: { full: [{ subject: 's', name: 'Ana', role: 'viewer' }], least: { subject: 's', role: 'viewer' } },
  RemoveMember: { full: [{ id: 1 }], least: { id: 1 } },
  RequestKey: { full: [addition], least: leastAddition },
  RevokeApiKey: { full: [{ id: 1 }], least: { id: 1 } },
  SwitchWorkspace: { full: [{ workspace: 'team' }], least: { workspace: 'team' } },
  TransferNamespace: { full: [{ namespace: 'files', to: 'other' }], least: { namespace: 'files', to: 'other' } },
  UpdateWorkspace: { full: [{ name: 'Team' }], least: { name: 'Team' } },
};

/** What the registry answers. */
export const WORKSPACE_ANSWERED = {
  ApiKey: { full: [key], least: leastKey },
  ApiKeyPage: { full: [{ items: [key], next_cursor: 'x' }], least: { items: [] } },
  AuditEvent: { full: [event], least: leastEvent },
  AuditPage: { full: [{ items: [event], next_cursor: 'x' }], least: { items: [] } },
  AuditSource: { full: [source], least: {} },
  CreatedApiKey: { full: [{ api_key: key, secret: 's' }], least: { api_key: leastKey, secret: 's' } },
  CreatedWorkspace: {
    full: [{ workspace, api_key: key, secret: 's' }],
    least: { workspace, api_key: leastKey, secret: 's' },
  },
  CurrentWorkspace: {
    full: [{ workspace, choices: [{ slug: 'team', name: 'Team', role: 'admin' }] }],
    least: { workspace, choices: [] },
  },
  KeyRequest: { full: [{ ...leastRequest, decided_by: 'member:2', decided_at: AT }], least: leastRequest },
  KeyRequestPage: { full: [{ items: [leastRequest], next_cursor: 'x' }], least: { items: [] } },
  Member: { full: [{ ...leastMember, name: 'Ana' }], least: leastMember },
  MemberPage: { full: [{ items: [leastMember], next_cursor: 'x' }], least: { items: [] } },
  NamespaceOffer: { full: [offer], least: offer },
  NamespaceOwner: {
    full: [{ namespace: 'files', workspace: 'team' }],
    least: { namespace: 'files', workspace: 'team' },
  },
  NamespacePage: { full: [{ items: [owned], next_cursor: 'x', offers: [offer] }], least: { items: [], offers: [] } },
  OwnedNamespace: { full: [{ ...owned, offer }], least: owned },
  Workspace: { full: [workspace], least: workspace },
  WorkspaceChoice: {
    full: [{ slug: 'team', name: 'Team', role: 'admin' }],
    least: { slug: 'team', name: 'Team' },
  },
};
