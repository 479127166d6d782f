// The comparison itself, by the registry's own rules. It can take a while, so pages have it made by `compare-apart.ts`.
import { compareContracts, toComparisonPolicy } from '@action-registry/core';
import type { CompatCallers, ContractComparison, JsonObject } from '@action-registry/schema';

/** Two documents of one action, the older one first, and what callers are relied on for. */
export type ContractQuestion = { old: JsonObject; next: JsonObject; callers: CompatCallers };

/** The comparison; the same question always has the same answer. */
export function compareDocuments({ old, next, callers }: ContractQuestion): ContractComparison {
  return compareContracts(old, next, { policy: toComparisonPolicy(callers) });
}
