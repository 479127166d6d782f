import { expect, test } from 'vitest';
import { findQuality } from './quality.js';

test('each habit is found by itself', () => {
  expect(findQuality({})).toEqual({ description: false, inputs: true, example: false });
  expect(findQuality({ description: '  ', examples: [] })).toMatchObject({ description: false, example: false });
  expect(findQuality({ description: 'Moves.', examples: [{}] })).toMatchObject({ description: true, example: true });
});

test('inputs count as described when all of them are', () => {
  const inputs = (properties: object) => findQuality({ inputSchema: { properties } as never }).inputs;
  expect(inputs({ a: { description: 'A.' } })).toBe(true);
  expect(inputs({ a: { description: 'A.' }, b: {} })).toBe(false);
  expect(inputs({ a: true })).toBe(false);
});
