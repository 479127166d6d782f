// `actions catalogue`: what device models can do, checking a line or a device's file against it, putting a version, and keeping
// one as a file.
import { canonicalize, digestOf, toCatalogueContent, toJson } from '@action-registry/core';
import {
  type Catalogue,
  type CatalogueContent,
  type CommandVerdict,
  isJsonObject,
  type JsonObject,
  type PutCatalogueResult,
  RegistryError,
} from '@action-registry/schema';
import { readCatalogueFile } from '../catalogue-file.js';
import { type AddCommand, type CommandContext, toExamples } from '../command.js';
import { readJsonFile } from '../document-file.js';
import { type Output, outputOption } from '../output-option.js';
import { collectPages } from '../pages.js';
import { toTable } from '../plain-text.js';
import { writeSharedFile } from '../private-file.js';
import { toTypedLine } from '../typed-line.js';
import { UsageError } from '../usage-error.js';

/** More device models than anybody has. */
const MODELS_MAX = 10_000;

type CheckOptions = { file?: string };
type ExportOptions = { version?: string; output?: Output };
type PutOptions = { global?: boolean; dryRun?: boolean };

export const addCatalogue: AddCommand = (program, context) => {
  const catalogue = program
    .command('catalogue')
    .description('what device models can do: list, get, export, uses, check, put');
  catalogue
    .command('list')
    .description('the device models that have a catalogue')
    .addHelpText('after', toExamples('catalogue list'))
    .action(() => list(context()));
  catalogue
    .command('get')
    .description('the commands of a device model, with what each takes')
    .argument('<device-model>', 'such as android_mobile')
    .option('--version <version>', 'an earlier version')
    .addHelpText('after', toExamples('catalogue get android_mobile', 'catalogue get android_tv --version 1.0.0 --json'))
    .action((model: string, options: { version?: string }) => get(context(), model, options));
  catalogue
    .command('export')
    .description('write a version as it was put, so that putting it again changes nothing')
    .argument('<device-model>', 'such as kiosk')
    .option('--version <version>', 'an earlier version')
    .addOption(outputOption('write it there (default: standard output)'))
    .addHelpText('after', toExamples('catalogue export kiosk -o kiosk.json', 'catalogue put kiosk.json --dry-run'))
    .action((model: string, options: ExportOptions) => exportContent(context(), model, options));
  catalogue
    .command('uses')
    .description('who uses a device model: published actions, and drafts of your workspace')
    .argument('<device-model>', 'such as android_mobile')
    .addHelpText('after', toExamples('catalogue uses android_mobile', 'catalogue uses kiosk --json'))
    .action((model: string) => uses(context(), model));
  catalogue
    .command('check')
    .description('check a line against a device model, or the device in a file')
    .argument('[device-model]', 'such as android_mobile')
    .argument('[line...]', 'a command and its parameters, such as press_key key=HOME')
    .option('--file <file>', 'a document, a definition or a spec instead; - for standard input')
    .addHelpText('after', toExamples('catalogue check android_tv press_key key=HOME', 'catalogue check --file tv.json'))
    .action((model: string | undefined, line: string[], options: CheckOptions) =>
      check(context(), { model, line, file: options.file }),
    );
  catalogue
    .command('put')
    .description('put a version of a catalogue, and see what it refuses of what stands')
    .argument('<file>', 'the catalogue as JSON; - for standard input')
    .option('--global', 'for every workspace')
    .option('--dry-run', 'only say what it would change')
    .addHelpText('after', toExamples('catalogue put kiosk.json --dry-run', 'catalogue put kiosk.json'))
    .action((file: string, options: PutOptions) => put(context(), file, options));
};

async function list({ io, open }: CommandContext): Promise<void> {
  const registry = await open();
  const answer = await collectPages(MODELS_MAX, undefined, (input) =>
    registry.call((trpc) => trpc.catalogues.list.query(input)),
  );
  const rows = answer.items.map(({ device_model, version, commands, workspace, origin, ...item }) => [
    device_model,
    version,
    `${commands} commands`,
    workspace ?? origin,
    `${item.extends === undefined ? '' : `extends ${item.extends}. `}${item.description ?? ''}`,
  ]);
  io.result(answer, toTable(rows, io.width));
}

async function fetchCatalogue({ open }: CommandContext, device_model: string, version?: string): Promise<Catalogue> {
  const input = { device_model, ...(version !== undefined && { version }) };
  return (await open()).call((trpc) => trpc.catalogues.get.query(input));
}

/** Only what the registry's own digest is of is written. */
async function exportContent(context: CommandContext, model: string, { version, output = {} }: ExportOptions) {
  const { io } = context;
  const { file } = output;
  const catalogue = await fetchCatalogue(context, model, version);
  const content = toCatalogueContent(catalogue);
  const { hash } = catalogue;
  if (digestOf(canonicalize(toJson(content))) !== hash)
    throw new UsageError(`What was received of ${idOf(content)} is not what was put: its digest is not ${hash}.`);
  const text = `${JSON.stringify(content, null, 2)}\n`;
  if (file === undefined) return io.verbatim(text);
  await writeSharedFile(file, text);
  const { device_model, version: found } = content;
  io.result({ device_model, version: found, hash, file }, [`✔ ${idOf(content)}: ${file}`]);
}

function idOf({ device_model, version }: Pick<CatalogueContent, 'device_model' | 'version'>): string {
  return `${device_model}@${version}`;
}

async function get(context: CommandContext, device_model: string, { version }: { version?: string }) {
  const { io } = context;
  const catalogue = await fetchCatalogue(context, device_model, version);
  io.result(catalogue, [
    `${idOf(catalogue)}, ${catalogue.workspace ?? catalogue.origin}`,
    ...toChainLine(catalogue),
    ...(catalogue.description === undefined ? [] : [catalogue.description]),
    '',
    ...toTable(catalogue.commands.map(toRow), io.width),
    ...(catalogue.versions.length < 2 ? [] : ['', `Versions: ${catalogue.versions.join(', ')}`]),
  ]);
}

/** What it extends, the nearest first. */
function toChainLine({ chain }: Catalogue): string[] {
  const bases = chain.slice(0, -1).map(({ device_model, version }) => `${device_model}@${version}`);
  return bases.length === 0 ? [] : [`extends ${bases.reverse().join(', which extends ')}`];
}

function toRow(command: Catalogue['commands'][number]): string[] {
  const { name, category, action_type, risk, params_schema, description, deprecated = false } = command;
  return [
    name,
    category ?? action_type,
    risk,
    toParams(params_schema),
    `${deprecated ? 'Deprecated. ' : ''}${description}`,
  ];
}

/** The parameters in order; those that may be left out in brackets. */
function toParams({ properties, required }: JsonObject): string {
  const needed = new Set(Array.isArray(required) ? required : []);
  const names = isJsonObject(properties) ? Object.keys(properties) : [];
  return names.map((name) => (needed.has(name) ? name : `[${name}]`)).join(' ');
}

async function uses({ io, open }: CommandContext, device_model: string): Promise<void> {
  const found = await (await open()).call((trpc) => trpc.catalogues.uses.query({ device_model }));
  const { releases, definitions = { total: 0, items: [] } } = found;
  const rows = [
    ...releases.items.map((item) => [`${item.name}@${item.version}`, item.device_model, item.title ?? '']),
    ...definitions.items.map((item) => [`draft ${item.id}`, item.device_model, item.title]),
  ];
  const rest = releases.total + definitions.total - rows.length;
  const lines = [...toTable(rows, io.width), ...(rest > 0 ? [`and ${rest} more`] : [])];
  io.result(found, rows.length === 0 ? ['No action uses it.'] : lines);
}

type Checked = { model: string | undefined; line: readonly string[]; file: string | undefined };

async function check({ io, open }: CommandContext, { model, line, file }: Checked): Promise<void> {
  const isLine = model !== undefined && line.length > 0;
  if (isLine === (file !== undefined)) throw new UsageError('Give either a device model and a line, or --file.');
  const input = isLine ? { device_model: model, line: toTypedLine(line) } : await readSpec(file ?? '-');
  const verdict = await (await open()).call((trpc) => trpc.catalogues.check.query(input));
  io.result(verdict, toLines(verdict), verdict.ok ? undefined : toRefusal(verdict));
}

async function readSpec(file: string): Promise<{ spec: JsonObject; reversible: boolean }> {
  const value = await readJsonFile(file);
  if (!isJsonObject(value)) throw new UsageError(`${file} holds no JSON object.`);
  const spec = isJsonObject(value.spec) ? value.spec : value;
  return { spec, reversible: isJsonObject(value.metadata) && value.metadata.reversible === true };
}

function toLines({ ok, message, issues, warnings, line, suggestions }: CommandVerdict): string[] {
  const said = message === undefined ? issues.map((issue) => issue.message) : toRestWords(message).split('\n');
  const guessed = suggestions.length > 0 && message === undefined;
  return [
    ...(ok ? ['✔ nothing is wrong'] : []),
    ...(line !== undefined && line.verdict !== 'known' ? [`✖ the command is ${line.verdict}`] : []),
    ...said.map((text, index) => (index === 0 && line === undefined ? `✖ ${text}` : text)),
    ...(guessed ? [`  Did you mean ${suggestions.map(({ value }) => `'${value}'`).join(' or ')}?`] : []),
    ...(line !== undefined && line.completions.length > 0 ? [`  Goes on with: ${line.completions.join(', ')}`] : []),
    ...warnings.map((warning) => `! ${warning.message}`),
  ];
}

/** What a message does not tell is in the details, which `--json` prints. */
function toRestWords(message: string): string {
  return message.replace(/(\d+) more problems? (?:is|are) listed in the details\./, '  and $1 more; --json lists them');
}

function toRefusal({ message, issues, suggestions, available }: CommandVerdict): RegistryError {
  return new RegistryError('INVALID_COMMAND', message ?? issues[0]?.message ?? 'The line is no known command.', {
    details: { issues, suggestions, available },
  });
}

async function put({ io, open }: CommandContext, file: string, { global, dryRun }: PutOptions): Promise<void> {
  const catalogue = await readCatalogueFile(file);
  const registry = await open();
  const answer = await registry.call((trpc) =>
    trpc.catalogues.put.mutate({
      catalogue,
      ...(global === true && { global }),
      ...(dryRun === true && { dry_run: true }),
    }),
  );
  io.result(answer, toPutLines(answer, dryRun === true));
}

function toPutLines({ catalogue, changes, refused, stored, log_index }: PutCatalogueResult, isDry: boolean): string[] {
  const id = idOf(catalogue);
  const head = stored
    ? `✔ ${id} is put (log entry ${log_index ?? ''})`
    : `${id} ${isDry ? 'may be put' : 'stands already'}`;
  const changed = Object.entries(changes).filter(([, names]) => names.length > 0);
  return [
    head,
    ...changed.map(([what, names]) => `  ${what}: ${names.join(', ')}`),
    ...(refused.length > 0 ? [`! ${isDry ? 'It would refuse' : 'It now refuses'} what stands:`] : []),
    ...refused.flatMap(({ definition, release, issues: [first, ...others] }) => {
      const what =
        release === undefined ? `draft ${definition?.id} (${definition?.title})` : `${release.name}@${release.version}`;
      return [`  ${what}: ${first?.message ?? ''}`, ...others.map(({ message }) => `    ${message}`)];
    }),
  ];
}
