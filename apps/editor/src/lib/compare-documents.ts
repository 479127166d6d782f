// The comparison itself, by the registry's own rules. It can take a while, so pages have it made by `compare-apart.ts`.
import { compareInLine, toComparisonPolicy } from '@action-registry/core';
import type { CompatCallers, ContractComparison, JsonObject } from '@action-registry/schema';

/** A document as it was released. */
export type ReleasedDocument = JsonObject & { version: string };
/** The release that a document follows, those before it that matter, and what callers are relied on for. */
export type ContractQuestion = {
  base: ReleasedDocument;
  earlier: readonly ReleasedDocument[];
  next: JsonObject;
  callers: CompatCallers;
};

/** The comparison; the same question always has the same answer. */
export function compareDocuments({ base, earlier, next, callers }: ContractQuestion): ContractComparison {
  return compareInLine({ base, earlier }, next, { policy: toComparisonPolicy(callers) });
}
