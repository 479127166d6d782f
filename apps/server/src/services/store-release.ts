// The transaction of a publish: lock the keys, claim the name, append to the log, insert. Rows that can wait are locked
// before the log, so that nobody waits while holding it.
import { collisionKey, isPrerelease, namespaceOf, type ParsedDocument, versionSortKey } from '@action-registry/core';
import {
  appendLog,
  type ChannelRow,
  claimNamespace,
  type Db,
  findActionByCollisionKey,
  findChannel,
  findNamespace,
  insertAction,
  insertVersion,
  listVersionKeys,
  lockAction,
  lockKey,
  moveBaseVersion,
  setNamespaceLogIndex,
  upsertChannel,
  type VersionRow,
} from '@action-registry/db';
import { LIMITS, type PublishRelease, RegistryError } from '@action-registry/schema';
import type { Principal } from '../context.js';
import { assertNameFree, toForbidden } from './check-name.js';
import { applyLatestMove, findLatestMove, latestMoveEntry, refreshSearch } from './latest.js';
import { type Act, publicEntry } from './log-entry.js';
import { VersionTaken } from './version-taken.js';

/** A checked publish, ready to be stored. */
export type Publication = { parsed: ParsedDocument; input: PublishRelease; principal: Principal; at: string };

/** Stores a release with its log entries; throws VersionTaken when (name, version) was taken meanwhile. */
export async function storeRelease(tx: Db, publication: Publication): Promise<void> {
  const { parsed, input, principal, at } = publication;
  const { name, version } = parsed.document;
  const act: Act = { actor: principal.actor, workspaceId: principal.workspaceId, at };
  await assertKeysActive(tx, input);
  const action = await claimAction(tx, publication);
  const rows = await listVersionKeys(tx, { names: [name] });
  assertRoom(rows, input, name);
  const latest = await findChannel(tx, { name, channel: 'latest' });
  const upcoming = [toRow(publication), ...rows].sort((a, b) => (a.version_key < b.version_key ? 1 : -1));
  const move = input.channel === 'latest' ? undefined : findLatestMove(upcoming, latest);
  const wanted = input.channel === undefined ? undefined : await findChannel(tx, { name, channel: input.channel });
  const entries = [
    ...(action.claimed
      ? [
          publicEntry(
            { type: 'namespace.claim', v: 1, namespace: namespaceOf(name), workspace: principal.workspace },
            namespaceOf(name),
            act,
          ),
        ]
      : []),
    publishEntry(publication, act),
    ...(move === undefined ? [] : [latestMoveEntry(name, move, act)]),
    ...(input.channel === undefined ? [] : [channelEntry(publication, wanted, act)]),
  ];
  const first = await appendLog(tx, entries);
  const log_index = action.claimed ? first + 1 : first;
  if (action.claimed) await setNamespaceLogIndex(tx, { name: namespaceOf(name), log_index: first });
  const inserted = await insertVersion(tx, { ...toStored(publication), action_id: action.id, log_index });
  if (inserted === undefined) throw new VersionTaken();
  if (move !== undefined) await applyLatestMove(tx, name, { move, act, log_index: log_index + 1 });
  if (input.channel !== undefined) {
    const index = first + entries.length - 1;
    await upsertChannel(tx, {
      name,
      channel: input.channel,
      version,
      pinned: input.channel === 'latest',
      actor: act.actor,
      at,
      log_index: index,
    });
  }
  await refreshSearch(tx, name, {
    rows: upcoming,
    latest: (input.channel === 'latest' ? version : (move?.to ?? latest?.version)) ?? undefined,
    at,
  });
  await moveBaseVersion(tx, { name, version });
}

/** A key that was retired or revoked since it was read must not let one more release in. */
async function assertKeysActive(tx: Db, { signatures }: PublishRelease): Promise<void> {
  for (const { kid } of signatures) {
    const key = await lockKey(tx, kid);
    if (key?.status === 'active') continue;
    throw new RegistryError('KEY_NOT_AUTHORIZED', `The key '${kid}' was retired or revoked. Sign with an active key.`, {
      details: { kid, reason: key?.status ?? 'unknown' },
    });
  }
}

/** The action, locked, made if it is new; claims its namespace if that is free. */
async function claimAction(tx: Db, { parsed, principal, at }: Publication): Promise<{ id: number; claimed: boolean }> {
  const { name } = parsed.document;
  const namespace = namespaceOf(name);
  const claimed = await claimNamespace(tx, { name: namespace, workspace_id: principal.workspaceId, claimed_at: at });
  const owner = claimed ? undefined : await findNamespace(tx, namespace);
  if (owner !== undefined && owner.workspace_id !== principal.workspaceId) throw toForbidden(namespace, 'owned');
  const row = {
    name,
    collision_key: collisionKey(name),
    namespace,
    workspace_id: principal.workspaceId,
    created_at: at,
  };
  const action = (await lockAction(tx, name)) ?? (await insertAction(tx, row)) ?? (await lockAction(tx, name));
  if (action !== undefined) return { id: action.id, claimed };
  await assertNameFree(tx, name);
  const other = await findActionByCollisionKey(tx, collisionKey(name));
  throw toForbidden(other?.namespace ?? namespace, 'owned');
}

function assertRoom(rows: readonly VersionRow[], { base_version }: PublishRelease, name: string): void {
  if (rows.length >= LIMITS.releasesPerAction) {
    throw new RegistryError(
      'LIMIT_REACHED',
      `'${name}' has ${LIMITS.releasesPerAction} releases, the most an action may have.`,
      {
        details: { what: 'releases of an action', limit: LIMITS.releasesPerAction },
      },
    );
  }
  if (base_version === undefined) return;
  const newest = rows.find((row) => row.yank_reason === null && !row.prerelease) ?? rows[0];
  if (newest?.version === base_version) return;
  throw new RegistryError(
    'REVISION_CONFLICT',
    `'${name}' moved on from ${base_version}. Look at what was published since, then publish again.`,
    {
      details: {
        expected: base_version,
        actual: newest?.version ?? null,
        ...(newest && { changed_by: newest.published_by }),
      },
    },
  );
}

function publishEntry({ parsed, input, principal, at }: Publication, act: Act) {
  const { name, version } = parsed.document;
  const signatures = input.signatures.map(({ kid, sig }) => ({ kid, sig }));
  const data = {
    published_by: principal.name,
    at,
    ...(input.note && { note: input.note }),
    ...(input.on_behalf_of && { on_behalf_of: input.on_behalf_of }),
  };
  return publicEntry(
    { type: 'release.publish', v: 1, name, version, digest: parsed.hash, signatures },
    `${name}@${version}`,
    { ...act, data },
  );
}

function channelEntry({ parsed, input }: Publication, standing: ChannelRow | undefined, act: Act) {
  const { name, version } = parsed.document;
  const channel = input.channel ?? '';
  const leaf = {
    type: 'channel.move',
    v: 1,
    name,
    channel,
    from: standing?.version ?? null,
    to: version,
    pinned: channel === 'latest',
  } as const;
  return publicEntry(leaf, `${name}@${channel}`, act);
}

function toStored({ parsed, input, principal, at }: Publication) {
  const { name, version, kind } = parsed.document;
  return {
    name,
    version,
    version_key: versionSortKey(version),
    prerelease: isPrerelease(version),
    kind,
    canonical: parsed.canonical,
    hash: parsed.hash,
    size: parsed.size,
    signatures: input.signatures.map(({ kid, sig }) => ({ alg: 'ed25519', kid, sig })),
    note: input.note ?? null,
    published_by: principal.name,
    on_behalf_of: input.on_behalf_of ?? null,
    created_at: at,
  };
}

/** The release as lists will show it once it is stored. */
function toRow(publication: Publication): VersionRow {
  const { canonical: _canonical, ...stored } = toStored(publication);
  const state = {
    deprecation_reason: null,
    severity: null,
    replaced_by: null,
    deprecated_log_index: null,
    yank_reason: null,
    yanked_log_index: null,
  };
  return { ...stored, ...state, log_index: -1 };
}
