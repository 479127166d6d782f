import { expect, test } from 'vitest';
import { toClientAddress } from './client-address.js';

test.each([
  ['127.0.0.1', undefined, 0, '127.0.0.1'],
  ['::ffff:10.0.0.7', undefined, 0, '10.0.0.7'],
  ['2001:db8:1:2:3:4:5:6', undefined, 0, '2001:db8:1:2::/64'],
  ['2001:DB8::1', undefined, 0, '2001:db8:0:0::/64'],
  ['::1', undefined, 0, '0:0:0:0::/64'],
  ['fe80::1%eth0', undefined, 0, 'fe80:0:0:0::/64'],
  [undefined, undefined, 0, 'unknown'],
])('%s with %s over %i proxies is %s', (remote, forwarded, proxies, expected) => {
  expect(toClientAddress(remote, forwarded, proxies)).toBe(expected);
});

test('a forwarded address counts only as far as proxies of our own wrote it', () => {
  expect(toClientAddress('10.0.0.1', '6.6.6.6, 1.2.3.4', 0)).toBe('10.0.0.1');
  expect(toClientAddress('10.0.0.1', '6.6.6.6, 1.2.3.4', 1)).toBe('1.2.3.4');
  expect(toClientAddress('10.0.0.1', '6.6.6.6, 1.2.3.4', 2)).toBe('6.6.6.6');
  expect(toClientAddress('10.0.0.1', '1.2.3.4', 5)).toBe('1.2.3.4');
});
