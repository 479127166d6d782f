// `actions channel`: where channels stand, moving them, their history.
import type { Channel, MovedChannel } from '@action-registry/schema';
import type { Command } from 'commander';
import { type AddCommand, type CommandContext, toExamples } from '../command.js';
import { collectPages, parseLimit, toMoreLines } from '../pages.js';
import { toTable } from '../plain-text.js';

const LATEST = 'latest';

export const addChannel: AddCommand = (program, context) => {
  const channel: Command = program.command('channel').description('list, move and look back at channels');
  channel
    .command('list')
    .description('where the channels of an action stand')
    .argument('<name>', 'an action')
    .addHelpText('after', toExamples('channel list files.move'))
    .action((name: string) => list(context(), name));
  channel
    .command('move')
    .description('point a channel at a release; `latest` then stays there until it is unpinned with -')
    .argument('<name>', 'an action')
    .argument('<channel>', 'such as production')
    .argument('<version>', 'an exact version, or - to remove the channel (latest: to follow the highest release again)')
    .option('--reason <text>', 'why')
    .addHelpText(
      'after',
      toExamples(
        'channel move files.move production 1.2.0 --reason "Tried for a week."',
        'channel move files.move latest -',
      ),
    )
    .action((...[name, target, version, { reason }]: [string, string, string, { reason?: string }]) =>
      move(context(), { name, channel: target, version: version === '-' ? null : version, ...(reason && { reason }) }),
    );
  channel
    .command('history')
    .description('the moves of a channel, newest first')
    .argument('<name>', 'an action')
    .argument('<channel>', 'such as production')
    .option('--limit <count>', 'how many', parseLimit, 50)
    .option('--cursor <cursor>', 'go on from an earlier page')
    .addHelpText('after', toExamples('channel history files.move production --limit 500'))
    .action((name: string, target: string, options: { limit: number; cursor?: string }) =>
      history(context(), { name, channel: target, ...options }),
    );
};

async function list({ io, open }: CommandContext, name: string): Promise<void> {
  const answer = await (await open()).call((trpc) => trpc.channels.list.query({ name }));
  const rows = answer.items.map(({ channel, version, moved_at, moved_by, ...item }) => [
    channel,
    version,
    moved_at.slice(0, 10),
    `${moved_by}${toPinned({ channel, ...item })}`,
  ]);
  io.result(answer, rows.length === 0 ? [`${name} has no channel: every version is yanked.`] : toTable(rows, io.width));
}

function toPinned({ channel, pinned }: Pick<Channel, 'channel' | 'pinned'>): string {
  return pinned && channel === LATEST ? ' (pinned)' : '';
}

type Move = { name: string; channel: string; version: string | null; reason?: string };

async function move({ io, open }: CommandContext, input: Move): Promise<void> {
  const registry = await open();
  const before = await registry.call((trpc) => trpc.channels.list.query({ name: input.name }));
  const standing = before.items.find(({ channel }) => channel === input.channel);
  const moved = await registry.call((trpc) => trpc.channels.move.mutate(input));
  io.result(moved, [`✔ ${input.name}@${input.channel}${toMoveText(input, moved, standing)}`]);
}

function toMoveText(
  { channel, version }: Move,
  { from, to, log_index }: MovedChannel,
  standing: Channel | undefined,
): string {
  const isPinned = channel === LATEST && version !== null;
  if (channel === LATEST && version === null)
    return ` follows the highest release again: ${to ?? 'none'} (log entry ${log_index})`;
  if (from === to)
    return ` stands at ${to ?? 'nothing'} already${isPinned && standing?.pinned === false ? ', and is pinned there now' : ''}`;
  return `: ${from ?? 'nothing'} → ${to ?? 'nothing'}${isPinned ? ', pinned' : ''} (log entry ${log_index})`;
}

type Look = { name: string; channel: string; limit: number; cursor?: string };

async function history({ io, open }: CommandContext, input: Look): Promise<void> {
  const { name, channel, limit, cursor } = input;
  const registry = await open();
  const page = await collectPages(limit, cursor, (rows) =>
    registry.call((trpc) => trpc.channels.history.query({ name, channel, ...rows })),
  );
  const rows = page.items.map((moved) => [
    moved.moved_at,
    `${moved.from ?? '-'} → ${moved.to ?? '-'}`,
    moved.moved_by,
    moved.reason ?? '',
  ]);
  const none = `${name} never had a channel '${channel}'.`;
  io.result(page, rows.length === 0 ? [none] : [...toTable(rows, io.width), ...toMoreLines(page)]);
}
