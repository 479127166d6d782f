// The doctor's whole examination, of one moment of the database: the log replayed, then the rows held against it. From 0 it
// is everything; from a later index it is the entries since, and every row that they touch with its whole history.
import { type Database, type Db, listSubjectLeaves, readSnapshot } from '@action-registry/db';
import type { TrustedKeyEntry } from '@action-registry/schema';
import type { VerifiedEra } from '../log-eras.js';
import type { LogMark } from '../log-mark.js';
import { findLeafFacts } from './check-event.js';
import { checkRows } from './check-rows.js';
import type { Difference } from './difference.js';
import { createLogFacts, createTouched, foldEntry, type LogFacts, type Touched, touch } from './log-facts.js';
import { type Replayed, replayLog } from './replay-log.js';

/** What is examined, and what it is held against. */
export type InspectionInput = {
  database: Database;
  from: number;
  eras: readonly VerifiedEra[];
  mark: LogMark | undefined;
  trustedKeys: readonly TrustedKeyEntry[];
  onProgress?: (done: number) => void;
};

/** What was found; `size` and `root` are of the log that was read. */
export type Inspection = Replayed & { differences: Difference[] };

/** Examines a registry. */
export function inspectRegistry({ database, trustedKeys, ...input }: InspectionInput): Promise<Inspection> {
  return readSnapshot(database, async (tx) => {
    const differences: Difference[] = [];
    const report = (difference: Difference): void => void differences.push(difference);
    const log = createLogFacts();
    const touched = input.from === 0 ? undefined : createTouched();
    const doubted = new Set<string>();
    const replayed = await replayLog({
      ...input,
      tx,
      report,
      onEntry: (entry) => {
        if (touched === undefined) return foldEntry(log, entry);
        if (entry.doubtful && entry.subject !== undefined) doubted.add(entry.subject);
        touch(touched, entry);
      },
    });
    if (touched !== undefined) await foldHistory(tx, { log, touched, from: input.from });
    for (const subject of doubted) log.doubted.add(subject);
    // Behind a gap nothing was read, so there is nothing to hold the rows against.
    if (replayed.sound) await checkRows({ tx, log, touched, trustedKeys, report });
    return { ...replayed, differences };
  });
}

/** The histories of what was touched. What was wrong with them before is not asked here. */
async function foldHistory(tx: Db, { log, touched, from }: { log: LogFacts; touched: Touched; from: number }) {
  for (const { index, leaf } of await listSubjectLeaves(tx, [...touched.subjects])) {
    const facts = findLeafFacts(leaf);
    if (facts?.type === 'channel.move' && facts.to !== null) assumePublished(log, facts.name, facts.to);
    foldEntry(log, { index, leaf, facts, doubtful: false });
  }
  log.state.problems = log.state.problems.filter(({ index }) => index >= from);
}

/** A channel's history names releases whose own entries were not read. */
function assumePublished({ state }: LogFacts, name: string, version: string): void {
  const id = `${name}@${version}`;
  if (!state.releases.has(id)) state.releases.set(id, { name, version, digest: '', log_index: -1, signatures: [] });
}
