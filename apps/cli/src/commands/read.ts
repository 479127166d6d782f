// `actions search`, `get` and `versions`: reading, for people and for scripts.
import { Kind, type ReleaseState } from '@action-registry/schema';
import { Option } from 'commander';
import { type AddCommand, type CommandContext, toExamples } from '../command.js';
import { toRecordedText } from '../contract-lines.js';
import { collectPages, parseLimit, toMoreLines } from '../pages.js';
import { toPlainJson, toTable } from '../plain-text.js';

type SearchOptions = { kind?: Kind; namespace?: string; tag?: string; limit: number; cursor?: string };

/** What became of a release, in a few words; empty when nothing did. */
export function toStateText(state: Partial<ReleaseState>): string {
  const { deprecated, deprecation_reason: reason, severity, replaced_by, yanked, yank_reason } = state;
  const recorded = toRecordedText(state);
  const instead = replaced_by === undefined ? '' : `; use ${replaced_by}`;
  return [
    ...(deprecated
      ? [`${severity === 'unsafe' ? 'UNSAFE' : 'deprecated'}: ${reason ?? 'no reason given'}${instead}`]
      : []),
    ...(yanked ? [`yanked: ${yank_reason ?? 'no reason given'}`] : []),
    ...(recorded === '' ? [] : [recorded]),
  ].join('; ');
}

export const addSearch: AddCommand = (program, context) => {
  program
    .command('search')
    .description('find actions')
    .argument('[words...]', 'every word must match')
    .addOption(new Option('--kind <kind>', 'only this kind').choices(Kind.options))
    .option('--namespace <namespace>', 'only this namespace')
    .option('--tag <tag>', 'only with this tag')
    .option('--limit <count>', 'how many', parseLimit, 20)
    .option('--cursor <cursor>', 'go on from an earlier page')
    .addHelpText('after', toExamples('search move file', 'search --namespace files --limit 500 --json'))
    .action((words: string[], options: SearchOptions) => search(context(), words, options));
};

async function search({ io, open }: CommandContext, words: string[], options: SearchOptions): Promise<void> {
  const { limit, cursor, ...filters } = options;
  const registry = await open();
  const page = await collectPages(limit, cursor, (rows) => registry.search(words.join(' '), { ...filters, ...rows }));
  const rows = page.items.map(({ name, latest_version, kind, title, description, deprecated, yanked }) => {
    const mark = yanked ? '[yanked] ' : deprecated ? '[deprecated] ' : '';
    return [name, latest_version, kind, `${mark}${firstLine(description ?? title)}`];
  });
  const near = page.suggestions?.length
    ? `Nothing matches. Did you mean ${page.suggestions.join(', ')}?`
    : words.length === 0
      ? 'Nothing is published yet. Next: actions publish FILE'
      : 'Nothing matches.';
  io.result(page, rows.length === 0 ? [near] : [...toTable(rows, io.width), ...toMoreLines(page)]);
}

function firstLine(text: string | undefined): string {
  return (text ?? '').split('\n')[0] ?? '';
}

export const addGet: AddCommand = (program, context) => {
  program
    .command('get')
    .description('show a verified release: its document on standard output, what is known of it beside')
    .argument('<reference>', 'name, name@1.2.0, name@^1 or name@channel')
    .option('--canonical', 'print exactly the signed bytes')
    .option('--allow-unsafe', 'show it even though its owner called it unsafe')
    .addHelpText('after', toExamples('get files.move@^1', 'get files.move@1.2.0 --canonical | sha256sum'))
    .action(async (reference: string, { canonical, allowUnsafe }: { canonical?: boolean; allowUnsafe?: boolean }) => {
      const { io, open } = context();
      const action = await (await open()).resolve(reference, { allowUnsafe: allowUnsafe === true });
      if (canonical === true) {
        io.verbatim(action.document);
        return;
      }
      const state = toStateText(action.registrySays);
      io.note(`${action.name}@${action.version}  ${action.kind}  ${action.hash}`);
      io.note(`✔ verified here, key ${action.kid} (${action.thumbprint})`);
      if (state !== '') io.note(`! ${state}`);
      const { registrySays, ...data } = action;
      const text = toPlainJson(JSON.stringify(action.schema, null, 2));
      io.result({ ...data, registry_says: registrySays }, text.split('\n'));
    });
};

export const addVersions: AddCommand = (program, context) => {
  program
    .command('versions')
    .description('list the versions of an action, highest first')
    .argument('<name>', 'an action')
    .option('--limit <count>', 'how many', parseLimit, 50)
    .option('--cursor <cursor>', 'go on from an earlier page')
    .addHelpText('after', toExamples('versions files.move', 'versions files.move --limit 500 --json'))
    .action((name: string, options: VersionsOptions) => versions(context(), name, options));
};

type VersionsOptions = { limit: number; cursor?: string };

async function versions({ io, open }: CommandContext, name: string, { limit, cursor }: VersionsOptions): Promise<void> {
  const registry = await open();
  const { items, ...action } = await collectPages(limit, cursor, async (rows) => {
    const page = await registry.call((trpc) => trpc.actions.get.query({ name, ...rows }));
    return { ...page, items: page.version_states };
  });
  const rows = items.map((version) => [
    version.version,
    version.created_at.slice(0, 10),
    version.published_by,
    Object.entries(action.channels)
      .flatMap(([channel, at]) => (at === version.version ? [channel] : []))
      .join(', '),
    toStateText(version) || (version.note ?? ''),
  ]);
  io.result({ ...action, version_states: items }, [...toTable(rows, io.width), ...toMoreLines(action)]);
}
