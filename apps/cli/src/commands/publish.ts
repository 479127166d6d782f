// `actions publish`: signs and publishes documents one after the other. Everything is checked here before anything is sent; a
// document that is refused stops no other, and what was published already is no error, so a broken run is simply run again.
import type { Registry } from '@action-registry/client';
import { isRegistryError, type PublishedRelease, RegistryError } from '@action-registry/schema';
import { type AddCommand, type CommandContext, toExamples } from '../command.js';
import { createFindCatalogues } from '../command-catalogues.js';
import { toOutcomeLines } from '../contract-lines.js';
import { type DocumentFile, listDocumentFiles, readDocumentFiles, signDocument } from '../document-file.js';
import { exitCodeOf } from '../exit-code.js';
import { type Failure, reportFiles, toFailureItem, toFailureLines } from '../file-errors.js';
import { loadSigningKey } from '../signing-key.js';
import { UsageError } from '../usage-error.js';
import { toWarningLines } from './validate.js';

type Options = {
  kid?: string;
  channel?: string;
  note?: string;
  version?: string;
  onBehalfOf?: string;
  dryRun?: boolean;
  acceptUnknown?: string;
};

type Item = Pick<
  PublishedRelease,
  'name' | 'version' | 'hash' | 'log_index' | 'created' | 'warnings' | 'contract' | 'contract_above'
> & {
  path: string;
  channel?: { name: string; from: string | null };
};
type Outcome = { items: Item[]; failed: Failure[]; untried: number };

/** Publishing the same bytes again is the same, so what failed on the way is tried again so often. */
const TRIES = 4;
const BACKOFF_MS = 300;
/** A registry that asks for more patience than this is told to the caller. */
const PATIENCE_S = 120;
const SIGINT_EXIT = 130;

export const addPublish: AddCommand = (program, context) => {
  program
    .command('publish')
    .description('sign and publish document files')
    .argument(
      '<paths...>',
      'files, folders with .json files below them, or - for standard input; signed files are sent as they are',
    )
    .option('--kid <kid>', 'the key to sign with')
    .option('--channel <channel>', 'move this channel to what is published')
    .option('--note <text>', 'a note about the release')
    .option('--version <version>', 'publish under this version instead of the document’s own')
    .option('--on-behalf-of <who>', 'the person or agent behind you')
    .option(
      '--accept-unknown <reason>',
      'publish what cannot be decided to be compatible, and have the reason recorded',
    )
    .option('--dry-run', 'check, sign and compare with the release before, but send nothing')
    .addHelpText('after', toExamples('publish actions/files', 'publish move.json --version 1.2.0 --channel production'))
    .action((paths: string[], options: Options) => publish(context(), paths, options));
};

async function publish(context: CommandContext, paths: string[], options: Options): Promise<void> {
  const { io } = context;
  if (options.acceptUnknown?.trim() === '') throw new UsageError('--accept-unknown takes a reason, which is recorded.');
  const listed = await listDocumentFiles(paths);
  const findCatalogues = await createFindCatalogues(context, []);
  const { files, failed } = await readDocumentFiles(listed, { version: options.version, findCatalogues });
  if (failed.length > 0) {
    // One bad file may belong to the others: nothing is sent until all are lawful.
    reportFiles(io, { items: [], lines: [], failed, total: listed.length });
    io.note('Nothing was published.');
    return;
  }
  const signed = await signAll(context, files, options.kid);
  if (options.dryRun === true) {
    // Comparing contracts is most of this program's code, and publishing leaves it to the registry.
    const { reportDryRun } = await import('./dry-run.js');
    await reportDryRun(context, { files: signed, accepted: options.acceptUnknown });
    return;
  }
  report(context, await sendAll(context, signed, options), signed.length);
}

async function sendAll(context: CommandContext, files: readonly DocumentFile[], options: Options): Promise<Outcome> {
  const registry = await context.open();
  const progress = context.io.steps(files.length);
  const outcome: Outcome = { items: [], failed: [], untried: files.length };
  const stop = (): void => {
    progress.end();
    report(context, outcome, files.length);
    process.exit(SIGINT_EXIT);
  };
  process.once('SIGINT', stop);
  try {
    for (const [index, file] of files.entries()) {
      const label = `${file.parsed.document.name}@${file.parsed.document.version}`;
      progress.step(index, label);
      const error = await publishOne(context, registry, { file, options }).then(
        (item) => void outcome.items.push(item),
        (thrown: unknown) => ({ thrown }),
      );
      outcome.untried -= 1;
      if (error === undefined) continue;
      outcome.failed.push({ file: label, path: file.file, error: error.thrown });
      // Nobody answers, or nobody knows us: the others would fail in the same way.
      if (exitCodeOf(error.thrown) !== 2 || isUnauthenticated(error.thrown)) break;
    }
  } finally {
    process.off('SIGINT', stop);
    progress.end();
  }
  return outcome;
}

function isUnauthenticated(error: unknown): boolean {
  return isRegistryError(error) && error.code === 'UNAUTHENTICATED';
}

async function publishOne(
  { io }: CommandContext,
  registry: Registry,
  { file, options }: { file: DocumentFile; options: Options },
): Promise<Item> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await publishOnce(registry, file, options);
    } catch (error) {
      const delay = attempt < TRIES ? findDelay(error, attempt) : undefined;
      if (delay === undefined) throw error;
      if (isRateLimit(error))
        io.note(`! The registry takes no more calls in this minute; going on in ${Math.ceil(delay / 1_000)} s.`);
      await new Promise((resolve) => setTimeout(resolve, delay));
    }
  }
}

async function publishOnce(registry: Registry, file: DocumentFile, options: Options): Promise<Item> {
  const release = await send(registry, file, options);
  const { name, version } = file.parsed.document;
  const { hash } = file.parsed;
  assertSame(release, { name, version, hash });
  const { log_index, created, warnings, contract, contract_above } = release;
  const compared = { ...(contract && { contract }), ...(contract_above && { contract_above }) };
  const item = { path: file.file, name, version, hash, log_index, created, warnings, ...compared };
  if (options.channel === undefined) return item;
  const from = created ? undefined : await moveChannel(registry, { name, version, channel: options.channel });
  return { ...item, channel: { name: options.channel, from: from ?? null } };
}

/** What the registry says it published must be what was signed here. */
function assertSame(release: PublishedRelease, sent: { name: string; version: string; hash: string }): void {
  const { name, version, hash } = sent;
  if (release.name === name && release.version === version && release.hash === hash) return;
  throw new RegistryError(
    'INTEGRITY_MISMATCH',
    `${name}@${version} was sent with the digest ${hash}; the registry answers ${release.name}@${release.version} with ${release.hash}.`,
    { details: { name, version, verify_code: 'digest_mismatch', expected: hash, actual: String(release.hash) } },
  );
}

/** Milliseconds until the next try; undefined when there is no point in one. */
function findDelay(error: unknown, attempt: number): number | undefined {
  if (!isRegistryError(error)) return undefined;
  if (isRateLimit(error)) {
    const seconds = error.details.retry_after_s;
    return seconds >= 0 && seconds <= PATIENCE_S ? seconds * 1_000 : undefined;
  }
  const isPassing = error.code === 'UNREACHABLE' || error.code === 'TIMEOUT' || error.code === 'UNAVAILABLE';
  return isPassing ? BACKOFF_MS * 2 ** attempt * (0.5 + Math.random()) : undefined;
}

function isRateLimit(error: unknown): error is RegistryError<'RATE_LIMITED'> {
  return isRegistryError(error) && error.code === 'RATE_LIMITED';
}

/** A release that stood already moved no channel; whoever asked for one wants it moved all the same. */
async function moveChannel(
  registry: Registry,
  { name, version, channel }: { name: string; version: string; channel: string },
): Promise<string | null> {
  const moved = await registry.call((trpc) => trpc.channels.move.mutate({ name, channel, version }));
  return moved.from;
}

function send(registry: Registry, { parsed, signatures }: DocumentFile, options: Options): Promise<PublishedRelease> {
  const { channel, note, onBehalfOf, acceptUnknown } = options;
  return registry.call((trpc) =>
    trpc.releases.publish.mutate({
      document: parsed.canonical,
      signatures,
      ...(channel && { channel }),
      ...(note && { note }),
      ...(onBehalfOf && { on_behalf_of: onBehalfOf }),
      ...(acceptUnknown && { accept_unknown: acceptUnknown }),
    }),
  );
}

function report({ io }: CommandContext, { items, failed, untried }: Outcome, total: number): void {
  const data = {
    items,
    ...(failed.length > 0 && { failed: failed.map(toFailureItem) }),
    ...(untried > 0 && { untried }),
  };
  io.result(
    data,
    [...items.flatMap(toItemLines), ...failed.flatMap(toFailureLines), ...toSummary({ items, failed, untried }, total)],
    // That nobody answers weighs more than that one document was refused.
    failed.toSorted((a, b) => exitCodeOf(b.error) - exitCodeOf(a.error))[0]?.error,
  );
}

function toItemLines({ name, version, log_index, created, warnings, channel, ...item }: Item): string[] {
  const done = created ? 'published' : 'was published already';
  const moved = channel === undefined ? '' : `; ${channel.name} stands there now`;
  return [
    `✔ ${name}@${version} ${done} (log entry ${log_index})${moved}`,
    ...toWarningLines(warnings),
    ...[item.contract, item.contract_above].flatMap((contract) =>
      contract === undefined ? [] : toOutcomeLines(contract),
    ),
  ];
}

function toSummary({ items, failed, untried }: Outcome, total: number): string[] {
  if (total < 2 || items.length === total) return [];
  const counts = [
    `${items.length} of ${total} are published`,
    ...(failed.length > 0 ? [`${failed.length} were refused`] : []),
    ...(untried > 0 ? [`${untried} were not tried: run it again for them`] : []),
  ];
  return [`${counts.join(', ')}.`];
}

async function signAll(
  context: CommandContext,
  files: readonly DocumentFile[],
  kid: string | undefined,
): Promise<DocumentFile[]> {
  if (files.every(({ signatures }) => signatures.length > 0)) return [...files];
  const key = await loadSigningKey({ ...context, kid });
  return files.map((file) =>
    file.signatures.length > 0 ? file : { ...file, signatures: [signDocument(file.parsed, key)] },
  );
}
