// `actions deprecate`, `undeprecate`, `yank`, `unyank`: saying later what became of a release.
import { parseReference } from '@action-registry/core';
import type { ModeratedRelease } from '@action-registry/schema';
import { type AddCommand, type CommandContext, toExamples } from '../command.js';
import { UsageError } from '../usage-error.js';

export const addDeprecation: AddCommand = (program, context) => {
  program
    .command('deprecate')
    .description('warn about a release')
    .argument('<reference>', 'name@version')
    .requiredOption('--reason <text>', 'why, for those who use it')
    .option('--replaced-by <reference>', 'what to use instead')
    .option('--unsafe', 'clients refuse it unless told otherwise')
    .addHelpText(
      'after',
      toExamples('deprecate files.move@1.0.0 --reason "Loses links." --replaced-by files.move@^1.1 --unsafe'),
    )
    .action(async (reference: string, options: { reason: string; replacedBy?: string; unsafe?: boolean }) => {
      const cli = context();
      const input = {
        ...toExact(reference),
        reason: options.reason,
        severity: options.unsafe === true ? 'unsafe' : 'notice',
        ...(options.replacedBy && { replaced_by: options.replacedBy }),
      } as const;
      const registry = await cli.open();
      const done = options.unsafe === true ? 'is deprecated as unsafe: clients refuse it' : 'is deprecated';
      report(cli, await registry.call((trpc) => trpc.releases.deprecate.mutate(input)), done);
    });
  program
    .command('undeprecate')
    .description('take a deprecation back')
    .argument('<reference>', 'name@version')
    .addHelpText('after', toExamples('undeprecate files.move@1.0.0'))
    .action(async (reference: string) => {
      const cli = context();
      const registry = await cli.open();
      const release = await registry.call((trpc) => trpc.releases.undeprecate.mutate(toExact(reference)));
      report(cli, release, 'is no longer deprecated');
    });
};

export const addYank: AddCommand = (program, context) => {
  program
    .command('yank')
    .description('take a release out of ranges and channels')
    .argument('<reference>', 'name@version')
    .requiredOption('--reason <text>', 'why')
    .addHelpText('after', toExamples('yank files.move@1.0.0 --reason "Published by mistake."'))
    .action(async (reference: string, { reason }: { reason: string }) => {
      const cli = context();
      const input = { ...toExact(reference), reason };
      const registry = await cli.open();
      report(cli, await registry.call((trpc) => trpc.releases.yank.mutate(input)), 'is yanked');
    });
  program
    .command('unyank')
    .description('take a yank back')
    .argument('<reference>', 'name@version')
    .addHelpText('after', toExamples('unyank files.move@1.0.0'))
    .action(async (reference: string) => {
      const cli = context();
      const registry = await cli.open();
      const release = await registry.call((trpc) => trpc.releases.unyank.mutate(toExact(reference)));
      report(cli, release, 'is no longer yanked');
    });
};

/** The name and version of an exact reference; a range would moderate whatever it meets. */
function toExact(reference: string): { name: string; version: string } {
  const { name, selector } = parseReference(reference);
  if (selector.type !== 'version') throw new UsageError(`Name the exact version, such as ${name}@1.0.0.`);
  return { name, version: selector.value };
}

function report({ io }: CommandContext, release: ModeratedRelease, done: string): void {
  const { name, version, deprecated, yanked, executions_30d } = release;
  const used = executions_30d > 0 ? [`  This workspace ran it ${executions_30d} times in the last 30 days.`] : [];
  io.result({ name, version, deprecated, yanked, executions_30d }, [`✔ ${name}@${version} ${done}`, ...used]);
}
