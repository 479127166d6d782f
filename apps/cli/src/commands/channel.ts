// `actions channel`: where channels stand, moving them, their history.
import type { Command } from 'commander';
import type { AddCommand } from '../command.js';

export const addChannel: AddCommand = (program, context) => {
  const channel: Command = program.command('channel').description('list, move and look back at channels');
  channel
    .command('list')
    .argument('<name>', 'an action')
    .action(async (name: string) => {
      const { io, open } = context();
      const answer = await (await open()).call((trpc) => trpc.channels.list.query({ name }));
      io.result(
        answer,
        answer.items.map((item) => `${item.channel.padEnd(16)} ${item.version}${item.pinned ? ' (pinned)' : ''}`),
      );
    });
  channel
    .command('move')
    .argument('<name>', 'an action')
    .argument('<channel>', 'such as production')
    .argument('<version>', 'an exact version, or - to remove the channel')
    .option('--reason <text>', 'why')
    .action(async (...[name, target, version, { reason }]: [string, string, string, { reason?: string }]) => {
      const { io, open } = context();
      const input = { name, channel: target, version: version === '-' ? null : version, ...(reason && { reason }) };
      const moved = await (await open()).call((trpc) => trpc.channels.move.mutate(input));
      io.result(moved, [
        `✔ ${name}@${target}: ${moved.from ?? 'nothing'} → ${moved.to ?? 'nothing'} (log entry ${moved.log_index})`,
      ]);
    });
  channel
    .command('history')
    .argument('<name>', 'an action')
    .argument('<channel>', 'such as production')
    .action(async (name: string, target: string) => {
      const { io, open } = context();
      const page = await (await open()).call((trpc) => trpc.channels.history.query({ name, channel: target }));
      io.result(
        page,
        page.items.map(
          (move) =>
            `${move.moved_at}  ${move.from ?? '-'} → ${move.to ?? '-'}  ${move.moved_by}${move.reason ? `  ${move.reason}` : ''}`,
        ),
      );
    });
};
