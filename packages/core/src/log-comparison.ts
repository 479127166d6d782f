// The registry's rows held against what its log says: every row that is missing, that no entry made, or that says something
// else is named, field by field. Rows can be changed by whoever owns the database; the log cannot.
import type { JsonObject } from '@action-registry/schema';
import { canonicalize } from './canonical-json.js';
import type { LeafSignature } from './log-leaf.js';
import type { ChannelLogState, KeyLogState, LogState } from './log-replay.js';

type ReleaseId = { name: string; version: string };

/**
 * The rows to be compared. `digest` is computed from the stored text by the caller, never read from its row; keys are the
 * ones that were added, not the configured ones.
 */
export type RegistryRows = {
  releases: Iterable<ReleaseId & { digest: string; log_index: number; signatures: readonly LeafSignature[] }>;
  deprecations: Iterable<
    ReleaseId & { reason: string; severity: string; replaced_by: string | null; log_index: number }
  >;
  yanks: Iterable<ReleaseId & { reason: string; log_index: number }>;
  channels: Iterable<ChannelLogState>;
  keys: Iterable<KeyLogState>;
};

/** A difference: the row is `missing`, made by no entry (`extra`), or `differs` in a field from what the log says. */
export type LogDifference = {
  table: keyof RegistryRows;
  id: string;
  difference: 'missing' | 'extra' | 'differs';
  field?: string;
  expected?: string;
  actual?: string;
};

type Rows = ReadonlyMap<string, JsonObject>;

/** Every difference between the state that the log gives and the rows; none means that each row follows from the log. */
export function compareWithLog(state: LogState, rows: RegistryRows): LogDifference[] {
  const releases = [...state.releases.values()];
  const idOf = ({ name, version }: ReleaseId) => `${name}@${version}`;
  const channelId = ({ name, channel }: ChannelLogState) => `${name}#${channel}`;
  const deprecations = releases.flatMap(({ name, version, deprecation }) =>
    deprecation === undefined ? [] : [{ name, version, ...deprecation }],
  );
  const yanks = releases.flatMap(({ name, version, yank }) => (yank === undefined ? [] : [{ name, version, ...yank }]));
  return [
    ...compare('releases', toRows(releases, idOf, toRelease), toRows(rows.releases, idOf, toRelease)),
    ...compare(
      'deprecations',
      toRows(deprecations, idOf, toDeprecation),
      toRows(rows.deprecations, idOf, toDeprecation),
    ),
    ...compare('yanks', toRows(yanks, idOf, toYank), toRows(rows.yanks, idOf, toYank)),
    ...compare(
      'channels',
      toRows(state.channels.values(), channelId, toChannel),
      toRows(rows.channels, channelId, toChannel),
    ),
    ...compare(
      'keys',
      toRows(state.keys.values(), ({ kid }) => kid, toKey),
      toRows(rows.keys, ({ kid }) => kid, toKey),
    ),
  ];
}

/** A row twice under one id is what a dropped constraint lets in; the second shows as a row of its own. */
function toRows<Row>(rows: Iterable<Row>, idOf: (row: Row) => string, fields: (row: Row) => JsonObject): Rows {
  const byId = new Map<string, JsonObject>();
  for (const row of rows) {
    const id = idOf(row);
    byId.set(byId.has(id) ? `${id} (again)` : id, fields(row));
  }
  return byId;
}

function compare(table: keyof RegistryRows, expected: Rows, actual: Rows): LogDifference[] {
  const missing = [...expected.keys()].filter((id) => !actual.has(id));
  const extra = [...actual.keys()].filter((id) => !expected.has(id));
  const differing = [...expected].flatMap(([id, row]) =>
    compareFields(row, actual.get(id)).map((each) => ({ table, id, ...each })),
  );
  return [
    ...missing.map((id): LogDifference => ({ table, id, difference: 'missing' })),
    ...extra.map((id): LogDifference => ({ table, id, difference: 'extra' })),
    ...differing,
  ];
}

function compareFields(expected: JsonObject, actual: JsonObject | undefined): Omit<LogDifference, 'table' | 'id'>[] {
  if (actual === undefined) return [];
  return Object.entries(expected).flatMap(([field, value]) => {
    const [said, found] = [canonicalize(value), canonicalize(actual[field] ?? null)];
    return said === found ? [] : [{ difference: 'differs' as const, field, expected: said, actual: found }];
  });
}

function toRelease(row: { digest: string; log_index: number; signatures: readonly LeafSignature[] }): JsonObject {
  const signatures = row.signatures.map(({ kid, sig }) => `${kid} ${sig}`).sort();
  return { digest: row.digest, log_index: row.log_index, signatures };
}

function toDeprecation(row: {
  reason: string;
  severity: string;
  replaced_by: string | null;
  log_index: number;
}): JsonObject {
  const { reason, severity, replaced_by, log_index } = row;
  return { reason, severity, replaced_by, log_index };
}

function toYank({ reason, log_index }: { reason: string; log_index: number }): JsonObject {
  return { reason, log_index };
}

function toChannel({ version, pinned, log_index }: ChannelLogState): JsonObject {
  return { version, pinned, log_index };
}

/** Times are compared as moments: a database writes them in its own spelling. */
function toKey(key: KeyLogState): JsonObject {
  const { public_key, role, scope, status, last_valid_index, reason, log_index } = key;
  const [valid_from, valid_until] = [toMoment(key.valid_from), toMoment(key.valid_until)];
  const bounds = { valid_from, valid_until };
  return { public_key, role, scope: scope && [...scope], status, last_valid_index, reason, log_index, ...bounds };
}

function toMoment(time: string | null): string | null {
  const moment = time === null ? Number.NaN : Date.parse(time);
  return Number.isNaN(moment) ? time : new Date(moment).toISOString();
}
