// Publishing from this browser: sign here, send, move the channels from where they were seen, then fetch what the registry
// stored and check it here. The same bytes again make no second version, so whatever broke off is simply done again.
import type { AboveContract, Channel, PublishContract } from '@action-registry/schema';
import { toCallError } from './errors.js';
import { isLogPin, type PinnedKey } from './pinned-keys.js';
import type { ReleasePlan } from './release-plan.js';
import { type SigningKey, signReleaseHere } from './signing-keys.js';
import type { ApiClient, ApiOutputs } from './trpc.js';
import { fetchLogEvidence, type HereVerdict, verifyHere } from './verify-here.js';

/** A channel to move to the new version; `from` is where it was seen, null where it was not. */
export type ChannelStep = { channel: string; from: string | null };
/** What is to be done. `base` is the version that the changes were compared with. */
export type PublishOrder = {
  plan: ReleasePlan;
  key: SigningKey;
  note: string;
  base: string | undefined;
  /** Why nothing breaks, where that could not be decided. */
  accepted: string | undefined;
  moves: readonly ChannelStep[];
};
/** What the registry stored, and this browser's verdict over it; `isSame`: they are the bytes that were signed. */
export type StoredRelease = { release: ApiOutputs['releases']['get']; isSame: boolean; verdict: HereVerdict };
/**
 * What came of it; a channel that was not moved says why. `contract` and `contract_above` are what the
 * registry recorded of its comparisons.
 */
export type PublishOutcome = StoredRelease & {
  contract: PublishContract | undefined;
  contract_above: AboveContract | undefined;
  moved: readonly ChannelStep[];
  refused: readonly { channel: string; message: string }[];
};

/** Publishes, moves, fetches and checks; rejects when the release itself was not taken or not found again. */
export async function publishHere(client: ApiClient, order: PublishOrder): Promise<PublishOutcome> {
  const { plan, key, note, base, accepted, moves } = order;
  const sig = await signReleaseHere(key, { name: plan.name, version: plan.version, digest: plan.hash });
  const { contract, contract_above } = await client.releases.publish.mutate({
    document: plan.text,
    signatures: [{ kid: key.kid, sig }],
    note,
    ...(base !== undefined && { base_version: base }),
    ...(accepted !== undefined && { accept_unknown: accepted }),
  });
  const moved: ChannelStep[] = [];
  const refused: { channel: string; message: string }[] = [];
  for (const move of moves) {
    const message = await moveChannel(client, plan, move);
    if (message === undefined) moved.push(move);
    else refused.push({ channel: move.channel, message });
  }
  const pin = { kid: key.kid, public_key: key.public_key, pinned_at: key.created_at };
  return { ...(await fetchStored(client, plan, [pin])), contract, contract_above, moved, refused };
}

/** Moves one channel; why it was refused, undefined when it stands where it should. */
async function moveChannel(
  client: ApiClient,
  { name, version }: ReleasePlan,
  { channel, from }: ChannelStep,
): Promise<string | undefined> {
  try {
    await client.channels.move.mutate({ name, channel, version, from });
    return undefined;
  } catch (error) {
    // The move of an attempt whose answer was lost stands already.
    const standing = await client.channels.list.query({ name }).catch((): { items: Channel[] } => ({ items: [] }));
    const isThere = standing.items.some((each) => each.channel === channel && each.version === version);
    return isThere ? undefined : toCallError(error).message;
  }
}

/** What the registry has under the plan's name and version, checked here against these keys. */
export async function fetchStored(
  client: ApiClient,
  plan: ReleasePlan,
  pinned: readonly PinnedKey[],
): Promise<StoredRelease> {
  const { name, version } = plan;
  const release = await client.releases.get.query({ name, version, fresh: true });
  const log = pinned.some(isLogPin) ? await fetchLogEvidence(client, release).catch(() => undefined) : undefined;
  const verdict = verifyHere({ release, name, version, selector: version, pinned, listed: [], log, now: new Date() });
  const isSame = release.document === plan.text && verdict.digest === plan.hash;
  return { release, isSame, verdict };
}
