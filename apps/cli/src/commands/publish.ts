// `actions publish`: signs and publishes documents one after the other. Everything is checked here before anything is sent,
// and what was published already is not an error, so a broken run is simply run again.
import type { Registry } from '@action-registry/client';
import type { PublishedRelease, SignatureInput } from '@action-registry/schema';
import type { AddCommand, CommandContext } from '../command.js';
import { type DocumentFile, listDocumentFiles, readDocumentFile, signDocument } from '../document-file.js';
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

type Item = Pick<PublishedRelease, 'name' | 'version' | 'hash' | 'log_index' | 'created' | 'warnings'>;

export const addPublish: AddCommand = (program, context) => {
  program
    .command('publish')
    .description('sign and publish document files')
    .argument('<paths...>', 'files, or folders of .json files; signed files are sent as they are')
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
  const files = await Promise.all(
    (await listDocumentFiles(paths)).map((file) => readDocumentFile(file, options.version)),
  );
  const signed = await signAll(context, files, options.kid);
  if (options.dryRun === true) {
    reportDryRun(context, signed);
    return;
  }
  const registry = await context.open();
  const progress = io.steps(signed.length, 'Publishing');
  const items: Item[] = [];
  try {
    for (const { parsed, signatures } of signed) {
      progress.step(`${parsed.document.name}@${parsed.document.version}`);
      items.push(toItem(await send(registry, { document: parsed.canonical, signatures }, options)));
    }
  } catch (error) {
    if (items.length > 0) io.note(`${items.length} of ${signed.length} were published; run it again for the rest.`);
    throw error;
  } finally {
    progress.done(`${items.length} of ${signed.length} published`);
  }
  io.result({ items }, items.flatMap(toItemLines));
}

function toItem({ name, version, hash, log_index, created, warnings }: PublishedRelease): Item {
  return { name, version, hash, log_index, created, warnings };
}

function toItemLines({ name, version, log_index, created, warnings }: Item): string[] {
  const done = created ? 'published' : 'was published already';
  return [`✔ ${name}@${version} ${done} (log entry ${log_index})`, ...toWarningLines(warnings)];
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

function send(
  registry: Registry,
  signed: { document: string; signatures: SignatureInput[] },
  { channel, note, onBehalfOf }: Options,
): Promise<PublishedRelease> {
  return registry.call((trpc) =>
    trpc.releases.publish.mutate({
      ...signed,
      ...(channel && { channel }),
      ...(note && { note }),
      ...(onBehalfOf && { on_behalf_of: onBehalfOf }),
    }),
  );
}
