import { BUILTIN_ID_START, Definition } from '@action-registry/schema';
import { describe, expect, it } from 'vitest';
import { builtinsFor } from './builtins.js';
import { canonicalize } from './canonical-json.js';
import { normaliseMetadata } from './normalise-metadata.js';
import { normaliseSpec } from './normalise-spec.js';
import { documentOf, parseDocument } from './validate-document.js';

const builtins = builtinsFor('model-1');
const prompts = builtins.filter(({ kind }) => kind === 'prompt');

describe('the built-ins', () => {
  it('are six prompts, two commands, two tools and one device action', () => {
    expect(builtins.map(({ kind }) => kind).join(' ')).toBe(
      'prompt prompt prompt prompt prompt prompt command command tool tool device',
    );
    expect(prompts.map(({ title }) => title)).toEqual([
      'Plan (multilingual)',
      'Work (multilingual)',
      'Debug/Verify (multilingual)',
      'Fix (multilingual)',
      'Summary (multilingual)',
      'Commit/Release note (multilingual)',
    ]);
  });

  it('have ids of their own that stay', () => {
    expect(builtins.map(({ id }) => id)).toEqual(builtins.map((_, index) => BUILTIN_ID_START + index));
  });

  it.each(builtins.map((builtin) => [builtin.title, builtin] as const))('%s is a definition', (_, builtin) => {
    const shared = {
      workspace: 'default',
      enabled: true,
      readonly: true,
      revision: 1,
      tags: [],
      created_by: 'builtin',
    };
    const times = { created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' };
    expect(Definition.safeParse({ ...builtin, ...shared, ...times }).error).toBeUndefined();
  });

  it.each(builtins.map((builtin) => [builtin.title, builtin] as const))('%s is normal already', (_, builtin) => {
    expect(normaliseSpec(builtin.kind, builtin.spec, { defaultModel: 'other' })).toEqual({
      spec: builtin.spec,
      warnings: [],
    });
    expect(normaliseMetadata(builtin.metadata)).toEqual({ metadata: builtin.metadata, warnings: [] });
  });

  it.each(builtins.map((builtin) => [builtin.title, builtin] as const))(
    '%s can be published without a warning',
    (_, builtin) => {
      const text = canonicalize(documentOf(builtin, 'files.example', '1.0.0'));
      expect(parseDocument(text).warnings).toEqual([]);
    },
  );

  it.each(prompts.map(({ title, spec }) => [title, String(spec.prompt)]))(
    '%s says in which language to write',
    (_, prompt) => {
      expect(prompt).toContain('## Language');
      expect(prompt).toContain("the user's language");
      expect(prompt).toContain("the workspace's language");
      expect(prompt).toContain('English');
    },
  );

  it('name the default model of the registry', () => {
    expect(prompts.every(({ spec }) => spec.model === 'model-1')).toBe(true);
  });

  it('tell in the summary how to verify and translate, and leave git to others', () => {
    const textOf = (title: string) => String(prompts.find((each) => each.title.startsWith(title))?.spec.prompt);
    expect(textOf('Summary')).toContain('### How to verify');
    expect(textOf('Summary')).toContain('### Translation');
    expect(textOf('Commit/Release note')).toContain('Git is handled elsewhere');
  });

  it('are data of their own for each caller', () => {
    for (const { metadata } of builtinsFor('a')) delete metadata?.tags;
    expect(builtinsFor('a').every(({ metadata }) => metadata?.tags !== undefined)).toBe(true);
  });
});
