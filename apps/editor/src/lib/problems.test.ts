import { builtinsFor, normaliseMetadata, normaliseSpec } from '@action-registry/core';
import type { JsonObject, Kind } from '@action-registry/schema';
import { describe, expect, it } from 'vitest';
import { createDraftDocument } from './draft-document.js';
import { contentOf, templateOf, toDraftText, toSaveFields } from './draft-document-fields.js';
import * as rules from './problem-rules.js';
import { countErrors, findProblems, lineOf, problemAt, toProblems } from './problems.js';
import { applyEdits } from './text-edit.js';

const defaultModel = 'model-1';

function problemsOf(kind: Kind, content: object | string) {
  const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
  const state = createDraftDocument(text).get();
  const problems = findProblems(state, { kind, defaultModel, rules });
  return { text, problems, lines: problems.map(({ weight, path }) => `${weight} ${path}`) };
}

const prompt = (spec: JsonObject, more: JsonObject = {}): JsonObject => ({
  title: 'T',
  name: 'a.b',
  kind: 'prompt',
  spec,
  ...more,
});

describe('the problems of a draft', () => {
  it('are without the rules those of its text and those that the registry told', () => {
    const find = (text: string) => {
      const note = { weight: 'error', path: '/title', message: 'Told.', about: '' } as const;
      const options = { kind: 'prompt', defaultModel, rules: undefined, notes: [note] } as const;
      return findProblems(createDraftDocument(text).get(), options).map(({ weight, path }) => `${weight} ${path}`);
    };
    expect(find('{"title": "", "kind": "tool"}')).toEqual(['error /title']);
    expect(find('{"title": "Mended", "kind": "tool"}')).toEqual([]);
    expect(find('{"title": ')).toEqual(['error ']);
  });

  it('are none in a whole draft, and none that keep a template or a built-in from being saved', () => {
    expect(problemsOf('prompt', prompt({ prompt: 'Hi' })).lines).toEqual([]);
    for (const kind of ['prompt', 'command', 'tool', 'device'] as const) {
      const text = toDraftText(templateOf(kind, { title: 'T', name: 'a.b' }));
      expect([kind, problemsOf(kind, text).lines]).toEqual([kind, []]);
    }
    for (const builtin of builtinsFor(defaultModel)) {
      const text = toDraftText(contentOf(builtin as never));
      const { lines } = problemsOf(builtin.kind, text);
      expect([builtin.title, lines]).toEqual([builtin.title, ['publish /name']]);
    }
  });

  it('are exactly one for a text that cannot be read, with its place', () => {
    const { problems } = problemsOf('prompt', '{\n  "title": "x",\n  oops\n}');
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ weight: 'error', path: '', range: { from: 20 } });
    expect(lineOf('{\n  "title": "x",\n  oops\n}', 20)).toBe(3);
  });

  it('say what a field must be, at the field, each by itself', () => {
    const { lines } = problemsOf('prompt', {
      title: ' ',
      name: 'Files/Move',
      kind: 'tool',
      description: 7,
      spec: { prompt: '', timeout_s: 'abc', reasoning: 'hgih' },
      inputSchema: { type: 'array' },
      metadata: { tags: 'x' },
      examples: [{ inptu: 1 }],
    });
    expect(lines).toEqual([
      'error /title',
      'error /name',
      'error /kind',
      'error /description',
      'error /spec/prompt',
      'error /spec/timeout_s',
      'error /spec/reasoning',
      'error /inputSchema/type',
      'error /metadata/tags',
      'error /examples/0/inptu',
    ]);
  });

  it.each([[-1], [0], [1e9], [45.5]])('warn that saving would change a time limit of %d', (timeout_s) => {
    const { problems, text } = problemsOf('prompt', prompt({ prompt: 'Hi', timeout_s }));
    expect(problems).toMatchObject([{ weight: 'warning', path: '/spec/timeout_s' }]);
    const { spec } = JSON.parse(applyEdits(text, problems[0]?.fix?.edits ?? []));
    expect(normaliseSpec('prompt', spec, { defaultModel }).warnings.map(({ code }) => code)).not.toContain(
      'value_clamped',
    );
  });

  it('name the text that is too long and the place', () => {
    const { problems } = problemsOf('prompt', prompt({ prompt: 'x'.repeat(1_200_000) }));
    expect(problems).toMatchObject([{ weight: 'error', path: '/spec/prompt' }]);
    expect(problems[0]?.message).toContain('200,000');
  });

  it('offer the name, key, value or type that was meant', () => {
    const { problems, text } = problemsOf('prompt', {
      ...prompt({ prompt: 'Hi', reasonin: 'low', reasoning: 'hihg' }),
      name: 'Files/Move',
      inputSchema: { type: 'object', properties: { a: { type: 'strng' } } },
    });
    let fixed = text;
    for (const { fix } of problems.toReversed()) fixed = applyEdits(fixed, fix?.edits ?? []);
    expect(JSON.parse(fixed)).toMatchObject({
      name: 'files.move',
      spec: { reasoning: 'high' },
      inputSchema: { properties: { a: { type: 'string' } } },
    });
  });

  it('rename a misspelt key to the one that was meant', () => {
    const { problems, text } = problemsOf('prompt', { title: 'T', name: 'a.b', kind: 'prompt', spec: { promt: 'Hi' } });
    const [fix] = problems.flatMap((problem) => problem.fix ?? []);
    expect(JSON.parse(applyEdits(text, fix?.edits ?? [])).spec).toEqual({ prompt: 'Hi' });
  });

  it('that are about a key mark the key, not its value', () => {
    const inputSchema = { type: 'object', properties: { a: { type: 'string' } }, requierd: ['a'] };
    const { problems, text } = problemsOf('prompt', prompt({ prompt: '{{a}}' }, { inputSchema }));
    const [misspelt] = problems.filter(({ path }) => path === '/inputSchema/requierd');
    expect(text.slice(misspelt?.range.from, misspelt?.range.to)).toBe('"requierd"');
  });

  it('say of unknown keys that saving drops them, exactly where it does', () => {
    const spec = { prompt: 'Hi', temperature: 1 };
    const content = {
      ...prompt(spec),
      owner: 'ana',
      metadata: { tag: ['x'], annotations: { readOnly: true } },
      inputSchema: { type: 'object', 'x-own': 1 },
    };
    const { lines } = problemsOf('prompt', content);
    const dropped = lines.filter((line) => line.startsWith('warning')).map((line) => line.slice(8));
    const bySpec = normaliseSpec('prompt', spec, { defaultModel }).warnings;
    const byMetadata = normaliseMetadata(content.metadata, 'a.b').warnings;
    const expected = [...bySpec, ...byMetadata]
      .filter(({ code }) => code === 'unknown_key_dropped')
      .map(({ path }) => path);
    expect(dropped.sort()).toEqual(['/owner', ...expected].sort());
  });

  it('know which keys a way to reach a tool has', () => {
    const tool = (binding: object) => ({ title: 'T', name: 'a.b', kind: 'tool', spec: { binding } });
    expect(problemsOf('tool', tool({ type: 'mcp', url: 'https://x.example/mcp', tool: 't', args: [] })).lines).toEqual([
      'warning /spec/binding/args',
    ]);
    expect(countErrors(problemsOf('tool', tool({ type: 'mcp', url: 'ftp://x', tool: 't' })).problems)).toBe(1);
  });

  it('refuse a working directory that leaves the root', () => {
    const { lines } = problemsOf('command', {
      title: 'T',
      name: 'a.b',
      kind: 'command',
      spec: { cmd: 'ls', cwd: '../x' },
    });
    expect(lines).toEqual(['error /spec/cwd']);
  });

  it('let a registry’s note stand until the value it was about is another one', () => {
    const text = JSON.stringify(prompt({ prompt: 'Hi' }));
    const note = { weight: 'error' as const, path: '/name', message: 'Taken.', about: 'a.b' };
    const document = createDraftDocument(text);
    const find = () => findProblems(document.get(), { kind: 'prompt', defaultModel, rules, notes: [note] });
    expect(find()).toMatchObject([{ path: '/name', message: 'Taken.' }]);
    document.setField('/name', 'a.c');
    expect(find()).toEqual([]);
  });
});

describe('the variables of a prompt', () => {
  const draft = prompt(
    { prompt: 'Say {{nmae}} to {{name}} and {{open\nnow "{{nmae}}"' },
    {
      inputSchema: {
        type: 'object',
        properties: { name: { type: 'string', default: 'you' }, unused: { type: 'string' } },
      },
    },
  );

  it('are marked where they stand in the text', () => {
    const { problems, text } = problemsOf('prompt', draft);
    const slices = problems.map(({ range }) => text.slice(range.from, range.to));
    expect(slices).toEqual(['{{nmae}}', '{{open', '"unused"']);
  });

  it('are mended everywhere by one fix', () => {
    const { problems, text } = problemsOf('prompt', draft);
    const [unknown, unclosed] = problems;
    const renamed = JSON.parse(applyEdits(text, unknown?.fix?.edits ?? [])).spec.prompt;
    expect(renamed).toBe('Say {{name}} to {{name}} and {{open\nnow "{{name}}"');
    expect(JSON.parse(applyEdits(text, unclosed?.fix?.edits ?? [])).spec.prompt).toContain('{{open}}\nnow');
  });

  it('show hidden characters and take them out', () => {
    const { problems, text } = problemsOf('prompt', prompt({ prompt: 'a\u200bb\u202ec' }));
    expect(problems).toMatchObject([{ weight: 'warning', path: '/spec/prompt' }]);
    expect(JSON.parse(applyEdits(text, problems[0]?.fix?.edits ?? [])).spec.prompt).toBe('abc');
  });
});

describe('a command', () => {
  const command = (cmd: string) => ({
    title: 'T',
    name: 'a.b',
    kind: 'command',
    spec: { cmd },
    inputSchema: { type: 'object', properties: { path: { type: 'string' } } },
  });

  it('warns of unquoted inputs and of placeholders that nothing fills in', () => {
    const { problems, text } = problemsOf(
      'command',
      command(`rm -r $path "$path" '$path' ${'$'}{path} # $path\ncat {{path}} $other`),
    );
    expect(problems.map(({ range }) => text.slice(range.from, range.to))).toEqual([
      '$path',
      '$' + '{path}',
      '{{path}}',
    ]);
    expect(JSON.parse(applyEdits(text, problems[0]?.fix?.edits ?? [])).spec.cmd).toContain('rm -r "$path" "$path"');
  });
});

describe('examples', () => {
  it('are held against the schemas of the draft', () => {
    const content = {
      ...prompt({ prompt: 'Hi' }),
      inputSchema: { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] },
      examples: [{ input: { n: 'x' } }, { input: { n: 1 } }, { input: {} }],
    };
    const state = createDraftDocument(JSON.stringify(content)).get();
    if (state.tree === undefined) throw new Error('the text is JSON');
    const found = rules.findExampleProblems({ value: state.value, tree: state.tree });
    expect(found.map(({ path }) => path)).toEqual(['/examples/0/input/n', '/examples/2/input']);
    expect(problemAt(toProblems({ tree: state.tree }, found), '/examples')?.path).toBe('/examples/0/input/n');
  });

  it.each([[{ $ref: '#/$defs/none' }], [{ oneOf: 3 }], [{ type: 'object', properties: { a: { pattern: '(' } } }]])(
    'are not judged by a schema that cannot be followed: %j',
    (inputSchema) => {
      const content = { ...prompt({ prompt: 'Hi' }), inputSchema, examples: [{ input: { a: 'x' } }] };
      const state = createDraftDocument(JSON.stringify(content)).get();
      if (state.tree === undefined) throw new Error('the text is JSON');
      expect(() => rules.findExampleProblems({ value: state.value, tree: state.tree as never })).not.toThrow();
    },
  );
});

describe('what is sent', () => {
  it('are the known fields, and null for those that are no longer there', () => {
    expect(toSaveFields({ title: 'T', kind: 'prompt', spec: { prompt: 'x' }, owner: 'ana', extra: 1 })).toEqual({
      title: 'T',
      name: null,
      spec: { prompt: 'x' },
      description: null,
      inputSchema: null,
      outputSchema: null,
      metadata: null,
      examples: null,
    });
  });
});
