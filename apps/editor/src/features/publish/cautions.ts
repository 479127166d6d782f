// What people should look at before they sign, though all of it is lawful.
import { compareVersions, isVersion } from '@action-registry/core';
import type { Warning } from '@action-registry/schema';
import { publishMessages as words } from '../../lib/messages/publish.js';
import { toPageQuotes } from '../../lib/quotes.js';
import type { ReleaseChange } from '../../lib/release-changes.js';

/** The version that the draft began from, and the release that it is compared with. */
type Began = { draft: { base_version?: string | undefined }; base: { version: string } | undefined };
type Made = { changes: readonly ReleaseChange[]; version: string; warnings: readonly Warning[] };

/** One sentence for each thing to look at. */
export function findCautions({ draft, base }: Began, { changes, version, warnings }: Made): string[] {
  const told = warnings.map(({ path, message }) => words.at(path, toPageQuotes(message)));
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
