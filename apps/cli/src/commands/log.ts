// `actions log`: the registry's log, verified whole, read entry by entry, and proofs out of it that travel alone.
import type { AuditProgress, LogAudit } from '@action-registry/client';
import { formatTlogProof, parseBase64 } from '@action-registry/core';
import { EventType, type LogEntry, RegistryError } from '@action-registry/schema';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { toCheckLines } from '../check-lines.js';
import { createBundleCache, forgetCheckpoint } from '../checkpoint-file.js';
import { type AddCommand, type CommandContext, toExamples } from '../command.js';
import { findCredentials } from '../credentials.js';
import type { Io } from '../io.js';
import { pinLogKey, toLogKeyLines } from '../log-key.js';
import { type Output, outputOption } from '../output-option.js';
import { parseLimit } from '../pages.js';
import { toTable } from '../plain-text.js';
import { writeSharedFile } from '../private-file.js';
import { UsageError } from '../usage-error.js';
import { addCheckFork } from './check-fork.js';

type VerifyOptions = { requireFresh?: boolean };
type EntriesOptions = { type?: string; from: number; limit: number };

/** Problems and differences that are listed for people; --json has them all. */
const LISTED = 20;
/** Entries that are read at a time. */
const PAGE = 200;

export const addLog: AddCommand = (program, context) => {
  const log = program.command('log').description('the registry’s log: verify, entries, proof; check-fork, pin, forget');
  log
    .command('verify')
    .description('read the whole log, hash it into the signed root, and compare it with what the registry answers')
    .option('--require-fresh', 'refuse a checkpoint that the log did not call its latest within the last day')
    .addHelpText('after', toExamples('log verify', 'log verify --require-fresh --json'))
    .action((options: VerifyOptions) => verify(context(), options));
  addReading(log, context);
  addCheckFork(log, context);
  addMemory(log, context);
};

function addReading(log: Command, context: () => CommandContext): void {
  log
    .command('entries')
    .description('list entries, oldest first')
    .addOption(new Option('--type <type>', 'only of this type').choices([...EventType.options, 'private']))
    .option('--from <index>', 'the first index', parseIndex, 0)
    .option('--limit <count>', 'how many', parseLimit, 50)
    .addHelpText('after', toExamples('log entries --type channel.move', 'log entries --from 1000 --limit 200 --json'))
    .action((options: EntriesOptions) => entries(context(), options));
  log
    .command('proof')
    .description(
      'the proof of a release’s place in the log, verified here, as a text that travels alone (C2SP tlog-proof)',
    )
    .argument('<reference>', 'name@version')
    .addOption(outputOption('write it there'))
    .addHelpText('after', toExamples('log proof files.move@1.2.0 -o files.move.tlog-proof'))
    .action((reference: string, { output }: { output?: Output }) => proof(context(), reference, output?.file));
}

function addMemory(log: Command, context: () => CommandContext): void {
  log
    .command('pin')
    .description('trust the key of the registry’s log on this machine')
    .option('--thumbprint <text>', 'refuse unless it is this one, as the registry’s operator told you')
    .addHelpText('after', toExamples('log pin'))
    .action(async ({ thumbprint }: { thumbprint?: string }) => {
      const { config, io, open } = context();
      const pinned = await pinLogKey(config, await open(), thumbprint);
      if (pinned === undefined) throw new UsageError('The registry shows no signed log. Nothing was pinned.');
      io.result({ ...pinned, trust_file: config.trustFile }, [
        ...toLogKeyLines(pinned),
        ...(thumbprint === undefined ? ['  Compare it with what the registry’s operator tells you.'] : []),
      ]);
    });
  log
    .command('forget')
    .description('forget the checkpoint remembered of the registry’s log, where its operator began a new one')
    .addHelpText('after', toExamples('log forget'))
    .action(async () => {
      const { config, io } = context();
      const { url } = await findCredentials(config);
      const note = await forgetCheckpoint(config, url);
      const line =
        note === undefined ? `Nothing was remembered of ${url}.` : `✔ the log of ${url} is seen anew from here on`;
      io.result({ url, forgotten: note ?? null }, [line]);
    });
}

function parseIndex(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give an index from 0 on.');
}

async function verify({ config, io, open }: CommandContext, { requireFresh = false }: VerifyOptions): Promise<void> {
  const registry = await open();
  const shown = createProgress(io);
  const audit = await registry
    .auditLog({ bundles: createBundleCache(config, registry.url), requireFresh, onProgress: shown.show })
    .finally(shown.end);
  const { isGood, ...facts } = audit;
  io.result({ verified: isGood, ...facts }, toAuditLines(audit), isGood ? undefined : toInconsistent(audit));
}

/** Progress whose steps and totals are only known as they come. */
function createProgress(io: Io): { show: (progress: AuditProgress) => void; end: () => void } {
  let line: { of: string; steps: ReturnType<Io['steps']> } | undefined;
  return {
    show: ({ step, done, total }) => {
      const of = `${step} ${total}`;
      if (line?.of !== of) line = { of, steps: io.steps(total) };
      line.steps.step(done, step === 'entries' ? 'entries read' : 'actions compared');
    },
    end: () => line?.steps.end(),
  };
}

function toAuditLines({ isGood, origin, size, checks, problems, differences, compared }: LogAudit): string[] {
  const counts = compared && `${compared.releases} releases, ${compared.channels} channels and ${compared.keys} keys`;
  return [
    `${isGood ? '✔' : '✖'} the log ${origin} at size ${size}${isGood ? ' verified' : ' is not what it must be'}`,
    'Checked here:',
    ...toCheckLines(checks),
    ...list(problems.map(({ index, problem }) => `  ✖ entry ${index}: ${problem}`)),
    ...(counts === undefined ? [] : [`Registry says, of ${counts}:`]),
    ...(counts !== undefined && differences.length === 0 ? ['  ✔ what the log says'] : []),
    ...list(differences.map(toDifferenceLine)),
  ];
}

function toDifferenceLine({ table, id, difference, field, expected, actual }: LogAudit['differences'][number]): string {
  if (difference === 'missing') return `  ✖ ${table} ${id}: is in the log, and the registry does not show it`;
  if (difference === 'extra') return `  ✖ ${table} ${id}: no entry of the log made it`;
  return `  ✖ ${table} ${id}: ${field} is ${actual}, and the log says ${expected}`;
}

function list(lines: string[]): string[] {
  const more = lines.length - LISTED;
  return more > 0 ? [...lines.slice(0, LISTED), `  and ${more} more (--json has them)`] : lines;
}

function toInconsistent({ origin, size, checks, problems, differences }: LogAudit): RegistryError<'LOG_INCONSISTENT'> {
  const failed = checks.find(({ ok }) => !ok);
  const counts = { problems: problems.length, differences: differences.length };
  const message =
    failed?.detail ??
    `The log and the registry differ: ${counts.problems} entries break a rule, ${counts.differences} answers do not follow.`;
  return new RegistryError('LOG_INCONSISTENT', message, {
    details: { origin, size, ...counts, verify_code: failed?.code ?? null },
  });
}

async function entries({ io, open }: CommandContext, { type, from, limit }: EntriesOptions): Promise<void> {
  const registry = await open();
  const items: LogEntry[] = [];
  let start = from;
  for (let isMore = true; isMore && items.length < limit; ) {
    const page = await registry.call((trpc) => trpc.log.entries.query({ start, limit: PAGE }));
    items.push(...page.items.filter((entry) => type === undefined || entry.type === type));
    start = (page.items.at(-1)?.index ?? start) + 1;
    isMore = page.items.length > 0 && start < page.size;
  }
  const shown = items.slice(0, limit);
  const rows = shown.map(({ index, at, type: kind, subject, actor }) => [
    String(index),
    at,
    kind,
    subject ?? '',
    actor ?? '',
  ]);
  io.result({ items: shown }, rows.length === 0 ? ['There is no such entry.'] : toTable(rows, io.width));
}

async function proof({ io, open }: CommandContext, reference: string, output: string | undefined): Promise<void> {
  const { name, version, release, log, error } = await (await open()).inspect(reference);
  if (error !== undefined) throw error;
  const path = log?.inclusion.find(({ index }) => index === release.log_index);
  if (log === undefined || path === undefined)
    throw new UsageError('No log key is pinned here, so no proof can be verified. `actions log pin` pins it.');
  const hashes = path.hashes.map(parseBase64);
  const text = formatTlogProof({ index: path.index, hashes, checkpoint: log.checkpoint });
  if (output !== undefined) await writeSharedFile(output, text);
  const data = { name, version, index: path.index, proof: text, ...(output !== undefined && { file: output }) };
  const lines =
    output === undefined
      ? text.trimEnd().split('\n')
      : [`✔ proof of ${name}@${version} at index ${path.index}: ${output}`];
  io.result(data, lines);
}
