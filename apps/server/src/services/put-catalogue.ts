// Putting a new version of a catalogue: checked, stored with its log entry, and answered with what it would refuse of what
// stands. A device model belongs to whoever put its first version.
import { assertCatalogue, compareVersions, composeCatalogue, createCatalogues } from '@action-registry/core';
import {
  appendLog,
  type Db,
  enterOperator,
  insertCatalogue,
  insertCatalogueCommands,
  lockCatalogues,
} from '@action-registry/db';
import {
  type CatalogueContent,
  type JsonObject,
  type PutCatalogue,
  type PutCatalogueResult,
  RegistryError,
} from '@action-registry/schema';
import type { CatalogueVersion, StandingCatalogues } from '../catalogue-store.js';
import type { CallerContext } from '../context.js';
import { hashCatalogue } from './catalogue-content.js';
import { readHighest, toCatalogue } from './catalogues.js';
import { publicEntry } from './log-entry.js';
import { findRefusedDevices } from './refused-devices.js';
import { transact } from './transact.js';

/** A new version, whose it is to be (null: everybody's), and the digest of its text. */
type Put = { content: CatalogueContent; workspaceId: number | null; hash: string };

/** What stands beside a new version: the contents in force, and the earlier versions of the same device model. */
type Standing = { contents: Map<string, CatalogueContent>; versions: readonly CatalogueVersion[] };

/** Stores a version, or says what storing it would change. The same version with the same content again changes nothing. */
export async function putCatalogue(
  ctx: CallerContext,
  { catalogue: content, global = false, dry_run = false }: PutCatalogue,
): Promise<PutCatalogueResult> {
  if (global) assertOperator(ctx);
  const workspaceId = global ? null : ctx.principal.workspaceId;
  const put: Put = { content, workspaceId, hash: hashCatalogue(content) };
  const { before, log_index, stored } = dry_run
    ? { before: await judge(await ctx.catalogues.current(ctx.database.db), put), log_index: undefined, stored: false }
    : await transact(ctx, workspaceId, (tx) => store(tx, ctx, put));
  const next = createCatalogues([...before.contents.values(), content]);
  return {
    catalogue: await toAnswer(ctx, put, before),
    changes: findChanges(before.contents.get(content.device_model), content),
    refused: await findRefusedDevices(ctx, next, content.device_model),
    stored,
    ...(log_index !== undefined && { log_index }),
  };
}

async function store(tx: Db, ctx: CallerContext, put: Put) {
  const { content, workspaceId, hash } = put;
  if (workspaceId === null) await enterOperator(tx);
  await lockCatalogues(tx);
  const before = await judge(await ctx.catalogues.current(tx), put);
  const same = before.versions.find(({ version }) => version === content.version);
  if (same !== undefined) return { before, log_index: same.row?.log_index, stored: false };
  const { device_model, version } = content;
  const { actor, name } = ctx.principal;
  const at = ctx.now().toISOString();
  const commands = content.commands as unknown as JsonObject[];
  await insertCatalogueCommands(tx, { device_model, version, workspace_id: workspaceId, commands });
  const leaf = { type: 'catalogue.put', v: 1, device_model, version, digest: hash } as const;
  const [highest] = before.versions;
  const data = {
    before: highest === undefined ? null : { version: highest.version, digest: highest.hash },
    after: { version, digest: hash },
  };
  const entry = publicEntry(leaf, `${device_model}@${version}`, { actor, workspaceId, at, data });
  const { extends: base = null, description = null } = content;
  const row = { device_model, version, workspace_id: workspaceId, extends: base, description, hash };
  const facts = { ...row, commands: commands.length, created_by: name, created_at: at };
  const log_index = await appendLog(tx, [entry], (indexOf) => [insertCatalogue({ ...facts, log_index: indexOf(0) })]);
  return { before, log_index, stored: true };
}

/** Throws unless the version may be put beside what stands: lawful, its owner's, new or the same again, and the highest. */
async function judge(standing: StandingCatalogues, { content, workspaceId, hash }: Put): Promise<Standing> {
  const { device_model, version } = content;
  const contents = await readHighest(standing);
  const versions = standing.versions.get(device_model) ?? [];
  assertCatalogue(content, (model) => contents.get(model), { at: '/catalogue', models: contents.keys() });
  const [highest] = versions;
  if (highest === undefined) return { contents, versions };
  if ((highest.row?.workspace_id ?? null) !== workspaceId) throw toForeign(device_model, highest, workspaceId);
  const same = versions.find((each) => each.version === version);
  if (same !== undefined && same.hash !== hash) throw toExists(content, { existing: same.hash, given: hash });
  if (same === undefined && compareVersions(version, highest.version) < 0) throw toLower(content, highest.version);
  return { contents, versions };
}

/** The version as it stands, or as it would stand. */
async function toAnswer(ctx: CallerContext, { content, workspaceId, hash }: Put, before: Standing) {
  const { versions } = await ctx.catalogues.current(ctx.database.db);
  const standing = versions.get(content.device_model) ?? [];
  const stored = standing.find(({ version }) => version === content.version);
  const { principal } = ctx;
  const catalogue = toCatalogue(
    {
      content,
      chosen: stored ?? { device_model: content.device_model, version: content.version, hash, row: null },
      versions: standing,
    },
    composeCatalogue(content, (model) => before.contents.get(model)),
  );
  if (stored !== undefined) return catalogue;
  const origin = workspaceId === null ? 'global' : 'workspace';
  return { ...catalogue, origin, workspace: workspaceId === null ? null : principal.workspace } as const;
}

/** Commands of the model itself that came, went or are others now. */
function findChanges(before: CatalogueContent | undefined, after: CatalogueContent): PutCatalogueResult['changes'] {
  const digests = (content: CatalogueContent | undefined) =>
    new Map(content?.commands.map((command) => [command.name, hashCatalogue({ ...after, commands: [command] })]));
  const [old, now] = [digests(before), digests(after)];
  return {
    added: [...now.keys()].filter((name) => !old.has(name)),
    removed: [...old.keys()].filter((name) => !now.has(name)),
    changed: [...now].filter(([name, digest]) => old.has(name) && old.get(name) !== digest).map(([name]) => name),
  };
}

function assertOperator({ principal }: CallerContext): void {
  if (principal.permissions.has('registry:operate')) return;
  throw new RegistryError('FORBIDDEN', 'A catalogue for every workspace needs registry:operate. Leave `global` out.', {
    details: { permission: 'registry:operate' },
  });
}

function toForeign(
  device_model: string,
  { row }: CatalogueVersion,
  askedFor: number | null,
): RegistryError<'NAMESPACE_FORBIDDEN'> {
  const owner = row?.workspace ?? null;
  const whose =
    owner === null ? 'is everybody’s: only registry:operate may put it, with `global`' : `belongs to '${owner}'`;
  // Whoever may put one for everybody may be of that workspace too.
  const way = owner !== null && askedFor === null ? `As '${owner}', leave \`global\` out. Or put` : 'Put';
  return new RegistryError(
    'NAMESPACE_FORBIDDEN',
    `The device model '${device_model}' ${whose}. ${way} one of your own that extends it.`,
    { details: { namespace: device_model, reason: 'owned' } },
  );
}

function toExists(
  { device_model, version }: CatalogueContent,
  { existing, given }: { existing: string; given: string },
): RegistryError<'VERSION_EXISTS'> {
  return new RegistryError(
    'VERSION_EXISTS',
    `The catalogue ${device_model}@${version} stands with other content, and versions never change. Put the next version.`,
    { details: { name: device_model, version, existing_hash: existing, your_hash: given } },
  );
}

function toLower({ device_model, version }: CatalogueContent, highest: string): RegistryError<'INVALID_VERSION'> {
  const message = `must be higher than ${highest}, which stands`;
  return new RegistryError('INVALID_VERSION', `The version ${version} of '${device_model}' ${message}.`, {
    details: { issues: [{ path: '/catalogue/version', message }] },
  });
}
