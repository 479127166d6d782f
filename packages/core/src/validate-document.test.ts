import type { Json, JsonObject } from '@action-registry/schema';
import { describe, expect, it } from 'vitest';
import { canonicalize } from './canonical-json.js';
import { digestOf } from './digest.js';
import { codeOf, refusalOf } from './testing/refusals.js';
import { documentOf, parseContent, parseDocument } from './validate-document.js';

const tool = { name: 'files.move', version: '1.0.0', kind: 'tool', spec: {} };
const command = { ...tool, kind: 'command', spec: { cmd: 'ls' } };
const prompt = { ...tool, kind: 'prompt', spec: { prompt: 'Hi' } };

function parse(document: Json) {
  return parseDocument(canonicalize(document));
}

describe('documents', () => {
  it('give back their own text, its digest and its size in bytes', () => {
    const text = canonicalize({ ...tool, description: 'Größe 🙂' });
    const parsed = parseDocument(text);
    expect(parsed).toMatchObject({
      canonical: text,
      hash: digestOf(text),
      size: new TextEncoder().encode(text).length,
    });
    expect(parsed.document).toEqual({ ...tool, description: 'Größe 🙂' });
    expect(parsed.warnings).toEqual([]);
  });

  it('say of a device what is wrong with its sets, without catalogues and as a stored one', () => {
    const spec = {
      device_model: 'm',
      action_sets: ['forward', 'back'].map((id) => ({ id, actions: [] })),
      default_action_set_id: 'forwrd',
    };
    const device = { name: 'a.b', version: '1.0.0', kind: 'device', spec };
    for (const isStored of [false, true]) {
      const { details } = refusalOf(() => parseContent(device, { isStored }), 'INVALID_SPEC');
      expect(details.issues).toMatchObject([{ path: '/spec/default_action_set_id', suggestion: 'forward' }]);
    }
  });

  it('may have partial specs, and are never changed', () => {
    expect(parse(prompt).document).toEqual(prompt);
    expect(parse(command).document).toEqual(command);
  });

  it.each<[string, Json]>([
    ['INVALID_KIND', { ...tool, kind: 'macro' }],
    ['INVALID_VERSION', { ...tool, version: '1.0' }],
    ['INVALID_NAME', { ...tool, name: 'Files' }],
    ['INVALID_BODY', { ...tool, extra: 1 }],
    ['INVALID_BODY', []],
    ['INVALID_BODY', 'text'],
    ['INVALID_BODY', { ...tool, metadata: { colour: 'red' } }],
    ['INVALID_BODY', { ...tool, examples: [{ inputs: {} }] }],
    ['INVALID_TITLE', { ...tool, title: '  ' }],
    ['INVALID_SPEC', { ...tool, spec: { unknown: 1 } }],
    ['INVALID_SPEC', { ...prompt, spec: { prompt: 'Hi', timeout_s: 4 } }],
    ['INVALID_SPEC', { ...command, spec: { cmd: 'ls', timeout_s: 3601 } }],
    ['INVALID_PROMPT', { ...prompt, spec: { prompt: '' } }],
    ['INVALID_CMD', { ...command, spec: { cmd: '' } }],
    ['INVALID_CWD', { ...command, spec: { cmd: 'ls', cwd: ' ' } }],
    ['CWD_OUTSIDE_ROOT', { ...command, spec: { cmd: 'ls', cwd: '..' } }],
    ['INVALID_SCHEMA', { ...tool, inputSchema: { type: 'string' } }],
    ['INVALID_SCHEMA', { ...tool, inputSchema: { type: 'object', $ref: 'http://x' } }],
    ['INVALID_SCHEMA', { ...tool, outputSchema: { $schema: 'http://x' } }],
  ])('are refused with %s: %j', (code, document) => {
    expect(codeOf(() => parse(document))).toBe(code);
  });

  it('with unknown fields are refused with the nearest known one, never stripped', () => {
    const { details } = refusalOf(() => parse({ ...tool, descripton: 'x' }), 'INVALID_BODY');
    expect(details.issues).toEqual([
      { path: '/descripton', message: 'is not a known field', suggestion: 'description' },
    ]);
  });

  it.each([
    ['{"kind":"tool","__proto__":{}', 'syntax'],
    ['{"a":1,"a":1}', 'duplicate_key'],
    ['{"a":1,"\\u0061":2}', 'duplicate_key'],
    ['{"a":9007199254740993}', 'lossy_number'],
    ['{"a":1e999}', 'number_overflow'],
    ['{"a":"\\ud800"}', 'lone_surrogate'],
    ['\ufeff{}', 'bom'],
    ['{} x', 'trailing'],
    ['', 'syntax'],
    ['['.repeat(65) + ']'.repeat(65), 'too_deep'],
  ])('are INVALID_JSON with reason and place: %j', (text, reason) => {
    const { details } = refusalOf(() => parseDocument(text), 'INVALID_JSON');
    expect(details.reason).toBe(reason);
    expect(details.offset).toBeGreaterThanOrEqual(0);
  });

  it('with U+0000 are INVALID_JSON, in values and in keys', () => {
    const inValue = canonicalize({ ...tool, title: 'a\0b' });
    expect(refusalOf(() => parseDocument(inValue), 'INVALID_JSON').details).toMatchObject({
      reason: 'nul_character',
      pointer: '/title',
      offset: inValue.indexOf('\\u0000'),
    });
    const behindBackslash = canonicalize({ ...tool, title: 'the text \\u0000, then \\\0' });
    expect(refusalOf(() => parseDocument(behindBackslash), 'INVALID_JSON').details.offset).toBe(
      behindBackslash.lastIndexOf('\\u0000'),
    );
    const inKey = canonicalize({ ...tool, inputSchema: { type: 'object', properties: { 'a\0': {} } } });
    expect(refusalOf(() => parseDocument(inKey), 'INVALID_JSON').details.reason).toBe('nul_character');
    expect(codeOf(() => parse({ ...tool, title: 'the text \\u0000' }))).toBe('accepted');
  });

  it('that are not canonical say where, and what is expected', () => {
    const text = canonicalize(tool).replace(',', ', ');
    const { details } = refusalOf(() => parseDocument(text), 'NOT_CANONICAL');
    expect(details.offset).toBe(text.indexOf(' '));
    expect(details.actual).toBe(text.slice(details.offset, details.offset + 20));
    expect(details.expected).toBe(canonicalize(tool).slice(details.offset, details.offset + 20));
    expect(codeOf(() => parseDocument(`${canonicalize(tool)}\n`))).toBe('NOT_CANONICAL');
    expect(codeOf(() => parseDocument('{"b":1,"a":1}'))).toBe('NOT_CANONICAL');
  });

  it('have at most 1 MiB of UTF-8, on both sides of the limit', () => {
    const padded = (bytes: number) => {
      const document: JsonObject = { ...tool, inputSchema: { type: 'object', default: '' } };
      const room = bytes - canonicalize(document).length;
      document.inputSchema = { type: 'object', default: 'ä'.repeat(room >> 1) + 'x'.repeat(room % 2) };
      return canonicalize(document);
    };
    expect(parseDocument(padded(1_048_576)).size).toBe(1_048_576);
    const { details } = refusalOf(() => parseDocument(padded(1_048_577)), 'PAYLOAD_TOO_LARGE');
    expect(details).toEqual({ what: 'document', limit: 1_048_576, actual: 1_048_577 });
  });

  it('have at most 10,000 keys', () => {
    const withKeys = (count: number) => ({
      ...tool,
      inputSchema: {
        type: 'object',
        default: Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, 0])),
      },
    });
    expect(codeOf(() => parse(withKeys(10_000 - 7)))).toBe('accepted');
    expect(codeOf(() => parse(withKeys(10_000 - 6)))).toBe('INVALID_JSON');
  });

  it('warn of hidden characters, unusual property names and prompt variables, and are lawful', () => {
    const { warnings } = parse({
      ...prompt,
      description: 'Hi\u200b',
      spec: { prompt: '{{nmae}}' },
      inputSchema: { type: 'object', properties: { 'na-me': {} } },
    });
    expect(warnings.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'hidden_character /description',
      'property_name /inputSchema/properties/na-me',
      'variable_unknown /spec/prompt',
      'variable_unused /inputSchema/properties/na-me',
    ]);
  });
});

describe('the document of a definition', () => {
  it('takes over its content and nothing else', () => {
    const definition = {
      id: 7,
      workspace: 'default',
      title: 'Move',
      kind: 'tool' as const,
      spec: {},
      description: undefined,
      enabled: true,
      examples: [{ title: undefined, input: { a: 1 } }],
    };
    const document = documentOf(definition, 'files.move', '1.0.0');
    expect(document).toEqual({ ...tool, title: 'Move', examples: [{ input: { a: 1 } }] });
    expect(parse(document).hash).toBe(digestOf(canonicalize(document)));
  });
});
