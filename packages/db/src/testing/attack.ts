// What an attacker with the database can do, for tests and the demo: change a stored release behind the registry's back.
import { asOwner, openPgliteSession } from '../pglite.js';
import { runAsSuperuser } from './postgres.js';

/**
 * Flips one byte in the canonical text of a release, past triggers and privileges, as a superuser can. On PGlite the
 * registry must be stopped, because one process at a time may have the directory.
 */
export async function flipByte(
  { url, dataDir }: { url?: string; dataDir: string },
  { name, version }: { name: string; version: string },
): Promise<void> {
  const statements = `
    alter table action_versions disable trigger action_versions_unchanged;
    update action_versions set canonical = overlay(canonical placing 'X' from position('"spec"' in canonical) + 1)
      where name = '${toLiteral(name)}' and version = '${toLiteral(version)}';
    alter table action_versions enable always trigger action_versions_unchanged;`;
  if (url !== undefined) {
    await runAsSuperuser(url, statements);
    return;
  }
  const { database, client } = await openPgliteSession({ dataDir });
  try {
    await asOwner(client, () => client.exec(statements));
  } finally {
    await database.close();
  }
}

function toLiteral(text: string): string {
  return text.replaceAll("'", "''");
}
