// An event held against its leaf. A private leaf commits to all of its event; a public one to its type and what it is about,
// and the actor and the further data beside it are the registry's word.
import { checkCommitment } from '@action-registry/core';
import type { EventRow, LeafRow } from '@action-registry/db';
import { LogLeaf, PrivateEventType } from '@action-registry/schema';
import { type Difference, RESTORE_LOG } from './difference.js';

/** The facts of a leaf, undefined for one that no reader knows. */
export function findLeafFacts(text: string): LogLeaf | undefined {
  try {
    return LogLeaf.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** What a public leaf is about, as events name it; undefined for a private one. */
export function findSubject(leaf: LogLeaf): string | undefined {
  switch (leaf.type) {
    case 'private':
      return undefined;
    case 'channel.move':
      return `${leaf.name}@${leaf.channel}`;
    case 'key.add':
    case 'key.retire':
    case 'key.revoke':
      return leaf.kid;
    case 'log.restart':
      return leaf.origin;
    case 'namespace.claim':
    case 'namespace.transfer':
      return leaf.namespace;
    case 'catalogue.put':
      return `${leaf.device_model}@${leaf.version}`;
    default:
      return `${leaf.name}@${leaf.version}`;
  }
}

/** How an event differs from its leaf; undefined when it does not. `facts` are the leaf's. */
export function findEventDifference(
  row: LeafRow,
  facts: LogLeaf | undefined,
  event: EventRow | undefined,
): Difference | undefined {
  const differs = (what: string, values: { expected?: string; found?: string } = {}): Difference => ({
    where: `log_events ${row.idx}`,
    what,
    ...values,
    next: RESTORE_LOG,
  });
  if (event === undefined) return differs('there is no event for this leaf, in no workspace');
  if (event.at !== row.at) return differs('at', { expected: row.at, found: event.at });
  if (facts === undefined) return undefined;
  if (facts.type === 'private')
    return opens(row.leaf, event) ? undefined : differs('the event is not the one that the leaf commits to');
  if (!event.public) return differs('public', { expected: 'true', found: 'false' });
  if (event.type !== facts.type) return differs('type', { expected: facts.type, found: event.type });
  const subject = findSubject(facts) ?? '';
  return event.subject === subject ? undefined : differs('subject', { expected: subject, found: event.subject });
}

function opens(leaf: string, { actor, at, data, subject, type, workspace, salt }: EventRow): boolean {
  const known = PrivateEventType.safeParse(type);
  if (!known.success || salt === null || workspace === null) return false;
  const event = { actor, at, data: data ?? {}, subject, type: known.data, workspace };
  return checkCommitment(leaf, event, salt);
}
