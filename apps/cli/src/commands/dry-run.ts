// `actions publish --dry-run`: what would be published, and what the registry's gate would say of each document. The release
// before is verified here, and the comparison is made here; nothing is sent.
import type { Registry } from '@action-registry/client';
import {
  addsProperties,
  type ContractDocument,
  compareInLine,
  EARLIER_MAX,
  findContractLine,
  judgeStep,
  toComparisonPolicy,
} from '@action-registry/core';
import { createAjvJudge } from '@action-registry/core/ajv-judge';
import {
  type ContractComparison,
  isRegistryError,
  type PublishContract,
  RegistryError,
  type VersionState,
  type Warning,
} from '@action-registry/schema';
import type { CommandContext } from '../command.js';
import { findCompatRules } from '../compat-rules.js';
import { toContractLines } from '../contract-lines.js';
import type { DocumentFile } from '../document-file.js';
import { toWarningLines } from './validate.js';

const PAGE = 200;

/** `outcome` is absent where the registry asks nothing. */
type Gate = { base: string; contract: ContractComparison; outcome: PublishContract['outcome'] | undefined };
/** What a registry has to say of a document: the digest that stands under its version, else what its gate says. */
type Finding = { existing_hash?: string; contract?: Gate };
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
  const { name, version, contract, existing_hash, hash } = item;
  if (existing_hash !== undefined && existing_hash !== hash) return toExisting({ ...item, existing_hash });
  return contract?.outcome === 'refused' ? toRefusal(`${name}@${version}`, contract) : undefined;
}

function toItemLines(item: Item): string[] {
  const { name, version, hash, warnings, contract, existing_hash } = item;
  const refused = findError(item) === undefined ? 'would publish' : '✖ would refuse';
  return [
    `${existing_hash === hash ? '✔ stands already:' : refused} ${name}@${version} ${hash}`,
    ...(existing_hash === undefined || existing_hash === hash
      ? []
      : [`  ✖ ${name}@${version} stands with other bytes, ${existing_hash} (VERSION_EXISTS)`]),
    ...toWarningLines(warnings),
    ...(contract === undefined ? [] : toGateLines(contract)),
  ];
}

function toJsonItem({ contract, ...item }: Item) {
  if (contract === undefined) return item;
  const { outcome, base } = contract;
  return { ...item, contract: { ...contract.contract, base, ...(outcome !== undefined && { outcome }) } };
}

function toGateLines({ base, contract, outcome }: Gate): string[] {
  return [
    `  compared with ${base}:`,
    ...toContractLines(contract).map((line) => `  ${line}`),
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

function toRefusal(label: string, { base, contract }: Gate): RegistryError<'INCOMPATIBLE_CHANGE'> {
  const least_version = contract.least_version ?? '';
  return new RegistryError(
    'INCOMPATIBLE_CHANGE',
    `${label} is too small a step from ${base}: it needs ${least_version}.`,
    {
      details: { least_version, changes: [...contract.changes], base },
    },
  );
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
  const [base, ...before] = findContractLine(releases, version);
  if (base === undefined) return {};
  const next = JSON.parse(JSON.stringify(document));
  const [old, { policy, callers }] = await Promise.all([readRelease(registry, name, base), findCompatRules(registry)]);
  const earlier = addsProperties(old, next) ? await readEarlier(registry, name, before) : [];
  const contract = compareInLine({ base: old, earlier }, next, {
    policy: toComparisonPolicy(callers),
    judges: [createAjvJudge],
  });
  const outcome = policy === 'off' ? undefined : judgeStep(contract, { version, policy, accepted });
  return { contract: { base, contract, outcome } };
}

type Released = ContractDocument & { version: string };

async function readRelease(registry: Registry, name: string, version: string): Promise<Released> {
  return JSON.parse((await registry.resolve(`${name}@${version}`)).document);
}

/** The releases before the base that verify here; the others say nothing. */
async function readEarlier(registry: Registry, name: string, versions: readonly string[]): Promise<Released[]> {
  const read = await Promise.allSettled(
    versions.slice(0, EARLIER_MAX).map((version) => readRelease(registry, name, version)),
  );
  return read.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
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
