// `actions verify`: every check, made here against the pinned keys; the registry's own opinion stands apart.

import { statSync } from 'node:fs';
import { isReleaseExport, parseReleaseExport } from '@action-registry/client';
import {
  createTrust,
  digestOf,
  isTrustConfigured,
  type ReleaseClaim,
  type Trust,
  toTrustError,
  verifyRelease,
} from '@action-registry/core';
import type { RegistryError, Verification } from '@action-registry/schema';
import { toCheckLines } from '../check-lines.js';
import { type AddCommand, type CommandContext, toExamples } from '../command.js';
import { readJsonFile, STDIN, toDocumentFile, toFileLabel } from '../document-file.js';
import { withFile } from '../file-errors.js';
import { readTrust } from '../trust-file.js';
import { UsageError } from '../usage-error.js';
import { toStateText } from './read.js';

export const addVerify: AddCommand = (program, context) => {
  program
    .command('verify')
    .description('verify a release, or a signed file, on this machine')
    .argument('<reference-or-file>', 'name@version, a .signed.json or exported file, or - for one on standard input')
    .addHelpText('after', toExamples('verify files.move@^1', 'verify move.signed.json', 'verify exported.json'))
    .action(async (target: string) => {
      const cli = context();
      if (target === STDIN || statSync(target, { throwIfNoEntry: false })?.isFile() === true)
        await verifyFile(cli, target);
      else if (/\.json$|[/\\]/.test(target)) throw new UsageError(`There is no file '${target}'.`);
      else await verifyReference(cli, target);
    });
};

async function verifyReference({ io, open }: CommandContext, reference: string): Promise<void> {
  const { name, version, release, here, error } = await (await open()).inspect(reference);
  const { verified, verify_error, verify_code, checks, hash, log_index } = release;
  const { deprecated, severity, replaced_by, yanked } = release;
  const state = toStateText(release);
  const data = {
    name,
    version,
    hash: digestOf(release.document),
    checked_here: here,
    registry_says: {
      verified,
      verify_error,
      verify_code,
      checks,
      hash,
      log_index,
      deprecated,
      severity,
      replaced_by,
      yanked,
    },
  };
  report(io, {
    title: `${name}@${version}`,
    here,
    data,
    rest: [
      `Registry says: ${verified ? 'verified' : `not verified (${verify_error ?? 'unknown'})`}`,
      ...toCheckLines(Array.isArray(checks) ? checks : []),
      `  log entry ${log_index}`,
      ...(state === '' ? [] : [`! ${state}`]),
    ],
    error,
  });
}

async function verifyFile({ config, io }: CommandContext, file: string): Promise<void> {
  const claim = await readClaim(file).catch((error: unknown) => Promise.reject(withFile(toFileLabel(file), error)));
  const trust = createTrust(await readTrust(config));
  const here = judge(claim, trust);
  if (!isTrustConfigured(trust, claim.signatures)) throw toTrustError(here, claim, trust);
  const { name, version, log_index } = claim;
  const place = log_index === undefined ? {} : { log_index };
  const data = { name, version, hash: digestOf(claim.document), ...place, checked_here: here };
  const error = here.verified ? undefined : toTrustError(here, claim, trust);
  report(io, { title: `${toFileLabel(file)}: ${name}@${version}`, here, data, rest: [], error });
}

/** A signed file, or an export with its proof. */
async function readClaim(file: string): Promise<ReleaseClaim> {
  const value = await readJsonFile(file);
  if (isReleaseExport(value)) return parseReleaseExport(value);
  const { parsed, signatures } = toDocumentFile(file, value);
  const { name, version } = parsed.document;
  return { name, version, document: parsed.canonical, signatures };
}

/** Without a network there is no memory to hold a proof against: it is for the checkpoint that it came with. */
function judge(claim: ReleaseClaim, trust: Trust): Verification {
  const now = new Date();
  return verifyRelease(claim, trust, claim.log === undefined ? { now } : { now, log: {} });
}

type Report = { title: string; here: Verification; data: object; rest: string[]; error: RegistryError | undefined };

/** The verdict of this machine decides; what the registry says stands below it. */
function report(io: CommandContext['io'], { title, here, data, rest, error }: Report): void {
  const headline = here.verified ? `✔ ${title} verified` : `✖ ${title}: ${here.verify_error ?? 'not verified'}`;
  io.result(data, [headline, 'Checked here:', ...toCheckLines(here.checks), ...rest], error);
}
