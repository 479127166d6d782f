import { describe, expect, it } from 'vitest';
import { renderPrompt, sampleOf, toRenderedText } from './render-prompt.js';

describe('a rendered prompt', () => {
  it('fills in values, marks what is missing and leaves the rest alone', () => {
    const parts = renderPrompt('Hi {{ name }}, {{n}} of {{who}} {{open', { name: 'Ana', n: 3, open: 'x' });
    expect(parts.map(({ type, text }) => [type, text])).toEqual([
      ['text', 'Hi '],
      ['value', 'Ana'],
      ['text', ', '],
      ['value', '3'],
      ['text', ' of '],
      ['missing', 'who'],
      ['text', ' {{open'],
    ]);
    expect(toRenderedText(parts)).toBe('Hi Ana, 3 of {{who}} {{open');
  });

  it('never fills in what a value itself contains, nor a name of every object', () => {
    const parts = renderPrompt('{{a}} {{toString}}', { a: '{{b}}', b: 'x' });
    expect(toRenderedText(parts)).toBe('{{b}} {{toString}}');
  });
});

describe('a sample value', () => {
  it.each([
    [{ type: 'string', examples: ['x'] }, 'x'],
    [{ type: 'string', default: '' }, ''],
    [{ enum: ['low', 'high'] }, 'low'],
    [{ type: 'integer', minimum: 50 }, 50],
    [{ type: 'array', items: { type: 'boolean' } }, [true]],
    [{ type: 'object', properties: { a: { type: 'number' }, b: {} }, required: ['a'] }, { a: 1 }],
    [true, 'text'],
  ])('of %j is %j', (schema, value) => {
    expect(sampleOf(schema)).toEqual(value);
  });

  it('ends in a schema without an end', () => {
    const schema = { type: 'array' } as { type: string; items?: object };
    schema.items = schema;
    expect(JSON.stringify(sampleOf(schema as never))).toContain('text');
  });
});
