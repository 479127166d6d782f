// The gate of a publish: the document against the release that it follows, and the release above it against the document. A step
// too small for what changed is refused, or told where COMPAT_POLICY says so; what cannot be decided counts as breaking until the
// publisher accepts it with a reason.
import { judgeStep, leadsBeyond, type ParsedDocument } from '@action-registry/core';
import type { Db } from '@action-registry/db';
import {
  type AboveContract,
  type ContractComparison,
  type JsonObject,
  type PublishContract,
  type PublishRelease,
  RegistryError,
} from '@action-registry/schema';
import { BaseMoved } from './base-moved.js';
import {
  type ComparingContext,
  compareWithAbove,
  compareWithBase,
  findAbove,
  findBase,
  findTop,
  type VersionedText,
} from './compare-in-range.js';

const CHANGES_LOGGED_MAX = 50;

/** The versions that were compared with, null where there is none on that side, and what was said. */
export type Gate = {
  base: string | null;
  above: string | null;
  contract: PublishContract | undefined;
  contractAbove: AboveContract | undefined;
};

/** What the gate said; undefined where nothing is compared. */
export type GateAnswer = Gate | undefined;

/** Throws BaseMoved where the comparison was not with the releases beside the document now, under the place's lock. */
export async function assertBaseStands(tx: Db, id: { name: string; version: string }, gate: GateAnswer): Promise<void> {
  if (gate === undefined) return;
  const [base, above] = [await findBase(tx, id), await findAbove(tx, id)];
  if ((base?.version ?? null) !== gate.base || (above?.version ?? null) !== gate.above) throw new BaseMoved();
}

type Published = Pick<ParsedDocument, 'document' | 'canonical'>;

/** What the gate says of a document. Throws INCOMPATIBLE_CHANGE, or UNAVAILABLE where nobody can compare now. */
export async function checkContract(
  ctx: ComparingContext,
  { document: { name, version }, canonical }: Published,
  { accept_unknown: accepted }: Pick<PublishRelease, 'accept_unknown'>,
): Promise<GateAnswer> {
  if (ctx.config.compatPolicy === 'off') return undefined;
  const { db } = ctx.database;
  const [base, above] = await Promise.all([findBase(db, { name, version }), findAbove(db, { name, version })]);
  const step: Step = { ctx, name, document: { version, canonical }, accepted };
  const contract = base && (await judgeBase(step, base));
  if (contract?.outcome === 'refused') throw await toIncompatible(step, contract, above);
  const contractAbove = above && (await judgeAbove(step, above));
  if (contractAbove?.outcome === 'refused') throw await toInTheWay(step, contractAbove);
  return { base: base?.version ?? null, above: above?.version ?? null, contract, contractAbove };
}

/** A document on its way into a line, and the reason to accept what cannot be decided. */
type Step = { ctx: ComparingContext; name: string; document: VersionedText; accepted: string | undefined };

async function judgeBase(step: Step, base: VersionedText): Promise<PublishContract> {
  const { ctx, name, document } = step;
  const compared = await compareWithBase(ctx, { name, lower: base, upper: document });
  return { ...compared, base: base.version, ...judge(step, compared, document.version) };
}

async function judgeAbove(step: Step, above: VersionedText): Promise<AboveContract> {
  const { ctx, name, document } = step;
  const compared = await compareWithAbove(ctx, { name, lower: document, upper: above });
  return { ...compared, above: above.version, ...judge(step, compared, above.version) };
}

/** What becomes of the publish, by whether a version shows what is different from the one below it. */
function judge({ ctx, accepted }: Step, compared: ContractComparison, version: string) {
  const policy = ctx.config.compatPolicy === 'warn' ? 'warn' : 'enforce';
  const outcome = judgeStep(compared, { version, policy, accepted });
  return { outcome, ...(outcome === 'accepted' && accepted !== undefined && { accepted_reason: accepted }) };
}

async function toIncompatible(step: Step, contract: PublishContract, above: VersionedText | undefined) {
  const { version } = step.document;
  const { base, verdict, changes, least_version: own = version } = contract;
  const least = (leadsBeyond(contract, above?.version) ? await findLeastAbove(step) : undefined) ?? own;
  const next =
    verdict === 'unknown'
      ? `Publish as ${least}, or say why it is compatible all the same (accept_unknown).`
      : `Publish as ${least} or later, or undo the change.`;
  const message = `The step from ${base} to ${version} is too small for what changed.${reasonOf(contract)} ${next}`;
  return new RegistryError('INCOMPATIBLE_CHANGE', message, {
    details: { least_version: least, changes, base, contract },
  });
}

/** The version that passes above all releases of the line, as a step from the highest of them. */
async function findLeastAbove({ ctx, name, document }: Step): Promise<string | undefined> {
  const top = await findTop(ctx.database.db, { name, version: document.version });
  const compared = top && (await compareWithBase(ctx, { name, lower: top, upper: document }));
  return compared?.least_version;
}

/** A release above refuses what the document says: it goes above the highest of them. */
async function toInTheWay(step: Step, contract: AboveContract): Promise<RegistryError<'INCOMPATIBLE_CHANGE'>> {
  const { document } = step;
  const { above, verdict, changes } = contract;
  const least = (await findLeastAbove(step)) ?? contract.least_version ?? above;
  const orElse = verdict === 'unknown' ? ', or say why it is compatible all the same (accept_unknown)' : '';
  const message = `Who asks for ${document.version} or later is given ${above}, which is too small a step from it.${reasonOf(contract)} Publish as ${least} or later${orElse}.`;
  return new RegistryError('INCOMPATIBLE_CHANGE', message, {
    details: { least_version: least, changes, contract_above: contract },
  });
}

function reasonOf({ changes }: ContractComparison): string {
  const reason = changes.find((change) => change.verdict !== 'compatible') ?? changes[0];
  return reason === undefined ? '' : ` ${reason.message}`;
}

/** What the log keeps of the comparisons, beside the entry. */
export function toLoggedGate({ contract, contractAbove }: Gate) {
  return {
    ...(contract !== undefined && { contract: { base: contract.base, ...toLogged(contract) } }),
    ...(contractAbove !== undefined && { contract_above: { above: contractAbove.above, ...toLogged(contractAbove) } }),
  };
}

function toLogged({ outcome, verdict, policy, bump, changes, accepted_reason }: PublishContract | AboveContract) {
  return {
    ...{ outcome, verdict, policy, bump },
    changes: changes.slice(0, CHANGES_LOGGED_MAX).map((change) => ({ ...change })),
    ...(accepted_reason !== undefined && { accepted_reason }),
  };
}

/** What the release's row keeps of the comparisons; null where nothing was compared. */
export function toRecordedGate(gate: GateAnswer): JsonObject | null {
  const { contract, contractAbove } = gate ?? {};
  if (contract === undefined && contractAbove === undefined) return null;
  return {
    ...(contract !== undefined && { contract: { base: contract.base, ...toShort(contract) } }),
    ...(contractAbove !== undefined && { contract_above: { above: contractAbove.above, ...toShort(contractAbove) } }),
  };
}

function toShort({ outcome, verdict, accepted_reason }: PublishContract | AboveContract) {
  return { outcome, verdict, ...(accepted_reason !== undefined && { accepted_reason }) };
}
