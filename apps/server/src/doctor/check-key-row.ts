// A trusted key's row beyond what the log says of it: its thumbprint, and for a configured key the configuration.
import {
  importPublicKey,
  PUBLIC_KEY_BYTES,
  PublicKeyError,
  parseWireBase64,
  thumbprintOf,
} from '@action-registry/core';
import type { KeyRow } from '@action-registry/db';
import type { TrustedKeyEntry } from '@action-registry/schema';
import type { RowsInput } from './check-rows.js';
import { RESTORE_ROW, type Report } from './difference.js';

const START = 'Start the server once: it brings configured keys up to date.';

/** Reports how the row differs. */
export function checkKeyRow({ log, trustedKeys, report }: RowsInput, row: KeyRow): void {
  const where = `trusted_keys ${row.kid}`;
  const thumbprint = findThumbprint(row.public_key);
  if (row.thumbprint !== thumbprint)
    report({
      where,
      what: 'thumbprint',
      expected: thumbprint ?? 'one of a key',
      found: row.thumbprint,
      next: RESTORE_ROW,
    });
  if (row.origin !== 'config') return;
  const logged = log.keyEntries.get(row.kid);
  const added = log.state.keys.get(row.kid);
  const entry = trustedKeys.find(({ kid }) => kid === row.kid);
  if (logged === undefined || added === undefined) {
    report({ where, what: 'no entry of the log made this row', next: RESTORE_ROW });
    return;
  }
  if (added.public_key !== row.public_key)
    report({ where, what: 'public_key', expected: added.public_key, found: row.public_key, next: RESTORE_ROW });
  if (row.log_index !== logged.log_index)
    report({
      where,
      what: 'log_index',
      expected: String(logged.log_index),
      found: String(row.log_index),
      next: RESTORE_ROW,
    });
  // Whoever makes a key pass for a configured one would escape the comparison of the others.
  if (entry !== undefined) compareConfigured(report, { row, entry });
  else if (row.status !== 'retired' || logged.type !== 'key.retire')
    report({ where, what: 'the key is not in the configuration', expected: 'retired', found: row.status, next: START });
}

function compareConfigured(report: Report, { row, entry }: { row: KeyRow; entry: TrustedKeyEntry }): void {
  const { role = 'publisher', status = 'active', scope, valid_from, valid_until, last_valid_index, reason } = entry;
  const expected = {
    public_key: entry.public_key,
    role,
    status,
    scope: scope ?? null,
    valid_from: toMoment(valid_from),
    valid_until: toMoment(valid_until),
    last_valid_index: last_valid_index ?? null,
    reason: reason ?? null,
  };
  const found = {
    ...row,
    valid_from: toMoment(toLoggedTime(row.valid_from, valid_from)),
    valid_until: toMoment(toLoggedTime(row.valid_until, valid_until)),
  };
  for (const [field, value] of Object.entries(expected)) {
    const [said, is] = [JSON.stringify(value), JSON.stringify(found[field as keyof typeof expected])];
    if (said !== is) report({ where: `trusted_keys ${row.kid}`, what: field, expected: said, found: is, next: START });
  }
}

/** The time as it was said, where the column holds it: it keeps milliseconds, and rounds what is finer. */
export function toLoggedTime(stored: string | null, said: string | null | undefined): string | null {
  if (stored === null || said == null) return stored;
  return Math.abs(Date.parse(stored) - Date.parse(said)) <= 1 ? said : stored;
}

function toMoment(time: string | null | undefined): string | null {
  return time == null ? null : new Date(time).toISOString();
}

function findThumbprint(publicKey: string): string | undefined {
  try {
    return thumbprintOf(importPublicKey(parseWireBase64(publicKey, PUBLIC_KEY_BYTES)));
  } catch (error) {
    if (error instanceof PublicKeyError) return undefined;
    throw error;
  }
}
