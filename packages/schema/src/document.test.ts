// The document that is signed: what it may hold, on both sides of every limit. Nothing unknown gets into signed bytes.
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { ContractFields, Description, Example, ReleaseDocument, Title } from './document.js';
import { LIMITS } from './limits.js';
import { Annotations, Metadata } from './metadata.js';

const x = (length: number): string => 'x'.repeat(length);
const list = <Value>(length: number, value: Value): Value[] => Array.from({ length }, () => value);
const TOO_MANY = LIMITS.listEntries + 1;
const tool = { name: 'files.move', version: '1.0.0', kind: 'tool', spec: {} };

/** What is tried, the values that are taken as they are, and those that are not. */
const TABLE: readonly (readonly [string, z.ZodType, readonly unknown[], readonly unknown[]])[] = [
  [
    'Title',
    Title,
    ['x', ' x ', x(LIMITS.titleCharacters), '標題'],
    ['', ' ', '\t\n', '\u00a0', x(LIMITS.titleCharacters + 1), 1, null],
  ],
  ['Description', Description, ['', x(LIMITS.descriptionCharacters)], [x(LIMITS.descriptionCharacters + 1), null]],
  [
    'Example',
    Example,
    [{}, { input: null }, { input: { a: [1] }, output: false, title: x(LIMITS.titleCharacters) }],
    [{ title: '' }, { title: x(LIMITS.titleCharacters + 1) }, { in: 1 }, null, [], 'x'],
  ],
  [
    'Annotations',
    Annotations,
    [{}, { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false }],
    [{ readOnlyHint: 'yes' }, { readOnlyHint: null }, { title: 'x' }, { readonlyHint: true }],
  ],
  [
    'Metadata',
    Metadata,
    [
      {},
      { module: x(LIMITS.titleCharacters), entity: 'file', action: 'move', reversible: true, requiresApproval: false },
      {
        sideEffects: list(LIMITS.listEntries, x(LIMITS.titleCharacters)),
        permissions: list(LIMITS.listEntries, 'fs:write'),
      },
      { tags: list(LIMITS.listEntries, x(LIMITS.tagCharacters)), annotations: {} },
    ],
    [
      { module: '' },
      { module: x(LIMITS.titleCharacters + 1) },
      { entity: null },
      { reversible: 'true' },
      { sideEffects: 'writes' },
      { sideEffects: list(TOO_MANY, 'x') },
      { sideEffects: [x(LIMITS.titleCharacters + 1)] },
      { permissions: list(TOO_MANY, 'x') },
      { permissions: [''] },
      { tags: [''] },
      { tags: [x(LIMITS.tagCharacters + 1)] },
      { tags: list(TOO_MANY, 'x') },
      { annotations: { hint: true } },
      { requires_approval: true },
      { owner: 'x' },
    ],
  ],
  ['inputSchema', ContractFields.inputSchema, [undefined, {}, { type: 'object' }], [null, [], true, 'object']],
  ['outputSchema', ContractFields.outputSchema, [undefined, {}, { type: 'object' }], [null, [], true, 'object']],
  [
    'examples',
    ContractFields.examples,
    [undefined, [], list(LIMITS.listEntries, {})],
    [list(TOO_MANY, {}), {}, [null], null],
  ],
  [
    'ReleaseDocument',
    ReleaseDocument,
    [
      tool,
      { ...tool, kind: 'prompt', spec: { prompt: 'x' } },
      { ...tool, kind: 'command', spec: { cmd: 'x' } },
      {
        ...{ ...tool, kind: 'device' },
        spec: { device_model: 'm', action_sets: [{ id: 'a', actions: [] }], default_action_set_id: 'a' },
      },
      { ...tool, title: 'Move', description: '', inputSchema: {}, outputSchema: {}, metadata: {}, examples: [{}] },
    ],
    [
      { ...tool, name: undefined },
      { ...tool, name: 'Files.move' },
      { ...tool, version: undefined },
      { ...tool, version: '1.0' },
      { ...tool, version: 'latest' },
      { ...tool, kind: undefined },
      { ...tool, kind: 'script' },
      { ...tool, spec: undefined },
      { ...tool, spec: null },
      { ...tool, spec: { prompt: 'x' } },
      { ...tool, kind: 'prompt', spec: { cmd: 'x' } },
      { ...tool, title: ' ' },
      { ...tool, description: null },
      { ...tool, inputSchema: [] },
      { ...tool, input_schema: {} },
      { ...tool, metadata: { more: 1 } },
      { ...tool, examples: [{ more: 1 }] },
      { ...tool, id: 1 },
      { ...tool, hash: 'x' },
      { ...tool, ...JSON.parse('{"constructor":1}') },
    ],
  ],
];

describe.each(TABLE)('%s', (_name, schema, good, bad) => {
  test('takes what is lawful, as it is', () => {
    for (const value of good) expect(schema.safeParse(value), toLabel(value)).toEqual({ success: true, data: value });
  });
  test('refuses what is not', () => {
    for (const value of bad) expect(schema.safeParse(value).success, toLabel(value)).toBe(false);
  });
});

function toLabel(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 120);
}
