// Each kind of spec on both sides of every limit of its own.
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import {
  ActionSet,
  Binding,
  CommandSpec,
  DeviceSpec,
  DeviceStep,
  Kind,
  PromptSpec,
  Reasoning,
  Shell,
  SPEC_BY_KIND,
  TIMEOUT_BOUNDS,
  ToolSpec,
} from './kinds.js';
import { LIMITS } from './limits.js';

const x = (length: number): string => 'x'.repeat(length);
const list = <Value>(length: number, value: Value): Value[] => Array.from({ length }, () => value);
const stdio = { type: 'mcp', command: 'npx', args: [], tool: 'move' };
const http = { type: 'mcp', url: 'https://tools.example/mcp', tool: 'move' };
const device = (ids: readonly string[], standard: string) => ({
  device_model: 'm',
  action_sets: ids.map((id) => ({ id, actions: [] })),
  default_action_set_id: standard,
});
const url = (length: number): string => `https://a.example/${x(length - 'https://a.example/'.length)}`;
const { prompt: promptTime, command: commandTime } = TIMEOUT_BOUNDS;

/** What is tried, the values that are taken, and those that are not. */
const TABLE: readonly (readonly [string, z.ZodType, readonly unknown[], readonly unknown[]])[] = [
  ['Kind', Kind, ['prompt', 'command', 'tool', 'device'], ['', 'Prompt', 'prompts', null]],
  ['Reasoning', Reasoning, ['none', 'minimal', 'low', 'medium', 'high', 'xhigh'], ['', 'max', 'High']],
  ['Shell', Shell, ['bash', 'sh', 'zsh', 'pwsh'], ['', 'fish', '/bin/sh']],
  [
    'PromptSpec',
    PromptSpec,
    [
      { prompt: 'x' },
      { prompt: x(LIMITS.promptCharacters) },
      { prompt: 'x', timeout_s: promptTime.min },
      { prompt: 'x', timeout_s: promptTime.max },
      { prompt: 'x', agent: x(LIMITS.titleCharacters), model: x(LIMITS.titleCharacters), reasoning: 'xhigh' },
    ],
    [
      {},
      { prompt: '' },
      { prompt: x(LIMITS.promptCharacters + 1) },
      { prompt: ['x'] },
      { prompt: 'x', timeout_s: promptTime.min - 1 },
      { prompt: 'x', timeout_s: promptTime.max + 1 },
      { prompt: 'x', timeout_s: 45.5 },
      { prompt: 'x', timeout_s: '45' },
      { prompt: 'x', reasoning: 'max' },
      { prompt: 'x', agent: '' },
      { prompt: 'x', agent: x(LIMITS.titleCharacters + 1) },
      { prompt: 'x', model: x(LIMITS.titleCharacters + 1) },
      { prompt: 'x', model: null },
      { prompt: 'x', cmd: 'x' },
    ],
  ],
  [
    'CommandSpec',
    CommandSpec,
    [
      { cmd: 'x' },
      { cmd: x(LIMITS.commandCharacters) },
      { cmd: 'x', timeout_s: commandTime.min },
      { cmd: 'x', timeout_s: commandTime.max },
      { cmd: 'x', cwd: x(4096), shell: 'pwsh' },
    ],
    [
      {},
      { cmd: '' },
      { cmd: x(LIMITS.commandCharacters + 1) },
      { cmd: 'x', timeout_s: commandTime.min - 1 },
      { cmd: 'x', timeout_s: commandTime.max + 1 },
      { cmd: 'x', cwd: '' },
      { cmd: 'x', cwd: x(4097) },
      { cmd: 'x', shell: 'fish' },
      { cmd: 'x', prompt: 'x' },
    ],
  ],
  [
    'Binding',
    Binding,
    [
      stdio,
      http,
      { ...stdio, command: x(4096), tool: x(256), args: list(LIMITS.listEntries, x(4096)) },
      { ...http, url: 'http://localhost:3000/mcp' },
      { ...http, url: url(2048) },
    ],
    [
      {},
      { ...stdio, ...http },
      { ...stdio, type: 'stdio' },
      { ...stdio, args: undefined },
      { ...stdio, args: list(LIMITS.listEntries + 1, '') },
      { ...stdio, args: [x(4097)] },
      { ...stdio, command: '' },
      { ...stdio, command: x(4097) },
      { ...stdio, tool: '' },
      { ...stdio, tool: x(257) },
      { ...stdio, env: {} },
      { ...http, url: url(2049) },
      { ...http, url: 'file:///etc/passwd' },
      { ...http, url: 'javascript:alert(1)' },
      { ...http, url: '/mcp' },
    ],
  ],
  ['ToolSpec', ToolSpec, [{}, { binding: stdio }], [{ binding: {} }, { binding: null }, { handler: 'x' }, null, []]],
  [
    'DeviceStep',
    DeviceStep,
    [{ command: x(128) }, { command: 'x', params: {}, label: x(LIMITS.titleCharacters) }],
    [
      {},
      { command: '' },
      { command: x(129) },
      { command: 'x', params: [] },
      { command: 'x', params: null },
      { command: 'x', label: '' },
      { command: 'x', label: x(LIMITS.titleCharacters + 1) },
      { command: 'x', wait: 1 },
    ],
  ],
  [
    'ActionSet',
    ActionSet,
    [
      { id: 'a', actions: [] },
      { id: `A${x(63)}`, label: 'x', actions: list(1_000, { command: 'x' }) },
      { id: '0._-', actions: [] },
    ],
    [
      { id: '', actions: [] },
      { id: x(65), actions: [] },
      { id: '.a', actions: [] },
      { id: 'a b', actions: [] },
      { id: 'a' },
      { id: 'a', actions: list(1_001, { command: 'x' }) },
      { id: 'a', actions: [], label: '' },
      { id: 'a', actions: [], loop: true },
    ],
  ],
  [
    'DeviceSpec',
    DeviceSpec,
    [device(['a'], 'a'), device(['a', 'b'], 'b'), { ...device(['a'], 'a'), device_model: x(64) }],
    [
      device([], 'a'),
      device(['a', 'b', 'c'], 'a'),
      device(['a', 'a'], 'a'),
      device(['a', 'b'], 'c'),
      { ...device(['a'], 'a'), device_model: '' },
      { ...device(['a'], 'a'), device_model: x(65) },
      { ...device(['a'], 'a'), default_action_set_id: undefined },
      { ...device(['a'], 'a'), more: 1 },
    ],
  ],
];

describe.each(TABLE)('%s', (_name, schema, good, bad) => {
  test('takes what is lawful, as it is', () => {
    for (const value of good)
      expect(schema.safeParse(value), describeValue(value)).toEqual({ success: true, data: value });
  });
  test('refuses what is not', () => {
    for (const value of bad) expect(schema.safeParse(value).success, describeValue(value)).toBe(false);
  });
});

test('what is wrong with a device is said at the field that has to change', () => {
  const pathsOf = (value: unknown) => DeviceSpec.safeParse(value).error?.issues.map(({ path }) => path.join('.'));
  expect(pathsOf(device(['a', 'a'], 'a'))).toEqual(['action_sets']);
  expect(pathsOf(device(['a', 'b'], 'c'))).toEqual(['default_action_set_id']);
});

test('each kind has its spec, and the default time-out is within its bounds', () => {
  expect(Object.keys(SPEC_BY_KIND)).toEqual(Kind.options);
  for (const { min, max, default: standard } of Object.values(TIMEOUT_BOUNDS)) {
    expect(min <= standard && standard <= max).toBe(true);
  }
});

function describeValue(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 120);
}
