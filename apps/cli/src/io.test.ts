import { expect, test } from 'vitest';
import { toShown } from './io.js';

const PLAIN = { isColoured: false, program: 'npx --no actions' };

test('commands are named as they are typed where the program runs', () => {
  expect(toShown('Next: actions publish x   or   actions init', PLAIN)).toBe(
    'Next: npx --no actions publish x   or   npx --no actions init',
  );
  expect(toShown('Run `actions init`, for the actions of files.', PLAIN)).toBe(
    'Run `npx --no actions init`, for the actions of files.',
  );
  expect(toShown('Next: actions get', { isColoured: false, program: 'actions' })).toBe('Next: actions get');
});

test('only our own marks are coloured, and only where that was asked for', () => {
  expect(toShown('✔ done \u001b[31m', { isColoured: true, program: 'actions' })).toBe(
    '\u001b[32m✔\u001b[0m done \\u{1b}[31m',
  );
  expect(toShown('✔ done', PLAIN)).toBe('✔ done');
});
