import type { CatalogueSummary } from '@action-registry/schema';
import { describe, expect, test } from 'vitest';
import { checkCatalogueText, withVersion } from './catalogue-file.js';

const model = (device_model: string, more: Partial<CatalogueSummary> = {}): CatalogueSummary => ({
  ...{ device_model, version: '1.0.0', commands: 1, versions: 1, origin: 'builtin', workspace: null },
  ...{ hash: `sha256:${'0'.repeat(64)}`, created_by: null, created_at: null },
  ...more,
});
const MODELS = [model('android_mobile'), model('android_tv', { extends: 'android_mobile' })];
const check = (text: string) => checkCatalogueText(text, MODELS);

const command = { name: 'open', action_type: 'web', description: 'd', risk: 'read', params_schema: { type: 'object' } };
const textOf = (more: object = {}): string =>
  JSON.stringify({ device_model: 'kiosk', version: '1.0.0', commands: [command], ...more }, null, 2);
/** The line on which a text first has this. */
const lineWith = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;

describe('a catalogue’s text', () => {
  test('is a catalogue when nothing is wrong with it', () => {
    expect(check(textOf({ extends: 'android_tv' })).content?.device_model).toBe('kiosk');
  });

  test('that is no JSON has one problem, at its place', () => {
    const { problems } = check('{\n  "version": 1,\n  oops\n}');
    expect(problems.map(({ line }) => line)).toEqual([3]);
    expect(check('{"a": 1, "a": 2}').problems).toHaveLength(1);
    expect(check('[]').problems).toHaveLength(1);
  });

  test('has every problem with its line and its pointer', () => {
    const text = textOf({
      version: '1',
      commands: [
        { ...command, risk: 'wriet' },
        { ...command, name: 'Open it' },
      ],
    });
    expect(check(text).problems.map(({ path, line }) => [path, line])).toEqual([
      ['/version', lineWith(text, '"1"')],
      ['/commands/0/risk', lineWith(text, '"wriet"')],
      ['/commands/1/name', lineWith(text, '"Open it"')],
    ]);
  });

  test.each([
    ['a value', textOf({ commands: [{ ...command, risk: 'wriet' }] })],
    [
      'a key',
      textOf().replace('"params_schema"', '"param_schema"').replace('"d"', '"d", "params_schema": {"type": "object"}'),
    ],
    ['a keyword of a schema', textOf({ commands: [{ ...command, params_schema: { type: 'object', propertes: {} } }] })],
    ['a model that it extends', textOf({ extends: 'andriod_tv' })],
  ])('is mended by the fix of %s', (_what, text) => {
    const [problem] = check(text).problems;
    expect(problem?.fix).toBeDefined();
    expect(check(problem?.fix?.text ?? '').problems.filter(({ path }) => path === problem?.path)).toEqual([]);
  });

  test('may not extend what leads back to it', () => {
    const text = textOf({ device_model: 'android_mobile', version: '2.0.0', extends: 'android_tv' });
    expect(check(text).problems.map(({ path }) => path)).toEqual(['/extends']);
  });

  test('may not make a chain of more device models than may be composed', () => {
    const line = Array.from({ length: 32 }, (_, at) => model(`m${at}`, at === 0 ? {} : { extends: `m${at - 1}` }));
    const paths = (text: string) => checkCatalogueText(text, line).problems.map(({ path }) => path);
    expect([paths(textOf({ extends: 'm30' })), paths(textOf({ extends: 'm31' }))]).toEqual([[], ['/extends']]);
  });

  test('takes another version and stays as it is written otherwise', () => {
    const text = '{ "version":  "1.0.0",\n\n  "commands": [ ] }';
    expect(withVersion(text, '1.1.0')).toBe('{ "version":  "1.1.0",\n\n  "commands": [ ] }');
  });
});
