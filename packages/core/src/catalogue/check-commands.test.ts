import type { CatalogueContent, JsonObject } from '@action-registry/schema';
import { describe, expect, it } from 'vitest';
import { normaliseSpec } from '../normalise-spec.js';
import { codeOf, refusalOf } from '../testing/refusals.js';
import { parseContent } from '../validate-document.js';
import { BUILTIN_CATALOGUES } from './builtin-catalogues.js';
import { createCatalogues } from './catalogues.js';
import { checkCommands } from './check-commands.js';

const catalogues = createCatalogues(BUILTIN_CATALOGUES);

type Step = { command: string; params?: JsonObject };

function device(actions: Step[], more: JsonObject = {}): JsonObject {
  return {
    ...{ device_model: 'android_mobile', action_sets: [{ id: 'forward', actions }], default_action_set_id: 'forward' },
    ...more,
  };
}

function issuesOf(actions: Step[], more: JsonObject = {}) {
  return checkCommands(device(actions, more), catalogues).issues.map(({ path, rule, suggestion }) => ({
    at: path.replace('/spec/action_sets/0/actions/', ''),
    rule,
    suggestion,
  }));
}

describe('checking the commands of a device', () => {
  it('finds nothing wrong with what is right', () => {
    const steps = [
      { command: 'launch_app', params: { package: 'com.android.settings' } },
      { command: 'swipe_up' },
      { command: 'click_element', params: { x: 1, y: 2 } },
      { command: 'press_key', params: { key: 'HOME' } },
    ];
    const found = checkCommands(device(steps), catalogues);
    expect(found).toMatchObject({ issues: [], warnings: [], message: undefined });
    expect(issuesOf([{ command: 'press_remote_key', params: { key: 'OK' } }], { device_model: 'android_tv' })).toEqual(
      [],
    );
  });

  it('says of an unknown command what a person would say', () => {
    const { message, suggestions, available } = checkCommands(
      device([{ command: 'click_element_by_index' }]),
      catalogues,
    );
    expect(message).toBe(
      `Invalid command 'click_element_by_index' for device model 'android_mobile' (action 1 in 'forward').
  Did you mean 'click_element'?
  Available: ADB: click_element, launch_app, press_key, swipe_down, swipe_left, swipe_right, swipe_up, type_text
  Full details: actions catalogue get android_mobile`,
    );
    expect(suggestions).toEqual([{ value: 'click_element', distance: 9 }]);
    expect(Object.keys(available)).toEqual(['ADB']);
  });

  it.each([
    ['tap', 'click_element'],
    ['scroll_down', 'swipe_down'],
    ['Press_Key', 'press_key'],
    ['swipe', 'swipe_up'],
    ['lanch_app', 'launch_app'],
    ['reboot_into_space', undefined],
  ])('suggests for %s', (command, suggestion) => {
    expect(issuesOf([{ command }])).toEqual([{ at: '0/command', rule: 'command', suggestion }]);
  });

  it('leaves a step without a command to the schema', () => {
    const spec = device([{ command: '' }]);
    expect(checkCommands(spec, catalogues).issues).toEqual([]);
    const { details } = refusalOf(
      () => normaliseSpec('device', spec, { defaultModel: 'm', catalogues }),
      'INVALID_SPEC',
    );
    expect(details.issues.map(({ path }) => path)).toEqual(['/spec/action_sets/0/actions/0/command']);
  });

  it('names the model that has the command', () => {
    const { issues } = checkCommands(device([{ command: 'press_remote_key', params: { key: 'OK' } }]), catalogues);
    expect(issues[0]).toMatchObject({ rule: 'command_of_other_model' });
    expect(issues[0]?.message).toContain("'android_tv'");
  });

  it('finds every problem of every step, and says where', () => {
    const steps = [
      { command: 'press_key', params: { key: 'HOM' } },
      { command: 'press_key' },
      { command: 'launch_app', params: { package: 7, pakage: 'a' } },
      { command: 'swipe_up', params: { distance_percent: 101, duration_ms: '1' } },
      { command: 'click_element', params: {} },
      { command: 'nope' },
    ];
    expect(issuesOf(steps)).toEqual([
      { at: '0/params/key', rule: 'enum', suggestion: 'HOME' },
      { at: '1/params/key', rule: 'required', suggestion: undefined },
      { at: '2/params/package', rule: 'type', suggestion: undefined },
      { at: '2/params/pakage', rule: 'additionalProperties', suggestion: 'package' },
      { at: '3/params/distance_percent', rule: 'maximum', suggestion: undefined },
      { at: '3/params/duration_ms', rule: 'type', suggestion: undefined },
      { at: '4/params', rule: 'anyOf', suggestion: undefined },
      { at: '5/command', rule: 'command', suggestion: undefined },
    ]);
    const { issues } = checkCommands(device(steps), catalogues);
    expect(issues[2]?.message).toMatch(/^Action 3 in 'forward': parameter 'package' of 'launch_app' must be a string/);
  });

  it('finds too many sets, an id that stands twice and a default that is none of them', () => {
    const set = { id: 'forward', actions: [] };
    const sets = {
      action_sets: [set, set, { id: 'back', actions: [{ command: 'nope' }] }],
      default_action_set_id: 'bak',
    };
    const { issues } = checkCommands(device([], sets), catalogues);
    expect(issues.map(({ path, rule, suggestion }) => [path, rule, suggestion])).toEqual([
      ['/spec/action_sets', 'action_sets', undefined],
      ['/spec/action_sets/1/id', 'unique', undefined],
      ['/spec/default_action_set_id', 'default_action_set_id', 'back'],
      ['/spec/action_sets/2/actions/0/command', 'command', undefined],
    ]);
  });

  it('says which device models there are', () => {
    const found = checkCommands(device([{ command: 'nope' }], { device_model: 'andriod_mobile' }), catalogues);
    expect(found.issues).toMatchObject([{ path: '/spec/device_model', suggestion: 'android_mobile' }]);
    expect(found.message).toContain('actions catalogue list');
  });

  it('tells at most 100 problems, and at most 50 in the message', () => {
    const { issues, message } = checkCommands(
      device(Array.from({ length: 1_000 }, () => ({ command: 'x' }))),
      catalogues,
    );
    expect(issues).toHaveLength(100);
    expect(message?.split('\n').filter((line) => line.startsWith('Invalid command'))).toHaveLength(50);
    expect(message).toContain('50 more problems');
  });

  it('does not take parts of Object.prototype for commands or parameters', () => {
    expect(issuesOf([{ command: 'constructor' }, { command: 'swipe_up', params: { toString: 1 } }])).toHaveLength(2);
  });

  it('warns of a deprecated command, a destructive one that should be reversible, and a default that is spelt out', () => {
    const own: CatalogueContent = {
      device_model: 'own',
      version: '1.0.0',
      commands: [
        {
          ...{ name: 'wipe', action_type: 'adb', description: 'd', risk: 'destructive', deprecated: true },
          params_schema: { type: 'object', properties: { all: { type: 'boolean', default: false } } },
        },
      ],
    };
    const spec = device([{ command: 'wipe', params: { all: false } }], { device_model: 'own' });
    const codes = (reversible: boolean) =>
      checkCommands(spec, createCatalogues([own]), { reversible }).warnings.map(({ code, path }) => `${code} ${path}`);
    const at = '/spec/action_sets/0/actions/0';
    expect(codes(true)).toEqual([
      `command_deprecated ${at}/command`,
      `command_destructive ${at}/command`,
      `param_default ${at}/params/all`,
    ]);
    expect(codes(false)).not.toContain(`command_destructive ${at}/command`);
  });
});

describe('saving and publishing a device', () => {
  const defaults = { defaultModel: 'm', catalogues };
  const bad = device([{ command: 'click_element_by_index' }]);

  it('refuses a wrong command, and checks nothing without catalogues', () => {
    const { details } = refusalOf(() => normaliseSpec('device', bad, defaults), 'INVALID_COMMAND');
    expect(details).toMatchObject({
      issues: [{ path: '/spec/action_sets/0/actions/0/command', suggestion: 'click_element' }],
      suggestions: [{ value: 'click_element' }],
      available: { ADB: expect.arrayContaining(['swipe_up']) },
    });
    expect(codeOf(() => normaliseSpec('device', bad, { defaultModel: 'm' }))).toBe('accepted');
    const document = { name: 'tv.open', version: '1.0.0', kind: 'device', spec: bad };
    expect(codeOf(() => parseContent(document, { catalogues }))).toBe('INVALID_COMMAND');
    expect(codeOf(() => parseContent(document, { catalogues, isStored: true }))).toBe('accepted');
  });

  it('tells wrong shapes and wrong commands at once', () => {
    const spec = device([{ command: 'nope', params: 1 as never }], { default_action_set_id: 'gone' });
    const { details } = refusalOf(() => normaliseSpec('device', spec, defaults), 'INVALID_COMMAND');
    expect(details.issues.map(({ path }) => path)).toEqual([
      '/spec/default_action_set_id',
      '/spec/action_sets/0/actions/0/command',
      '/spec/action_sets/0/actions/0/params',
    ]);
  });

  it('calls three action sets an invalid spec, where no command is wrong', () => {
    const set = (id: string) => ({ id, actions: [] });
    const spec = device([], { action_sets: [set('forward'), set('b'), set('c')] });
    const { details } = refusalOf(() => normaliseSpec('device', spec, defaults), 'INVALID_SPEC');
    expect(details.issues.map(({ path }) => path)).toEqual(['/spec/action_sets']);
  });

  it('takes the warnings over', () => {
    const spec = device([{ command: 'swipe_up', params: { duration_ms: 300 } }]);
    expect(normaliseSpec('device', spec, defaults).warnings.map(({ code }) => code)).toEqual(['param_default']);
    const document = { name: 'tv.open', version: '1.0.0', kind: 'device', spec };
    expect(parseContent(document, { catalogues }).warnings.map(({ code }) => code)).toEqual(['param_default']);
  });
});
