// What is said of a change beside its place: the message without the place that it begins with, which stands before it already.
import type { ContractChange } from '@action-registry/schema';
import { toPageQuotes } from '../../lib/quotes.js';

const ROOTS = { input: '/inputSchema', output: '/outputSchema', document: '' } as const;

/** The rest of the message, and what comes between the place and it: a colon where the message has one there. */
export function toChangeText({ side, pointer, message }: Pick<ContractChange, 'side' | 'pointer' | 'message'>) {
  const place = `\`${pointer.slice(ROOTS[side].length)}\``;
  if (!message.startsWith(place)) return { between: ' ', text: toPageQuotes(message) };
  const [between = ''] = /^:? */.exec(message.slice(place.length)) ?? [];
  return { between, text: toPageQuotes(message.slice(place.length + between.length)) };
}
