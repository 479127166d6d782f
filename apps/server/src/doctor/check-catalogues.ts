// The versions of command catalogues, held against the log: each was put by an entry, its commands give the digest that the
// entry has, and it belongs to whoever put it.
import { type CatalogueRow, type Db, listCatalogues, listStrayCatalogues } from '@action-registry/db';
import { readCatalogue } from '../services/catalogue-content.js';
import type { RowsInput } from './check-rows.js';
import { RESTORE_ROW } from './difference.js';

/** Reports each version that differs. */
export async function checkCatalogues({ tx, log, touched, report }: RowsInput): Promise<void> {
  const isWanted = (id: string) => (touched === undefined || touched.catalogues.has(id)) && !log.doubted.has(id);
  const rows = new Map((await listCatalogues(tx)).map((row) => [`${row.device_model}@${row.version}`, row]));
  const strays = new Set((await listStrayCatalogues(tx)).map((row) => `${row.device_model}@${row.version}`));
  const ids = new Set([...log.state.catalogues.keys(), ...rows.keys(), ...strays]);
  for (const id of [...ids].filter(isWanted)) {
    const row = rows.get(id);
    const logged = log.state.catalogues.get(id);
    const differs = (what: string, expected?: string, found?: string): void =>
      report({
        where: `catalogues ${id}`,
        what,
        ...(expected !== undefined && { expected }),
        ...(found !== undefined && { found }),
        next: RESTORE_ROW,
      });
    if (logged === undefined) differs('no entry of the log made this row');
    else if (row === undefined) differs('the row is missing, and the log has it');
    else if (row.log_index !== logged.log_index) differs('log_index', `${logged.log_index}`, `${row.log_index}`);
    else if (row.hash !== logged.digest) differs('hash', logged.digest, row.hash);
    else if (strays.has(id)) differs('its commands or its owner are not those that were put');
    else await checkContent({ tx, row, differs });
  }
}

type ContentCheck = { tx: Db; row: CatalogueRow; differs: (what: string, expected: string, found: string) => void };

async function checkContent({ tx, row, differs }: ContentCheck): Promise<void> {
  const { hash, content } = await readCatalogue(tx, row);
  if (hash !== row.hash) differs('the digest of its commands', row.hash, hash);
  else if (content.commands.length !== row.commands)
    differs('commands', `${content.commands.length}`, `${row.commands}`);
}
