import { describe, expect, it } from 'vitest';
import { checkPromptVariables, findPromptVariables } from './prompt-variables.js';

const schema = { type: 'object', properties: { name: {}, place: {} } };

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
