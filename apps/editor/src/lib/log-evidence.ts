// What the registry shows for a release's place in its log, fetched for the check that is made here; and the file that two
// histories of one log leave behind. Nothing here believes what was fetched.
import { createForkEvidence, findLogKeys, type Trust } from '@action-registry/core';
import type { LogEvidence, Release } from '@action-registry/schema';
import { toCallError } from './errors.js';
import { findRemembered, sizeOf } from './remembered-checkpoint.js';
import type { ApiClient } from './trpc.js';

/** What was fetched, and the checkpoint that was remembered when it was asked for. `shown` is undefined where nothing came. */
export type LogShown = { shown: LogEvidence | undefined; remembered: string | undefined };

type Asked = Pick<Release, 'name' | 'version'>;

/** Asks for the proof of a release; throws where the registry cannot be asked. */
export async function fetchLogEvidence(client: ApiClient, { name, version }: Asked): Promise<LogShown> {
  const remembered = findRemembered();
  const since = remembered === undefined ? 0 : sizeOf(remembered);
  const references = { release: `${name}@${version}` };
  const ask = (more: { since?: number }) => client.releases.resolve.query({ references, ...more });
  const answer = await (since > 0 ? ask({ since }) : ask({})).catch((error: unknown) => {
    // A log that is smaller than it was cannot prove that it grew; what it shows instead is looked at all the same.
    if (toCallError(error).code !== 'INVALID_BODY') throw error;
    return ask({});
  });
  const result = answer.results.release;
  const { checkpoint, consistency } = answer;
  const inclusion = result?.ok === true ? result.proof : [];
  return { shown: { checkpoint, inclusion, ...(consistency !== undefined && { consistency }) }, remembered };
}

/** The text of the evidence against a log that showed two histories; undefined unless its key signed both. */
export function findForkEvidence({ shown, remembered }: LogShown, trust: Trust, now: Date): string | undefined {
  if (shown === undefined || remembered === undefined) return undefined;
  const keys = findLogKeys(trust, now).map(({ key }) => key);
  const notes: [string, string] = [remembered, shown.checkpoint];
  try {
    const evidence = createForkEvidence({ notes, consistency: shown.consistency?.hashes ?? [], keys });
    return `${JSON.stringify(evidence, null, 2)}\n`;
  } catch {
    return undefined;
  }
}
