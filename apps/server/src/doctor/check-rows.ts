// Every row that follows from the log, held against what the log says: core compares releases and what stands about them;
// what only the database has (owners, sort keys, configured keys) is compared here.
import { compareWithLog, type KeyLogState, type LogDifference, type LogState } from '@action-registry/core';
import { type Db, type KeyRow, listKeys, listStandingRows } from '@action-registry/db';
import type { TrustedKeyEntry } from '@action-registry/schema';
import { checkCatalogues } from './check-catalogues.js';
import { checkKeyRow, toLoggedTime } from './check-key-row.js';
import { checkOwners } from './check-owners.js';
import { readReleases } from './check-releases.js';
import { RESTORE_ROW, type Report } from './difference.js';
import type { LogFacts, Touched } from './log-facts.js';

/** What rows are compared with; `touched` limits the comparison to these, whose whole history `log` has. */
export type RowsInput = {
  tx: Db;
  log: LogFacts;
  touched: Touched | undefined;
  trustedKeys: readonly TrustedKeyEntry[];
  report: Report;
};

const TABLES: Readonly<Record<LogDifference['table'], string>> = {
  releases: 'action_versions',
  deprecations: 'action_deprecations',
  yanks: 'action_yanks',
  channels: 'channels',
  keys: 'trusted_keys',
};

const WORDS: Readonly<Record<LogDifference['difference'], string>> = {
  missing: 'the row is missing, and the log has it',
  extra: 'no entry of the log made this row',
  differs: 'differs',
};

/** Compares and reports. */
export async function checkRows(input: RowsInput): Promise<void> {
  const { tx, log, touched, report } = input;
  const names = touched && [...touched.names];
  const releases = await readReleases(input);
  const standing = await listStandingRows(tx, names);
  const keyRows = await listKeys(tx);
  const configured = new Set(keyRows.filter(({ origin }) => origin === 'config').map(({ kid }) => kid));
  for (const row of keyRows) if (isTouched(touched?.keys, row.kid)) checkKeyRow(input, row);
  reportMissingConfigured(input, configured);
  const isRelease = ({ name, version }: { name: string; version: string }) =>
    isTouched(touched?.releases, `${name}@${version}`);
  const rows = {
    releases,
    deprecations: standing.deprecations.filter(isRelease),
    yanks: standing.yanks.filter(isRelease),
    channels: standing.channels.filter(({ name, channel }) => isTouched(touched?.channels, `${name}#${channel}`)),
    keys: keyRows
      .filter(({ kid }) => !configured.has(kid) && isTouched(touched?.keys, kid))
      .map((row) => toKeyState(row, log)),
  };
  for (const difference of compareWithLog(limit(log.state, touched, configured), rows))
    if (!isDoubted(log, difference)) report(toDifference(difference));
  reportProblems(input, configured);
  await checkOwners(input);
  await checkCatalogues(input);
}

function isTouched(ids: ReadonlySet<string> | undefined, id: string): boolean {
  return ids === undefined || ids.has(id);
}

/** The state of what was touched, without the configured keys: their rows follow the configuration. */
function limit(state: LogState, touched: Touched | undefined, configured: ReadonlySet<string>): LogState {
  const keep = <Value>(map: Map<string, Value>, ids: ReadonlySet<string> | undefined) =>
    new Map([...map].filter(([id]) => isTouched(ids, id)));
  const keys = new Map([...keep(state.keys, touched?.keys)].filter(([kid]) => !configured.has(kid)));
  return {
    ...state,
    releases: keep(state.releases, touched?.releases),
    channels: keep(state.channels, touched?.channels),
    keys,
  };
}

/** A row names its newest entry, and the state its first. */
function toKeyState(row: KeyRow, log: LogFacts): KeyLogState {
  const { kid, public_key, role, scope, status, last_valid_index, reason } = row;
  const logged = log.state.keys.get(kid);
  const isNewest = row.log_index !== null && row.log_index === log.keyEntries.get(kid)?.log_index;
  const log_index = isNewest && logged !== undefined ? logged.log_index : (row.log_index ?? -1);
  const valid_from = toLoggedTime(row.valid_from, logged?.valid_from);
  const valid_until = toLoggedTime(row.valid_until, logged?.valid_until);
  return { kid, public_key, role, scope, valid_from, valid_until, status, last_valid_index, reason, log_index };
}

/** A row whose entry cannot be read cannot be judged; the entry is named. */
function isDoubted({ doubted }: LogFacts, { id }: LogDifference): boolean {
  return doubted.has(id.replace('#', '@'));
}

function toDifference({ table, id, difference, field, expected, actual }: LogDifference) {
  return {
    where: `${TABLES[table]} ${id}`,
    what: difference === 'differs' ? (field ?? '') : WORDS[difference],
    ...(expected !== undefined && { expected }),
    ...(actual !== undefined && { found: actual }),
    next: RESTORE_ROW,
  };
}

/** A configured key is logged anew whenever its configuration changes, so its kid comes more than once. */
function reportProblems({ log, report }: RowsInput, configured: ReadonlySet<string>): void {
  const expected = new Set([...configured].flatMap((kid) => [...(log.keyIndexes.get(kid) ?? [])]));
  for (const { index, problem } of log.state.problems)
    if (!expected.has(index) && !isAfterDoubt(log))
      report({ where: `log_leaves ${index}`, what: problem, next: 'This entry should never have been appended.' });
}

/** With an entry that could not be read, those that follow from it make no sense. */
function isAfterDoubt({ doubted }: LogFacts): boolean {
  return doubted.size > 0;
}

/** A configured key whose row was deleted comes back at the next start; until then its releases fail. */
function reportMissingConfigured({ touched, trustedKeys, report }: RowsInput, configured: ReadonlySet<string>): void {
  if (touched !== undefined) return;
  for (const { kid } of trustedKeys)
    if (!configured.has(kid))
      report({
        where: `trusted_keys ${kid}`,
        what: 'a configured key has no row',
        next: 'Start the server: it adds it.',
      });
}
