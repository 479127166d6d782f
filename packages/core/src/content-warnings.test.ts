import type { JsonObject } from '@action-registry/schema';
import { describe, expect, it } from 'vitest';
import { canonicalize } from './canonical-json.js';
import { type Content, checkContent, toJson } from './content-warnings.js';
import { documentOf, parseDocument } from './validate-document.js';

const content: Content = {
  kind: 'prompt',
  title: 'Hi\u202e',
  description: undefined,
  spec: { prompt: '{{nmae}} {{' },
  inputSchema: { type: 'object', properties: { 'na-me': {}, name: {} } },
};

describe('warnings about content', () => {
  it('are the same for a draft and for its document', () => {
    const { warnings } = parseDocument(canonicalize(documentOf(content, 'a.b', '1.0.0')));
    expect(checkContent(content)).toEqual(warnings);
    expect(warnings.map(({ code }) => code)).toEqual([
      'hidden_character',
      'property_name',
      'variable_unclosed',
      'variable_unknown',
      'variable_unused',
      'variable_unused',
    ]);
  });

  it('look for variables in prompts only', () => {
    expect(checkContent({ kind: 'command', spec: { cmd: 'echo {{name}}' } })).toEqual([]);
    expect(checkContent({ kind: 'tool', spec: { prompt: '{{name}}' } })).toEqual([]);
  });
});

describe('content as JSON', () => {
  it('loses undefined fields and nothing else', () => {
    const value: JsonObject = JSON.parse('{"a":[1,{"__proto__":{"b":null}}],"c":false,"d":""}');
    expect(canonicalize(toJson({ ...value, gone: undefined }))).toBe(canonicalize(value));
  });
});
