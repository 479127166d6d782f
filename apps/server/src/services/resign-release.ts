// Adding signatures to a release that stands: the bytes stay, an entry of the log says who signed them as well, and each
// signature carries the index of its own entry. So a release outlives the key that published it.
import { assertPublishable, namespaceOf } from '@action-registry/core';
import { appendLog, findVersion, insertLaterSignature, lockPlace } from '@action-registry/db';
import type { PublishedRelease, ResignRelease } from '@action-registry/schema';
import type { CallerContext } from '../context.js';
import { assertNames } from './assert-names.js';
import { toForbidden } from './check-name.js';
import { toKids } from './latest.js';
import { publicEntry } from './log-entry.js';
import { withProof } from './log-proofs.js';
import { toVersionNotFound } from './moderate-release.js';
import { transact } from './transact.js';

/** Adds what is new of the signatures; every one must be good now. What stands already changes nothing. */
export async function resignRelease(ctx: CallerContext, input: ResignRelease): Promise<PublishedRelease> {
  const { name, version, signatures } = input;
  const { actor, workspaceId } = ctx.principal;
  assertNames(ctx, 'releases:publish', [name]);
  await ctx.trust.refresh();
  const created = await transact(ctx, workspaceId, async (tx) => {
    const place = await lockPlace(tx, { name, version, kids: signatures.map(({ kid }) => kid) });
    const row = await findVersion(tx, name, version);
    if (row === undefined) throw await toVersionNotFound(tx, { name, version });
    if (place.action_id === null) throw toForbidden(namespaceOf(name), 'owned');
    const { trust } = ctx.trust.current();
    assertPublishable({ name, version, document: row.canonical, signatures }, trust, { now: ctx.now() });
    const standing = new Set([...row.signatures, ...row.later_signatures].map(({ kid }) => kid));
    const added = signatures.filter(({ kid }) => !standing.has(kid));
    if (added.length === 0) return false;
    const at = ctx.now().toISOString();
    const leaf = { type: 'release.resign', v: 1, name, version, digest: row.hash, signatures: added } as const;
    const after = toKids([...row.signatures, ...row.later_signatures, ...added]);
    const data = { before: { signed_by: [...standing].sort() }, after: { signed_by: after } };
    await appendLog(tx, [publicEntry(leaf, `${name}@${version}`, { actor, workspaceId, at, data })], (indexOf) =>
      added.map(({ kid, sig }) =>
        insertLaterSignature(tx, { name, version, kid, sig, actor, at, log_index: indexOf(0) }),
      ),
    );
    return true;
  });
  ctx.releases.forget(name, version);
  const served = await ctx.releases.find({ name, version, fresh: true });
  if (served === undefined) throw new Error('a signed release was not found');
  return withProof(ctx, served.release, { created, warnings: [] });
}
