import { describe, expect, it } from 'vitest';
import { normaliseMetadata } from './normalise-metadata.js';
import { codeOf } from './testing/refusals.js';

const FILLED = { reversible: false, requiresApproval: false, permissions: [], tags: [] };

describe('normalising metadata', () => {
  it('leaves absent metadata absent', () => {
    expect(normaliseMetadata(undefined, 'files.move')).toEqual({ warnings: [] });
  });

  it('fills defaults, the module from the name, each with a warning', () => {
    const { metadata, warnings } = normaliseMetadata({}, 'files.move');
    expect(metadata).toEqual({ module: 'files', ...FILLED });
    expect(warnings.map(({ code, path }) => `${code} ${path}`)).toEqual(
      ['module', 'reversible', 'requiresApproval', 'permissions', 'tags'].map(
        (key) => `default_filled /metadata/${key}`,
      ),
    );
    expect(normaliseMetadata({}).metadata).toEqual(FILLED);
  });

  it.each([
    [{ sideEffects: [] }, { readOnlyHint: true, destructiveHint: false }],
    [{ sideEffects: ['deletes'] }, { readOnlyHint: false, destructiveHint: true }],
    [
      { sideEffects: ['renames'], reversible: true },
      { readOnlyHint: false, destructiveHint: false },
    ],
    [{ reversible: true }, { destructiveHint: false }],
  ])('derives hints from what was said: %j', (raw, annotations) => {
    expect(normaliseMetadata(raw).metadata?.annotations).toEqual(annotations);
  });

  it('never calls an action read-only because nothing was said about its side effects', () => {
    expect(normaliseMetadata({ tags: ['x'] }).metadata?.annotations).toBeUndefined();
    expect(normaliseMetadata({ reversible: false }).metadata?.annotations).toBeUndefined();
  });

  it('keeps given hints and fills the others', () => {
    const raw = { sideEffects: ['x'], annotations: { destructiveHint: false, idempotentHint: true } };
    expect(normaliseMetadata(raw).metadata?.annotations).toEqual({
      destructiveHint: false,
      idempotentHint: true,
      readOnlyHint: false,
    });
  });

  it('drops unknown keys with a warning, also among the hints', () => {
    const { warnings } = normaliseMetadata({ tag: ['x'], annotations: { readOnly: true } });
    const dropped = warnings.filter(({ code }) => code === 'unknown_key_dropped').map(({ path }) => path);
    expect(dropped).toEqual(['/metadata/tag', '/metadata/annotations/readOnly']);
  });

  it.each([[{ tags: 'x' }], [{ annotations: [] }], [{ reversible: 1 }], [{ tags: [''] }], [{ module: null }]])(
    'refuses %j as INVALID_BODY',
    (raw) => {
      expect(codeOf(() => normaliseMetadata(raw))).toBe('INVALID_BODY');
    },
  );

  it.each([
    [{}],
    [{ sideEffects: [] }],
    [{ sideEffects: ['x'], extra: 1 }],
    [{ annotations: {} }],
    [{ reversible: true }],
  ])('changes nothing the second time: %j', (raw) => {
    const { metadata } = normaliseMetadata(raw, 'a.b');
    expect(normaliseMetadata({ ...metadata } as never, 'a.b')).toEqual({ metadata, warnings: [] });
  });
});
