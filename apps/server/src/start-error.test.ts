import { DataDirLockedError } from '@action-registry/db';
import { expect, test } from 'vitest';
import { ConfigError } from './config.js';
import { describeStartError } from './start-error.js';

const PLACE = { port: 8000, host: '127.0.0.1', dataDir: '/data', databaseUrl: undefined };
const OVER = { ...PLACE, databaseUrl: 'postgres://ana:secret@db.example:5432/registry' };
const failure = (facts: object, message = 'failed'): Error => Object.assign(new Error(message), facts);

test.each([
  ['a taken port', failure({ code: 'EADDRINUSE', syscall: 'listen' }), PLACE, 'PORT=8001 npm start'],
  ['a forbidden port', failure({ code: 'EACCES', syscall: 'listen' }), PLACE, 'may not be used'],
  [
    'an address of another machine',
    failure({ code: 'EADDRNOTAVAIL', syscall: 'listen' }, 'listen EADDRNOTAVAIL: 10.9.8.7:8000'),
    { ...PLACE, host: '10.9.8.7' },
    "no address '10.9.8.7'",
  ],
  [
    'a PostgreSQL that is away',
    failure({ cause: failure({ code: 'ECONNREFUSED', syscall: 'connect' }) }, 'Failed query'),
    OVER,
    'no PostgreSQL answers at db.example:5432/registry (ECONNREFUSED)',
  ],
  [
    'a wrong password',
    failure({ cause: failure({ code: '28P01' }, 'password authentication failed') }),
    OVER,
    "refuses 'ana': password authentication failed",
  ],
  ['a file for a folder', failure({ code: 'ENOTDIR', path: '/data/x' }), PLACE, 'Set DATA_DIR'],
  ['a setting', new ConfigError('PORT: must be a number.'), undefined, 'PORT: must be a number.'],
  ['a taken folder', new DataDirLockedError('/data', 7), PLACE, '/data'],
])('%s is told in one line with the next step, without secrets', (_what, error, place, words) => {
  const text = describeStartError(error, place);
  expect(text).toContain(words);
  expect(text).not.toContain('\n');
  expect(text).not.toContain('secret');
});

test('what nobody foresaw keeps its stack', () => {
  expect(describeStartError(new TypeError('x is not a function'), PLACE)).toContain('start-error.test.ts');
  expect(describeStartError(failure({ code: 'ENOENT', path: '/elsewhere' }), PLACE)).toContain('start-error.test.ts');
});
