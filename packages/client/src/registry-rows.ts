// A registry's answers as the rows that its log must give: every release, channel and key it shows, asked for one by one.
// What it does not say (the entry of a deprecation) is taken from the log, so that it is no difference.
import { digestOf, type LogState, type RegistryRows } from '@action-registry/core';
import { type Channel, LIMITS, type TrustedKey, type VersionState } from '@action-registry/schema';
import type { Call } from './log-evidence.js';
import { isReleaseShaped } from './verified-action.js';

type Row<Table extends keyof RegistryRows> = RegistryRows[Table] extends Iterable<infer Each> ? Each : never;
type Rows = { [Table in keyof RegistryRows]: Row<Table>[] };

/** Actions that are asked about at a time. */
const ACTIONS_AT_ONCE = 10;
/** Releases of one action that are asked for at a time. */
const RELEASES_AT_ONCE = 20;

/** The rows; throws RegistryErrors. Digests are computed here from the texts that the registry answers. */
export async function gatherRows(
  call: Call,
  state: LogState,
  onProgress: (done: number, total: number) => void,
): Promise<RegistryRows> {
  const rows: Rows = { releases: [], deprecations: [], yanks: [], channels: [], keys: [] };
  rows.keys = (await call((trpc) => trpc.keys.list.query())).items.map((key) => toKeyRow(key, state));
  const names = await listNames(call);
  for (let start = 0; start < names.length; start += ACTIONS_AT_ONCE) {
    const some = names.slice(start, start + ACTIONS_AT_ONCE);
    await Promise.all(some.map((name) => addAction(rows, { call, state, name })));
    onProgress(start + some.length, names.length);
  }
  return rows;
}

async function listNames(call: Call): Promise<string[]> {
  const names = new Set<string>();
  for (let cursor: string | undefined; ; ) {
    const input = { limit: LIMITS.pageItems, sort: 'name', ...(cursor !== undefined && { cursor }) } as const;
    const page = await call((trpc) => trpc.actions.list.query(input));
    const { size } = names;
    for (const { name } of page.items) names.add(name);
    if (page.next_cursor === undefined || names.size === size) return [...names];
    cursor = page.next_cursor;
  }
}

type ActionQuestion = { call: Call; state: LogState; name: string };

async function addAction(rows: Rows, { call, state, name }: ActionQuestion): Promise<void> {
  const channels: Channel[] = (await call((trpc) => trpc.channels.list.query({ name }))).items;
  rows.channels.push(
    ...channels.map(({ channel, version, pinned, log_index }) => ({ name, channel, version, pinned, log_index })),
  );
  const versions = await listVersions(call, name);
  for (let start = 0; start < versions.length; start += RELEASES_AT_ONCE) {
    const some = versions.slice(start, start + RELEASES_AT_ONCE);
    await Promise.all(some.map(({ version }) => addRelease(rows, { call, state, name }, version)));
  }
}

async function listVersions(call: Call, name: string): Promise<VersionState[]> {
  const versions = new Map<string, VersionState>();
  for (let cursor: string | undefined; ; ) {
    const input = { name, limit: LIMITS.pageItems, ...(cursor !== undefined && { cursor }) };
    const page = await call((trpc) => trpc.actions.get.query(input));
    const { size } = versions;
    for (const state of page.version_states) versions.set(state.version, state);
    if (page.next_cursor === undefined || versions.size === size) return [...versions.values()];
    cursor = page.next_cursor;
  }
}

async function addRelease(rows: Rows, { call, state, name }: ActionQuestion, version: string): Promise<void> {
  const release = await call((trpc) => trpc.releases.get.query({ name, version }));
  // An answer that is none leaves its release missing.
  if (!isReleaseShaped(release)) return;
  const logged = state.releases.get(`${name}@${version}`);
  const {
    document,
    log_index,
    deprecated,
    severity = '',
    deprecation_reason,
    replaced_by = null,
    yanked,
    yank_reason,
  } = release;
  const signatures = release.signatures.map(({ kid, sig }) => ({ kid, sig }));
  rows.releases.push({ name, version, digest: digestOf(document), log_index, signatures });
  const entry = { name, version };
  if (deprecated)
    rows.deprecations.push({
      ...entry,
      reason: deprecation_reason ?? '',
      severity,
      replaced_by,
      log_index: logged?.deprecation?.log_index ?? -1,
    });
  if (yanked) rows.yanks.push({ ...entry, reason: yank_reason ?? '', log_index: logged?.yank?.log_index ?? -1 });
}

/** `pending` and `expired` follow from the time; a configured key is what the configuration says, but for its bytes. */
function toKeyRow(key: TrustedKey, state: LogState): Row<'keys'> {
  const logged = state.keys.get(key.kid);
  const { kid, public_key, role, status, origin } = key;
  if (origin === 'config' && logged !== undefined) return { ...logged, public_key, role };
  return {
    kid,
    public_key,
    role,
    scope: key.scope ?? null,
    valid_from: key.valid_from ?? null,
    valid_until: key.valid_until ?? null,
    status: status === 'retired' || status === 'revoked' ? status : 'active',
    last_valid_index: key.last_valid_index ?? null,
    reason: key.reason ?? null,
    // A registry answers the entry that changed the key last.
    log_index: logged?.log_index ?? -1,
  };
}
