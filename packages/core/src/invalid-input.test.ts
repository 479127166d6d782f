import {
  CompareReleases,
  CreateDefinition,
  ExportAudit,
  GetRelease,
  type Issue,
  ListActions,
  MoveChannel,
  PublishRelease,
  ReleaseDocument,
  SPEC_BY_KIND,
  TrustedKeyFile,
} from '@action-registry/schema';
import { describe, expect, it } from 'vitest';
import { type InvalidInputOptions, type SchemaError, toInvalidInput } from './invalid-input.js';

type Parser = {
  safeParse(value: unknown): { success: true } | { success: false; error: SchemaError };
};

const tool = { name: 'a.b', version: '1.0.0', kind: 'tool', spec: {} };
const prompt = { ...tool, kind: 'prompt', spec: { prompt: 'x' } };
const command = { ...tool, kind: 'command', spec: { cmd: 'x' } };

function refuse(schema: Parser, input: unknown, options?: InvalidInputOptions) {
  const parsed = schema.safeParse(input);
  if (parsed.success) throw new Error('the input was accepted');
  return toInvalidInput(parsed.error, input, options ?? { schema });
}

function pointersOf({ details }: { details: object }): string[] {
  return 'issues' in details ? (details.issues as Issue[]).map(({ path }) => path) : [];
}

function issuesOf(schema: Parser, input: unknown) {
  const { details } = refuse(schema, input);
  if (!('issues' in details)) throw new Error('no issues');
  return details.issues;
}

describe('the code of a refused input', () => {
  it.each<[string, Parser, unknown, string]>([
    ['INVALID_BODY', ReleaseDocument, [], ''],
    ['INVALID_BODY', ReleaseDocument, { ...tool, colour: 1 }, '/colour'],
    ['INVALID_BODY', ReleaseDocument, { ...tool, metadata: { tags: 1 } }, '/metadata/tags'],
    ['INVALID_BODY', PublishRelease, {}, '/document'],
    ['INVALID_TITLE', ReleaseDocument, { ...tool, title: ' ' }, '/title'],
    ['INVALID_TITLE', CreateDefinition, { kind: 'tool', spec: {} }, '/title'],
    ['INVALID_KIND', ReleaseDocument, { ...tool, kind: 'tol' }, '/kind'],
    ['INVALID_KIND', ReleaseDocument, { name: 'a', version: '1.0.0', spec: {} }, '/kind'],
    ['INVALID_KIND', ListActions, { kind: 'x' }, '/kind'],
    ['INVALID_SPEC', ReleaseDocument, { ...tool, spec: 1 }, '/spec'],
    ['INVALID_SPEC', ReleaseDocument, { ...tool, spec: { bindng: 1 } }, '/spec/bindng'],
    ['INVALID_SPEC', ReleaseDocument, { ...prompt, spec: { prompt: 'x', timeout_s: 4 } }, '/spec/timeout_s'],
    ['INVALID_PROMPT', ReleaseDocument, { ...prompt, spec: { prompt: '' } }, '/spec/prompt'],
    ['INVALID_PROMPT', ReleaseDocument, { ...prompt, spec: {} }, '/spec/prompt'],
    ['INVALID_CMD', ReleaseDocument, { ...command, spec: { cmd: 'x'.repeat(20_001) } }, '/spec/cmd'],
    ['INVALID_CWD', ReleaseDocument, { ...command, spec: { cmd: 'x', cwd: '' } }, '/spec/cwd'],
    ['INVALID_NAME', ReleaseDocument, { ...tool, name: 'A' }, '/name'],
    ['INVALID_NAME', MoveChannel, { name: 'a', channel: '1', version: null }, '/channel'],
    ['INVALID_NAME', ListActions, { namespace: 'a.b' }, '/namespace'],
    ['INVALID_NAME', PublishRelease, { document: '', signatures: [{ kid: 'K', sig: '' }] }, '/signatures/0/kid'],
    ['INVALID_VERSION', ReleaseDocument, { ...tool, version: '1.0' }, '/version'],
    ['INVALID_VERSION', MoveChannel, { name: 'a', channel: 'x-y', version: '1.0.0', from: '1' }, '/from'],
    ['INVALID_VERSION', GetRelease, { name: 'a', version: '' }, '/version'],
    ['INVALID_BODY', CompareReleases, { name: 'a' }, '/from'],
    ['INVALID_BODY', ExportAudit, { from: 'yesterday' }, '/from'],
    ['INVALID_SCHEMA', ReleaseDocument, { ...tool, inputSchema: true }, '/inputSchema'],
    ['INVALID_SCHEMA', ReleaseDocument, { ...tool, outputSchema: [] }, '/outputSchema'],
  ])('is %s', (code, schema, input, pointer) => {
    const error = refuse(schema, input);
    expect(error.code).toBe(code);
    expect(pointersOf(error)[0]).toBe(pointer);
  });

  it('follows from the first problem, and the others are told', () => {
    const error = refuse(ReleaseDocument, { ...prompt, title: '', spec: { prompt: '', agent: 1 } });
    expect(error.code).toBe('INVALID_TITLE');
    expect(error.details).toMatchObject({
      issues: [{ path: '/title' }, { path: '/spec/agent' }, { path: '/spec/prompt' }],
    });
  });

  it('tells nothing about the inside of a cursor', () => {
    const error = refuse(ListActions, { cursor: '' });
    expect(error.code).toBe('INVALID_CURSOR');
    expect(error.details).toEqual({});
  });

  it('is about the place where the input stood', () => {
    const spec = { prompt: 1 };
    const error = refuse(SPEC_BY_KIND.prompt, spec, { at: ['spec'] });
    expect(error.code).toBe('INVALID_PROMPT');
    expect(error.details).toMatchObject({ issues: [{ path: '/spec/prompt' }] });
    expect(refuse(SPEC_BY_KIND.prompt, { agent: 1, prompt: 'x' }, { at: ['spec'] }).code).toBe('INVALID_SPEC');
  });
});

describe('the details of a refused input', () => {
  it('have limit and actual size where a size is the problem', () => {
    const tooLong = { ...prompt, spec: { prompt: 'x'.repeat(200_001) } };
    expect(refuse(ReleaseDocument, tooLong).details).toMatchObject({ limit: 200_000, actual: 200_001 });
    expect(refuse(ReleaseDocument, { ...prompt, spec: { prompt: '' } }).details).toMatchObject({ limit: 1, actual: 0 });
    const tooLate = { ...prompt, spec: { prompt: 'x', timeout_s: 301 } };
    expect(refuse(ReleaseDocument, tooLate).details).toMatchObject({ limit: 300, actual: 301 });
  });

  it('suggest the nearest value of a closed set', () => {
    expect(refuse(ReleaseDocument, { ...tool, kind: 'tol' }).details).toMatchObject({
      suggestions: [{ value: 'tool', distance: 1 }],
    });
    const reasoning = { ...prompt, spec: { prompt: 'x', reasoning: 'Medium' } };
    expect(refuse(ReleaseDocument, reasoning).details).toMatchObject({ suggestions: [{ value: 'medium' }] });
  });

  it('have one issue for each unknown key, with the nearest key known at that place', () => {
    expect(issuesOf(ReleaseDocument, { ...tool, titel: 1, qqqqqq: 2 })).toEqual([
      { path: '/titel', message: 'is not a known field', suggestion: 'title' },
      { path: '/qqqqqq', message: 'is not a known field' },
    ]);
    expect(issuesOf(ReleaseDocument, { ...command, spec: { cmd: 'x', timeout: 1 } })[0]?.suggestion).toBe('timeout_s');
    const metadata = { annotations: { readOnly: true } };
    expect(issuesOf(ReleaseDocument, { ...tool, metadata })[0]).toMatchObject({
      path: '/metadata/annotations/readOnly',
      suggestion: 'readOnlyHint',
    });
    const key = { kid: 'k', alg: 'ed25519', public_key: `base64:${'A'.repeat(43)}=`, statsu: 'active' };
    expect(issuesOf(TrustedKeyFile, [key])[0]).toMatchObject({ path: '/0/statsu', suggestion: 'status' });
  });

  it('suggest keys of the document’s own kind only', () => {
    const document = { ...tool, spec: { cmd_: 1 } };
    expect(issuesOf(ReleaseDocument, document)[0]).toEqual({ path: '/spec/cmd_', message: 'is not a known field' });
  });

  it('name the problems of the alternative of a union that was meant', () => {
    const binding = { type: 'mcp', url: 'ftp://x', tool: 'y' };
    expect(issuesOf(ReleaseDocument, { ...tool, spec: { binding } }).map(({ path }) => path)).toEqual([
      '/spec/binding/url',
    ]);
  });

  it('escape pointers', () => {
    expect(issuesOf(ReleaseDocument, { ...tool, 'a/b~c': 1 })[0]?.path).toBe('/a~1b~0c');
  });

  it('treat __proto__ and constructor as the unknown keys they are', () => {
    const input: unknown = JSON.parse(
      '{"name":"a","version":"1.0.0","kind":"tool","spec":{},"__proto__":1,"constructor":2}',
    );
    expect(issuesOf(ReleaseDocument, input).map(({ path }) => path)).toEqual(['/__proto__', '/constructor']);
  });

  it('are at most 100 issues', () => {
    const input = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`key${index}`, 1]));
    expect(issuesOf(ReleaseDocument, { ...tool, ...input })).toHaveLength(100);
  });

  it('count characters as Unicode code points, like the schemas and JSON Schema do', () => {
    const lawful = { ...prompt, spec: { prompt: '𝄞'.repeat(200_000) } };
    expect(ReleaseDocument.safeParse(lawful).success).toBe(true);
    const tooLong = { ...prompt, spec: { prompt: '𝄞'.repeat(200_001) } };
    expect(refuse(ReleaseDocument, tooLong).details).toMatchObject({ limit: 200_000, actual: 200_001 });
  });

  it('say what a value must be in words', () => {
    const messageOf = (value: unknown) => issuesOf(ReleaseDocument, value)[0]?.message;
    expect(messageOf({ ...tool, spec: undefined })).toBe('is required');
    expect(messageOf({ ...tool, spec: {}, title: 3 })).toBe('must be a string, not a number');
    expect(messageOf({ ...prompt, spec: { prompt: 'x', timeout_s: 5.5 } })).toBe('must be a whole number');
    expect(messageOf({ ...prompt, spec: { prompt: null } })).toBe('must be a string, not null');
    expect(messageOf({ ...prompt, spec: { prompt: '' } })).toBe('must not be empty');
    expect(messageOf({ ...command, spec: { cmd: 'x'.repeat(20_001) } })).toBe(
      'must have at most 20,000 characters; it has 20,001',
    );
  });
});

describe('the message of a refused input', () => {
  it('names the first problem, what was meant, and how many more there are', () => {
    const error = refuse(ReleaseDocument, { ...tool, kind: 'tool', titel: 1, spec: { x: 1 }, version: '1' });
    expect(error.message).toContain('`version` must be a full SemVer version');
    expect(error.message).toContain('2 more problems');
    expect(refuse(ReleaseDocument, { ...tool, titel: 1 }).message).toBe(
      "`titel` is not a known field. Did you mean 'title'?",
    );
  });
});
