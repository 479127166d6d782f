import { expect, test } from 'vitest';
import { readEvent } from './event-changes.js';

test('fields that are the same on both sides are no change', () => {
  const data = { before: { role: 'author', name: 'Bo' }, after: { role: 'publisher', name: 'Bo' }, subject: 'x|bo' };
  expect(readEvent(data)).toEqual({
    changes: [{ field: 'role', before: 'author', after: 'publisher' }],
    facts: [{ field: 'subject', value: 'x|bo' }],
  });
});

test('what was made has no before, and what was removed no after', () => {
  expect(readEvent({ before: null, after: { role: 'viewer' } }).changes).toEqual([
    { field: 'role', before: undefined, after: 'viewer' },
  ]);
  expect(readEvent({ before: { role: 'viewer' }, after: null }).changes).toEqual([
    { field: 'role', before: 'viewer', after: undefined },
  ]);
  expect(readEvent({ after: { role: 'viewer' } }).changes).toHaveLength(1);
});

test('of a list only what came and went is told', () => {
  const data = { before: { permissions: ['a', 'b'] }, after: { permissions: ['b', 'c'] } };
  expect(readEvent(data).changes).toEqual([{ field: 'permissions', before: 'a', after: 'c' }]);
});

test('from and to are a change too, and one alone is a fact', () => {
  expect(readEvent({ channel: 'production', from: '1.0.0', to: '1.2.0' })).toEqual({
    changes: [{ field: 'to', before: '1.0.0', after: '1.2.0' }],
    facts: [{ field: 'channel', value: 'production' }],
  });
  expect(readEvent({ from: null, to: '1.0.0' }).changes).toEqual([{ field: 'to', before: undefined, after: '1.0.0' }]);
  expect(readEvent({ from: '1.0.0', to: '1.2.0', before: { pinned: false }, after: { pinned: true } })).toEqual({
    changes: [{ field: 'pinned', before: 'false', after: 'true' }],
    facts: [
      { field: 'from', value: '1.0.0' },
      { field: 'to', value: '1.2.0' },
    ],
  });
  expect(readEvent({ to: 'acme' }).facts).toEqual([{ field: 'to', value: 'acme' }]);
});

test('of signatures the keys are told, and the time that stands beside the event is not repeated', () => {
  const signatures = [
    { kid: 'ana', sig: 'base64:…' },
    { kid: 'bo', sig: 'base64:…' },
  ];
  expect(readEvent({ at: '2026-11-21T00:00:00.000Z', signatures }).facts).toEqual([
    { field: 'signatures', value: 'ana, bo' },
  ]);
});

test('sides that are no objects are shown as they are, and nested values as JSON', () => {
  expect(readEvent({ before: 1, after: 2 }).changes).toEqual([{ field: 'value', before: '1', after: '2' }]);
  expect(readEvent({ spec: { a: [1] } }).facts).toEqual([{ field: 'spec', value: '{"a":[1]}' }]);
});

test('what was recorded of a contract is told in words', () => {
  const contract = { base: '1.2.0', outcome: 'accepted', verdict: 'unknown', policy: 'declared_only', changes: [] };
  expect(readEvent({ contract: { ...contract, accepted_reason: 'Only longer.' } }).facts).toEqual([
    { field: 'contract', value: 'not decided against 1.2.0; accepted because: Only longer.' },
  ]);
  expect(readEvent({ contract: { ...contract, outcome: 'passed', verdict: 'compatible' } }).facts).toEqual([
    { field: 'contract', value: 'compatible with 1.2.0' },
  ]);
  const contract_above = { above: '1.3.0', outcome: 'warned', verdict: 'breaking' };
  expect(readEvent({ contract_above }).facts).toEqual([
    { field: 'contract_above', value: '1.3.0 is too small a step from it, which is recorded' },
  ]);
  expect(readEvent({ contract: 'none' }).facts).toEqual([{ field: 'contract', value: 'none' }]);
});
