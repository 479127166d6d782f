import { expect, test } from 'vitest';
import { isOwnRequest } from './same-origin.js';

const ask = (method: string, headers: Record<string, string>, publicUrl?: string) =>
  isOwnRequest({ method, headers: new Headers({ host: 'localhost:8000', ...headers }), publicUrl });
const JSON_TYPE = { 'content-type': 'application/json' };

test('a write needs JSON and the registry’s own origin', () => {
  expect(ask('POST', { ...JSON_TYPE, origin: 'http://localhost:8000' })).toBe(true);
  expect(ask('POST', { ...JSON_TYPE, origin: 'http://localhost:9000' })).toBe(false);
  expect(ask('POST', { ...JSON_TYPE, origin: 'https://evil.example' })).toBe(false);
  expect(ask('POST', { ...JSON_TYPE, origin: 'null' })).toBe(false);
  expect(ask('POST', JSON_TYPE)).toBe(false);
  expect(ask('POST', { 'content-type': 'text/plain', origin: 'http://localhost:8000' })).toBe(false);
  expect(ask('DELETE', { origin: 'http://localhost:8000' })).toBe(true);
});

test('behind a proxy the public URL is the own origin', () => {
  const origin = 'https://registry.example.org';
  expect(ask('POST', { ...JSON_TYPE, origin }, `${origin}/`)).toBe(true);
  expect(ask('POST', { ...JSON_TYPE, origin: 'https://other.example.org' }, origin)).toBe(false);
});

test('a read is refused only when the browser says that another site asks', () => {
  expect(ask('GET', {})).toBe(true);
  expect(ask('GET', { 'sec-fetch-site': 'same-origin' })).toBe(true);
  expect(ask('GET', { 'sec-fetch-site': 'cross-site' })).toBe(false);
});
