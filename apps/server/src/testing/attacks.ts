// What somebody can do to a registry who may write all of its database, past privileges, triggers and constraints.
import type { TestDatabase } from '@action-registry/db/testing';

/** What somebody does who may write the whole database: a table, a change of it, and the rows that must be named. */
export type Attack = [name: string, table: string, change: string, named: string[]];

const RELEASE = `name = 'files.move' and version = '1.0.0'`;
/** On a registry that lived through `liveThroughHistory`. */
export const ATTACKS: Attack[] = [
  [
    'a leaf’s text',
    'log_leaves',
    `update log_leaves set leaf = replace(leaf, '1.3.0', '1.3.1') where idx = (select idx from log_events where subject = 'files.move@1.3.0' order by idx limit 1)`,
    ['log_leaves'],
  ],
  ['a leaf’s hash', 'log_leaves', `update log_leaves set leaf_hash = sha256('x') where idx = 4`, ['log_leaves 4']],
  [
    'the time of an entry',
    'log_leaves',
    `update log_leaves set at = at - interval '1 day' where idx = 4`,
    ['log_events 4'],
  ],
  ['a leaf deleted', 'log_leaves', `delete from log_leaves where idx = 5`, ['log_leaves 5']],
  [
    'the last leaf deleted',
    'log_leaves',
    `delete from log_leaves where idx = (select max(idx) from log_leaves)`,
    ['log_checkpoints'],
  ],
  [
    'the last leaf with its hash',
    'log_leaves',
    `update log_leaves set leaf = replace(leaf, 'Lost', 'Last'), leaf_hash = sha256('\\x00'::bytea || convert_to(replace(leaf, 'Lost', 'Last'), 'UTF8')) where idx = (select max(idx) from log_leaves)`,
    ['log_checkpoints', 'trusted_keys k3'],
  ],
  [
    'a public event’s subject',
    'log_events',
    `update log_events set subject = 'files.copy@1.3.0' where subject = 'files.move@1.3.0' and type = 'release.publish'`,
    ['log_events'],
  ],
  [
    'a private event’s data',
    'log_events',
    `update log_events set data = '{"digest":"x"}' where type = 'definition.create'`,
    ['log_events'],
  ],
  [
    'a private event’s actor',
    'log_events',
    `update log_events set actor = 'nobody' where type = 'definition.delete'`,
    ['log_events'],
  ],
  ['a private event deleted', 'log_events', `delete from log_events where type = 'definition.restore'`, ['log_events']],
  ['a node', 'log_nodes', `update log_nodes set hash = sha256('x') where level = 2 and idx = 1`, ['log_nodes 2/1']],
  ['a node deleted', 'log_nodes', `delete from log_nodes where level = 1 and idx = 3`, ['log_nodes 1/3']],
  ['a node where none can be', 'log_nodes', `insert into log_nodes values (9, 0, sha256('x'))`, ['log_nodes 9/0']],
  [
    'a checkpoint’s note',
    'log_checkpoints',
    `update log_checkpoints set note = replace(note, '— ', '— x') where size = (select max(size) from log_checkpoints)`,
    ['log_checkpoints'],
  ],
  [
    'a checkpoint’s root',
    'log_checkpoints',
    `update log_checkpoints set root = sha256('x') where size = (select max(size) from log_checkpoints)`,
    ['log_checkpoints'],
  ],
  [
    'a checkpoint of another size',
    'log_checkpoints',
    `update log_checkpoints set size = size - 1 where size = (select max(size) from log_checkpoints) and not exists (select from log_checkpoints c where c.size = log_checkpoints.size - 1)`,
    ['log_checkpoints'],
  ],
  [
    'a release’s text',
    'action_versions',
    `update action_versions set canonical = replace(canonical, 'files', 'filez') where ${RELEASE}`,
    ['action_versions files.move@1.0.0'],
  ],
  [
    'a release’s digest',
    'action_versions',
    `update action_versions set hash = 'sha256:' || repeat('0', 64) where ${RELEASE}`,
    ['action_versions files.move@1.0.0'],
  ],
  [
    'a release’s place in the order',
    'action_versions',
    `update action_versions set version_key = '~' where ${RELEASE}`,
    ['action_versions files.move@1.0.0'],
  ],
  [
    'a release’s log index',
    'action_versions',
    `update action_versions set log_index = 3 where ${RELEASE}`,
    ['action_versions files.move@1.0.0'],
  ],
  [
    'a signature',
    'action_versions',
    `update action_versions set signatures = jsonb_set(signatures, '{0,kid}', '"k9"') where ${RELEASE}`,
    ['action_versions files.move@1.0.0'],
  ],
  [
    'a signature’s algorithm',
    'action_versions',
    `update action_versions set signatures = jsonb_set(signatures, '{0,alg}', '"none"') where ${RELEASE}`,
    ['action_versions files.move@1.0.0'],
  ],
  [
    'a later signature deleted',
    'release_signatures',
    `delete from release_signatures`,
    ['action_versions files.move@1.0.0'],
  ],
  [
    'a later signature’s log index',
    'release_signatures',
    `update release_signatures set log_index = 2`,
    ['release_signatures files.move@1.0.0 k2'],
  ],
  [
    'a release deleted',
    'action_versions',
    `delete from action_versions where name = 'mail.send'`,
    ['action_versions mail.send@0.1.0'],
  ],
  [
    'a release added without an entry',
    'action_versions',
    `insert into action_versions (action_id, name, version, version_key, prerelease, kind, canonical, hash, size, signatures, published_by, created_at, log_index) select action_id, name, '9.0.0', version_key, prerelease, kind, canonical, hash, size, signatures, published_by, created_at, log_index from action_versions where ${RELEASE}`,
    ['action_versions files.move@9.0.0'],
  ],
  [
    'a channel’s version',
    'channels',
    `update channels set version = '1.2.0' where channel = 'stable'`,
    ['channels files.move#stable'],
  ],
  [
    'a channel pinned',
    'channels',
    `update channels set pinned = true where name = 'files.move' and channel = 'latest'`,
    ['channels files.move#latest'],
  ],
  [
    'a channel that was removed is back',
    'channels',
    `insert into channels select name, 'beta', version, pinned, actor, at, log_index from channels where channel = 'stable'`,
    ['channels files.move#beta'],
  ],
  [
    'a deprecation removed',
    'action_deprecations',
    `delete from action_deprecations`,
    ['action_deprecations files.move@1.0.0'],
  ],
  [
    'a deprecation’s severity',
    'action_deprecations',
    `update action_deprecations set severity = 'notice'`,
    ['action_deprecations files.move@1.0.0'],
  ],
  [
    'a yank inserted',
    'action_yanks',
    `insert into action_yanks select name, '1.1.0', reason, actor, at, log_index from action_yanks`,
    ['action_yanks files.move@1.1.0'],
  ],
  ['a yank removed', 'action_yanks', `delete from action_yanks`, ['action_yanks files.move@1.3.0']],
  [
    'a retired key active again',
    'trusted_keys',
    `update trusted_keys set status = 'active' where kid = 'k2'`,
    ['trusted_keys k2'],
  ],
  [
    'a key’s scope',
    'trusted_keys',
    `update trusted_keys set scope = array['mail.*'] where kid = 'k1'`,
    ['trusted_keys k1'],
  ],
  [
    'a key’s bytes',
    'trusted_keys',
    `update trusted_keys set public_key = 'base64:' || encode(sha256('x'), 'base64') where kid = 'k1'`,
    ['trusted_keys k1'],
  ],
  [
    'a revoked key’s cut',
    'trusted_keys',
    `update trusted_keys set last_valid_index = 2000 where kid = 'k3'`,
    ['trusted_keys k3'],
  ],
  [
    'a revoked key that passes for a configured one',
    'trusted_keys',
    `update trusted_keys set status = 'retired', origin = 'config', last_valid_index = null where kid = 'k3'`,
    ['trusted_keys k3'],
  ],
  [
    'a key added without an entry',
    'trusted_keys',
    `insert into trusted_keys select 'k9', 'base64:' || encode(sha256('x'), 'base64'), thumbprint || '9', role, scope, 'active', valid_from, valid_until, comment, 'global', null, null, null, created_at, updated_at, log_index from trusted_keys where kid = 'k1'`,
    ['trusted_keys k9'],
  ],
  [
    'a namespace’s owner',
    'namespaces',
    `update namespaces set workspace_id = (select id from workspaces where slug = 'default') where name = 'mail'`,
    ['namespaces mail'],
  ],
  ['a namespace deleted', 'namespaces', `delete from namespaces where name = 'mail'`, ['namespaces mail']],
  [
    'an action’s owner',
    'actions',
    `update actions set workspace_id = (select id from workspaces where slug = 'default') where name = 'mail.send'`,
    ['actions mail.send'],
  ],
  [
    'a command of a catalogue',
    'action_commands',
    `update action_commands set command = (replace(command::text, '"risk":"write"', '"risk":"read"'))::json, risk = 'read' where device_model = 'kiosk' and catalogue_version = '1.1.0'`,
    ['catalogues kiosk@1.1.0'],
  ],
  [
    'a column of a command',
    'action_commands',
    `update action_commands set risk = 'destructive' where device_model = 'kiosk' and catalogue_version = '1.0.0'`,
    ['catalogues kiosk@1.0.0'],
  ],
  [
    'a command more',
    'action_commands',
    `insert into action_commands select device_model, catalogue_version, 'wipe', 99, workspace_id, action_type, category, risk, command from action_commands where device_model = 'kiosk' and command_name = 'press_key'`,
    ['catalogues kiosk@1.0.0', 'catalogues kiosk@1.1.0'],
  ],
  [
    'the owner of a catalogue',
    'catalogues',
    `update catalogues set workspace_id = null where device_model = 'kiosk' and version = '1.0.0'`,
    ['catalogues kiosk@1.0.0'],
  ],
  [
    'what a catalogue extends',
    'catalogues',
    `update catalogues set extends = 'host_vnc' where device_model = 'kiosk' and version = '1.1.0'`,
    ['catalogues kiosk@1.1.0'],
  ],
  [
    'the digest of a catalogue',
    'catalogues',
    `update catalogues set hash = 'sha256:${'0'.repeat(64)}' where device_model = 'everybodys' and version = '1.0.0'`,
    ['catalogues everybodys@1.0.0'],
  ],
  [
    'a catalogue that nobody put',
    'catalogues',
    `insert into catalogues select 'ghost', version, null, null, null, hash, 0, created_by, created_at, log_index from catalogues where device_model = 'everybodys' and version = '1.0.0'`,
    ['catalogues ghost@1.0.0'],
  ],
];

/** Changes a table past its triggers and constraints, and puts it back. */
export async function attack(
  { superuser }: TestDatabase,
  { table, change }: { table: string; change: string },
  work: () => Promise<unknown>,
): Promise<void> {
  const [row] = await superuser(`select string_agg(quote_ident(column_name), ', ') as columns
    from information_schema.columns where table_name = '${table}' and is_generated = 'NEVER'`);
  const columns = String(row?.columns);
  await superuser(`alter table ${table} disable trigger all; create table saved as select ${columns} from ${table}`);
  try {
    await superuser(change);
    await work();
  } finally {
    await superuser(`delete from ${table}; insert into ${table} (${columns}) select ${columns} from saved;
      drop table saved; alter table ${table} enable trigger all`);
  }
}
