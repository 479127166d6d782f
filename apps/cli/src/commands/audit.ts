// `actions audit`: who did what in the caller's workspace, by which key, from where, and what was before; what others did in
// public too. Exports go to standard output while they come.
import type { AuditFormat, ExportAuditFile } from '@action-registry/client';
import { type AuditEvent, EventType, type ExportAudit } from '@action-registry/schema';
import { Option } from 'commander';
import { type AddCommand, type CommandContext, toExamples } from '../command.js';
import { collectPages, parseLimit, toMoreLines } from '../pages.js';
import { toTable } from '../plain-text.js';
import { parseTime } from '../times.js';
import { parseChoices, UsageError } from '../usage-error.js';

type Options = {
  type?: EventType[];
  actor?: string;
  subject?: string;
  workspace?: string;
  from?: string;
  to?: string;
  limit: number;
  cursor?: string;
  csv?: boolean;
  ndjson?: boolean;
};

export const addAudit: AddCommand = (program, context) => {
  program
    .command('audit')
    .description('what was done, newest first: all of your workspace, and what is public of others')
    .addOption(
      new Option('--type <types>', 'only events of these types, such as api_key.create; may be repeated').argParser(
        parseTypes,
      ),
    )
    .option('--actor <actor>', 'only by this one, such as api_key:ark_… or member:3')
    .option('--subject <subject>', 'only about this, such as files.move@1.0.0, or files.* for all that begin so')
    .option('--workspace <slug>', 'only of this workspace')
    .option('--from <time>', 'not before this day or time (UTC)', parseTime)
    .option('--to <time>', 'before this day or time (UTC)', parseTime)
    .option('--limit <count>', 'how many', parseLimit, 50)
    .addOption(new Option('--cursor <cursor>', 'go on from an earlier page').conflicts(['csv', 'ndjson']))
    .addOption(new Option('--csv', 'all of them, as a table for spreadsheets').conflicts(['ndjson', 'limit']))
    .addOption(new Option('--ndjson', 'all of them, one a line, with all that the log has of each').conflicts('limit'))
    .addHelpText(
      'after',
      toExamples(
        'audit --type api_key.create,api_key.revoke --from 2027-01-01',
        'audit --subject "files.*" --limit 500 --json',
        'audit --csv > audit.csv',
      ),
    )
    .action((options: Options) => audit(context(), options));
};

function parseTypes(text: string, before: EventType[] = []): EventType[] {
  return [...before, ...parseChoices(text, EventType.options, 'type of event')];
}

async function audit(cli: CommandContext, options: Options): Promise<void> {
  const { csv = false, ndjson = false, limit, cursor, type: types, ...rest } = options;
  const filter = { ...(types !== undefined && { types }), ...rest };
  const format = csv ? 'csv' : ndjson ? 'ndjson' : undefined;
  if (format === undefined) return list(cli, filter, { limit, ...(cursor !== undefined && { cursor }) });
  if (cli.io.json) throw new UsageError(`--json prints a page, and --${format} everything: choose one.`);
  const { exportAudit } = await cli.open();
  await cli.io.pour(toText(exportAudit, format, filter));
}

async function* toText(read: ExportAuditFile, format: AuditFormat, filter: ExportAudit): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const piece of read(format, filter)) yield decoder.decode(piece, { stream: true });
}

async function list(
  { io, open }: CommandContext,
  filter: ExportAudit,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<void> {
  const registry = await open();
  const page = await collectPages(limit, cursor, (rows) =>
    registry.call((trpc) => trpc.log.audit.query({ ...filter, ...rows })),
  );
  const rows = page.items.map((event) => [
    String(event.index),
    event.at,
    event.type,
    event.subject,
    event.actor,
    event.source?.address ?? '',
    toChangeText(event),
  ]);
  const none = 'There is no such event.';
  io.result(page, rows.length === 0 ? [none] : [...toTable(rows, io.width), ...toMoreLines(page)]);
}

/** What changed, in one cell: the facts that differ, from what to what. */
function toChangeText({ data = {} }: AuditEvent): string {
  // Older events say what came to be, and not from what.
  const [before, after] = [toFacts(data.before), toFacts('after' in data ? data.after : data)];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => before[name] !== after[name])
    .map((name) => `${name} ${before[name] ?? '-'} → ${after[name] ?? '-'}`)
    .join(', ');
}

function toFacts(value: unknown): Record<string, string | undefined> {
  if (typeof value !== 'object' || value === null) return {};
  const known = Object.entries(value).filter(([, fact]) => fact !== null);
  return Object.fromEntries(
    known.map(([name, fact]) => [name, typeof fact === 'string' ? fact : JSON.stringify(fact)]),
  );
}
