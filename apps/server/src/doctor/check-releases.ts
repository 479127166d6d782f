// Releases as they are stored, in portions: the digest is computed from the text, and what was derived from it once (size,
// sort key, kind) is derived again. Only what is compared later is kept of each.
import { digestOf, isPrerelease, type LeafSignature, versionSortKey } from '@action-registry/core';
import { listReleaseRows, type ReleaseAuditRow } from '@action-registry/db';
import type { RowsInput } from './check-rows.js';
import { RESTORE_ROW } from './difference.js';

const PORTION = 200;

/** A release as the comparison with the log takes it. */
type ComparedRelease = {
  name: string;
  version: string;
  digest: string;
  log_index: number;
  signatures: LeafSignature[];
};

/** All releases, or those touched; reports what differs within a row. */
export async function readReleases(input: RowsInput): Promise<ComparedRelease[]> {
  const { tx, touched } = input;
  const names = touched && [...touched.names];
  const compared: ComparedRelease[] = [];
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const rows = await listReleaseRows(tx, { names, after, limit: PORTION });
    const last = rows.at(-1);
    if (last === undefined) return compared;
    for (const row of rows) {
      const id = `${row.name}@${row.version}`;
      if (touched === undefined || touched.releases.has(id)) compared.push(checkRelease(input, row));
    }
    after = last.id;
  }
}

function checkRelease({ log, report }: RowsInput, row: ReleaseAuditRow): ComparedRelease {
  const { name, version, canonical, log_index } = row;
  const where = `action_versions ${name}@${version}`;
  const digest = digestOf(canonical);
  for (const [field, expected] of Object.entries(derive(row, log.state.releases.get(`${name}@${version}`)?.digest))) {
    const found = row[field as keyof ReleaseAuditRow];
    if (found !== expected)
      report({ where, what: field, expected: String(expected), found: String(found), next: RESTORE_ROW });
  }
  for (const { alg, kid } of row.signatures)
    if (alg !== 'ed25519')
      report({ where, what: `alg of the signature by ${kid}`, expected: 'ed25519', found: alg, next: RESTORE_ROW });
  for (const { kid, log_index: index } of row.later_signatures) {
    const expected = log.resigned.get(`${name}@${version} ${kid}`);
    if (expected !== index)
      report({
        where: `release_signatures ${name}@${version} ${kid}`,
        what: 'log_index',
        expected: String(expected ?? 'no entry'),
        found: String(index),
        next: RESTORE_ROW,
      });
  }
  const signatures = [...row.signatures, ...row.later_signatures].map(({ kid, sig }) => ({ kid, sig }));
  return { name, version, digest, log_index, signatures };
}

/** What the columns beside the text must be. A text that was changed is named by its digest; it is not read here. */
function derive({ name, version, canonical }: ReleaseAuditRow, logged: string | undefined) {
  const intact = digestOf(canonical) === logged;
  return {
    action: name,
    ...(logged !== undefined && { hash: logged }),
    version_key: versionSortKey(version),
    prerelease: isPrerelease(version),
    ...(intact && { size: Buffer.byteLength(canonical), kind: findKind(canonical) }),
  };
}

function findKind(canonical: string): string | undefined {
  try {
    return String((JSON.parse(canonical) as { kind?: unknown } | null)?.kind);
  } catch {
    return undefined;
  }
}
