// Whose address a request comes from. `X-Forwarded-For` is believed only as far as the operator says that proxies of their
// own wrote it; what stands before that is the client's to forge.
import { isIPv6 } from 'node:net';

/** The address calls are counted under: an IPv4 address, or the first 64 bits of an IPv6 one, which one subscriber has. */
export function toClientAddress(
  remote: string | undefined,
  forwarded: string | undefined,
  trustedProxies: number,
): string {
  const hops = [...(forwarded ?? '').split(',').map((hop) => hop.trim()), remote ?? ''].filter((hop) => hop !== '');
  const address = (hops.at(-1 - trustedProxies) ?? hops[0] ?? 'unknown').replace(/^::ffff:(?=\d+\.)/, '');
  return isIPv6(address) ? toNetwork(address) : address;
}

function toNetwork(address: string): string {
  const [head = '', tail] = address.toLowerCase().split('%', 1).join('').split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - groups.length - after.length) }, () => '0');
  return `${[...groups, ...zeros, ...after].slice(0, 4).join(':')}::/64`;
}
