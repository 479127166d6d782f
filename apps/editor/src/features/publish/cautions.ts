// What people should look at before they sign, though all of it is lawful.
import { compareVersions, isVersion } from '@action-registry/core';
import type { Warning } from '@action-registry/schema';
import { publishMessages as words } from '../../lib/messages/publish.js';
import type { ReleaseChange } from '../../lib/release-changes.js';
import type { PublishFacts } from './publish-data.js';

type Made = { changes: readonly ReleaseChange[]; version: string; warnings: readonly Warning[] };

/** One sentence for each thing to look at. */
export function findCautions({ draft, base }: PublishFacts, { changes, version, warnings }: Made): string[] {
  const told = warnings.map(({ path, message }) => words.at(path, message));
  if (base === undefined) return told;
  const began = draft.base_version;
  return [
    ...(began === undefined ? [words.unrelated(base.version)] : []),
    ...(began !== undefined && began !== base.version ? [words.stale(began, base.version)] : []),
    ...(changes.length === 0 ? [`${words.none(base.version)}. ${words.noneBody}`] : []),
    ...(isVersion(version) && compareVersions(version, base.version) < 0 ? [words.lower(version, base.version)] : []),
    ...told,
  ];
}
