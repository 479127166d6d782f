// `actions search`, `get` and `resolve`: reading, for people and for scripts.
import type { AddCommand } from '../command.js';

type SearchOptions = { kind?: string; namespace?: string; limit: string; cursor?: string };

export const addSearch: AddCommand = (program, context) => {
  program
    .command('search')
    .description('find actions')
    .argument('[words...]', 'every word must match')
    .option('--kind <kind>', 'prompt, command, tool or device')
    .option('--namespace <namespace>', 'only this namespace')
    .option('--limit <count>', 'how many', '20')
    .option('--cursor <cursor>', 'go on from an earlier page')
    .action(async (words: string[], options: SearchOptions) => {
      const { io, open } = context();
      const registry = await open();
      const filter = {
        limit: Number(options.limit),
        ...(options.kind && { kind: options.kind as 'tool' }),
        ...(options.namespace && { namespace: options.namespace }),
        ...(options.cursor && { cursor: options.cursor }),
      };
      const page = await registry.search(words.join(' '), filter);
      const width = Math.max(0, ...page.items.map(({ name }) => name.length));
      const lines = page.items.map(
        ({ name, latest_version, kind, description }) =>
          `${name.padEnd(width)}  ${latest_version}  ${kind}  ${firstLine(description)}`,
      );
      const near = page.suggestions?.length
        ? `Nothing matches. Did you mean ${page.suggestions.join(', ')}?`
        : 'Nothing matches.';
      if (page.next_cursor !== undefined) lines.push(`There are more: --cursor ${page.next_cursor}`);
      io.result(page, lines.length === 0 ? [near] : lines);
    });
};

function firstLine(text: string | undefined): string {
  const line = (text ?? '').split('\n')[0] ?? '';
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

export const addGet: AddCommand = (program, context) => {
  program
    .command('get')
    .description('show a verified release')
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
      const { release: _release, ...data } = action;
      io.result(data, [
        `${action.name}@${action.version}  ${action.kind}  ${action.hash}`,
        `verified here, key ${action.kid} (${action.thumbprint})`,
        ...(action.deprecated ? [`deprecated: ${action.release.deprecation_reason ?? 'no reason given'}`] : []),
        ...(action.yanked ? [`yanked: ${action.release.yank_reason ?? 'no reason given'}`] : []),
        JSON.stringify(action.schema, null, 2),
      ]);
    });
};

export const addResolve: AddCommand = (program, context) => {
  program
    .command('resolve')
    .description('resolve references to exact versions, all at once')
    .argument('<references...>', 'such as files.move@^1.2')
    .option('--as-of <index-or-time>', 'as it was at a log index or time')
    .option('--prerelease', 'let ranges choose pre-releases')
    .action(async (references: string[], options: { asOf?: string; prerelease?: boolean }) => {
      const { io, open } = context();
      const registry = await open();
      const asOf =
        options.asOf === undefined ? {} : { as_of: /^\d+$/.test(options.asOf) ? Number(options.asOf) : options.asOf };
      const input = {
        references: Object.fromEntries(references.map((reference) => [reference, reference])),
        ...asOf,
        ...(options.prerelease && { include_prerelease: true }),
      };
      const answer = await registry.call((trpc) => trpc.releases.resolve.query(input));
      const results = Object.values(answer.results);
      io.result(
        answer,
        results.map((result) =>
          result.ok
            ? `${result.reference} → ${result.name}@${result.version} ${result.hash}`
            : `${result.reference} ✖ ${result.error.message}`,
        ),
      );
      if (results.some(({ ok }) => !ok)) process.exitCode = 2;
    });
};
