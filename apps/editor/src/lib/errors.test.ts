import { expect, test } from 'vitest';
import { detailsOf, isPassing, suggestionsOf, toCallError } from './errors.js';

const wire = (code: string, details = {}) => ({
  name: 'TRPCClientError',
  data: { error: { code, message: 'words', details, request_id: 'r-1' } },
});

test('a refusal of the registry keeps its code, words, details and request', () => {
  const error = toCallError(wire('ACTION_NOT_FOUND', { name: 'x', suggestions: [{ value: 'y', distance: 1 }] }));
  expect(error).toMatchObject({ code: 'ACTION_NOT_FOUND', message: 'words', requestId: 'r-1' });
  expect(detailsOf(error, 'ACTION_NOT_FOUND')?.name).toBe('x');
  expect(detailsOf(error, 'VERSION_NOT_FOUND')).toBeUndefined();
  expect(suggestionsOf(error)).toEqual(['y']);
});

test('a call that never came back is told from an answer that nobody understands and from a fault of this page', () => {
  expect(toCallError({ name: 'TRPCClientError', message: 'Failed to fetch' }).code).toBe('OFFLINE');
  expect(toCallError({ name: 'TRPCClientError', meta: { response: {} } }).code).toBe('FAULT');
  expect(toCallError(new Error('oops'))).toMatchObject({ code: 'FAULT', message: 'oops' });
});

test('only what may pass is worth trying again', () => {
  const passing = ['OFFLINE', 'UNAVAILABLE', 'INTERNAL', 'RATE_LIMITED'] as const;
  expect(passing.map((code) => isPassing({ ...toCallError(''), code }))).toEqual([true, true, true, true]);
  expect(isPassing(toCallError(wire('FORBIDDEN')))).toBe(false);
});
