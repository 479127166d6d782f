// Procedures of channels.
import {
  Channel,
  ChannelMovePage,
  ListChannelMoves,
  ListChannels,
  MoveChannel,
  MovedChannel,
} from '@action-registry/schema';
import { z } from 'zod';
import { listActionChannels, listChannelMoves, moveChannel } from '../services/channels.js';
import { callerProcedure, procedure, router } from '../trpc.js';

const BASE = '/actions/{name}/channels';

/** channels.* */
export const channelsRouter = router({
  list: procedure({ permission: 'read', rest: { method: 'GET', path: BASE } })
    .input(ListChannels)
    .output(z.object({ items: z.array(Channel) }))
    .query(({ ctx, input }) => listActionChannels(ctx, input)),
  move: callerProcedure({ permission: 'channels:move', rest: { method: 'PUT', path: `${BASE}/{channel}` } })
    .input(MoveChannel)
    .output(MovedChannel)
    .mutation(({ ctx, input }) => moveChannel(ctx, input)),
  history: procedure({ permission: 'read', rest: { method: 'GET', path: `${BASE}/{channel}/history` } })
    .input(ListChannelMoves)
    .output(ChannelMovePage)
    .query(({ ctx, input }) => listChannelMoves(ctx, input)),
});
