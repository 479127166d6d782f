// `actions publish`: signs and publishes documents one after the other. Everything is checked here before anything is sent; a
// document that is refused stops no other, and what was published already is no error, so a broken run is simply run again.
import type { Registry } from '@action-registry/client';
import { isRegistryError, type PublishedRelease, type RegistryError } from '@action-registry/schema';
import type { AddCommand, CommandContext } from '../command.js';
import { type DocumentFile, listDocumentFiles, readDocumentFiles, signDocument } from '../document-file.js';
import { exitCodeOf } from '../exit-code.js';
import { type Failure, reportFiles, toFailureItem, toFailureLines } from '../file-errors.js';
import { loadSigningKey } from '../signing-key.js';
import { toWarningLines } from './validate.js';

type Options = {
  kid?: string;
  channel?: string;
  note?: string;
  version?: string;
  onBehalfOf?: string;
  dryRun?: boolean;
};

type Item = Pick<PublishedRelease, 'name' | 'version' | 'hash' | 'log_index' | 'created' | 'warnings'> & {
  channel?: { name: string; from: string | null };
};
type Outcome = { items: Item[]; failed: Failure[]; untried: number };

/** Waits for a limit of calls so often and then gives up. */
const PATIENCE = 5;
const SIGINT_EXIT = 130;

export const addPublish: AddCommand = (program, context) => {
  program
    .command('publish')
    .description('sign and publish document files')
    .argument('<paths...>', 'files, or folders with .json files below them; signed files are sent as they are')
    .option('--kid <kid>', 'the key to sign with')
    .option('--channel <channel>', 'move this channel to what is published')
    .option('--note <text>', 'a note about the release')
    .option('--version <version>', 'publish under this version instead of the document’s own')
    .option('--on-behalf-of <who>', 'the person or agent behind you')
    .option('--dry-run', 'check and sign, but send nothing')
    .action((paths: string[], options: Options) => publish(context(), paths, options));
};

async function publish(context: CommandContext, paths: string[], options: Options): Promise<void> {
  const { io } = context;
  const listed = await listDocumentFiles(paths);
  const { files, failed } = await readDocumentFiles(listed, options.version);
  if (failed.length > 0) {
    // One bad file may belong to the others: nothing is sent until all are lawful.
    reportFiles(io, { items: [], lines: [], failed, total: listed.length });
    io.note('Nothing was published.');
    return;
  }
  const signed = await signAll(context, files, options.kid);
  if (options.dryRun === true) reportDryRun(context, signed);
  else report(context, await sendAll(context, signed, options), signed.length);
}

async function sendAll(context: CommandContext, files: readonly DocumentFile[], options: Options): Promise<Outcome> {
  const registry = await context.open();
  const progress = context.io.steps(files.length);
  const outcome: Outcome = { items: [], failed: [], untried: 0 };
  const stop = (): void => {
    progress.end();
    report(context, { ...outcome, untried: files.length - outcome.items.length - outcome.failed.length }, files.length);
    process.exit(SIGINT_EXIT);
  };
  process.once('SIGINT', stop);
  for (const [index, file] of files.entries()) {
    const { name, version } = file.parsed.document;
    progress.step(index, `${name}@${version}`);
    try {
      outcome.items.push(await publishOne(context, registry, { file, options }));
    } catch (error) {
      outcome.failed.push({ file: `${name}@${version}`, error });
      // Nobody answers: the others would fail in the same way.
      if (exitCodeOf(error) === 2) continue;
      outcome.untried = files.length - index - 1;
      break;
    }
  }
  process.off('SIGINT', stop);
  progress.end();
  return outcome;
}

async function publishOne(
  { io }: CommandContext,
  registry: Registry,
  { file, options }: { file: DocumentFile; options: Options },
): Promise<Item> {
  for (let attempt = 0; ; attempt++) {
    try {
      const release = await send(registry, file, options);
      const { name, version, hash, log_index, created, warnings } = release;
      const item = { name, version, hash, log_index, created, warnings };
      if (options.channel === undefined) return item;
      const from = created ? undefined : await moveChannel(registry, { name, version, channel: options.channel });
      return { ...item, channel: { name: options.channel, from: from ?? null } };
    } catch (error) {
      if (!isRateLimit(error) || attempt >= PATIENCE) throw error;
      const seconds = error.details.retry_after_s;
      io.note(`! The registry takes no more calls in this minute; going on in ${seconds} s.`);
      await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    }
  }
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
  const { channel, note, onBehalfOf } = options;
  return registry.call((trpc) =>
    trpc.releases.publish.mutate({
      document: parsed.canonical,
      signatures,
      ...(channel && { channel }),
      ...(note && { note }),
      ...(onBehalfOf && { on_behalf_of: onBehalfOf }),
    }),
  );
}

function report({ io }: CommandContext, { items, failed, untried }: Outcome, total: number): void {
  const data = {
    items,
    ...(failed.length > 0 && { failed: failed.map(toFailureItem) }),
    ...(untried > 0 && { untried }),
  };
  io.result(data, [
    ...items.flatMap(toItemLines),
    ...failed.flatMap(toFailureLines),
    ...toSummary({ items, failed, untried }, total),
  ]);
  if (failed.length > 0) process.exitCode = Math.max(...failed.map(({ error }) => exitCodeOf(error)));
}

function toItemLines({ name, version, log_index, created, warnings, channel }: Item): string[] {
  const done = created ? 'published' : 'was published already';
  const moved = channel === undefined ? '' : `; ${channel.name} stands there now`;
  return [`✔ ${name}@${version} ${done} (log entry ${log_index})${moved}`, ...toWarningLines(warnings)];
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

function reportDryRun({ io }: CommandContext, files: readonly DocumentFile[]): void {
  const items = files.map(({ parsed: { document, hash, warnings } }) => ({
    name: document.name,
    version: document.version,
    hash,
    warnings,
  }));
  io.result(
    { dry_run: true, items },
    items.flatMap(({ name, version, hash, warnings }) => [
      `would publish ${name}@${version} ${hash}`,
      ...toWarningLines(warnings),
    ]),
  );
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
