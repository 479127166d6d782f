// The comparison itself, by the registry's own rules. It can take a while, so pages have it made by `compare-apart.ts`.
import { compareBelow, compareInLine, toComparisonPolicy } from '@action-registry/core';
import type { CompatCallers, ContractComparison, JsonObject } from '@action-registry/schema';

/** A document as it was released. */
export type ReleasedDocument = JsonObject & { version: string };
/** What callers are relied on for, and two documents with the lower version first. */
type Compared = { base: ReleasedDocument; next: ReleasedDocument; callers: CompatCallers };
/** A document with what it follows and the `earlier` releases that matter, or the release above it and the `later` ones. */
export type ContractQuestion = Compared &
  ({ earlier: readonly ReleasedDocument[] } | { later: readonly ReleasedDocument[] });

/** The comparison; the same question always has the same answer. */
export function compareDocuments(question: ContractQuestion): ContractComparison {
  const { base, next, callers } = question;
  const options = { policy: toComparisonPolicy(callers) };
  return 'earlier' in question
    ? compareInLine({ base, earlier: question.earlier }, next, options)
    : compareBelow(base, { above: next, later: question.later }, options);
}
