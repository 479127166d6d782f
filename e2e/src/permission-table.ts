// Who may call what, written by hand beside the router: a procedure without a row fails the test, and so does a row whose
// permission is not the router's. Where ids or action names matter, the row says with which input.
import { randomBytes } from 'node:crypto';
import { canonicalize, digestOf, publicKeyOf, signKeyAdd, signRelease, toWireBase64 } from '@action-registry/core';
import type { JsonObject, Permission } from '@action-registry/schema';

/** What a caller needs: nothing, to be somebody where reads are closed, or a permission. */
export type Need = 'none' | 'read' | Permission;

/** What stands in the workspace that the test asks about. */
export type World = {
  key: { kid: string; seed: Uint8Array };
  draft: number;
  deleted: number;
  apiKey: number;
  member: number;
  request: number;
};

/** `names`: an input that writes `files.*`; `ids`: an input with an id of the workspace, and the same with one of nobody's. */
export type Row = {
  needs: Need;
  names?: (world: World) => JsonObject;
  ids?: (world: World) => { ours: JsonObject; nobodys: JsonObject };
};

const NOBODYS = 987_654;
const RELEASE = { name: 'files.move', version: '1.0.0' };

/** A signed release of `files.move`. */
export function signed({ key }: Pick<World, 'key'>, version: string): JsonObject {
  const document = canonicalize({ kind: 'tool', name: RELEASE.name, version, spec: {} });
  const sig = signRelease({ name: RELEASE.name, version, digest: digestOf(document) }, key.seed);
  return { document, signatures: [{ kid: key.kid, sig }] };
}

/** The addition of a fresh key for `files.*`. */
export function addition(kid: string): JsonObject {
  const seed = randomBytes(32);
  const facts = { kid, public_key: toWireBase64(publicKeyOf(seed)), scope: ['files.*'] };
  const statement = { ...facts, role: 'publisher', valid_from: null, valid_until: null } as const;
  return { ...facts, proof: signKeyAdd(statement, seed) };
}

const byId =
  (field: 'draft' | 'deleted' | 'apiKey' | 'member' | 'request', rest: JsonObject = {}, as = 'id') =>
  (world: World) => ({ ours: { [as]: world[field], ...rest }, nobodys: { [as]: NOBODYS, ...rest } });
const oursById =
  (field: 'draft' | 'deleted' | 'member' | 'request', rest: JsonObject = {}, as = 'id') =>
  (world: World) => ({ [as]: world[field], ...rest });

const READ: Row = { needs: 'read' };
const ANYBODY: Row = { needs: 'none' };
const moderate = (rest: JsonObject = {}): Row => ({
  needs: 'releases:moderate',
  names: () => ({ ...RELEASE, ...rest }),
});

/** A row for every procedure. */
export const ROWS: Readonly<Record<string, Row>> = {
  'definitions.list': { needs: 'definitions:read' },
  'definitions.get': { needs: 'definitions:read', ids: byId('draft') },
  'definitions.create': {
    needs: 'definitions:write',
    names: () => ({ kind: 'prompt', title: 'New', name: 'files.fresh', spec: { prompt: 'Plan.' } }),
  },
  'definitions.update': {
    needs: 'definitions:write',
    names: oursById('draft', { title: 'Mine' }),
    ids: byId('draft', { title: 'Mine' }),
  },
  'definitions.delete': { needs: 'definitions:write', names: oursById('draft'), ids: byId('draft') },
  'definitions.restore': { needs: 'definitions:write', names: oursById('deleted'), ids: byId('deleted') },
  'definitions.clone': { needs: 'definitions:write', ids: byId('draft') },
  'definitions.validate': { needs: 'definitions:read' },
  'definitions.documentOf': { needs: 'definitions:read', ids: byId('draft', { version: '1.0.0' }) },
  'actions.search': READ,
  'actions.list': READ,
  'actions.get': READ,
  'releases.publish': { needs: 'releases:publish', names: (world) => signed(world, '1.1.0') },
  'releases.get': READ,
  'releases.verify': READ,
  'releases.compare': READ,
  'releases.resolve': READ,
  'releases.resign': {
    needs: 'releases:publish',
    names: (world) => ({ ...RELEASE, signatures: signed(world, '1.0.0').signatures ?? [] }),
  },
  'releases.deprecate': moderate({ reason: 'Old.', severity: 'notice' }),
  'releases.undeprecate': moderate(),
  'releases.yank': moderate({ reason: 'Broken.' }),
  'releases.unyank': moderate(),
  'channels.list': READ,
  'channels.move': { needs: 'channels:move', names: () => ({ ...RELEASE, channel: 'beta' }) },
  'channels.history': READ,
  'catalogues.list': READ,
  'catalogues.get': READ,
  'catalogues.uses': READ,
  'catalogues.check': READ,
  'catalogues.put': { needs: 'catalogues:write' },
  'keys.list': READ,
  'keys.add': { needs: 'keys:manage', names: () => addition('another') },
  'keys.request': { needs: 'releases:publish' },
  'keys.listRequests': { needs: 'definitions:read' },
  'keys.decideRequest': {
    needs: 'keys:manage',
    names: oursById('request', { accept: true }),
    ids: byId('request', { accept: true }),
  },
  'keys.retire': { needs: 'keys:manage' },
  'keys.revoke': { needs: 'keys:manage' },
  'workspaces.current': { needs: 'definitions:read' },
  'workspaces.create': { needs: 'registry:operate' },
  'workspaces.update': { needs: 'members:manage' },
  'workspaces.namespaces': { needs: 'definitions:read' },
  'workspaces.transferNamespace': {
    needs: 'members:manage',
    names: () => ({ namespace: 'files', to: 'elsewhere' }),
    ids: () => ({ ours: { namespace: 'files', to: 'elsewhere' }, nobodys: { namespace: 'nobodys', to: 'elsewhere' } }),
  },
  'workspaces.answerTransfer': {
    needs: 'members:manage',
    names: () => ({ namespace: 'files', accept: false }),
    ids: () => ({ ours: { namespace: 'files', accept: false }, nobodys: { namespace: 'nobodys', accept: false } }),
  },
  'workspaces.members.list': { needs: 'definitions:read' },
  'workspaces.members.put': {
    needs: 'members:manage',
    names: () => ({ subject: 'https://id.example.org|eve', role: 'author' }),
  },
  'workspaces.members.remove': { needs: 'members:manage', names: oursById('member'), ids: byId('member') },
  'apiKeys.list': { needs: 'api_keys:manage' },
  'apiKeys.create': {
    needs: 'api_keys:manage',
    names: () => ({ name: 'wider', permissions: ['definitions:read'], name_globs: ['files.*'] }),
  },
  'apiKeys.revoke': { needs: 'api_keys:manage', ids: byId('apiKey') },
  'log.checkpoint': READ,
  'log.inclusion': READ,
  'log.consistency': READ,
  'log.entries': READ,
  'log.audit': { needs: 'audit:read' },
  'events.stream': READ,
  'sessions.signIn': ANYBODY,
  'sessions.createLink': {
    needs: 'members:manage',
    names: oursById('member', {}, 'member_id'),
    ids: byId('member', {}, 'member_id'),
  },
  'sessions.current': ANYBODY,
  'sessions.switchWorkspace': ANYBODY,
  'sessions.signOut': ANYBODY,
  'system.health': ANYBODY,
  'system.info': ANYBODY,
};
