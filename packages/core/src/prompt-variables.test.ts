import { describe, expect, it } from 'vitest';
import { checkPromptVariables, findPromptVariables, renderPrompt, renderPromptParts } from './prompt-variables.js';
import { refusalOf } from './testing/refusals.js';

const schema = { type: 'object', properties: { name: {}, place: {} }, required: ['name', 'place'] };

function check(prompt: string, inputSchema: Parameters<typeof checkPromptVariables>[1] = schema): string[] {
  return checkPromptVariables(prompt, inputSchema).map(({ code, path }) => `${code} ${path}`);
}

describe('prompt variables', () => {
  it('are found with name and offset, spaces around the name aside', () => {
    expect(findPromptVariables('Hi {{name}}, {{ place }}!')).toEqual([
      { name: 'name', offset: 3, closed: true },
      { name: 'place', offset: 13, closed: true },
    ]);
  });

  it('that are declared and used give no warning', () => {
    expect(check('{{name}} in {{ place }} and {{name}} again')).toEqual([]);
  });

  it('that no input declares are warned of once, with the nearest input', () => {
    const warnings = checkPromptVariables('{{nmae}} {{nmae}} {{name}} {{place}}', schema);
    expect(warnings.map(({ code }) => code)).toEqual(['variable_unknown']);
    expect(warnings[0]?.message).toContain('{{name}}');
  });

  it('without a name are told as empty braces', () => {
    expect(checkPromptVariables('{{}} {{ }} {{name}} {{place}}', schema)).toEqual([
      { code: 'variable_unknown', path: '/spec/prompt', message: 'The braces are empty.' },
    ]);
  });

  it('that are not closed are warned of and do not swallow the next one', () => {
    expect(check('{{name and {{place}} {{name}}')).toEqual(['variable_unclosed /spec/prompt']);
    expect(check('{{name}} {{place}} {{')).toEqual(['variable_unclosed /spec/prompt']);
    expect(check('{{name} {{name}} {{place}}')).toEqual(['variable_unclosed /spec/prompt']);
  });

  it('that the prompt does not use are warned of at their property', () => {
    expect(check('{{name}}')).toEqual(['variable_unused /inputSchema/properties/place']);
  });

  it('are all unknown without an input schema', () => {
    expect(check('{{name}}', {})).toEqual(['variable_unknown /spec/prompt']);
    expect(checkPromptVariables('{{name}}', undefined).map(({ code }) => code)).toEqual(['variable_unknown']);
    expect(checkPromptVariables('plain', undefined)).toEqual([]);
  });

  it('called like parts of Object.prototype are no inputs', () => {
    expect(checkPromptVariables('{{constructor}}{{__proto__}}', { properties: {} })).toHaveLength(2);
  });

  it('of one kind are at most 20 warnings and a count, whatever the prompt', () => {
    const distinct = Array.from({ length: 5_000 }, (_, index) => `{{v${index}}}`).join('');
    expect(checkPromptVariables(distinct, undefined)).toHaveLength(21);
    expect(checkPromptVariables('{{'.repeat(100_000), undefined)).toHaveLength(21);
  });
});

describe('variables that a call may leave out', () => {
  it('are warned of at their property, unless they have a default', () => {
    const properties = { name: {}, place: { default: 'here' } };
    expect(check('{{name}} {{place}}', { properties })).toEqual(['variable_missing /inputSchema/properties/name']);
    expect(check('{{name}} {{place}}', { properties, required: ['name'] })).toEqual([]);
  });
});

describe('rendering a prompt', () => {
  const render = (prompt: string, input: Parameters<typeof renderPrompt>[1], inputSchema = {}) =>
    renderPrompt({ prompt }, input, inputSchema);

  it('puts strings in as they are and all else as JSON text', () => {
    expect(render('{{a}} {{ b }} {{c}} {{d}} {{a}}', { a: 'x"y', b: 1.5, c: { k: [null, true] }, d: null })).toBe(
      'x"y 1.5 {"k":[null,true]} null x"y',
    );
  });

  it('does not look again at what it put in, nor at patterns of replacement', () => {
    expect(render('{{a}}|{{b}}', { a: '{{b}}', b: '$& $1' })).toBe('{{b}}|$& $1');
  });

  it('leaves what is not closed', () => {
    expect(render('{{a and {{b}} {{', { b: 'B' })).toBe('{{a and B {{');
  });

  it('takes the default of a property that the input leaves out', () => {
    const inputSchema = { properties: { a: { default: 7 }, b: { default: 'x' } } };
    expect(render('{{a}}{{b}}', { b: '' }, inputSchema)).toBe('7');
  });

  it('names every variable without a value, with the nearest input', () => {
    const { details } = refusalOf(() => render('{{nmae}} {{gone}} {{nmae}}', { name: 'x' }), 'INVALID_BODY');
    expect(details.issues).toEqual([
      { path: '/nmae', message: expect.any(String), rule: 'required', suggestion: 'name' },
      { path: '/gone', message: expect.any(String), rule: 'required' },
    ]);
  });

  it('takes no value from Object.prototype', () => {
    expect(refusalOf(() => render('{{constructor}}', {}), 'INVALID_BODY').details.issues[0]?.path).toBe('/constructor');
  });
});

describe('the parts of a rendered prompt', () => {
  const inputSchema = { properties: { tone: { default: 'plain' } } };
  const partsOf = (prompt: string, input: Parameters<typeof renderPrompt>[1]) =>
    renderPromptParts(prompt, input, inputSchema);

  it('tell what was put in, for which variable, and mark what has no value as it was written', () => {
    expect(partsOf('Hi {{ name }}, {{n}} of {{ who }} {{tone}} {{open', { name: 'Ana', n: 3, open: 'x' })).toEqual([
      { type: 'text', text: 'Hi ', name: '', offset: 0 },
      { type: 'value', text: 'Ana', name: 'name', offset: 3 },
      { type: 'text', text: ', ', name: '', offset: 13 },
      { type: 'value', text: '3', name: 'n', offset: 15 },
      { type: 'text', text: ' of ', name: '', offset: 20 },
      { type: 'missing', text: '{{ who }}', name: 'who', offset: 24 },
      { type: 'text', text: ' ', name: '', offset: 33 },
      { type: 'value', text: 'plain', name: 'tone', offset: 34 },
      { type: 'text', text: ' {{open', name: '', offset: 42 },
    ]);
  });

  it.each([
    ['{{a}}|{{b}} {{', { a: '{{b}}', b: '$& $1' }],
    ['no variables', {}],
    ['', {}],
    ['{{a}}{{tone}}', { a: { k: [1, null] } }],
  ])('joined are what a runner sends: %j', (prompt, input) => {
    const joined = partsOf(prompt, input).map(({ text }) => text);
    expect(joined.join('')).toBe(renderPrompt({ prompt }, input, inputSchema));
  });
});
