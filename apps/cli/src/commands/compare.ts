// `actions compare`: may the newer contract follow the older one? Files need no registry; what a registry holds is verified
// here before it is compared. In a batch each line is a pair of schemas, and its answer a line.
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Registry } from '@action-registry/client';
import {
  type ContractDocument,
  compareContracts,
  isStepEnough,
  isVersion,
  proveContainment,
  StrictJsonError,
  strictRead,
  toComparisonPolicy,
  toInvalidJson,
} from '@action-registry/core';
import { createAjvJudge } from '@action-registry/core/ajv-judge';
import {
  type ComparisonPolicy,
  type ContractComparison,
  isJsonObject,
  type Json,
  type JsonObject,
  LIMITS,
  RegistryError,
} from '@action-registry/schema';
import { type AddCommand, type CommandContext, toExamples } from '../command.js';
import { findCompatRules } from '../compat-rules.js';
import { toContractLines } from '../contract-lines.js';
import { STDIN } from '../document-file.js';
import { withFile } from '../file-errors.js';
import { findContractWarnings, findSchemaWarnings } from '../schema-warnings.js';
import { UsageError } from '../usage-error.js';

type Options = { strict?: boolean; batch?: string };

const READ_LIMITS = { maxBytes: 8 * LIMITS.documentBytes };
const DIALECTS = { 'draft-04': 4, 'draft-06': 6, 'draft-07': 7, '2019-09': 2019, '2020-12': 2020 } as const;

const EXIT_CODES = `

Exit codes:
  0  the newer may follow the older: compatible, or under a version that says enough
  2  it may not, or something was called wrongly; with --batch only where a line is no pair
  3  no registry answers`;

export const addCompare: AddCommand = (program, context) => {
  program
    .command('compare')
    .description('what changed between two contracts, whether it breaks callers, and the least version that says so')
    .argument('[old]', 'a document file, or a reference such as files.move@1.2.0')
    .argument('[new]', 'the same')
    .option('--strict', 'callers may send whatever the older schema accepts, whatever the registry relies on')
    .option(
      '--batch <file>',
      'pairs of schemas, {id, original, update} a line (- for standard input); answers a line each',
    )
    .addHelpText(
      'after',
      toExamples(
        'compare files.move@1.2.0 move.json',
        'compare old.json new.json --json',
        'compare --batch pairs.jsonl',
      ) + EXIT_CODES,
    )
    .action((old: string | undefined, next: string | undefined, options: Options) => {
      if (options.batch !== undefined) {
        if (old !== undefined) throw new UsageError('Give two files or references, or --batch FILE: not both.');
        return compareBatch(context(), options.batch, options);
      }
      if (old === undefined || next === undefined)
        throw new UsageError('Give two files or references, or --batch FILE.');
      return compare(context(), { old, next }, options);
    });
};

async function compare(context: CommandContext, { old, next }: { old: string; next: string }, options: Options) {
  const sides = [await readSide(context, old), await readSide(context, next)] as const;
  const [older, newer] = [sides[0].contract, sides[1].contract];
  const policy = options.strict === true ? 'strict' : await findPolicy(sides);
  const compared = compareContracts(older, newer, { policy, judges: [createAjvJudge] });
  const name = (side: ContractDocument, given: string) => side.version ?? given;
  for (const note of findMismatches(older, newer)) context.io.note(note);
  const warnings = [...findContractWarnings(older, 'old'), ...findContractWarnings(newer, 'new')];
  context.io.result(
    { ...compared, ...(warnings.length > 0 && { warnings }) },
    [
      `${name(older, old)} → ${name(newer, next)}`,
      ...warnings.map(({ document, path, message }) => `! ${document}: ${path || '/'} ${message}`),
      ...toContractLines(compared),
      ...toStepLines(compared, older, newer),
    ],
    findRefusal(compared, older, newer),
  );
}

/** What is seldom meant: contracts of two actions, or of an action that is run in another way. */
function findMismatches(older: NamedContract, newer: NamedContract): string[] {
  return (['name', 'kind'] as const).flatMap((field) => {
    const [from, to] = [older[field], newer[field]];
    return from === undefined || to === undefined || from === to
      ? []
      : [`! The ${field} of the two differs: '${from}' and '${to}'.`];
  });
}

/** Why a step is refused, also one that breaks nobody. */
function toStepLines(compared: ContractComparison, older: ContractDocument, newer: ContractDocument): string[] {
  const [{ version: from }, { version: to }] = [older, newer];
  if (from === undefined || to === undefined || findRefusal(compared, older, newer) === undefined) return [];
  return [`✖ the step from ${from} to ${to} is too small: ${compared.least_version} or later`];
}

/** Whom the registry relies on that a side came from; of files alone, callers that send what they declare. */
async function findPolicy(sides: readonly Side[]): Promise<ComparisonPolicy> {
  const registry = sides.find((side) => side.registry !== undefined)?.registry;
  return registry === undefined ? 'declared_only' : toComparisonPolicy((await findCompatRules(registry)).callers);
}

/** A step that is too small; without versions, anything that is not compatible. */
function findRefusal(
  { verdict, changes, least_version }: ContractComparison,
  { version: from }: ContractDocument,
  { version: to }: ContractDocument,
): RegistryError | undefined {
  const isFine =
    from === undefined || to === undefined || least_version === undefined
      ? verdict === 'compatible'
      : isStepEnough(to, least_version);
  if (isFine) return undefined;
  const least = least_version ?? 'the next major version';
  return new RegistryError('INCOMPATIBLE_CHANGE', `The change needs ${least}.`, {
    details: { least_version: least, changes: [...changes], ...(from !== undefined && { base: from }) },
  });
}

type NamedContract = ContractDocument & { readonly name?: string };
/** A contract, and the registry that it was read from. */
type Side = { contract: NamedContract; registry?: Registry };

/** A file that is there, else a reference that is resolved and verified. */
async function readSide({ open }: CommandContext, given: string): Promise<Side> {
  const text = await readFile(given, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new UsageError(`'${given}' cannot be read: ${error.message}`, { cause: error });
  });
  if (text !== undefined) return { contract: toContract(text, given) };
  if (/[/\\]|\.json$/.test(given)) throw new UsageError(`There is no file '${given}'.`);
  const registry = await open();
  return { contract: JSON.parse((await registry.resolve(given)).document) as NamedContract, registry };
}

/** A document as people write it, or a signed file around one; versions are only taken where they are lawful. */
function toContract(text: string, file: string): NamedContract {
  const value = readText(text, file);
  if (!isJsonObject(value)) throw new UsageError(`'${file}' holds no document: it is no JSON object.`);
  const inner = typeof value.document === 'string' ? readText(value.document, file) : value;
  if (!isJsonObject(inner)) throw new UsageError(`'${file}' holds no document.`);
  const { version, ...contract } = withoutNulls(inner, file);
  return isVersion(version) ? { ...contract, version } : contract;
}

const SCHEMAS = ['inputSchema', 'outputSchema'] as const;

/** A document whose schemas can be compared: null is as good as none, as where a definition is updated. */
function withoutNulls(document: JsonObject, file: string): NamedContract {
  const wrong = SCHEMAS.find((field) => document[field] != null && !isJsonObject(document[field]));
  if (wrong !== undefined) throw new UsageError(`'${file}' holds no document: its ${wrong} is no JSON object.`);
  return Object.fromEntries(Object.entries(document).filter(([, value]) => value !== null)) as NamedContract;
}

function readText(text: string, file: string): Json {
  try {
    return strictRead(text, READ_LIMITS);
  } catch (error) {
    throw withFile(file, error instanceof StrictJsonError ? toInvalidJson(error, 'The document') : error);
  }
}

async function compareBatch({ io }: CommandContext, file: string, options: Options): Promise<void> {
  const input = file === STDIN ? process.stdin : createReadStream(file);
  const opened = new Promise<never>((_resolve, reject) => input.once('error', reject));
  const counts = { lines: 0, malformed: 0 };
  const pour = io.pour(answerLines(createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }), options, counts));
  await Promise.race([pour, opened]).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new UsageError(`There is no file '${file}'.`, { cause: error }) : error;
  });
  if (counts.malformed > 0)
    throw new UsageError(`${counts.malformed} of ${counts.lines} lines are no {id, original, update}.`);
}

async function* answerLines(
  lines: AsyncIterable<string>,
  { strict = false }: Options,
  counts: { lines: number; malformed: number },
): AsyncGenerator<string> {
  for await (const line of lines) {
    if (line.trim() === '') continue;
    counts.lines += 1;
    const answer = answerPair(line, strict);
    if ('error' in answer) counts.malformed += 1;
    yield `${JSON.stringify(answer)}\n`;
  }
}

/** The answer to one line: can `update` read all that `original` accepts? */
function answerPair(line: string, strict: boolean): { [key: string]: unknown } {
  let pair: Json;
  try {
    pair = JSON.parse(line) as Json;
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
  if (!isJsonObject(pair)) return { error: 'the line is no JSON object' };
  const { id = null, draft } = pair;
  if (pair.original === undefined || pair.update === undefined)
    return { id, error: 'original or update is missing; null stands for no schema, which accepts everything' };
  const [original, update] = [pair.original ?? true, pair.update ?? true];
  const wrong = Object.entries({ original, update }).find(([, schema]) => !isSchema(schema));
  if (wrong !== undefined) return { id, error: `${wrong[0]} is no schema: it must be an object, true, false or null` };
  const dialect = DIALECTS[String(draft) as keyof typeof DIALECTS];
  const judges = [createAjvJudge];
  const { steps: _steps, ...answer } = proveContainment(original, update, { declaredOnly: !strict, judges, dialect });
  const warnings = [
    ...findSchemaWarnings(original, 'original', dialect),
    ...findSchemaWarnings(update, 'update', dialect),
  ];
  return { id, ...answer, changes: listChanges(original, update), ...(warnings.length > 0 && { warnings }) };
}

function isSchema(value: Json): boolean {
  return isJsonObject(value) || typeof value === 'boolean';
}

function listChanges(original: Json, update: Json) {
  const [old, next] = [original, update].map((schema) => (isJsonObject(schema) ? schema : undefined));
  if (old === undefined || next === undefined) return [];
  const { changes } = compareContracts({ inputSchema: old }, { inputSchema: next });
  return changes.map(({ side: _side, pointer, ...change }) => ({
    ...change,
    pointer: pointer.replace(/^\/inputSchema/, ''),
  }));
}
