// Who owns namespaces by the log, and that each action lies in the namespace of its name and belongs to that owner.
import { namespaceOf } from '@action-registry/core';
import { listOwnerRows } from '@action-registry/db';
import type { RowsInput } from './check-rows.js';
import { RESTORE_ROW } from './difference.js';

/** Reports each namespace and action that differs. */
export async function checkOwners({ tx, log, touched, report }: RowsInput): Promise<void> {
  const isWanted = (name: string) => (touched === undefined || touched.namespaces.has(name)) && !log.doubted.has(name);
  const { namespaces, actions } = await listOwnerRows(tx, touched && [...touched.namespaces]);
  const rows = new Map(namespaces.map((row) => [row.name, row]));
  for (const [name, { workspace, log_index }] of log.namespaces) {
    const row = rows.get(name);
    if (!isWanted(name)) continue;
    const where = `namespaces ${name}`;
    if (row === undefined) report({ where, what: 'the row is missing, and the log has it', next: RESTORE_ROW });
    else if (row.workspace !== workspace)
      report({ where, what: 'owner', expected: workspace, found: String(row.workspace), next: RESTORE_ROW });
    else if (row.log_index !== log_index)
      report({ where, what: 'log_index', expected: `${log_index}`, found: `${row.log_index}`, next: RESTORE_ROW });
  }
  for (const name of rows.keys())
    if (isWanted(name) && !log.namespaces.has(name))
      report({ where: `namespaces ${name}`, what: 'no entry of the log made this row', next: RESTORE_ROW });
  for (const { name, namespace, workspace } of actions) {
    const owner = log.namespaces.get(namespace)?.workspace;
    const where = `actions ${name}`;
    if (namespaceOf(name) !== namespace)
      report({ where, what: 'namespace', expected: namespaceOf(name), found: namespace, next: RESTORE_ROW });
    else if (owner !== undefined && workspace !== owner)
      report({ where, what: 'owner', expected: owner, found: String(workspace), next: RESTORE_ROW });
  }
}
