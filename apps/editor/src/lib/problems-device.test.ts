import { BUILTIN_CATALOGUES, createCatalogues, normaliseSpec } from '@action-registry/core';
import { isRegistryError, type JsonObject } from '@action-registry/schema';
import { describe, expect, it } from 'vitest';
import { createDraftDocument } from './draft-document.js';
import * as rules from './problem-rules.js';
import { findProblems, type ServerNote } from './problems.js';
import { applyEdits } from './text-edit.js';

const catalogues = createCatalogues(BUILTIN_CATALOGUES);
const defaultModel = 'model-1';

const device = (actions: JsonObject[], spec: JsonObject = {}, more: JsonObject = {}): JsonObject => ({
  title: 'T',
  name: 'tv.open',
  kind: 'device',
  spec: {
    device_model: 'android_mobile',
    action_sets: [{ id: 'forward', actions }],
    default_action_set_id: 'forward',
    ...spec,
  },
  ...more,
});

function problemsOf(content: JsonObject, { notes = [] as ServerNote[], isHere = true } = {}) {
  const text = JSON.stringify(content, null, 2);
  const known = isHere ? { catalogues } : {};
  const problems = findProblems(createDraftDocument(text).get(), {
    kind: 'device',
    defaultModel,
    rules,
    notes,
    ...known,
  });
  const mended = problems.toReversed().reduce((each, { fix }) => applyEdits(each, fix?.edits ?? []), text);
  return { text, problems, lines: problems.map(({ weight, path }) => `${weight} ${path}`), mended: JSON.parse(mended) };
}

const STEPS = '/spec/action_sets/0/actions';

describe('the problems of a device', () => {
  it('are none where saving would find none', () => {
    expect(problemsOf(device([{ command: 'press_key', params: { key: 'HOME' } }])).lines).toEqual([]);
  });

  it('are exactly what saving would refuse, at the same places', () => {
    const content = device(
      [
        { command: 'swipe_upp' },
        { command: 'press_key', params: { kee: 'HOME', long_press: 'yes' } },
        { command: 'press_key', params: { key: 'HOEM' } },
        { command: 'press_remote_key', params: { key: 'OK' } },
        { command: '' },
        { command: 'click_element' },
      ],
      { default_action_set_id: 'foward' },
    );
    const { problems } = problemsOf(content);
    let told: string[] = [];
    try {
      normaliseSpec('device', content.spec as JsonObject, { defaultModel, catalogues });
    } catch (error) {
      if (isRegistryError(error) && 'issues' in error.details) told = error.details.issues.map(({ path }) => path);
    }
    expect(told.length).toBeGreaterThan(7);
    expect(problems.map(({ path }) => path).sort()).toEqual(told.sort());
  });

  it('say what was meant, what else is near, what there is, and mend it', () => {
    const { problems, mended } = problemsOf(device([{ command: 'swipe_upp' }]));
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toBe(
      'Invalid command “swipe_upp” for device model “android_mobile” (action 1 in “forward”). Did you mean “swipe_up”?',
    );
    expect(problems[0]?.note).toContain('Available: ADB: click_element, launch_app');
    expect(problems[0]?.range.from).toBeGreaterThan(0);
    expect(mended.spec.action_sets[0].actions).toEqual([{ command: 'swipe_up' }]);
  });

  it('have a fix for names of parameters, values, models and sets alike; what nobody meant can be taken away', () => {
    const { mended } = problemsOf(
      device(
        [
          { command: 'press_key', params: { kee: 'HOME' } },
          { command: 'press_key', params: { key: 'HOEM' } },
          { command: 'swipe_up', params: { colour_of_the_moon: 1 } },
        ],
        { default_action_set_id: 'foward' },
      ),
    );
    expect(mended.spec).toMatchObject({
      action_sets: [
        {
          actions: [
            { command: 'press_key', params: { key: 'HOME' } },
            { command: 'press_key', params: { key: 'HOME' } },
            { command: 'swipe_up', params: {} },
          ],
        },
      ],
      default_action_set_id: 'forward',
    });
    const { problems, mended: named } = problemsOf(device([{ command: 'swipe_upp' }], { device_model: 'andriod_tv' }));
    expect(problems.map(({ path }) => path)).toEqual(['/spec/device_model']);
    expect(named.spec.device_model).toBe('android_tv');
  });

  it('are warnings where it may be meant so, also beside errors', () => {
    const steps = [{ command: 'swipe_up', params: { duration_ms: 300 } }, { command: 'nothing_like_it' }];
    const { lines, mended } = problemsOf(device(steps));
    expect(lines).toEqual([`warning ${STEPS}/0/params/duration_ms`, `error ${STEPS}/1/command`]);
    expect(mended.spec.action_sets[0].actions[0]).toEqual({ command: 'swipe_up', params: {} });
  });

  it('are left to the registry while the commands are not here; its refusal stands at its place with the same fix', () => {
    const content = device([{ command: 'swipe_upp' }]);
    expect(problemsOf(content, { isHere: false }).lines).toEqual([]);
    const note: ServerNote = {
      weight: 'error',
      path: `${STEPS}/0/command`,
      message: 'Invalid command.',
      rule: 'command',
      suggestion: 'swipe_up',
      about: 'swipe_upp',
    };
    const { problems, mended } = problemsOf(content, { isHere: false, notes: [note] });
    expect(problems).toMatchObject([{ weight: 'error', message: 'Invalid command. Did you mean “swipe_up”?' }]);
    expect(mended.spec.action_sets[0].actions[0].command).toBe('swipe_up');
    expect(problemsOf(mended, { isHere: false, notes: [note] }).lines).toEqual([]);
  });
});
