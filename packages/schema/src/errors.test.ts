// The catalogue keeps its promises to itself: each code says what, why and the next step, and no code stands twice.
import { expect, test } from 'vitest';
import { CLIENT_ERRORS, ERRORS, RESOLVE_FAILURE_CODES, type ServerErrorCode } from './errors.js';
import { isErrorCode, isRegistryError, isServerErrorCode, RegistryError, statusOf } from './registry-error.js';

test.each(Object.entries({ ...ERRORS, ...CLIENT_ERRORS }))(
  '%s says what is wrong and what to do, as sentences',
  (code, entry) => {
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
    for (const text of [entry.title, entry.help]) expect(text).toMatch(/^[A-Z`].*[.?]$/s);
    expect(entry.details.safeParse({}).success || Object.keys(entry.details.shape).length > 0).toBe(true);
  },
);

test('codes that travel have a status of their kind, and client codes never stand beside them', () => {
  for (const code of Object.keys(ERRORS) as ServerErrorCode[]) expect(statusOf(code)).toBe(ERRORS[code].status);
  expect(Object.keys(CLIENT_ERRORS).filter((code) => code in ERRORS)).toEqual([]);
  expect(RESOLVE_FAILURE_CODES.every(isServerErrorCode)).toBe(true);
});

test('an error carries its code, details and cause, and is told from others', () => {
  const cause = new Error('inner');
  const error = new RegistryError('NAME_TAKEN', 'Taken.', { details: { name: 'a' }, cause });
  expect(error).toMatchObject({ code: 'NAME_TAKEN', message: 'Taken.', details: { name: 'a' }, cause });
  expect([isRegistryError(error), isRegistryError(cause), isRegistryError(null)]).toEqual([true, false, false]);
  expect([isErrorCode('NAME_TAKEN'), isErrorCode('USAGE'), isErrorCode('toString'), isErrorCode('nope')]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
