import type { Json } from '@action-registry/schema';
import { expect, test } from 'vitest';
import { toChangeParts } from './change-words.js';

const param = (before: Json | undefined, after: Json | undefined) => toChangeParts({ field: 'param', before, after });

test('of values that may be chosen only those that came and went are said', () => {
  const before = { enum: ['home', 'map', 'help'], description: 'Which page.' };
  const after = { enum: ['home', 'map', 'times', 'gates'], description: 'Which page.' };
  expect(param(before, after)).toEqual([{ label: 'values', went: ['help'], came: ['times', 'gates'] }]);
});

test('values in another order are said in whole', () => {
  expect(param({ enum: [1, 2] }, { enum: [2, 1] })).toEqual([{ label: 'values', went: ['[1,2]'], came: ['[2,1]'] }]);
});

test('each rule that is another one stands for itself, and what is as it was is not said', () => {
  const before = { type: 'integer', minimum: 1, default: 5 };
  expect(param(before, { type: 'integer', maximum: 9, default: 6 })).toEqual([
    { label: 'at least', went: ['1'], came: [] },
    { label: 'default', went: ['5'], came: ['6'] },
    { label: 'at most', went: [], came: ['9'] },
  ]);
});

test('a parameter that came or went is told by its type and limits', () => {
  expect(param(undefined, { type: 'string', maxLength: 20 })).toEqual([
    { went: [], came: ['string, at most 20 characters'] },
  ]);
  expect(param({ enum: ['c', 'f'], default: 'c' }, undefined)).toEqual([
    { went: ['one of c · f, default c'], came: [] },
  ]);
  expect(param({ type: 'boolean', description: 'Loud.' }, undefined)).toEqual([
    { went: ['boolean'], came: [] },
    { label: 'description', went: ['Loud.'], came: [] },
  ]);
  expect(param(undefined, { type: 'array', items: { enum: [1] } })).toEqual([
    { went: [], came: ['{"type":"array","items":{"enum":[1]}}'] },
  ]);
});

test('whether it must be there says nothing of its schema', () => {
  expect(param({ type: 'string' }, { type: 'string' })).toEqual([]);
  expect(param(undefined, undefined)).toEqual([]);
});

test('aliases, risks and templates are words too', () => {
  expect(toChangeParts({ field: 'aliases', before: undefined, after: ['tap'] })).toEqual([{ went: [], came: ['tap'] }]);
  expect(toChangeParts({ field: 'risk', before: 'read', after: 'write' })).toEqual([
    { went: ['Reads'], came: ['Changes'] },
  ]);
  expect(toChangeParts({ field: 'template', before: ['a', 'b'], after: undefined })).toEqual([
    { went: ['a b'], came: [] },
  ]);
});
