// Errors at the terminal and for scripts, and the exit codes that go with them.
import { compareContracts } from '@action-registry/core';
import { type ErrorCode, RegistryError } from '@action-registry/schema';
import { describe, expect, test } from 'vitest';
import { exitCodeOf } from './exit-code.js';
import { toErrorJson, toErrorLines } from './print-error.js';
import { UsageError } from './usage-error.js';

const refusal = (code: ErrorCode, details: object = {}): RegistryError =>
  new RegistryError(code, 'It was refused.', { details: details as never });

describe('lines', () => {
  test('are the sentence, the places, the next step and the code with the request', () => {
    const error = refusal('INVALID_SPEC', {
      issues: [{ path: '/spec/cmd', message: 'is missing', suggestion: 'cmd' }],
    });
    error.requestId = 'r-1';
    expect(toErrorLines(error)).toEqual([
      '✖ It was refused.',
      "  /spec/cmd: is missing (did you mean 'cmd'?)",
      '  (INVALID_SPEC, request r-1)',
    ]);
  });

  test('name the nearest known values unless the sentence did', () => {
    const suggestions = [{ value: 'files.move', distance: 1 }];
    expect(toErrorLines(refusal('ACTION_NOT_FOUND', { name: 'x', suggestions }))).toContain(
      '  Did you mean files.move?',
    );
    const told = new RegistryError('ACTION_NOT_FOUND', "Did you mean 'files.move'?", {
      details: { name: 'x', suggestions },
    });
    expect(toErrorLines(told)).not.toContain('  Did you mean files.move?');
  });
});

test('the next step is in the words of the command line, and said once', () => {
  expect(toErrorLines(refusal('CATALOGUE_NOT_FOUND', { device_model: 'x', suggestions: [] }))).toContain(
    '  `actions catalogue list` shows those that there are.',
  );
  expect(toErrorLines(refusal('TRUST_NOT_CONFIGURED', { command: 'actions init' }))).toContain('  Run `actions init`.');
  expect(toErrorLines(refusal('ACTION_NOT_FOUND', { name: 'x' })).join(' ')).not.toContain('suggestions');
  const missing = new RegistryError('ACTION_NOT_FOUND', "There is no action 'x'. Search lists what there is.", {
    details: { name: 'x', suggestions: [] },
  });
  expect(toErrorLines(missing).slice(0, 2)).toEqual([
    "✖ There is no action 'x'.",
    '  `actions search` lists what there is.',
  ]);
  const silent = new RegistryError('UNREACHABLE', 'No registry answers at http://x.', { details: { url: 'http://x' } });
  expect(toErrorLines(silent).join(' ')).toContain('npm start');
  const one = refusal('INVALID_TITLE', { issues: [{ path: '/title', message: 'It was refused' }] });
  expect(toErrorLines(one)).toHaveLength(2);
});

describe('problems', () => {
  const issuesOf = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ path: `/a/${index}`, message: `is wrong (${index})` }));

  test('are all told, up to fifty, and how many more there are', () => {
    const lines = toErrorLines(refusal('INVALID_SPEC', { issues: issuesOf(50) }));
    expect(lines).toHaveLength(52);
    expect(lines).toContain('  /a/49: is wrong (49)');
    const more = toErrorLines(refusal('INVALID_SPEC', { issues: issuesOf(52) }));
    expect([more.length, more.includes('  and 2 more; --json lists them')]).toEqual([53, true]);
  });

  test('that follow are not said to be anywhere else', () => {
    const message = '`a.0` is wrong (0). 1 more problem is listed in the details.';
    const error = new RegistryError('INVALID_SPEC', message, { details: { issues: issuesOf(2) } as never });
    expect(toErrorLines(error)).toEqual(['✖ `a.0` is wrong (0).', '  /a/1: is wrong (1)', '  (INVALID_SPEC)']);
  });

  test('of a device are each a line of their own, however long all of them are together', () => {
    const issues = issuesOf(6).map(({ path, message }) => ({ path, message: `${message} ${'x'.repeat(600)}` }));
    const message = issues.map((issue) => issue.message).join('\n');
    const error = new RegistryError('INVALID_COMMAND', message, { details: { issues } as never });
    const lines = toErrorLines(error);
    expect(lines.map((line) => line.slice(0, 12))).toEqual([
      '✖ is wrong (',
      ...[1, 2, 3, 4, 5].map((index) => `is wrong (${index})`),
      '  (INVALID_C',
    ]);
  });
});

test('what a gate refused is shown with its example, and its next step as an option', () => {
  const [old, next] = [{ maxLength: 3 }, { maxLength: 2 }];
  const compared = compareContracts({ version: '1.0.0', inputSchema: old }, { inputSchema: next });
  const error = new RegistryError('INCOMPATIBLE_CHANGE', 'Say why it is compatible all the same (accept_unknown).', {
    details: {
      ...{ least_version: '2.0.0', changes: compared.changes, base: '1.0.0' },
      contract: { ...compared, base: '1.0.0', outcome: 'refused' },
    },
  });
  const text = toErrorLines(error).join('\n');
  expect(text).toMatch(/for example "[^"]{3}"/u);
  expect(text).toContain('3 → 2: longer texts are refused now');
  expect(text).toContain('(--accept-unknown "REASON")');
  const strange = refusal('INCOMPATIBLE_CHANGE', { least_version: '2.0.0', changes: [], contract: 'none' });
  expect(toErrorLines(strange)).toHaveLength(2);
});

test('--json prints the error as it travels', () => {
  expect(toErrorJson(refusal('ACTION_NOT_FOUND', { name: 'x' }))).toEqual({
    error: { code: 'ACTION_NOT_FOUND', message: 'It was refused.', details: { name: 'x' }, request_id: '' },
  });
  expect(toErrorJson(new UsageError('no file'))).toMatchObject({ error: { code: 'USAGE' } });
  expect(toErrorJson(new TypeError('bug'))).toMatchObject({ error: { code: 'INTERNAL' } });
});

describe('exit codes', () => {
  test.each([
    ['UNREACHABLE', 3],
    ['TIMEOUT', 3],
    ['UNAVAILABLE', 3],
    ['INTERNAL', 1],
    ['INTEGRITY_MISMATCH', 2],
    ['FORBIDDEN', 2],
    ['VERSION_EXISTS', 2],
  ] as const)('%s is %i', (code, exit) => {
    expect(exitCodeOf(refusal(code))).toBe(exit);
  });

  test('a mistake in the call is 2, a bug is 1', () => {
    expect(exitCodeOf(new UsageError('no file'))).toBe(2);
    expect(exitCodeOf(new TypeError('bug'))).toBe(1);
  });
});
