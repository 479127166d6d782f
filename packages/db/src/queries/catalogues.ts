// Command catalogues: what stands, the commands of one version, and putting a new one. Reading is public.
import type { JsonObject } from '@action-registry/schema';
import { and, asc, eq, gt, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import { type Db, selectRows } from '../database.js';
import { actionCommands, actionDefinitions, actionSearch, actionVersions, catalogues } from '../tables.js';
import type { Logged } from './log.js';

/** A version of a catalogue without its commands, with the slug of its workspace (null: global). */
export type CatalogueRow = typeof catalogues.$inferSelect & { workspace: string | null };
/** A version of a catalogue to store. */
export type CatalogueInput = typeof catalogues.$inferInsert;
/** Which version of which device model. */
export type CatalogueId = Pick<CatalogueRow, 'device_model' | 'version'>;

const columns = {
  device_model: catalogues.device_model,
  version: catalogues.version,
  workspace_id: catalogues.workspace_id,
  workspace: sql<string | null>`workspace_slug(${catalogues.workspace_id})`,
  extends: catalogues.extends,
  description: catalogues.description,
  hash: catalogues.hash,
  commands: catalogues.commands,
  created_by: catalogues.created_by,
  created_at: catalogues.created_at,
  log_index: catalogues.log_index,
};

/** Every version of every catalogue, by device model and then in the order in which they came. */
export function listCatalogues(db: Db): Promise<CatalogueRow[]> {
  return db.select(columns).from(catalogues).orderBy(asc(catalogues.device_model), asc(catalogues.log_index));
}

/** The commands of one version, in their order. */
export async function listCatalogueCommands(db: Db, { device_model, version }: CatalogueId): Promise<JsonObject[]> {
  const rows = await db
    .select({ command: actionCommands.command })
    .from(actionCommands)
    .where(and(eq(actionCommands.device_model, device_model), eq(actionCommands.catalogue_version, version)))
    .orderBy(asc(actionCommands.position));
  return rows.map(({ command }) => command);
}

/** Lets one transaction at a time put a version of any catalogue; others wait until it ends. */
export async function lockCatalogues(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('action-registry:catalogues', 0))`);
}

type CommandsInput = CatalogueId & { workspace_id: number | null; commands: readonly JsonObject[] };

/** Stores the commands of a version whose own row follows in the same transaction. */
export async function insertCatalogueCommands(tx: Db, input: CommandsInput): Promise<void> {
  const { device_model, version, workspace_id, commands } = input;
  // One parameter, however many commands there are.
  await tx.execute(sql`
    insert into action_commands (device_model, catalogue_version, command_name, position, workspace_id, action_type,
      category, risk, command)
    select ${device_model}, ${version}, c.value->>'name', c.ordinality, ${workspace_id}::bigint, c.value->>'action_type',
      c.value->>'category', c.value->>'risk', c.value
    from json_array_elements(${JSON.stringify(commands)}::json) with ordinality as c`);
}

/** Stores a version's own row with the index of its log entry, for `appendLog`. */
export function insertCatalogue({ log_index, ...row }: Logged<CatalogueInput>): SQL {
  const { device_model, version, workspace_id, hash, commands, created_by, created_at } = row;
  return sql`insert into ${catalogues} (device_model, version, workspace_id, "extends", description, hash, commands,
      created_by, created_at, log_index)
    values (${device_model}, ${version}, ${workspace_id ?? null}::bigint, ${row.extends ?? null}, ${row.description ?? null},
      ${hash}, ${commands}::int, ${created_by}, ${created_at}::timestamptz, ${log_index})`;
}

/** A definition of kind device. */
export type DeviceDefinitionRow = { id: number; title: string; spec: JsonObject; metadata: JsonObject | null };

/** Devices among the definitions of the transaction's workspace, in order of id from after `after`. */
export function listDeviceDefinitions(
  tx: Db,
  { after, limit }: { after: number; limit: number },
): Promise<DeviceDefinitionRow[]> {
  const { id, title, spec, metadata, kind, deleted_at } = actionDefinitions;
  return tx
    .select({ id, title, spec, metadata })
    .from(actionDefinitions)
    .where(and(eq(kind, 'device'), isNull(deleted_at), gt(id, after)))
    .orderBy(asc(id))
    .limit(limit);
}

/** The latest releases of kind device, in order of name from after `after`. */
export function listLatestDevices(
  db: Db,
  { after, limit }: { after: string; limit: number },
): Promise<{ name: string; version: string; canonical: string }[]> {
  const { name, version, canonical } = actionVersions;
  return db
    .select({ name, version, canonical })
    .from(actionSearch)
    .innerJoin(actionVersions, and(eq(name, actionSearch.name), eq(version, actionSearch.latest_version)))
    .where(and(eq(actionSearch.kind, 'device'), gt(actionSearch.name, after)))
    .orderBy(asc(actionSearch.name))
    .limit(limit);
}

/** Which device models, and how many rows at most. */
type UsesQuestion = { models: readonly string[]; limit: number };
/** Some of the rows that were asked for, and how many there are in all. */
type Counted<Row> = { total: number; items: Row[] };

/** Definitions of the transaction's workspace for one of the models, in order of id. */
export async function listDevicesUsing(
  tx: Db,
  { models, limit }: UsesQuestion,
): Promise<Counted<{ id: number; title: string; device_model: string }>> {
  const { id, title, spec, kind, deleted_at } = actionDefinitions;
  const device_model = sql<string>`${spec}->>'device_model'`;
  const rows = await tx
    .select({ id, title, device_model, total: ALL_ROWS })
    .from(actionDefinitions)
    .where(and(eq(kind, 'device'), isNull(deleted_at), inArray(device_model, [...models])))
    .orderBy(asc(id))
    .limit(limit);
  return toCounted(rows);
}

/** Latest releases for one of the models, in order of name. */
export async function listReleasesUsing(
  db: Db,
  { models, limit }: UsesQuestion,
): Promise<Counted<{ name: string; version: string; device_model: string; title?: string }>> {
  const { name, version, document } = actionVersions;
  const device_model = sql<string>`${document}->'spec'->>'device_model'`;
  const title = sql<string | null>`${document}->>'title'`;
  const rows = await db
    .select({ name, version, device_model, title, total: ALL_ROWS })
    .from(actionSearch)
    .innerJoin(actionVersions, and(eq(name, actionSearch.name), eq(version, actionSearch.latest_version)))
    .where(and(eq(actionSearch.kind, 'device'), inArray(device_model, [...models])))
    .orderBy(asc(actionSearch.name))
    .limit(limit);
  return toCounted(rows.map(({ title, ...row }) => ({ ...row, ...(title !== null && { title }) })));
}

const ALL_ROWS = sql<number>`count(*) over ()::int`;

function toCounted<Row extends { total: number }>(rows: readonly Row[]): Counted<Omit<Row, 'total'>> {
  return { total: rows[0]?.total ?? 0, items: rows.map(({ total: _total, ...row }) => row) };
}

/** Versions that have a command which no version has, or whose columns or owners are not those of what they stand for. */
export function listStrayCatalogues(db: Db): Promise<CatalogueId[]> {
  return selectRows<CatalogueId>(
    db,
    sql`select c.device_model, c.catalogue_version as version from action_commands c
      left join catalogues v on v.device_model = c.device_model and v.version = c.catalogue_version
      where v.version is null or v.workspace_id is distinct from c.workspace_id
        or (c.command_name, c.action_type, c.category, c.risk) is distinct from
          (c.command->>'name', c.command->>'action_type', c.command->>'category', c.command->>'risk')
      union select v.device_model, v.version from catalogues v
      left join log_events e on e.idx = v.log_index
      where e.workspace_id is distinct from v.workspace_id
      order by 1, 2`,
  );
}
