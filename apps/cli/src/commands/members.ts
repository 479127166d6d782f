// `actions members`: the people of the caller's workspace and their roles.
import { Role } from '@action-registry/schema';
import { Option } from 'commander';
import { type AddCommand, type CommandContext, toExamples } from '../command.js';
import { collectPages, parseId, parseLimit, toMoreLines } from '../pages.js';
import { toTable } from '../plain-text.js';

type PutOptions = { role: Role; name?: string };

export const addMembers: AddCommand = (program, context) => {
  const members = program.command('members').description('people of your workspace: list, put, remove');
  members
    .command('list')
    .description('list them with their roles')
    .option('--limit <count>', 'how many', parseLimit, 50)
    .option('--cursor <cursor>', 'go on from an earlier page')
    .addHelpText('after', toExamples('members list'))
    .action((options: { limit: number; cursor?: string }) => list(context(), options));
  members
    .command('put')
    .description('add a person, or change their role')
    .argument('<subject>', 'who their identity provider says they are: issuer|subject, or the subject alone')
    .addOption(new Option('--role <role>', 'what they may').choices(Role.options).makeOptionMandatory())
    .option('--name <name>', 'what people call them')
    .addHelpText('after', toExamples('members put "https://id.example.org|248289761001" --role publisher --name Ann'))
    .action(async (subject: string, { role, name }: PutOptions) => {
      const { io, open } = context();
      const input = { subject, role, ...(name !== undefined && { name }) };
      const member = await (await open()).call((trpc) => trpc.workspaces.members.put.mutate(input));
      io.result(member, [`✔ ${member.name ?? member.subject} (${member.id}) has the role ${member.role}`]);
    });
  members
    .command('remove')
    .description('take a person out; their sessions and the API keys they made end')
    .argument('<id>', 'their number, as the list shows it', parseId)
    .addHelpText('after', toExamples('members remove 3'))
    .action(async (id: number) => {
      const { io, open } = context();
      const member = await (await open()).call((trpc) => trpc.workspaces.members.remove.mutate({ id }));
      io.result(member, [`✔ ${member.name ?? member.subject} (${member.id}) is no longer a member`]);
    });
};

async function list(
  { io, open }: CommandContext,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<void> {
  const registry = await open();
  const page = await collectPages(limit, cursor, (rows) =>
    registry.call((trpc) => trpc.workspaces.members.list.query(rows)),
  );
  const rows = page.items.map(({ id, role, name, subject, created_at }) => [
    String(id),
    role,
    name ?? '',
    `since ${created_at.slice(0, 10)}`,
    subject,
  ]);
  const none = 'Nobody is a member yet: API keys alone work here. Next: actions members put SUBJECT --role ROLE';
  io.result(page, rows.length === 0 ? [none] : [...toTable(rows, io.width), ...toMoreLines(page)]);
}
