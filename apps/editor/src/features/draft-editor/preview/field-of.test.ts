import { describe, expect, it } from 'vitest';
import { choicesOf, fieldOf } from './field-of.js';

describe('the field of a property', () => {
  it.each([
    [{ type: 'string' }, 'text'],
    [{ type: 'integer' }, 'number'],
    [{ type: 'boolean' }, 'boolean'],
    [{ enum: ['a', 'b'] }, 'choice'],
    [{ enum: ['a', 1] }, 'json'],
    [{ type: 'object' }, 'json'],
    [{ type: 'array', items: { type: 'string' } }, 'json'],
    [{ type: ['string', 'null'] }, 'json'],
    [{ $ref: '#/$defs/x' }, 'json'],
    [{ oneOf: [{ type: 'object' }, { type: 'object' }] }, 'json'],
    [{}, 'json'],
  ])('%j is %s', (schema, field) => {
    expect(fieldOf(schema)).toBe(field);
  });

  it('has only texts as choices', () => {
    expect(choicesOf({ enum: ['a', 1, null] })).toEqual(['a']);
    expect(choicesOf({})).toEqual([]);
  });
});
