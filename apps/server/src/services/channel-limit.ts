// How many channels an action may have. They are listed and suggested whole, so their number must have an end.
import { RegistryError } from '@action-registry/schema';

/** Channels of one action, `latest` included. */
export const CHANNELS_MAX = 100;

/** Throws LIMIT_REACHED when `channel` would be one too many beside those that stand. */
export function assertRoomForChannel(
  standing: readonly { channel: string }[],
  { name, channel }: { name: string; channel: string },
): void {
  if (standing.length < CHANNELS_MAX || standing.some((row) => row.channel === channel)) return;
  throw new RegistryError('LIMIT_REACHED', `'${name}' has ${CHANNELS_MAX} channels, the most an action may have.`, {
    details: { what: 'channels of an action', limit: CHANNELS_MAX },
  });
}
