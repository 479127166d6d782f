// A trusted key as the events of the log say it: what can change about it. Its bytes never do.
import type { KeyInput } from '@action-registry/db';
import type { JsonObject } from '@action-registry/schema';

const FACTS = [
  'status',
  'role',
  'scope',
  'valid_from',
  'valid_until',
  'comment',
  'reason',
  'last_valid_index',
] as const;

/** What an event says of a key before or after a change; null for what is not said of it. */
export function toKeyFacts(row: Partial<Pick<KeyInput, (typeof FACTS)[number]>>): JsonObject {
  return Object.fromEntries(FACTS.map((fact) => [fact, row[fact] ?? null]));
}
