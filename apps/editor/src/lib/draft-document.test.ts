import type { Json, JsonObject } from '@action-registry/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDraftDocument, type FieldChange } from './draft-document.js';
import { isSameJson } from './json-same.js';
import { findNode, parseTree, pointerTo, rangeOf } from './json-tree.js';
import { applyEdits } from './text-edit.js';

const TEXT = `{
  "title": "Plan",
  "kind": "prompt",
  "spec": { "prompt": "Do \\u007b{task}}", "timeout_s":45.0 },
  "x-own":   [1,2 , 3]
}
`;

/** A text for a value in one of many layouts: spaces, tabs, escapes and orders as people and tools write them. */
type Layout = { unit: string; colon: string; escapes: boolean; padded: boolean };

const layouts = fc.record<Layout>({
  unit: fc.constantFrom('', '  ', '    ', '\t'),
  colon: fc.constantFrom(':', ': ', ' : '),
  escapes: fc.boolean(),
  padded: fc.boolean(),
});

function write(value: Json, layout: Layout, depth = 0): string {
  if (typeof value === 'string') return writeText(value, layout);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const parts = Array.isArray(value)
    ? value.map((item) => write(item, layout, depth + 1))
    : Object.entries(value).map(
        ([key, item]) => `${writeText(key, layout)}${layout.colon}${write(item, layout, depth + 1)}`,
      );
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (parts.length === 0) return open + close;
  if (layout.unit === '') return `${open}${layout.padded ? ' ' : ''}${parts.join(layout.padded ? ' , ' : ',')}${close}`;
  const inner = `\n${layout.unit.repeat(depth + 1)}`;
  return `${open}${inner}${parts.join(`,${inner}`)}\n${layout.unit.repeat(depth)}${close}`;
}

function writeText(text: string, { escapes }: Layout): string {
  if (!escapes) return JSON.stringify(text);
  return `"${[...text].map((character) => (/[a-e]/.test(character) ? `\\u00${character.charCodeAt(0).toString(16)}` : JSON.stringify(character).slice(1, -1))).join('')}"`;
}

const keys = fc.oneof(fc.constantFrom('a', 'b', 'spec', '__proto__', 'x/y', '~'), fc.string({ maxLength: 6 }));
const texts = fc.string({ unit: 'binary', maxLength: 12 }).filter((text) => !/\p{Surrogate}|\0/u.test(text));
const { value: values } = fc.letrec<{ value: Json; object: JsonObject }>((tie) => ({
  object: fc.dictionary(
    keys.filter((key) => !/\p{Surrogate}/u.test(key)),
    tie('value'),
    { maxKeys: 5 },
  ),
  value: fc.oneof(
    { maxDepth: 3 },
    texts,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
}));
const objects = fc.dictionary(keys, values, { minKeys: 1, maxKeys: 6 });

function pointersOf(value: Json, at = ''): string[] {
  if (typeof value !== 'object' || value === null) return [at];
  const entries: [string | number, Json][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [...(at === '' ? [] : [at]), ...entries.flatMap(([key, child]) => pointersOf(child, pointerTo(at, key)))];
}

function readAt(text: string, pointer: string): Json {
  const node = findNode(parseTree(text), pointer);
  if (node === undefined) throw new Error(`nothing at ${pointer}`);
  return JSON.parse(text.slice(node.from, node.to)) as Json;
}

describe('a draft', () => {
  it('is byte for byte the same after a field was changed and changed back, in 1,000 documents of all layouts', () => {
    fc.assert(
      fc.property(objects, layouts, values, fc.nat(), (object, layout, other, pick) => {
        const text = write(object, layout);
        const document = createDraftDocument(text);
        const pointers = pointersOf(object);
        const pointer = pointers[pick % pointers.length] ?? '';
        const old = readAt(text, pointer);
        document.setField(pointer, other);
        expect(isSameJson(readAt(document.get().text, pointer), other)).toBe(true);
        document.setField(pointer, old);
        expect(document.get().text).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is byte for byte the same after a field was taken away and put back, and after undo', () => {
    fc.assert(
      fc.property(objects, layouts, fc.nat(), (object, layout, pick) => {
        const text = write(object, layout);
        const document = createDraftDocument(text);
        const pointers = pointersOf(object).filter((pointer) => !/\/\d+$/.test(pointer));
        const pointer = pointers[pick % pointers.length] ?? '';
        const old = readAt(text, pointer);
        document.removeField(pointer);
        expect(document.get().problem).toBeUndefined();
        document.setField(pointer, old);
        expect(document.get().text).toBe(text);
        document.undo();
        document.undo();
        expect(document.get().text).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });

  it('touches nothing but the field that is changed', () => {
    const document = createDraftDocument(TEXT);
    document.setField('/spec/timeout_s', 60);
    expect(document.get().text).toBe(TEXT.replace('45.0', '60'));
    document.setField('/title', 'Planning');
    expect(document.get().text).toBe(TEXT.replace('45.0', '60').replace('"Plan"', '"Planning"'));
  });

  it('keeps the spelling of the rest of a string that is edited', () => {
    const document = createDraftDocument(TEXT);
    document.setField('/spec/prompt', 'Do it: {{task}}');
    expect(document.get().text).toContain('"Do it: \\u007b{task}}"');
  });

  it('returns each field to its spelling while another stays changed', () => {
    const document = createDraftDocument(TEXT);
    document.setField('/spec/timeout_s', 60);
    document.setField('/title', 'Other');
    document.setField('/spec/timeout_s', 45);
    expect(document.get().text).toBe(TEXT.replace('"Plan"', '"Other"'));
  });

  it('puts a new field where it belongs and a known one back to its place', () => {
    const order = { '': ['title', 'name', 'kind', 'description', 'spec'] };
    const document = createDraftDocument(TEXT, { order });
    document.setField('/name', 'notes.plan');
    expect(document.get().text).toBe(TEXT.replace('"Plan",\n', '"Plan",\n  "name": "notes.plan",\n'));
    document.removeField('/kind');
    document.setField('/kind', 'prompt');
    document.removeField('/name');
    expect(document.get().text).toBe(TEXT);
  });

  it('makes the parents that a field lacks', () => {
    const document = createDraftDocument('{\n  "title": "x"\n}');
    document.setField('/inputSchema/properties/path', { type: 'string' });
    expect(document.get().text).toBe(
      '{\n  "title": "x",\n  "inputSchema": {\n    "properties": {\n      "path": {\n        "type": "string"\n      }\n    }\n  }\n}',
    );
  });

  it('renames a key in place and refuses one that is taken', () => {
    const document = createDraftDocument('{"a":1,"b":2}');
    document.change([{ pointer: '/a', key: 'b' }]);
    expect(document.get().text).toBe('{"a":1,"b":2}');
    document.change([{ pointer: '/a', key: 'c' }]);
    expect(document.get().text).toBe('{"c":1,"b":2}');
  });

  it('makes several changes one step', () => {
    const document = createDraftDocument('{"a":[1]}');
    document.change([{ pointer: '/a/1', value: 2 }, { pointer: '/a/2', value: 3 }, { pointer: '/a/0' }]);
    expect(document.get().text).toBe('{"a":[2, 3]}');
    document.undo();
    expect(document.get().text).toBe('{"a":[1]}');
  });
});

describe('the items of a list', () => {
  const LIST = '{\n  "steps": [\n    { "a":1 },\n    {\n      "b": "\\u0062"\n    }\n  ],\n  "flat": [1, 2]\n}\n';
  const at = (changes: FieldChange[]) => {
    const draft = createDraftDocument(LIST);
    draft.change(changes);
    return draft;
  };

  it('change places with their spelling, and back to the very text', () => {
    const draft = at([{ pointer: '/steps/0', swap: '/steps/1' }]);
    expect(draft.get().text).toBe(
      '{\n  "steps": [\n    {\n      "b": "\\u0062"\n    },\n    { "a":1 }\n  ],\n  "flat": [1, 2]\n}\n',
    );
    draft.change([{ pointer: '/steps/1', swap: '/steps/0' }]);
    expect(draft.get().text).toBe(LIST);
    draft.undo();
    draft.undo();
    expect(draft.get().text).toBe(LIST);
  });

  it('come before another one or last, laid out as their neighbours are', () => {
    const insert = { c: 3 };
    expect(at([{ pointer: '/steps/1', insert }]).get().text).toContain(
      '    { "a":1 },\n    {\n      "c": 3\n    },\n    {\n      "b"',
    );
    expect(at([{ pointer: '/steps/2', insert }]).get().text).toContain('    },\n    {\n      "c": 3\n    }\n  ],');
    expect(at([{ pointer: '/flat/0', insert: 0 }]).get().text).toContain('"flat": [0, 1, 2]');
  });

  it('that are not there change nothing', () => {
    const none: FieldChange[][] = [
      [{ pointer: '/steps/0', swap: '/steps/7' }],
      [{ pointer: '/steps', swap: '/steps/0' }],
      [{ pointer: '/gone/0', insert: 1 }],
      [{ pointer: '/steps/0/a', insert: 1 }],
    ];
    for (const changes of none) expect(at(changes).get().text).toBe(LIST);
  });

  it('keep no object that only a field of the form had made', () => {
    const draft = at([{ pointer: '/steps/0/more/deep/x', value: 1 }]);
    expect(draft.get().value).toMatchObject({ steps: [{ a: 1, more: { deep: { x: 1 } } }, { b: 'b' }] });
    draft.removeField('/steps/0/more/deep/x');
    expect(draft.get().text).toBe(LIST);
    draft.removeField('/steps/0/a');
    expect(draft.get().value.steps).toEqual([{}, { b: 'b' }]);
  });
});

describe('a draft whose text is broken', () => {
  it('keeps the text, the last good value and the place, and lets no form change through', () => {
    const document = createDraftDocument('{"title":"x"}');
    document.type([{ from: 9, to: 12, insert: '"y' }]);
    expect(document.get()).toMatchObject({
      text: '{"title":"y}',
      value: { title: 'x' },
      problem: { reason: 'syntax' },
    });
    document.setField('/title', 'z');
    document.removeField('/title');
    expect(document.get().text).toBe('{"title":"y}');
    document.type([{ from: 11, to: 11, insert: '"' }]);
    expect(document.get()).toMatchObject({ problem: undefined, value: { title: 'y' } });
  });

  it.each([
    ['[1]', 'not_an_object'],
    ['{"a":1,"a":2}', 'duplicate_key'],
    ['', 'syntax'],
  ])('says why %j is none', (text, reason) => {
    expect(createDraftDocument(text).get().problem?.reason).toBe(reason);
  });
});

describe('undo and redo', () => {
  it('go through form and JSON edits alike, 100 steps far', () => {
    let at = 0;
    const document = createDraftDocument('{"n":0}', { now: () => (at += 1_000) });
    const seen = [document.get().text];
    for (let step = 1; step <= 100; step += 1) {
      if (step % 2 === 0) document.setField('/n', step);
      else document.type([{ from: 1, to: 1, insert: ' ' }]);
      seen.push(document.get().text);
    }
    for (let step = 99; step >= 0; step -= 1) {
      document.undo();
      expect(document.get().text).toBe(seen[step]);
    }
    expect(document.get().canUndo).toBe(false);
    for (let step = 1; step <= 100; step += 1) document.redo();
    expect(document.get()).toMatchObject({ text: seen[100], canRedo: false });
  });

  it('take a burst of typing in one field as one step and end it at a pause', () => {
    let at = 0;
    const document = createDraftDocument('{"t":""}', { now: () => at });
    for (const text of ['a', 'ab', 'abc']) {
      at += 100;
      document.setField('/t', text);
    }
    at += 2_000;
    document.setField('/t', 'abcd');
    document.undo();
    expect(document.get().value).toEqual({ t: 'abc' });
    document.undo();
    expect(document.get().value).toEqual({ t: '' });
  });

  it('never replays an undone branch', () => {
    const document = createDraftDocument('{"t":1}');
    document.setField('/t', 2);
    document.undo();
    document.setField('/t', 3);
    document.redo();
    expect(document.get().value).toEqual({ t: 3 });
  });

  it('tell views the edits that lead from one state to the next', () => {
    fc.assert(
      fc.property(
        objects,
        layouts,
        fc.array(fc.tuple(fc.nat(), values), { maxLength: 6 }),
        (object, layout, changes) => {
          const document = createDraftDocument(write(object, layout));
          let copy = document.get().text;
          document.subscribe(() => {
            copy = applyEdits(copy, document.get().edits);
          });
          for (const [pick, value] of changes) {
            const pointers = pointersOf(document.get().value);
            if (pick % 3 === 0) document.undo();
            else document.setField(pointers[pick % pointers.length] ?? '/a', value);
            expect(copy).toBe(document.get().text);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the range of a place', () => {
  it('is that of the value, or of the nearest parent that is there', () => {
    const tree = parseTree(TEXT);
    const slice = (pointer: string) => TEXT.slice(rangeOf(tree, pointer).from, rangeOf(tree, pointer).to);
    expect(slice('/spec/timeout_s')).toBe('45.0');
    expect(slice('/spec/model')).toContain('"prompt"');
    expect(slice('/nothing')).toBe('{');
  });
});
