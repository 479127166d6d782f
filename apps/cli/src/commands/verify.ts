// `actions verify`: every check, made here against the pinned keys; the registry's own opinion stands apart.

import { statSync } from 'node:fs';
import { createTrust, toTrustError, verifyRelease } from '@action-registry/core';
import type { Verification } from '@action-registry/schema';
import type { AddCommand, CommandContext } from '../command.js';
import { readDocumentFile } from '../document-file.js';
import { withFile } from '../file-errors.js';
import { readTrust } from '../trust-file.js';
import { UsageError } from '../usage-error.js';
import { toStateText } from './read.js';

export const addVerify: AddCommand = (program, context) => {
  program
    .command('verify')
    .description('verify a release, or a signed file, on this machine')
    .argument('<reference-or-file>', 'name@version, or a .signed.json file')
    .action(async (target: string) => {
      const cli = context();
      if (statSync(target, { throwIfNoEntry: false })?.isFile() === true) await verifyFile(cli, target);
      else if (/\.json$|[/\\]/.test(target)) throw new UsageError(`There is no file '${target}'.`);
      else await verifyReference(cli, target);
    });
};

async function verifyReference({ io, open }: CommandContext, reference: string): Promise<void> {
  const { release, here } = await (await open()).inspect(reference);
  const says = release.verified ? 'verified' : `not verified (${release.verify_error ?? 'unknown'})`;
  const data = {
    name: release.name,
    version: release.version,
    hash: release.hash,
    checked_here: here,
    registry_says: { verified: release.verified, verify_error: release.verify_error, verify_code: release.verify_code },
    deprecated: release.deprecated,
    severity: release.severity,
    replaced_by: release.replaced_by,
    yanked: release.yanked,
  };
  const state = toStateText(release);
  const rest = [`Registry says: ${says}`, ...(state === '' ? [] : [`! ${state}`])];
  report(io, { title: `${release.name}@${release.version}`, here, data, rest });
}

async function verifyFile({ config, io }: CommandContext, file: string): Promise<void> {
  const { parsed, signatures } = await readDocumentFile(file).catch((error: unknown) =>
    Promise.reject(withFile(file, error)),
  );
  const { name, version } = parsed.document;
  const trust = createTrust(await readTrust(config));
  const claim = { name, version, document: parsed.canonical, signatures };
  const here = verifyRelease(claim, trust, { now: new Date() });
  if (trust.keys.size === 0) throw toTrustError(here, claim, trust);
  report(io, {
    title: `${file}: ${name}@${version}`,
    here,
    data: { name, version, hash: parsed.hash, checked_here: here },
    rest: [],
  });
}

type Report = { title: string; here: Verification; data: object; rest: string[] };

function report(io: CommandContext['io'], { title, here, data, rest }: Report): void {
  const headline = here.verified ? `✔ ${title} verified` : `✖ ${title}: ${here.verify_error ?? 'not verified'}`;
  const checks = here.checks.map(
    ({ name, ok, detail }) => `  ${ok ? '✔' : '✖'} ${name.replaceAll('_', ' ')}: ${detail}`,
  );
  io.result(data, [headline, 'Checked here:', ...checks, ...rest]);
  if (!here.verified) process.exitCode = 2;
}
