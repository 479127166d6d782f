import { expect, test } from 'vitest';
import { parsePinned } from './pinned-keys.js';

const pin = { kid: 'ana', public_key: 'base64:AA==', pinned_at: '2026-11-01T00:00:00Z' };

test('pins are read as they were written', () => {
  expect(parsePinned(JSON.stringify([pin]))).toEqual([pin]);
});

test('what is stored and is no pin is passed over: another script may have written there', () => {
  for (const text of [null, '', 'null', '{}', '[', '[1,null,{"kid":"x"}]']) expect(parsePinned(text)).toEqual([]);
  expect(parsePinned(JSON.stringify([{ kid: 1 }, pin]))).toEqual([pin]);
});
