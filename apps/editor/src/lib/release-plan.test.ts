import { digestOf } from '@action-registry/core';
import type { Definition } from '@action-registry/schema';
import { describe, expect, it } from 'vitest';
import { planRelease, toPublishCommand } from './release-plan.js';

const draft: Definition = {
  id: 1,
  workspace: 'default',
  title: 'Move',
  name: 'files.move',
  kind: 'command',
  enabled: true,
  readonly: false,
  revision: 3,
  tags: [],
  created_by: 'ana',
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
  spec: { shell: 'bash', cmd: 'mv "$from" "$to"', timeout_s: 30 },
};

/** The plan of a draft that has one. */
function planOf(some: Definition, version: string) {
  const made = planRelease(some, version);
  if ('problem' in made) throw new Error(made.problem.message);
  return made.plan;
}

describe('the release of a draft', () => {
  it('is its content in canonical form under name and version, and the digest of that', () => {
    const plan = planOf(draft, '1.2.0');
    expect(plan.text).toBe(
      '{"kind":"command","name":"files.move","spec":{"cmd":"mv \\"$from\\" \\"$to\\"","shell":"bash","timeout_s":30},"title":"Move","version":"1.2.0"}',
    );
    expect(plan.hash).toBe(digestOf(plan.text));
    expect(plan.size).toBe(plan.text.length);
  });

  it('tells of hidden characters', () => {
    const plan = planOf({ ...draft, description: 'a\u202eb' }, '1.2.0');
    expect(plan.warnings.map(({ code, path }) => [code, path])).toEqual([['hidden_character', '/description']]);
  });

  it.each([
    ['a name', { ...draft, name: undefined as never }, '1.0.0', '/name'],
    ['a lawful version', draft, '1.2', '/version'],
    ['a lawful setting', { ...draft, spec: { ...draft.spec, timeout_s: -1 } }, '1.0.0', '/spec/timeout_s'],
  ])('needs %s', (_what, some, version, pointer) => {
    expect(planRelease(some, version)).toMatchObject({ problem: { pointer } });
  });
});

it('gives a command whose texts a shell reads back unchanged', () => {
  const command = toPublishCommand(planOf(draft, '1.2.0'), {
    note: "Ana's $HOME; rm -rf",
    channels: ['production'],
    accepted: 'Only longer.',
  });
  expect(command).toBe(
    `npx --no actions publish files.move@1.2.0.json --note 'Ana'\\''s $HOME; rm -rf' --accept-unknown 'Only longer.'\nnpx --no actions channel move files.move production 1.2.0`,
  );
});
