// A registry's life in short: everything that the log can tell, done once by the services that do it.
import { BUILTIN_CATALOGUES, signRelease } from '@action-registry/core';
import type { CallerContext } from '../context.js';
import { moveChannel } from '../services/channels.js';
import { createDefinition, deleteDefinition, restoreDefinition, updateDefinition } from '../services/definitions.js';
import { retireKey } from '../services/keys.js';
import { deprecateRelease, undeprecateRelease, unyankRelease, yankRelease } from '../services/moderate-release.js';
import { publishRelease } from '../services/publish-release.js';
import { putCatalogue } from '../services/put-catalogue.js';
import { resignRelease } from '../services/resign-release.js';
import { revokeKey } from '../services/revoke-key.js';
import { changeRights } from './history-of-rights.js';
import { addTestKey, signedDocument } from './registry.js';

/** Lives it in the caller's workspace; what stands in the end is `files.move` 1.0.0 to 1.3.0, the keys k1 to k3 and the catalogues
 * of `kiosk` and `everybodys`. */
export async function liveThroughHistory(ctx: CallerContext): Promise<void> {
  const key = await addTestKey(ctx, 'k1');
  const other = await addTestKey(ctx, 'k2', { valid_from: '2026-01-01T00:00:00.0006Z' });
  const last = await addTestKey(ctx, 'k3');
  const name = 'files.move';
  for (const version of ['1.0.0', '1.1.0', '1.2.0', '1.3.0'])
    await publishRelease(ctx, signedDocument(key, `${name}@${version}`));
  await publishRelease(ctx, signedDocument(last, 'mail.send@0.1.0'));
  await moveChannel(ctx, { name, channel: 'stable', version: '1.0.0' });
  await moveChannel(ctx, { name, channel: 'stable', version: '1.1.0', reason: 'Proven.' });
  await moveChannel(ctx, { name, channel: 'beta', version: '1.2.0' });
  await moveChannel(ctx, { name, channel: 'beta', version: null });
  await moveChannel(ctx, { name, channel: 'latest', version: '1.1.0' });
  await moveChannel(ctx, { name, channel: 'latest', version: null });
  const deprecation = { name, severity: 'notice', reason: 'Old.' } as const;
  await deprecateRelease(ctx, { ...deprecation, version: '1.0.0' });
  await deprecateRelease(ctx, { ...deprecation, version: '1.0.0', severity: 'unsafe', replaced_by: `${name}@1.2.0` });
  await deprecateRelease(ctx, { ...deprecation, version: '1.1.0' });
  await undeprecateRelease(ctx, { name, version: '1.1.0' });
  await yankRelease(ctx, { name, version: '1.3.0', reason: 'Broken.' });
  await yankRelease(ctx, { name, version: '1.2.0', reason: 'Broken too.' });
  await unyankRelease(ctx, { name, version: '1.2.0' });
  await writeDraft(ctx);
  await putCatalogues(ctx);
  const { hash: digest } = await ctx.releases
    .find({ name, version: '1.0.0' })
    .then((served) => served?.release ?? fail());
  const sig = signRelease({ name, version: '1.0.0', digest }, other.seed);
  await resignRelease(ctx, { name, version: '1.0.0', signatures: [{ kid: 'k2', sig }] });
  await changeRights(ctx);
  await retireKey(ctx, { kid: 'k2' });
  await revokeKey(ctx, { kid: 'k3', reason: 'Lost.', last_valid_index: 20, signatures: [] });
}

async function writeDraft(ctx: CallerContext): Promise<void> {
  const { action } = await createDefinition(ctx, { kind: 'prompt', title: 'Plan', spec: { prompt: 'Plan it.' } });
  const id = Number(action.id);
  await updateDefinition(ctx, { id, title: 'Plan more' });
  await deleteDefinition(ctx, { id });
  await restoreDefinition(ctx, { id });
}

async function putCatalogues(ctx: CallerContext): Promise<void> {
  const [base] = BUILTIN_CATALOGUES;
  const commands = base?.commands ?? fail();
  for (const version of ['1.0.0', '1.1.0'])
    await putCatalogue(ctx, { catalogue: { device_model: 'kiosk', version, extends: 'android_tv', commands } });
  for (const version of ['1.0.0', '1.1.0'])
    await putCatalogue(ctx, { catalogue: { device_model: 'everybodys', version, commands }, global: true });
}

function fail(): never {
  throw new Error('a release that was just published is not there');
}
