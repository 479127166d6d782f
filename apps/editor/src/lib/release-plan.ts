// The release that a draft would become: its document, canonical text and digest, made here by core's own rules from the
// draft on the screen, so that what is signed is what was shown and nothing that a server says in between.
import { canonicalize, documentOf, parseDocument } from '@action-registry/core';
import { type Definition, isRegistryError, type JsonObject, type Warning } from '@action-registry/schema';

/** A lawful release, not signed yet; `size` is in bytes. */
export type ReleasePlan = {
  name: string;
  version: string;
  document: JsonObject;
  text: string;
  hash: string;
  size: number;
  warnings: readonly Warning[];
};
/** Why a draft is no release; `pointer` is the field to mend. */
export type PlanProblem = { message: string; pointer: string | undefined };

/** The release of a draft under a version; or what keeps the draft from being one. */
export function planRelease(draft: Definition, version: string): { plan: ReleasePlan } | { problem: PlanProblem } {
  const { name } = draft;
  if (name === undefined) return { problem: { message: 'The draft has no name yet.', pointer: '/name' } };
  try {
    const document = documentOf(draft, name, version);
    const text = canonicalize(document);
    const { hash, size, warnings } = parseDocument(text);
    return { plan: { name, version, document, text, hash, size, warnings } };
  } catch (error) {
    if (!isRegistryError(error)) throw error;
    return { problem: { message: error.message, pointer: findPointer(error.details) } };
  }
}

function findPointer(details: object): string | undefined {
  const [first] = 'issues' in details && Array.isArray(details.issues) ? (details.issues as { path?: unknown }[]) : [];
  return typeof first?.path === 'string' ? first.path : undefined;
}

/** What is said of a release on the command line; `accepted` is why nothing breaks, where that could not be decided. */
export type CommandOptions = { note: string; channels: readonly string[]; accepted?: string | undefined };

/** The command that publishes the downloaded document from a shell; every text in it is quoted. */
export function toPublishCommand({ name, version }: ReleasePlan, { note, channels, accepted }: CommandOptions): string {
  const parts = ['npx --no actions publish', quote(`${name}@${version}.json`), '--note', quote(note)];
  if (accepted !== undefined) parts.push('--accept-unknown', quote(accepted));
  const moves = channels.map((channel) => `npx --no actions channel move ${name} ${channel} ${version}`);
  return [parts.join(' '), ...moves].join('\n');
}

/** A word as a POSIX shell reads it back unchanged. */
function quote(text: string): string {
  return /^[\w@.,/-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
