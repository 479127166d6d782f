// What a change of catalogues would refuse: devices among the caller's definitions, and the latest releases of everybody.
import { type Catalogues, checkDeviceSpec } from '@action-registry/core';
import { listDeviceDefinitions, listLatestDevices } from '@action-registry/db';
import { type Issue, isJsonObject, type Json, type JsonObject, type RefusedDevice } from '@action-registry/schema';
import type { CallerContext } from '../context.js';
import { transact } from './transact.js';

const PORTION = 500;
/** More than a person mends at once; what is left shows when these are mended. */
const REFUSED_MAX = 100;
const ISSUES_MAX = 20;

/**
 * Devices of `deviceModel`, and of the models that extend it, that these catalogues refuse; at most 100. Definitions are told to
 * who may read them.
 */
export async function findRefusedDevices(
  ctx: CallerContext,
  catalogues: Catalogues,
  deviceModel: string,
): Promise<RefusedDevice[]> {
  const affected = new Set(findModelsOn(catalogues, deviceModel));
  const check = (spec: Json | undefined, metadata: Json | undefined): Issue[] => {
    if (!isJsonObject(spec) || typeof spec.device_model !== 'string' || !affected.has(spec.device_model)) return [];
    const reversible = isJsonObject(metadata) && metadata.reversible === true;
    return checkDeviceSpec(spec, catalogues, { reversible }).issues.slice(0, ISSUES_MAX);
  };
  const definitions = ctx.principal.permissions.has('definitions:read') ? await findDefinitions(ctx, check) : [];
  const releases = await findReleases(ctx, check);
  return [...definitions, ...releases].slice(0, REFUSED_MAX);
}

/** The device model itself and all that extend it, in order of name; none when there is no such model. */
export function findModelsOn(catalogues: Catalogues, deviceModel: string): string[] {
  return catalogues.models.filter((model) =>
    catalogues.find(model)?.chain.some((link) => link.device_model === deviceModel),
  );
}

type Check = (spec: Json | undefined, metadata: Json | undefined) => Issue[];

async function findDefinitions({ database, principal }: CallerContext, check: Check): Promise<RefusedDevice[]> {
  const refused: RefusedDevice[] = [];
  for (let after = 0, isMore = true; isMore && refused.length < REFUSED_MAX; ) {
    const rows = await transact({ database }, principal.workspaceId, (tx) =>
      listDeviceDefinitions(tx, { after, limit: PORTION }),
    );
    for (const { id, title, spec, metadata } of rows) {
      const issues = check(spec, metadata ?? undefined);
      if (issues.length > 0) refused.push({ definition: { id, title }, issues });
    }
    after = rows.at(-1)?.id ?? after;
    isMore = rows.length === PORTION;
  }
  return refused;
}

async function findReleases({ database }: CallerContext, check: Check): Promise<RefusedDevice[]> {
  const refused: RefusedDevice[] = [];
  for (let after = '', isMore = true; isMore && refused.length < REFUSED_MAX; ) {
    const rows = await listLatestDevices(database.db, { after, limit: PORTION });
    for (const { name, version, canonical } of rows) {
      const { spec, metadata } = JSON.parse(canonical) as JsonObject;
      const issues = check(spec, metadata);
      if (issues.length > 0) refused.push({ release: { name, version }, issues });
    }
    after = rows.at(-1)?.name ?? after;
    isMore = rows.length === PORTION;
  }
  return refused;
}
