import { describe, expect, it } from 'vitest';
import { namesIn, readTyped, sampleOf } from './sample-of.js';

it('is asked for by name alone: empty braces ask for none', () => {
  expect(namesIn('{{}} {{ }} {{a}} {{b')).toEqual(['a']);
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

describe('a typed value', () => {
  it.each([
    [{ type: 'string' }, '7', '7'],
    [{ type: ['null', 'string'] }, 'null', 'null'],
    [undefined, '{}', '{}'],
    [{ type: 'integer' }, '7', 7],
    [{ type: 'object' }, '{ "a": [1, 2] }', { a: [1, 2] }],
    [{ type: 'boolean' }, 'maybe', 'maybe'],
    [{ type: 'integer' }, '12345678901234567890', '12345678901234567890'],
  ])('for %j of %s is %j', (schema, text, value) => {
    expect(readTyped(schema, text)).toEqual(value);
  });
});
