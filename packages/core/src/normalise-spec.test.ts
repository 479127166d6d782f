import { type JsonObject, Kind } from '@action-registry/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseSpec } from './normalise-spec.js';
import { codeOf, refusalOf } from './testing/refusals.js';

const defaults = { defaultModel: 'model-1' };

function normalise(kind: Kind, raw: JsonObject) {
  const { spec, warnings } = normaliseSpec(kind, raw, defaults);
  return { spec, warnings: warnings.map(({ code, path }) => `${code} ${path}`) };
}

describe('normalising a prompt', () => {
  it('fills every default, each with a warning', () => {
    expect(normalise('prompt', { prompt: 'Hi' })).toEqual({
      spec: { prompt: 'Hi', agent: 'codex', model: 'model-1', reasoning: 'medium', timeout_s: 45 },
      warnings: ['agent', 'model', 'reasoning', 'timeout_s'].map((key) => `default_filled /spec/${key}`),
    });
  });

  it.each([
    [4, 5, 1],
    [5, 5, 0],
    [300, 300, 0],
    [301, 300, 1],
    [-1e9, 5, 1],
    [45.4, 45, 1],
  ])('brings a time-out of %d s to %d s', (given, expected, warned) => {
    const { spec, warnings } = normalise('prompt', { prompt: 'Hi', timeout_s: given });
    expect(spec.timeout_s).toBe(expected);
    expect(warnings.filter((warning) => warning === 'value_clamped /spec/timeout_s')).toHaveLength(warned);
  });

  it('drops unknown keys with a warning that names the nearest known one', () => {
    const { spec, warnings } = normaliseSpec('prompt', { prompt: 'Hi', promt: 'x', temperature: 1 }, defaults);
    expect(Object.keys(spec)).not.toContain('promt');
    const dropped = warnings.filter(({ code }) => code === 'unknown_key_dropped');
    expect(dropped.map(({ path }) => path)).toEqual(['/spec/promt', '/spec/temperature']);
    expect(dropped[0]?.message).toContain("'prompt'");
  });

  it('never cuts: 200,000 characters are kept whole, one more is refused with limit and actual', () => {
    const prompt = '𝄞'.repeat(200_000);
    expect(normalise('prompt', { prompt }).spec.prompt).toBe(prompt);
    const { details } = refusalOf(() => normalise('prompt', { prompt: `${prompt}x` }), 'INVALID_PROMPT');
    expect(details).toMatchObject({ limit: 200_000, actual: 200_001, issues: [{ path: '/spec/prompt' }] });
  });

  it.each([[{}], [{ prompt: '' }], [{ prompt: null }], [{ prompt: 1 }]])('refuses %j as INVALID_PROMPT', (raw) => {
    expect(codeOf(() => normalise('prompt', raw))).toBe('INVALID_PROMPT');
  });

  it.each([
    [{ prompt: 'Hi', timeout_s: '45' }],
    [{ prompt: 'Hi', timeout_s: null }],
    [{ prompt: 'Hi', reasoning: 'hard' }],
    [{ prompt: 'Hi', model: '' }],
    [{ prompt: 'Hi', agent: [] }],
  ])('refuses %j as INVALID_SPEC', (raw) => {
    expect(codeOf(() => normalise('prompt', raw))).toBe('INVALID_SPEC');
  });
});

describe('normalising a command', () => {
  it('fills every default, each with a warning', () => {
    expect(normalise('command', { cmd: 'ls' })).toEqual({
      spec: { cmd: 'ls', shell: 'bash', cwd: '.', timeout_s: 60 },
      warnings: ['shell', 'cwd', 'timeout_s'].map((key) => `default_filled /spec/${key}`),
    });
  });

  it('clamps the time-out to 1–3,600 s', () => {
    expect(normalise('command', { cmd: 'ls', timeout_s: 0 }).spec.timeout_s).toBe(1);
    expect(normalise('command', { cmd: 'ls', timeout_s: 3_601 }).spec.timeout_s).toBe(3_600);
  });

  it('keeps 20,000 characters and refuses one more', () => {
    expect(codeOf(() => normalise('command', { cmd: 'x'.repeat(20_000) }))).toBe('accepted');
    const { details } = refusalOf(() => normalise('command', { cmd: 'x'.repeat(20_001) }), 'INVALID_CMD');
    expect(details).toMatchObject({ limit: 20_000, actual: 20_001 });
  });

  it.each([
    [{}, 'INVALID_CMD'],
    [{ cmd: '' }, 'INVALID_CMD'],
    [{ cmd: 'ls', cwd: '' }, 'INVALID_CWD'],
    [{ cmd: 'ls', cwd: 1 }, 'INVALID_CWD'],
    [{ cmd: 'ls', cwd: '../x' }, 'CWD_OUTSIDE_ROOT'],
    [{ cmd: 'ls', cwd: '/etc' }, 'CWD_OUTSIDE_ROOT'],
    [{ cmd: 'ls', shell: 'fish' }, 'INVALID_SPEC'],
  ])('refuses %j as %s', (raw, code) => {
    expect(codeOf(() => normalise('command', raw))).toBe(code);
  });

  it('keeps the text of a working directory that stays inside', () => {
    expect(normalise('command', { cmd: 'ls', cwd: 'a/../b' }).spec.cwd).toBe('a/../b');
  });
});

describe('normalising a tool', () => {
  it('needs no binding', () => {
    expect(normalise('tool', {})).toEqual({ spec: {}, warnings: [] });
  });

  it('gives a started server empty args and drops what its binding does not know', () => {
    expect(normalise('tool', { x: 1, binding: { type: 'mcp', command: 'npx', tool: 't', argz: [] } })).toEqual({
      spec: { binding: { type: 'mcp', command: 'npx', tool: 't', args: [] } },
      warnings: [
        'unknown_key_dropped /spec/x',
        'unknown_key_dropped /spec/binding/argz',
        'default_filled /spec/binding/args',
      ],
    });
  });

  it('keeps a server at a URL', () => {
    const binding = { type: 'mcp', url: 'https://example.org/mcp', tool: 't' };
    expect(normalise('tool', { binding })).toEqual({ spec: { binding }, warnings: [] });
  });

  it.each([
    [{ binding: null }],
    [{ binding: {} }],
    [{ binding: { type: 'mcp', url: 'file:///etc/passwd', tool: 't' } }],
    [{ binding: { type: 'mcp', url: 'https://a.example', command: 'npx', args: [], tool: 't' } }],
    [{ binding: { type: 'http', url: 'https://a.example', tool: 't' } }],
  ])('refuses %j as INVALID_SPEC', (raw) => {
    expect(codeOf(() => normalise('tool', raw))).toBe('INVALID_SPEC');
  });
});

describe('normalising a device', () => {
  const actions = [{ command: 'swipe_up' }];

  it('drops unknown keys down to each step, and says where', () => {
    const raw = {
      device_model: 'android_tv',
      action_sets: [{ id: 'go', actions: [{ command: 'swipe_up', param: {} }], colour: 'red' }],
      default_action_set_id: 'go',
    };
    expect(normalise('device', raw)).toEqual({
      spec: { device_model: 'android_tv', action_sets: [{ id: 'go', actions }], default_action_set_id: 'go' },
      warnings: [
        'unknown_key_dropped /spec/action_sets/0/colour',
        'unknown_key_dropped /spec/action_sets/0/actions/0/param',
      ],
    });
  });

  it('collects all problems', () => {
    const raw = { device_model: '', action_sets: [{ id: '!', actions: [{}] }, 1], default_action_set_id: 'x' };
    const { details } = refusalOf(() => normalise('device', raw), 'INVALID_SPEC');
    expect(details.issues.map(({ path }) => path)).toEqual([
      '/spec/device_model',
      '/spec/action_sets/0/id',
      '/spec/action_sets/0/actions/0/command',
      '/spec/action_sets/1',
    ]);
  });

  it.each([
    [[], 'a'],
    [[1, 2, 3].map((id) => ({ id: `s${id}`, actions })), 's1'],
    [['a', 'a'].map((id) => ({ id, actions })), 'a'],
    [[{ id: 'a', actions }], 'b'],
  ])('refuses no set, three sets, repeated ids and a default that is none of them (%#)', (action_sets, id) => {
    const raw = { device_model: 'm', action_sets, default_action_set_id: id };
    expect(codeOf(() => normalise('device', raw))).toBe('INVALID_SPEC');
  });
});

describe('normalising any spec', () => {
  const raws = fc.record(
    {
      prompt: fc.oneof(fc.string(), fc.constant(1)),
      cmd: fc.string(),
      cwd: fc.constantFrom('.', 'a', '..', ''),
      timeout_s: fc.oneof(fc.double({ noNaN: true }), fc.string()),
      shell: fc.constantFrom('bash', 'zsh', 'fish'),
      binding: fc.constantFrom({ type: 'mcp', command: 'x', tool: 'y', z: 1 }, {}, 3),
      __proto__: fc.constant(1),
      other: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );

  it('changes nothing and warns of nothing the second time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Kind.options), raws, (kind, raw) => {
        let first: JsonObject;
        try {
          first = normaliseSpec(kind, raw as JsonObject, defaults).spec;
        } catch {
          return;
        }
        expect(normaliseSpec(kind, first, defaults)).toEqual({ spec: first, warnings: [] });
      }),
      { numRuns: 500 },
    );
  });

  it('does not change what it was given', () => {
    const raw = Object.freeze({ prompt: 'Hi', extra: Object.freeze([]) }) as unknown as JsonObject;
    normaliseSpec('prompt', raw, defaults);
    expect(raw).toEqual({ prompt: 'Hi', extra: [] });
  });
});
