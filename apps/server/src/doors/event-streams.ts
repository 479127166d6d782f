// The open event streams of a server: so many per caller and no more, and all of them cut when the server stops, so that
// their clients go on elsewhere instead of holding the stop up.
import type { ServerResponse } from 'node:http';
import { LIMITS, RegistryError } from '@action-registry/schema';
import type { Context } from '../context.js';

/** Which streams are open. */
export type EventStreams = {
  /** Counts a caller's stream until its answer ends; throws LIMIT_REACHED. */
  enter(ctx: Context, outgoing: ServerResponse): void;
  /** Cuts every stream. Clients reconnect and resume after the last event they saw. */
  cut(): void;
};

/** No stream yet. */
export function createEventStreams(): EventStreams {
  const open = new Map<string, Set<ServerResponse>>();
  return {
    enter: (ctx, outgoing) => {
      const caller = ctx.principal?.actor ?? ctx.address;
      const streams = open.get(caller) ?? new Set();
      if (streams.size >= LIMITS.streamsPerCaller) throw toTooMany();
      open.set(caller, streams.add(outgoing));
      ctx.metrics.stream(1);
      outgoing.once('close', () => {
        ctx.metrics.stream(-1);
        streams.delete(outgoing);
        if (streams.size === 0 && open.get(caller) === streams) open.delete(caller);
      });
    },
    cut: () => {
      for (const streams of open.values()) for (const outgoing of streams) outgoing.destroy();
    },
  };
}

function toTooMany(): RegistryError<'LIMIT_REACHED'> {
  const limit = LIMITS.streamsPerCaller;
  return new RegistryError('LIMIT_REACHED', `${limit} event streams of yours are open. Close one, then open another.`, {
    details: { what: 'event streams of a caller', limit },
  });
}
