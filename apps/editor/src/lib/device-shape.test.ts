import { BUILTIN_CATALOGUES, createCatalogues } from '@action-registry/core';
import { describe, expect, it } from 'vitest';
import { deviceShapeAt } from './device-shape.js';

const known = {
  catalogues: createCatalogues(BUILTIN_CATALOGUES),
  models: BUILTIN_CATALOGUES.map(({ device_model, version }) => ({ device_model, version }) as never),
};
const value = {
  spec: {
    device_model: 'android_tv',
    action_sets: [
      { id: 'forward', actions: [{ command: 'press_key', params: {} }, { command: 'nope' }] },
      { id: 'back' },
    ],
  },
};
const shapeAt = (...steps: string[]) => deviceShapeAt(known, value, steps);
const STEP = ['spec', 'action_sets', '0', 'actions', '0'] as const;

describe('what may stand in a device', () => {
  it('are the device models, and the ids of its sequences', () => {
    expect(shapeAt('spec', 'device_model')?.values).toEqual(['host_vnc', 'android_mobile', 'android_tv']);
    expect(shapeAt('spec', 'device_model')?.hints?.[0]).toBe('1.0.0');
    expect(shapeAt('spec', 'default_action_set_id')?.values).toEqual(['forward', 'back']);
  });

  it('are the commands of its model with what they take', () => {
    const shape = shapeAt(...STEP, 'command');
    expect(shape?.values).toContain('press_remote_key');
    expect(shape?.hints?.[shape.values.indexOf('press_key')]).toBe('key [long_press]');
  });

  it('are the parameters of the command that stands there, and their values', () => {
    expect(shapeAt(...STEP, 'params')?.keys).toEqual([
      { key: 'key', isRequired: true, type: 'choice' },
      { key: 'long_press', isRequired: false, type: 'boolean' },
    ]);
    expect(shapeAt(...STEP, 'params', 'key')?.values).toContain('HOME');
    expect(shapeAt(...STEP, 'params', 'long_press')?.values).toEqual([true, false]);
    expect(shapeAt(...STEP, 'params', 'gone')?.values).toEqual([]);
  });

  it('is left to the schema where no catalogue knows it', () => {
    for (const steps of [['title'], ['spec'], ['spec', 'action_sets', '0', 'id'], [...STEP], [...STEP, 'label']])
      expect(shapeAt(...steps)).toBeUndefined();
    expect(shapeAt(...STEP.slice(0, 4), '1', 'params')).toBeUndefined();
    expect(deviceShapeAt(known, { spec: { device_model: 'x' } }, [...STEP, 'command'])).toBeUndefined();
  });
});
