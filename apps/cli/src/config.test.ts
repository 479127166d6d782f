// The environment, read once: addresses in one spelling, and nothing that may be a password repeated.
import { expect, test } from 'vitest';
import { loadCliConfig, parseRegistryUrl } from './config.js';

test.each([
  ['http://localhost:8000/', 'http://localhost:8000'],
  ['HTTPS://Registry.Example//', 'https://registry.example'],
  ['https://registry.example/base/', 'https://registry.example/base'],
])('the address %s is %s', (text, url) => {
  expect(parseRegistryUrl(text)).toBe(url);
});

test.each(['localhost:8000', 'ftp://x', 'http:x', '', 'https://u:hunter2@x', 'https://x/?k=hunter2', 'u:hunter2@x'])(
  'the address %j is refused, without a password in the refusal',
  (text) => {
    const load = (): unknown => parseRegistryUrl(text);
    expect(load).toThrow(expect.objectContaining({ code: 'USAGE' }));
    expect(load).not.toThrow('hunter2');
  },
);

test('an address without its scheme is met with the one that was meant', () => {
  expect(() => parseRegistryUrl('localhost:8000')).toThrow('Did you mean http://localhost:8000?');
});

test('patience is given in seconds', () => {
  expect(loadCliConfig({ ACTIONS_TIMEOUT: '2.5' }).timeoutMs).toBe(2_500);
  expect(loadCliConfig({}).timeoutMs).toBeUndefined();
  for (const ACTIONS_TIMEOUT of ['0', '-1', 'x', '3601', 'Infinity'])
    expect(() => loadCliConfig({ ACTIONS_TIMEOUT })).toThrow(expect.objectContaining({ code: 'USAGE' }));
});
