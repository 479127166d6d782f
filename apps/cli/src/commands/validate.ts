// `actions validate` and `actions sign`: what can be done with files; a registry is asked for its catalogues alone.
import type { SignatureInput, Warning } from '@action-registry/schema';
import { type AddCommand, type CommandContext, toExamples } from '../command.js';
import { createFindCatalogues } from '../command-catalogues.js';
import {
  type DocumentFile,
  listDocumentFiles,
  readDocumentFile,
  readDocumentFiles,
  STDIN,
  signDocument,
  toFileLabel,
} from '../document-file.js';
import { type Failure, reportFiles, withFile } from '../file-errors.js';
import type { SigningKey } from '../key-file.js';
import { findText, writeSharedFile } from '../private-file.js';
import { loadSigningKey } from '../signing-key.js';
import { UsageError } from '../usage-error.js';

/** Warnings as lines. */
export function toWarningLines(warnings: readonly Warning[]): string[] {
  return warnings.map(({ path, message }) => `  ! ${path || '/'}: ${message}`);
}

export const addValidate: AddCommand = (program, context) => {
  program
    .command('validate')
    .description('check document files; of a registry only its catalogues are used, when one answers')
    .argument('<paths...>', 'files, folders with .json files below them, or - for standard input')
    .option('--catalogue <file...>', 'check the commands of devices against these catalogues, without a registry')
    .addHelpText(
      'after',
      toExamples('validate actions/files', 'validate tv.json --catalogue kiosk.json', 'validate - --json < move.json'),
    )
    .action((paths: string[], options: ValidateOptions) => validate(context(), paths, options));
};

type ValidateOptions = { catalogue?: string[] };

const SOURCES = { file: 'a file', registry: 'the registry', builtin: 'the built-in catalogues' } as const;

async function validate(context: CommandContext, paths: string[], { catalogue = [] }: ValidateOptions): Promise<void> {
  const listed = await listDocumentFiles(paths);
  const findCatalogues = await createFindCatalogues(context, catalogue);
  const { files, failed } = await readDocumentFiles(listed, { findCatalogues });
  const items = files.map(({ file, parsed: { document, hash, warnings }, against }) => ({
    ...{ file, name: document.name, version: document.version, hash, warnings },
    ...(against !== undefined && { catalogue: against }),
  }));
  const lines = items.flatMap(({ file, name, version, hash, warnings, catalogue: used }) => [
    `✔ ${toFileLabel(file)}: ${name}@${version} ${hash}`,
    ...(used === undefined ? [] : [`  commands: ${used.device_model}@${used.version} of ${SOURCES[used.source]}`]),
    ...toWarningLines(warnings),
  ]);
  reportFiles(context.io, { items, lines, failed, total: listed.length });
}

type SignOptions = { kid?: string; force?: boolean };

export const addSign: AddCommand = (program, context) => {
  program
    .command('sign')
    .description('sign document files; writes FILE.signed.json, which `publish` takes')
    .argument('<paths...>', 'files, folders with .json files below them, or - alone: from standard input to output')
    .option('--kid <kid>', 'the key to sign with')
    .option('--force', 'replace a signed file that holds another document')
    .addHelpText(
      'after',
      toExamples('sign move.json', 'sign actions/files --kid release-2027', 'sign - < move.json | actions publish -'),
    )
    .action((paths: string[], options: SignOptions) => sign(context(), paths, options));
};

async function sign(
  { config, io }: CommandContext,
  paths: string[],
  { kid, force = false }: SignOptions,
): Promise<void> {
  if (paths.includes(STDIN)) {
    if (paths.length > 1) throw new UsageError('Sign - alone: what comes in a pipe goes out in one.');
    return signStdin({ io }, await loadSigningKey({ config, io, kid }));
  }
  const listed = await listDocumentFiles(paths, 'unsigned');
  const key = await loadSigningKey({ config, io, kid });
  const { files, failed } = await readDocumentFiles(listed);
  const items = [];
  const refused: Failure[] = [...failed];
  for (const file of files) {
    try {
      items.push(await signFile(file, { key, force }));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      refused.push({ file: file.file, error });
    }
  }
  const lines = items.map(({ file, name, version, signatures }) => {
    const others = signatures > 1 ? ` (${signatures} signatures)` : '';
    return `✔ ${name}@${version} signed by ${key.kid}: ${file}${others}`;
  });
  reportFiles(io, { items, lines, failed: refused, total: listed.length });
}

async function signStdin({ io }: Pick<CommandContext, 'io'>, key: SigningKey): Promise<void> {
  const { parsed, signatures } = await readDocumentFile(STDIN).catch((error: unknown) =>
    Promise.reject(withFile(toFileLabel(STDIN), error)),
  );
  io.verbatim(toSignedText(parsed, addSignature({ parsed, signatures }, key)));
}

function addSignature({ parsed, signatures }: Omit<DocumentFile, 'file'>, key: SigningKey): SignatureInput[] {
  return [...signatures.filter(({ kid }) => kid !== key.kid), signDocument(parsed, key)];
}

function toSignedText({ canonical }: DocumentFile['parsed'], signatures: readonly SignatureInput[]): string {
  return `${JSON.stringify({ document: canonical, signatures }, null, 2)}\n`;
}

/** Signs one file; signatures of other keys over the same bytes are kept. */
async function signFile(
  { file, parsed, signatures }: DocumentFile,
  { key, force }: { key: SigningKey; force: boolean },
) {
  const target = `${file.replace(/(\.signed)?\.json$/, '')}.signed.json`;
  const standing = target === file ? signatures : await findSignatures(target, { canonical: parsed.canonical, force });
  const all = addSignature({ parsed, signatures: standing }, key);
  await writeSharedFile(target, toSignedText(parsed, all));
  const { name, version } = parsed.document;
  return { file: target, name, version, hash: parsed.hash, kid: key.kid, signatures: all.length };
}

async function findSignatures(
  target: string,
  { canonical, force }: { canonical: string; force: boolean },
): Promise<SignatureInput[]> {
  if ((await findText(target)) === undefined) return [];
  const standing = await readDocumentFile(target).catch(() => undefined);
  if (standing?.parsed.canonical === canonical) return standing.signatures;
  if (force) return [];
  throw new UsageError(`${target} holds other content already. --force replaces it.`);
}
