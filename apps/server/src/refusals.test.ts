import { RegistryError } from '@action-registry/schema';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createMetrics } from './metrics.js';
import { noteRefusal } from './refusals.js';

function watch() {
  const lines: Record<string, unknown>[] = [];
  const metrics = createMetrics({ logSize: () => 0 });
  const log = pino({ base: null, timestamp: false }, { write: (line: string) => lines.push(JSON.parse(line)) });
  const caller = { log, metrics, principal: undefined, address: '192.0.2.1', requestId: 'r-1' };
  const count = async () => /registry_refusals_total\{code="(\w+)"\} (\d+)/.exec((await metrics.text()).body)?.slice(1);
  return { lines, caller, count };
}

test('a refused attempt is one line and one count, without a word of the caller’s but the path', async () => {
  const { lines, caller, count } = watch();
  const refusal = new RegistryError('FORBIDDEN', "'my secret name' lacks the permission keys:manage.", {
    details: { permission: 'keys:manage' },
  });
  noteRefusal(caller, refusal, { path: 'keys.add', permission: 'releases:publish' });
  expect(lines).toEqual([
    {
      level: 40,
      code: 'FORBIDDEN',
      permission: 'keys:manage',
      actor: null,
      address: '192.0.2.1',
      request_id: 'r-1',
      path: 'keys.add',
      msg: 'refused',
    },
  ]);
  expect(await count()).toEqual(['FORBIDDEN', '1']);
});

test('a credential that does not work says why, and not what it was', () => {
  const { lines, caller } = watch();
  const refusal = new RegistryError('UNAUTHENTICATED', 'The API key was revoked.', { details: { reason: 'revoked' } });
  noteRefusal(caller, refusal, { path: '/events', permission: 'read' });
  expect(lines).toMatchObject([{ code: 'UNAUTHENTICATED', reason: 'revoked', permission: 'read' }]);
});

test('what was merely malformed or missing is no attempt', async () => {
  const { lines, caller, count } = watch();
  for (const code of ['ACTION_NOT_FOUND', 'INVALID_JSON'] as const)
    noteRefusal(caller, new RegistryError(code, 'No.', { details: {} as never }), { path: '/x', permission: 'read' });
  expect([lines, await count()]).toEqual([[], undefined]);
});
