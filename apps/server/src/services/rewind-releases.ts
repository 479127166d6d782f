// What releases and channels were at an index of the log. Rows say only what stands now, so yanks, deprecations and channels
// are rebuilt from the last entry about each at or before the index; nothing that was undone or removed since is missed.
import { type Db, lastEventsOfSubjects, type VersionRow } from '@action-registry/db';

/** Releases and channels of one action. */
export type ActionState = { rows: VersionRow[]; channels: Record<string, string> };

type YankLeaf = { type: string; reason: string };
type DeprecateLeaf = { type: string; reason: string; severity: string; replaced_by?: string };
type MoveLeaf = { channel: string; to: string | null };

/** The state of `name` at index `at_most`: `rows` are its releases up to then, `channels` the channels that matter. */
export async function rewindReleases(
  db: Db,
  {
    name,
    rows,
    channels,
    at_most,
  }: { name: string; rows: readonly VersionRow[]; channels: readonly string[]; at_most: number },
): Promise<ActionState> {
  const releases = rows.map(({ version }) => `${name}@${version}`);
  const last = <Leaf>(subjects: readonly string[], types: Parameters<typeof lastEventsOfSubjects>[1]['types']) =>
    lastEventsOfSubjects(db, { subjects, types, at_most }).then(
      (events) => new Map(events.map(({ subject, leaf }) => [subject, JSON.parse(leaf) as Leaf])),
    );
  const yanks = await last<YankLeaf>(releases, ['release.yank', 'release.unyank']);
  const warnings = await last<DeprecateLeaf>(releases, ['release.deprecate', 'release.undeprecate']);
  const moves = await last<MoveLeaf>(
    channels.map((channel) => `${name}@${channel}`),
    ['channel.move'],
  );
  return {
    rows: rows.map((row) => ({
      ...row,
      ...toYank(yanks.get(`${name}@${row.version}`)),
      ...toDeprecation(warnings.get(`${name}@${row.version}`)),
    })),
    channels: Object.fromEntries(
      [...moves.values()].flatMap(({ channel, to }) => (to === null ? [] : [[channel, to] as const])),
    ),
  };
}

function toYank(leaf: YankLeaf | undefined): Pick<VersionRow, 'yank_reason'> {
  return { yank_reason: leaf?.type === 'release.yank' ? leaf.reason : null };
}

function toDeprecation(
  leaf: DeprecateLeaf | undefined,
): Pick<VersionRow, 'deprecation_reason' | 'severity' | 'replaced_by'> {
  if (leaf?.type !== 'release.deprecate') return { deprecation_reason: null, severity: null, replaced_by: null };
  return { deprecation_reason: leaf.reason, severity: leaf.severity, replaced_by: leaf.replaced_by ?? null };
}
