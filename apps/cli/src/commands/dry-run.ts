// `actions publish --dry-run`: what would be published, and what the registry's gate would say of each document. The release
// before is verified here, and the comparison is made here; nothing is sent.
import type { Registry } from '@action-registry/client';
import { compareContracts, findContractBase, isStepEnough } from '@action-registry/core';
import { createAjvJudge } from '@action-registry/core/ajv-judge';
import { type ContractComparison, isRegistryError, RegistryError, type VersionState } from '@action-registry/schema';
import type { CommandContext } from '../command.js';
import { toContractLines } from '../contract-lines.js';
import type { DocumentFile } from '../document-file.js';
import { toWarningLines } from './validate.js';

const PAGE = 200;

type Gate = { base: string; contract: ContractComparison; isEnough: boolean };

/** Prints what would be published; a step that is too small is the result's error. */
export async function reportDryRun({ io, open }: CommandContext, files: readonly DocumentFile[]): Promise<void> {
  const registry = await open();
  const items = [];
  for (const { parsed } of files) {
    const { document, hash, warnings } = parsed;
    const gate = await findGate(registry, parsed).catch((error: unknown) => {
      if (!isRegistryError(error) || (error.code !== 'UNREACHABLE' && error.code !== 'TIMEOUT')) throw error;
      io.note(`! ${document.name}: no registry answers, so it was compared with nothing.`);
      return undefined;
    });
    items.push({ name: document.name, version: document.version, hash, warnings, ...(gate && { contract: gate }) });
  }
  const refused = items.find(({ contract }) => contract?.isEnough === false);
  io.result(
    { dry_run: true, items: items.map(toJsonItem) },
    items.flatMap(({ name, version, hash, warnings, contract }) => [
      `${contract?.isEnough === false ? '✖ would refuse' : 'would publish'} ${name}@${version} ${hash}`,
      ...toWarningLines(warnings),
      ...(contract === undefined
        ? []
        : [`  compared with ${contract.base}:`, ...toContractLines(contract.contract).map((line) => `  ${line}`)]),
    ]),
    refused?.contract && toRefusal(`${refused.name}@${refused.version}`, refused.contract),
  );
}

function toJsonItem({ contract, ...item }: { contract?: Gate }) {
  return { ...item, ...(contract && { contract: { ...contract.contract, base: contract.base } }) };
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

/** What the gate would compare a document with, and what it would say; undefined where there is nothing before it. */
async function findGate(registry: Registry, { document }: DocumentFile['parsed']): Promise<Gate | undefined> {
  const base = findContractBase(await listVersions(registry, document.name), document.version);
  if (base === undefined) return undefined;
  const release = await registry.resolve(`${document.name}@${base}`);
  const contract = compareContracts(JSON.parse(release.document), JSON.parse(JSON.stringify(document)), {
    judges: [createAjvJudge],
  });
  return { base, contract, isEnough: isStepEnough(document.version, contract.least_version ?? document.version) };
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
