// `actions publish --dry-run`: what would be published, and what the registry's gate would say of each document. The release
// before is verified here, and the comparison is made here; nothing is sent.
import type { Registry } from '@action-registry/client';
import {
  addsProperties,
  type ContractDocument,
  compareBelow,
  compareInLine,
  EARLIER_MAX,
  findContractAbove,
  findContractLine,
  judgeStep,
  leadsBeyond,
  toComparisonPolicy,
} from '@action-registry/core';
import { createAjvJudge } from '@action-registry/core/ajv-judge';
import {
  type CompatRules,
  type ContractComparison,
  isRegistryError,
  type PublishContract,
  RegistryError,
  type VersionState,
  type Warning,
} from '@action-registry/schema';
import type { CommandContext } from '../command.js';
import { findCompatRules } from '../compat-rules.js';
import { toGateLines } from '../contract-lines.js';
import type { DocumentFile } from '../document-file.js';
import { toWarningLines } from './validate.js';

const PAGE = 200;

/** `outcome` is absent where the registry asks nothing; `unasked` are releases that only the registry asks as well. */
type Judged = { outcome: PublishContract['outcome'] | undefined; unasked: number };
type Gate = Judged & { contract: ContractComparison & { base: string } };
/** `least` is the version that passes above all of the line. */
type GateAbove = Judged & { contract: ContractComparison & { above: string }; least: string };
/** What a registry has to say of a document: the digest that stands under its version, else what its gate says. */
type Finding = { existing_hash?: string; contract?: Gate | undefined; above?: GateAbove | undefined };
type Item = Finding & { name: string; version: string; hash: string; warnings: readonly Warning[] };
/** What is published, and the reason to accept what cannot be decided. */
type DryRun = { files: readonly DocumentFile[]; accepted: string | undefined };

/** Prints what would be published; a version that stands with other bytes, or a step that is too small, is the result's error. */
export async function reportDryRun({ io, open }: CommandContext, { files, accepted }: DryRun): Promise<void> {
  const registry = await open();
  const items: Item[] = [];
  for (const { parsed } of files) {
    const { document, hash, warnings } = parsed;
    const found = await ask(registry, parsed, accepted).catch((error: unknown): Finding => {
      if (!isRegistryError(error) || (error.code !== 'UNREACHABLE' && error.code !== 'TIMEOUT')) throw error;
      io.note(`! ${document.name}: no registry answers, so it was compared with nothing.`);
      return {};
    });
    items.push({ name: document.name, version: document.version, hash, warnings, ...found });
  }
  const errors = items.flatMap((item) => findError(item) ?? []);
  io.result({ dry_run: true, items: items.map(toJsonItem) }, items.flatMap(toItemLines), errors[0]);
}

function findError(item: Item): RegistryError | undefined {
  const { name, version, contract, above, existing_hash, hash } = item;
  if (existing_hash !== undefined && existing_hash !== hash) return toExisting({ ...item, existing_hash });
  if (contract?.outcome === 'refused') return toRefusal(`${name}@${version}`, contract, above);
  return above?.outcome === 'refused' ? toRefusalBelow(`${name}@${version}`, above) : undefined;
}

function toItemLines(item: Item): string[] {
  const { name, version, hash, warnings, contract, above, existing_hash } = item;
  const refused = findError(item) === undefined ? 'would publish' : '✖ would refuse';
  return [
    `${existing_hash === hash ? '✔ stands already:' : refused} ${name}@${version} ${hash}`,
    ...(existing_hash === undefined || existing_hash === hash
      ? []
      : [`  ✖ ${name}@${version} stands with other bytes, ${existing_hash} (VERSION_EXISTS)`]),
    ...toWarningLines(warnings),
    ...[contract, above].flatMap((gate) => (gate === undefined ? [] : toJudgedLines(gate))),
  ];
}

function toJsonItem({ contract, above, ...item }: Item) {
  return {
    ...item,
    ...(contract !== undefined && { contract: toJsonGate(contract) }),
    ...(above !== undefined && { contract_above: toJsonGate(above) }),
  };
}

function toJsonGate({ contract, outcome, unasked }: Gate | GateAbove) {
  return { ...contract, ...(outcome !== undefined && { outcome }), ...(unasked > 0 && { unasked }) };
}

function toJudgedLines({ contract, outcome, unasked }: Gate | GateAbove): string[] {
  return [
    ...toGateLines(contract).map((line) => `  ${line}`),
    ...(unasked > 0
      ? [`  ! ${unasked} more releases were not asked for a property that comes back; the registry asks all`]
      : []),
    ...(outcome === undefined ? ['  ! this registry holds no version against it'] : []),
    ...(outcome === 'warned' ? ['  ! the step is too small; this registry publishes it, and records that'] : []),
    ...(outcome === 'accepted' ? ['  ! the reason to accept it is recorded'] : []),
  ];
}

function toExisting({ name, version, hash, existing_hash }: Item & { existing_hash: string }) {
  return new RegistryError(
    'VERSION_EXISTS',
    `${name}@${version} was published with other bytes, and releases never change. Publish under the next version.`,
    { details: { name, version, existing_hash, your_hash: hash } },
  );
}

function toRefusal(
  label: string,
  { contract }: Gate,
  above: GateAbove | undefined,
): RegistryError<'INCOMPATIBLE_CHANGE'> {
  const { base, changes, least_version = '' } = contract;
  const least = above !== undefined && leadsBeyond(contract, above.contract.above) ? above.least : least_version;
  const message = `${label} is too small a step from ${base}: it needs ${least}.`;
  return new RegistryError('INCOMPATIBLE_CHANGE', message, {
    details: { least_version: least, changes: [...changes], base },
  });
}

function toRefusalBelow(label: string, { contract, least }: GateAbove): RegistryError<'INCOMPATIBLE_CHANGE'> {
  const { above, changes } = contract;
  const message = `Who asks for ${label} or later is given ${above}, which is too small a step from it: publish as ${least} or later.`;
  return new RegistryError('INCOMPATIBLE_CHANGE', message, {
    details: { least_version: least, changes: [...changes], contract_above: contract },
  });
}

/** What stands under the document's version, else what the gate would say of it. */
async function ask(
  registry: Registry,
  { document }: DocumentFile['parsed'],
  accepted: string | undefined,
): Promise<Finding> {
  const { name, version } = document;
  const releases = await listVersions(registry, name);
  const standing = releases.find((release) => release.version === version);
  if (standing !== undefined) return { existing_hash: standing.hash };
  const [line, over] = [findContractLine(releases, version), findContractAbove(releases, version)];
  if (line.length + over.length === 0) return {};
  const rules = await findCompatRules(registry);
  const question: Question = { registry, next: JSON.parse(JSON.stringify(document)), rules, accepted };
  return { contract: await askBase(question, line), above: await askAbove(question, over) };
}

type Question = {
  registry: Registry;
  next: Released & { name: string };
  rules: CompatRules;
  accepted: string | undefined;
};

async function askBase(question: Question, [version, ...before]: readonly string[]): Promise<Gate | undefined> {
  if (version === undefined) return undefined;
  const { registry, next } = question;
  const base = await readRelease(registry, next.name, version);
  const { read, unasked } = await readOthers(question, addsProperties(base, next) ? before : []);
  const compared = compareInLine({ base, earlier: read }, next, toOptions(question));
  return { contract: { ...compared, base: version }, outcome: judge(question, compared, next.version), unasked };
}

async function askAbove(question: Question, [version, ...beyond]: readonly string[]): Promise<GateAbove | undefined> {
  if (version === undefined) return undefined;
  const { registry, next } = question;
  const above = await readRelease(registry, next.name, version);
  const { read, unasked } = await readOthers(question, addsProperties(above, next) ? beyond : []);
  const compared = compareBelow(next, { above, later: read }, toOptions(question));
  const top = beyond.length === 0 ? above : await readRelease(registry, next.name, beyond.at(-1) ?? version);
  const { least_version: least = '' } = compareInLine({ base: top, earlier: [] }, next, toOptions(question));
  return { contract: { ...compared, above: version }, outcome: judge(question, compared, version), unasked, least };
}

function toOptions({ rules: { callers } }: Question) {
  return { policy: toComparisonPolicy(callers), judges: [createAjvJudge] };
}

function judge({ rules: { policy }, accepted }: Question, compared: ContractComparison, version: string) {
  return policy === 'off' ? undefined : judgeStep(compared, { version, policy, accepted });
}

type Released = ContractDocument & { version: string };

async function readRelease(registry: Registry, name: string, version: string): Promise<Released> {
  return JSON.parse((await registry.resolve(`${name}@${version}`)).document);
}

/** The nearest of these releases that verify here; the others say nothing. */
async function readOthers({ registry, next: { name } }: Question, versions: readonly string[]) {
  const asked = versions.slice(0, EARLIER_MAX);
  const read = await Promise.allSettled(asked.map((version) => readRelease(registry, name, version)));
  return {
    read: read.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])),
    unasked: versions.length - asked.length,
  };
}

async function listVersions(registry: Registry, name: string): Promise<VersionState[]> {
  const found: VersionState[] = [];
  try {
    for (let cursor: string | undefined; ; ) {
      const page = await registry.call((trpc) =>
        trpc.actions.get.query({ name, limit: PAGE, ...(cursor !== undefined && { cursor }) }),
      );
      found.push(...page.version_states);
      cursor = page.next_cursor;
      if (cursor === undefined) return found;
    }
  } catch (error) {
    if (isRegistryError(error) && error.code === 'ACTION_NOT_FOUND') return [];
    throw error;
  }
}
