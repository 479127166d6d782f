// Whether what a registry chose for a reference is within what was asked for: names and exact versions must be the asked
// ones, a range bounds the choice, and where a channel stands is the registry's to say.
import { type ParsedReference, resolveSelector } from '@action-registry/core';

/** True when a registry may answer `reference` with this release; the version must be a lawful one. */
export function matchesReference(
  { name, selector }: ParsedReference,
  chosen: { name: string; version: string },
): boolean {
  if (chosen.name !== name) return false;
  if (selector.type === 'channel') return true;
  if (selector.type === 'version') return chosen.version === selector.value;
  const candidates = [{ version: chosen.version, prerelease: false, yanked: false }];
  return resolveSelector(selector, { candidates, channels: {}, includePrerelease: true }).ok;
}
