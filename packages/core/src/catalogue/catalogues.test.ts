import { CatalogueContent, type JsonObject } from '@action-registry/schema';
import { describe, expect, it } from 'vitest';
import { codeOf, refusalOf } from '../testing/refusals.js';
import { BUILTIN_CATALOGUES } from './builtin-catalogues.js';
import { assertCatalogue, createCatalogues, modelsToFetch, toCatalogues } from './catalogues.js';

const find = (model: string) => BUILTIN_CATALOGUES.find(({ device_model }) => device_model === model);
const command = (name: string, more: object = {}) => ({
  ...{
    name,
    action_type: 'web',
    description: 'd',
    risk: 'read' as const,
    params_schema: { type: 'object' } as JsonObject,
  },
  ...more,
});
const content = (device_model: string, more: Partial<CatalogueContent> = {}): CatalogueContent => ({
  ...{ device_model, version: '1.0.0', commands: [] },
  ...more,
});

describe('the built-in catalogues', () => {
  it.each(BUILTIN_CATALOGUES.map((each) => [each.device_model, each] as const))(
    '%s keeps every rule',
    (_model, each) => {
      expect(CatalogueContent.parse(each)).toEqual(each);
      expect(codeOf(() => assertCatalogue(each, find))).toBe('accepted');
    },
  );

  it('have the commands of a first start', () => {
    const catalogues = createCatalogues(BUILTIN_CATALOGUES);
    const names = (model: string) => [...(catalogues.find(model)?.commands.keys() ?? [])].sort();
    const mobile = [
      ...[
        'click_element',
        'launch_app',
        'press_key',
        'swipe_down',
        'swipe_left',
        'swipe_right',
        'swipe_up',
        'type_text',
      ],
    ];
    expect(catalogues.models).toEqual(['android_mobile', 'android_tv', 'host_vnc']);
    expect(names('host_vnc')).toEqual(['click_element', 'navigate_to_url', 'press_key', 'type_text']);
    expect(names('android_mobile')).toEqual(mobile);
    expect(names('android_tv')).toEqual([...mobile, 'hold_remote_key', 'press_remote_key'].sort());
    expect(catalogues.find('android_tv')?.commands.get('press_key')?.from).toBe('android_mobile');
    expect(catalogues.find('android_tv')?.available).toEqual({
      ADB: mobile,
      IR: ['hold_remote_key', 'press_remote_key'],
    });
  });
});

describe('composing catalogues', () => {
  it('takes the highest version of each, and the nearer of two commands with one name', () => {
    const catalogues = createCatalogues([
      content('base', { version: '1.10.0', commands: [command('a'), command('b', { description: 'of 1.10.0' })] }),
      content('base', { version: '1.9.0', commands: [command('old')] }),
      content('top', { extends: 'base', commands: [command('a', { description: 'of top' }), command('c')] }),
    ]);
    const top = catalogues.find('top');
    expect(top?.chain).toEqual([
      { device_model: 'base', version: '1.10.0' },
      { device_model: 'top', version: '1.0.0' },
    ]);
    const described = [...(top?.commands.values() ?? [])].map(({ name, description, from }) => [
      name,
      description,
      from,
    ]);
    expect(described).toEqual([
      ['b', 'of 1.10.0', 'base'],
      // Own ones last and in their own order, so that they read as they were put.
      ['a', 'of top', 'top'],
      ['c', 'd', 'top'],
    ]);
    expect(catalogues.find('gone')).toBeUndefined();
  });

  it.each([
    ['itself', [content('a', { extends: 'a' })]],
    ['a way back', [content('a', { extends: 'b' }), content('b', { extends: 'c' }), content('c', { extends: 'a' })]],
    ['nothing', [content('a', { extends: 'gone' })]],
  ])('refuses to extend %s', (_what, contents) => {
    const { details } = refusalOf(() => createCatalogues(contents).find('a'), 'INVALID_CATALOGUE');
    expect(details.issues.map(({ path }) => path)).toEqual(['/extends']);
  });
});

describe('the rules for catalogues', () => {
  const issuesOf = (more: Partial<CatalogueContent>) =>
    refusalOf(() => assertCatalogue(content('own', more), find), 'INVALID_CATALOGUE').details.issues.map(
      ({ path, rule, suggestion }) => ({ path, rule, suggestion }),
    );

  it('name the model that was probably meant to be extended, which is never the model itself', () => {
    const refusal = (base: string) => {
      const models = ['own', 'android_tv'];
      const refused = () => assertCatalogue(content('own', { extends: base }), find, { at: '/catalogue', models });
      return refusalOf(refused, 'INVALID_CATALOGUE').details.issues[0];
    };
    expect(refusal('andriod_tv')).toMatchObject({ path: '/catalogue/extends', suggestion: 'android_tv' });
    expect(refusal('ownn')).not.toHaveProperty('suggestion');
  });

  it('let at most 32 device models extend one another, counting those above and those below', () => {
    const line = Array.from({ length: 40 }, (_, at) => content(`m${at}`, at === 0 ? {} : { extends: `m${at - 1}` }));
    const put = (next: CatalogueContent, standing: readonly CatalogueContent[]) => {
      const known = new Map(standing.map((each) => [each.device_model, each]));
      return () => assertCatalogue(next, (model) => known.get(model), { models: known.keys() });
    };
    expect(codeOf(put(content('top', { extends: 'm30' }), line.slice(0, 31)))).toBe('accepted');
    const tooLong = put(content('top', { extends: 'm31' }), line.slice(0, 32));
    const [issue] = refusalOf(tooLong, 'INVALID_CATALOGUE').details.issues;
    expect(issue).toMatchObject({ path: '/extends', rule: 'depth', message: expect.stringContaining('more than 32') });
    const below = [...line.slice(1, 32), content('root'), content('m0')];
    expect(codeOf(put(content('m0', { extends: 'root' }), below))).toBe('INVALID_CATALOGUE');
    expect(codeOf(put(content('m0', { extends: 'root' }), [content('root')]))).toBe('accepted');
    // What was put before there was a limit is composed as ever, and what stands apart from it is put.
    expect(createCatalogues(line).find('m39')?.chain).toHaveLength(40);
    expect(codeOf(put(content('apart'), line))).toBe('accepted');
  });

  it('want each name and each alias once', () => {
    const commands = [command('a', { aliases: ['x', 'b'] }), command('a'), command('b', { aliases: ['x'] })];
    expect(issuesOf({ commands }).map(({ path, rule }) => `${rule} ${path}`)).toEqual([
      'unique /commands/0/aliases/1',
      'unique /commands/1/name',
      'unique /commands/2/aliases/0',
    ]);
  });

  it('hold the schema of parameters to the rules of schemas', () => {
    const params_schema = { type: 'object', properties: { a: { type: 'strng' }, b: { pattern: '(a+)+$' } } };
    expect(issuesOf({ commands: [command('a', { params_schema })] })).toEqual([
      { path: '/commands/0/params_schema/properties/a/type', rule: 'type', suggestion: 'string' },
      { path: '/commands/0/params_schema/properties/b/pattern', rule: 'pattern', suggestion: undefined },
    ]);
    const text = { commands: [command('a', { params_schema: { type: 'string' } })] };
    expect(issuesOf(text)[0]).toMatchObject({ path: '/commands/0/params_schema/type' });
  });

  it('bound the patterns of all commands together', () => {
    const patterned = (index: number) =>
      command(`c${index}`, {
        params_schema: { type: 'object', properties: { a: { pattern: `^${String(index).padStart(999, 'a')}` } } },
      });
    const commands = Array.from({ length: 21 }, (_, index) => patterned(index));
    expect(issuesOf({ commands }).map(({ path }) => path)).toEqual(['/commands/20/params_schema/properties/a/pattern']);
  });

  it('let a template name parameters only', () => {
    const params_schema = { type: 'object', properties: { package: { type: 'string' } } };
    const template = ['adb', '{{package}}', '{{pakage}}', '{{open'];
    expect(issuesOf({ commands: [command('a', { params_schema, template })] })).toEqual([
      { path: '/commands/0/template/2', rule: 'template', suggestion: 'package' },
      { path: '/commands/0/template/3', rule: 'template', suggestion: undefined },
    ]);
  });
});

describe('catalogues that were composed elsewhere', () => {
  const whole = createCatalogues(BUILTIN_CATALOGUES);
  const composed = whole.models.map((model) => {
    const { commands, version } = whole.find(model) ?? { commands: new Map(), version: '' };
    return content(model, { version, commands: [...commands.values()].map(({ check: _check, ...each }) => each) });
  });

  it('know and suggest what those know that they were made of', () => {
    const again = toCatalogues(composed, []);
    expect(again.models).toEqual(whole.models);
    for (const model of whole.models) {
      const [left, right] = [again.find(model), whole.find(model)];
      expect([...(left?.commands.keys() ?? [])]).toEqual([...(right?.commands.keys() ?? [])]);
      expect(left?.available).toEqual(right?.available);
      expect(left?.suggest('tap')).toEqual(right?.suggest('tap'));
    }
    expect(again.suggest('andriod_tv')).toEqual(whole.suggest('andriod_tv'));
  });

  it('know a device model by its name alone', () => {
    const some = toCatalogues(composed.slice(0, 1), ['kiosk']);
    expect(some.models).toEqual(['android_mobile', 'kiosk']);
    expect(some.find('kiosk')?.commands.size).toBe(0);
    expect(some.find('other')).toBeUndefined();
  });

  it('are fetched all where they are few, and of many only the one in use', () => {
    const many = Array.from({ length: 25 }, (_, index) => `model_${index}`);
    expect(modelsToFetch(many.slice(1), 'model_3')).toEqual(many.slice(1));
    expect(modelsToFetch(many, 'model_3')).toEqual(['model_3']);
    expect(modelsToFetch(many, 'gone')).toEqual([]);
  });
});
