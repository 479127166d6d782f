// `actions workspace`: the caller's workspace and the namespaces it owns; new workspaces, for operators.
import type { NamespaceOffer } from '@action-registry/schema';
import type { Command } from 'commander';
import { type AddCommand, type CommandContext, toExamples } from '../command.js';
import { collectPages, parseLimit, toMoreLines } from '../pages.js';
import { toTable } from '../plain-text.js';

export const addWorkspace: AddCommand = (program, context) => {
  const workspace = program
    .command('workspace')
    .description('your workspace: current, create, rename; its namespaces: namespaces, transfer, accept, decline');
  workspace
    .command('current')
    .description('show where you are, and where else you may go')
    .addHelpText('after', toExamples('workspace current'))
    .action(() => current(context()));
  workspace
    .command('create')
    .description('make another workspace with an API key for its admin, shown this once (for operators)')
    .argument('<slug>', 'its permanent short name')
    .option('--name <name>', 'its name for people (default: the slug)')
    .addHelpText('after', toExamples('workspace create team-b --name "Team B"'))
    .action((slug: string, { name = slug }: { name?: string }) => create(context(), { slug, name }));
  workspace
    .command('rename')
    .description('give your workspace another name; its slug stays')
    .argument('<name>', 'for people')
    .addHelpText('after', toExamples('workspace rename "Team B"'))
    .action(async (name: string) => {
      const { io, open } = context();
      const renamed = await (await open()).call((trpc) => trpc.workspaces.update.mutate({ name }));
      io.result(renamed, [`✔ ${renamed.slug} is called '${renamed.name}'`]);
    });
  addNamespaces(workspace, context);
};

function addNamespaces(workspace: Command, context: () => CommandContext): void {
  workspace
    .command('namespaces')
    .description('the namespaces your workspace owns, and those it is offered')
    .option('--limit <count>', 'how many', parseLimit, 50)
    .option('--cursor <cursor>', 'go on from an earlier page')
    .addHelpText('after', toExamples('workspace namespaces'))
    .action((options: { limit: number; cursor?: string }) => namespaces(context(), options));
  workspace
    .command('transfer')
    .description('offer a namespace to another workspace, which accepts or declines it')
    .argument('<namespace>', 'one that your workspace owns')
    .argument('<workspace>', 'the slug of the other one')
    .addHelpText('after', toExamples('workspace transfer files team-b'))
    .action(async (namespace: string, to: string) => {
      const { io, open } = context();
      const offer = await (await open()).call((trpc) => trpc.workspaces.transferNamespace.mutate({ namespace, to }));
      io.result(offer, [
        `✔ ${offer.namespace} is offered to ${offer.to}; it stays yours until they accept`,
        `Next: actions workspace accept ${offer.namespace}   (theirs to type; \`actions workspace decline ${offer.namespace}\` takes it back)`,
      ]);
    });
  addAnswer(workspace, context, {
    name: 'accept',
    accept: true,
    description: 'take over a namespace that you are offered',
  });
  addAnswer(workspace, context, {
    name: 'decline',
    accept: false,
    description: 'decline a namespace that you are offered, or take your own offer back',
  });
}

type Answer = { name: string; accept: boolean; description: string };

function addAnswer(workspace: Command, context: () => CommandContext, { name, accept, description }: Answer): void {
  workspace
    .command(name)
    .description(description)
    .argument('<namespace>', 'the offered one')
    .addHelpText('after', toExamples(`workspace ${name} files`))
    .action(async (namespace: string) => {
      const { io, open } = context();
      const owner = await (await open()).call((trpc) => trpc.workspaces.answerTransfer.mutate({ namespace, accept }));
      io.result(owner, [`✔ ${owner.namespace} belongs to ${owner.workspace}`]);
    });
}

async function current({ io, open }: CommandContext): Promise<void> {
  const answer = await (await open()).call((trpc) => trpc.workspaces.current.query());
  const { workspace, choices } = answer;
  const others = choices.map(({ slug, name, role }) => [`  ${slug}`, name, role ?? '']);
  io.result(answer, [
    `${workspace.slug}: ${workspace.name}, since ${workspace.created_at.slice(0, 10)}`,
    ...(others.length === 0 ? [] : ['You are a member of:', ...toTable(others, io.width)]),
  ]);
}

async function create({ io, open }: CommandContext, input: { slug: string; name: string }): Promise<void> {
  const made = await (await open()).call((trpc) => trpc.workspaces.create.mutate(input));
  io.result(made, [
    `✔ the workspace ${made.workspace.slug} is there, with an API key for its admin:`,
    `  ${made.secret}`,
    '  Nobody can show this secret again: keep it now.',
  ]);
}

async function namespaces(
  { io, open }: CommandContext,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<void> {
  const registry = await open();
  const page = await collectPages(limit, cursor, (rows) =>
    registry.call((trpc) => trpc.workspaces.namespaces.query(rows)),
  );
  const own = page.items.map(({ namespace, actions, claimed_at, offer }) => [
    namespace,
    `${actions} ${actions === 1 ? 'action' : 'actions'}`,
    `since ${claimed_at.slice(0, 10)}`,
    offer === undefined ? '' : `offered to ${offer.to}`,
  ]);
  io.result(page, [
    ...(own.length === 0
      ? ['Your workspace owns no namespace: the first publish into one claims it.']
      : toTable(own, io.width)),
    ...toMoreLines(page),
    ...page.offers.map(toOfferLine),
  ]);
}

function toOfferLine({ namespace, from }: NamespaceOffer): string {
  return `! ${from} offers you ${namespace}: \`actions workspace accept ${namespace}\`, or decline it`;
}
