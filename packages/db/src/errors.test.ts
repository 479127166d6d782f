import { expect, test } from 'vitest';
import { isDatabaseUnavailable, isDenied, isRetryable, isUniqueViolation } from './errors.js';

const wrapped = (code: string) => new Error('Failed query', { cause: Object.assign(new Error('refused'), { code }) });

test.each(['08006', '08P01', '53300', '57P01', '57P03', '57014', '58030', 'ECONNREFUSED', 'CONNECTION_CLOSED'])(
  '%s: the database is unavailable',
  (code) => {
    expect(wrapped(code)).toSatisfy(isDatabaseUnavailable);
  },
);

test.each(['42501', '23505', '22P02', 'EACCES', 'ERR_ASSERTION', '57000'])('%s: the database is there', (code) => {
  expect(wrapped(code)).not.toSatisfy(isDatabaseUnavailable);
});

test.each([
  undefined,
  null,
  'ECONNREFUSED',
  57014,
  {},
  new Error('PGlite'),
  Object.assign(new Error(), { code: 57014 }),
])('%s is none of these errors', (value) => {
  expect([isDatabaseUnavailable(value), isRetryable(value), isUniqueViolation(value)]).toEqual([false, false, false]);
});

test('a row that the workspace may not write is told apart', () => {
  expect(wrapped('42501')).toSatisfy(isDenied);
  expect(wrapped('23505')).not.toSatisfy(isDenied);
});

test('a missing socket is a missing server; a missing file is not', () => {
  const missing = (syscall: string) => Object.assign(new Error('missing'), { code: 'ENOENT', syscall });
  expect(missing('connect')).toSatisfy(isDatabaseUnavailable);
  expect(missing('open')).not.toSatisfy(isDatabaseUnavailable);
});

test('an error that causes itself is read once', () => {
  const error = new Error('round');
  error.cause = error;
  expect(error).not.toSatisfy(isDatabaseUnavailable);
});
