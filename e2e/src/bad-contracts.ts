// Contracts that nobody may save: one of each kind of mistake, where it is told and what is meant. `at` is the place in the draft.
import type { JsonObject } from '@action-registry/schema';

/** A mistake: the parts of a draft or document that have it, and what is said of it. */
export type BadContract = {
  readonly name: string;
  readonly kind: 'tool' | 'device';
  readonly body: JsonObject;
  readonly code: string;
  readonly at: string;
  readonly suggestion?: string;
};

const DRAFT_07 = 'http://json-schema.org/draft-07/schema#';
const many = Object.fromEntries(Array.from({ length: 2_500 }, (_, index) => [`p${index}`, {}]));

type Said = Pick<BadContract, 'at' | 'suggestion'>;
const said = (...[at, suggestion]: [string, string?]): Said => (suggestion === undefined ? { at } : { at, suggestion });

function tool(name: string, schema: JsonObject, [at, suggestion]: [string, string?]): BadContract {
  const body = { spec: {}, inputSchema: { type: 'object', ...schema } };
  return { name, kind: 'tool', body, code: 'INVALID_SCHEMA', ...said(`/inputSchema${at}`, suggestion) };
}

/** What is wrong with the sets themselves; the rest is wrong with their commands. */
const SHAPES = ['/action_sets/1/id', '/default_action_set_id'];

function device(name: string, spec: JsonObject, [at, suggestion]: [string, string?]): BadContract {
  const set = { id: 'forward', actions: [{ command: 'swipe_up' }] };
  const whole = { device_model: 'android_mobile', action_sets: [set], default_action_set_id: 'forward', ...spec };
  const isShape = at === '/action_sets' || SHAPES.includes(at);
  const code = isShape ? 'INVALID_SPEC' : 'INVALID_COMMAND';
  return { name, kind: 'device', body: { spec: whole }, code, ...said(`/spec${at}`, suggestion) };
}

const steps = (...actions: JsonObject[]): JsonObject => ({ action_sets: [{ id: 'forward', actions }] });
const property = (a: JsonObject): JsonObject => ({ properties: { a } });

/** One of each, in the order of the chapters of the documentation. */
export const BAD_CONTRACTS: readonly BadContract[] = [
  tool('a remote reference', property({ $ref: 'https://example.com/a.json' }), ['/properties/a/$ref']),
  tool('a reference to a file', property({ $ref: 'file:///etc/passwd' }), ['/properties/a/$ref']),
  tool('a reference that leads nowhere', { ...property({ $ref: '#/$defs/pth' }), $defs: { path: {} } }, [
    '/properties/a/$ref',
    '#/$defs/path',
  ]),
  tool('a reference that comes back without a step', { $defs: { a: { anyOf: [{ $ref: '#/$defs/a' }] } } }, [
    '/$defs/a/anyOf/0/$ref',
  ]),
  tool('too many properties', { properties: many }, ['']),
  tool('a pattern that is none', property({ type: 'string', pattern: '(' }), ['/properties/a/pattern']),
  tool('a pattern that takes for ever', property({ type: 'string', pattern: '^(a+)+$' }), ['/properties/a/pattern']),
  tool('a name pattern that takes for ever', { patternProperties: { '(a|a)*b': {} } }, ['/patternProperties/(a|a)*b']),
  tool('a pattern that remembers', property({ type: 'string', pattern: '^(a)\\1$' }), ['/properties/a/pattern']),
  tool('a misspelt type', property({ type: 'strng' }), ['/properties/a/type', 'string']),
  tool('a misspelt keyword', property({ type: 'string', maxLenght: 3 }), ['/properties/a/maxLenght', 'maxLength']),
  tool('a misspelt name', { properties: { path: {} }, required: ['pth'] }, ['/required/0', 'path']),
  tool('a keyword that is not followed', property({ $dynamicRef: '#a' }), ['/properties/a/$dynamicRef']),
  tool('a keyword of the other dialect', { $schema: DRAFT_07, ...property({ prefixItems: [{}] }) }, [
    '/properties/a/prefixItems',
  ]),
  tool('another dialect', { $schema: 'https://json-schema.org/draft/2019-09/schema' }, ['/$schema']),
  tool('a schema that is no object', { type: 'array' }, ['/type']),
  tool('an example that its schema refuses', property({ type: 'integer', examples: [1, 'one'] }), [
    '/properties/a/examples/1',
  ]),
  device(
    'three sets of actions',
    { action_sets: ['forward', 'backward', 'third'].map((id) => ({ id, actions: [] })) },
    ['/action_sets'],
  ),
  device('no default set', { default_action_set_id: 'forwrd' }, ['/default_action_set_id', 'forward']),
  device(
    'two sets of one name',
    {
      action_sets: [
        { id: 'forward', actions: [] },
        { id: 'forward', actions: [] },
      ],
    },
    ['/action_sets/1/id'],
  ),
  device('an unknown device model', { device_model: 'andriod_mobile' }, ['/device_model', 'android_mobile']),
  device('an unknown command', steps({ command: 'click_element_by_index' }), [
    '/action_sets/0/actions/0/command',
    'click_element',
  ]),
  device('a command of another model', steps({ command: 'press_remote_key', params: { key: 'OK' } }), [
    '/action_sets/0/actions/0/command',
    'press_key',
  ]),
  device('a parameter of a wrong type', steps({ command: 'click_element', params: { x: '1', y: 2 } }), [
    '/action_sets/0/actions/0/params/x',
  ]),
  device('a parameter of a wrong name', steps({ command: 'launch_app', params: { package: 'a.b', pakage: 'a' } }), [
    '/action_sets/0/actions/0/params/pakage',
    'package',
  ]),
  device('a parameter that is missing', steps({ command: 'press_key' }), ['/action_sets/0/actions/0/params/key']),
  device('a value that is none of the list', steps({ command: 'press_key', params: { key: 'HOM' } }), [
    '/action_sets/0/actions/0/params/key',
    'HOME',
  ]),
];
