// ACTION_NOT_FOUND with the nearest names, for one name or for many at once.
import { suggest } from '@action-registry/core';
import { type Db, suggestNames } from '@action-registry/db';
import { RegistryError } from '@action-registry/schema';

/** Names alike that are looked at for each name. */
const NEAR_MAX = 20;
/** Each name takes a search of its own; of more unknown names at once only these get suggestions. */
const NAMES_MAX = 20;

/** The refusal for one name. */
export async function toActionNotFound(db: Db, name: string): Promise<RegistryError<'ACTION_NOT_FOUND'>> {
  return (await toActionsNotFound(db, [name])).get(name) ?? toRefusal(name, []);
}

/** The refusal for each name. */
export async function toActionsNotFound(
  db: Db,
  names: readonly string[],
): Promise<Map<string, RegistryError<'ACTION_NOT_FOUND'>>> {
  const texts = names.slice(0, NAMES_MAX);
  const near = texts.length === 0 ? [] : await suggestNames(db, { texts, limit: NEAR_MAX });
  return new Map(
    names.map((name) => [
      name,
      toRefusal(
        name,
        near.flatMap((row) => (row.asked === name ? [row.name] : [])),
      ),
    ]),
  );
}

function toRefusal(name: string, known: readonly string[]): RegistryError<'ACTION_NOT_FOUND'> {
  const suggestions = suggest(name, known);
  const near = suggestions.map(({ value }) => `'${value}'`).join(', ');
  const question = near === '' ? 'Search lists what there is.' : `Did you mean ${near}?`;
  return new RegistryError('ACTION_NOT_FOUND', `There is no action '${name}'. ${question}`, {
    details: { name, suggestions },
  });
}
