// `actions deprecate`, `undeprecate`, `yank`, `unyank`: saying later what became of a release.
import { parseReference } from '@action-registry/core';
import type { ModeratedRelease } from '@action-registry/schema';
import type { AddCommand, CommandContext } from '../command.js';
import { UsageError } from '../usage-error.js';

/** The name and version of an exact reference; a range would moderate whatever it meets. */
function toExact(reference: string): { name: string; version: string } {
  const { name, selector } = parseReference(reference);
  if (selector.type !== 'version') throw new UsageError(`Name the exact version, such as ${name}@1.0.0.`);
  return { name, version: selector.value };
}

function report({ io }: CommandContext, release: ModeratedRelease, done: string): void {
  const { name, version, deprecated, yanked } = release;
  io.result({ name, version, deprecated, yanked }, [`✔ ${name}@${version} ${done}`]);
}

export const addModeration: AddCommand = (program, context) => {
  program
    .command('deprecate')
    .description('warn about a release')
    .argument('<reference>', 'name@version')
    .requiredOption('--reason <text>', 'why, for those who use it')
    .option('--replaced-by <reference>', 'what to use instead')
    .option('--unsafe', 'clients refuse it unless told otherwise')
    .action(
      async (
        reference: string,
        { reason, replacedBy, unsafe }: { reason: string; replacedBy?: string; unsafe?: boolean },
      ) => {
        const cli = context();
        const input = {
          ...toExact(reference),
          reason,
          severity: unsafe === true ? 'unsafe' : 'notice',
          ...(replacedBy && { replaced_by: replacedBy }),
        } as const;
        report(cli, await (await cli.open()).call((trpc) => trpc.releases.deprecate.mutate(input)), 'is deprecated');
      },
    );
  program
    .command('undeprecate')
    .description('take a deprecation back')
    .argument('<reference>', 'name@version')
    .action(async (reference: string) => {
      const cli = context();
      report(
        cli,
        await (await cli.open()).call((trpc) => trpc.releases.undeprecate.mutate(toExact(reference))),
        'is no longer deprecated',
      );
    });
  program
    .command('yank')
    .description('take a release out of ranges and channels')
    .argument('<reference>', 'name@version')
    .requiredOption('--reason <text>', 'why')
    .action(async (reference: string, { reason }: { reason: string }) => {
      const cli = context();
      report(
        cli,
        await (await cli.open()).call((trpc) => trpc.releases.yank.mutate({ ...toExact(reference), reason })),
        'is yanked',
      );
    });
  program
    .command('unyank')
    .description('take a yank back')
    .argument('<reference>', 'name@version')
    .action(async (reference: string) => {
      const cli = context();
      report(
        cli,
        await (await cli.open()).call((trpc) => trpc.releases.unyank.mutate(toExact(reference))),
        'is no longer yanked',
      );
    });
};
