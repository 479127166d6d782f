// `actions search`, `get`, `versions` and `resolve`: reading, for people and for scripts.
import { Kind, type ReleaseState, type ResolvedReference } from '@action-registry/schema';
import { InvalidArgumentError, Option } from 'commander';
import type { AddCommand, CommandContext } from '../command.js';
import { toPlainLines, toTable } from '../plain-text.js';

type SearchOptions = { kind?: Kind; namespace?: string; tag?: string; limit: number; cursor?: string };

/** The number of rows to ask for. */
export function parseLimit(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text) && Number(text) <= 200) return Number(text);
  throw new InvalidArgumentError('Give a number from 1 to 200.');
}

/** What became of a release, in a few words; empty when nothing did. */
export function toStateText(state: Partial<ReleaseState>): string {
  const { deprecated, deprecation_reason: reason, severity, replaced_by, yanked, yank_reason } = state;
  const instead = replaced_by === undefined ? '' : `; use ${replaced_by}`;
  return [
    ...(deprecated
      ? [`${severity === 'unsafe' ? 'UNSAFE' : 'deprecated'}: ${reason ?? 'no reason given'}${instead}`]
      : []),
    ...(yanked ? [`yanked: ${yank_reason ?? 'no reason given'}`] : []),
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
    .action((words: string[], options: SearchOptions) => search(context(), words, options));
};

async function search({ io, open }: CommandContext, words: string[], options: SearchOptions): Promise<void> {
  const page = await (await open()).search(words.join(' '), options);
  const rows = page.items.map(({ name, latest_version, kind, title, description, deprecated, yanked }) => {
    const mark = yanked ? '[yanked] ' : deprecated ? '[deprecated] ' : '';
    return [name, latest_version, kind, `${mark}${firstLine(description ?? title)}`];
  });
  const near = page.suggestions?.length
    ? `Nothing matches. Did you mean ${page.suggestions.join(', ')}?`
    : words.length === 0
      ? 'Nothing is published yet. Next: actions publish FILE'
      : 'Nothing matches.';
  const more = page.next_cursor === undefined ? [] : [`There are more: --cursor ${page.next_cursor}`];
  io.result(page, rows.length === 0 ? [near] : [...toTable(rows, io.width), ...more]);
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
    .action(async (reference: string, { canonical, allowUnsafe }: { canonical?: boolean; allowUnsafe?: boolean }) => {
      const { io, open } = context();
      const action = await (await open()).resolve(reference, { allowUnsafe: allowUnsafe === true });
      if (canonical === true) {
        process.stdout.write(action.document);
        return;
      }
      const { registrySays, ...data } = action;
      const state = toStateText(registrySays);
      io.note(`${action.name}@${action.version}  ${action.kind}  ${action.hash}`);
      io.note(`✔ verified here, key ${action.kid} (${action.thumbprint})`);
      if (state !== '') io.note(`! ${state}`);
      io.result({ ...data, registry_says: registrySays }, toPlainLines(JSON.stringify(action.schema, null, 2)));
    });
};

export const addVersions: AddCommand = (program, context) => {
  program
    .command('versions')
    .description('list the versions of an action, highest first')
    .argument('<name>', 'an action')
    .option('--limit <count>', 'how many', parseLimit, 50)
    .action(async (name: string, { limit }: { limit: number }) => {
      const { io, open } = context();
      const action = await (await open()).call((trpc) => trpc.actions.get.query({ name, limit }));
      const rows = action.version_states.map((version) => [
        version.version,
        version.created_at.slice(0, 10),
        version.published_by,
        Object.entries(action.channels)
          .flatMap(([channel, at]) => (at === version.version ? [channel] : []))
          .join(', '),
        toStateText(version) || (version.note ?? ''),
      ]);
      const hidden = action.versions - rows.length;
      io.result(action, [...toTable(rows, io.width), ...(hidden > 0 ? [`and ${hidden} older: --limit`] : [])]);
    });
};

type ResolveOptions = { asOf?: string; prerelease?: boolean };

export const addResolve: AddCommand = (program, context) => {
  program
    .command('resolve')
    .description('find the exact versions of references, all at once; `get` and `verify` check their bytes')
    .argument('<references...>', 'such as files.move@^1.2')
    .option('--as-of <index-or-time>', 'as it was at a log index or time')
    .option('--prerelease', 'let ranges choose pre-releases')
    .action((references: string[], options: ResolveOptions) => resolve(context(), references, options));
};

async function resolve({ io, open }: CommandContext, references: string[], options: ResolveOptions): Promise<void> {
  const { asOf, prerelease } = options;
  const input = {
    // Labels of our own: a reference may be any text, also an empty one.
    references: Object.fromEntries(references.map((reference, index) => [`r${index}`, reference])),
    ...(asOf !== undefined && { as_of: /^\d+$/.test(asOf) ? Number(asOf) : asOf }),
    ...(prerelease && { include_prerelease: true }),
  };
  const answer = await (await open()).call((trpc) => trpc.releases.resolve.query(input));
  const results = references.map((_, index) => answer.results[`r${index}`]).filter((result) => result !== undefined);
  io.result(
    { results: Object.fromEntries(results.map((result) => [result.reference, result])) },
    results.flatMap((result) =>
      result.ok ? toResolvedLines(result) : [`✖ ${result.reference}: ${result.error.message}`],
    ),
  );
  if (results.some(({ ok }) => !ok)) process.exitCode = 2;
}

function toResolvedLines(result: ResolvedReference): string[] {
  const state = toStateText(result);
  return [
    `${result.reference} → ${result.name}@${result.version} ${result.hash}`,
    ...(state === '' ? [] : [`  ! ${state}`]),
  ];
}
