// Keys and values that may stand at a place of a JSON text, offered from what the registry knows of it. Works on the parser's
// tree, so that it also helps while the text is not whole.
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import type { PlaceShape } from '../../lib/draft-document-shape.js';

type SyntaxNode = ReturnType<ReturnType<typeof syntaxTree>['resolveInner']>;
type ApplyArguments = Parameters<Exclude<Completion['apply'], string | undefined>>;
type ShapeAt = (steps: readonly string[]) => PlaceShape;

const EMPTY: Readonly<Record<string, string>> = {
  string: '""',
  number: '0',
  boolean: 'false',
  list: '[]',
  object: '{}',
  choice: '""',
  'JSON Schema': '{ "type": "object" }',
};

/** What can be completed at a place in a JSON text. */
export function completeJson(context: CompletionContext, shapeAt: ShapeAt): CompletionResult | null {
  const { state, pos } = context;
  const node = syntaxTree(state).resolveInner(pos, -1);
  const key = findKey(node, state, pos);
  if (key !== undefined) return toKeyResult(context, key, shapeAt(stepsTo(key.object, state)));
  const value = findValue(node, pos);
  if (value === undefined) return null;
  return toValueResult(context, value, shapeAt(stepsTo(value.place, state)));
}

type KeyPlace = { object: SyntaxNode; from: number; to: number };

/** The object whose key is written at a place: inside its quotes, or where a key could begin. */
function findKey(node: SyntaxNode, state: EditorState, pos: number): KeyPlace | undefined {
  if (node.name === 'PropertyName') {
    const object = node.parent?.parent;
    return object?.name === 'Object' ? { object, from: node.from, to: node.to } : undefined;
  }
  const object =
    node.name === 'Object' ? node : node.name === '⚠' && node.parent?.name === 'Object' ? node.parent : undefined;
  if (object === undefined) return undefined;
  const before = /["\w]*$/.exec(state.sliceDoc(object.from, pos))?.[0] ?? '';
  const previous = state
    .sliceDoc(object.from, pos - before.length)
    .trimEnd()
    .at(-1);
  return previous === '{' || previous === ',' ? { object, from: pos - before.length, to: pos } : undefined;
}

type ValuePlace = { place: SyntaxNode; from: number; to: number };

function findValue(node: SyntaxNode, pos: number): ValuePlace | undefined {
  if (node.parent?.name === 'Property' && /String|Number|True|False|Null|⚠/.test(node.name))
    return { place: node.parent, from: node.from, to: Math.max(node.to, pos) };
  if (node.name === 'Property') return { place: node, from: pos, to: pos };
  return undefined;
}

function toKeyResult(
  context: CompletionContext,
  { object, from, to }: KeyPlace,
  shape: PlaceShape,
): CompletionResult | null {
  const { state } = context;
  if (!context.explicit && from === to) return null;
  const taken = new Set(keysOf(object, state));
  const options = shape.keys
    .filter(({ key }) => !taken.has(key))
    .map(({ key, type, isRequired }) => ({
      label: `"${key}"`,
      detail: isRequired ? `${type}, required` : type,
      boost: isRequired ? 1 : 0,
      type: 'property',
      apply: insertKey(type),
    }));
  return options.length === 0 ? null : { from, to, options, filter: true, validFor: /^"?[\w]*"?$/ };
}

function insertKey(type: string) {
  return (...[view, { label }, from, to]: ApplyArguments): void => {
    const hasValue = /^"?\s*:/.test(view.state.sliceDoc(to, to + 20));
    const value = EMPTY[type] ?? '""';
    const text = hasValue ? label : `${label}: ${value}`;
    const isInside = !hasValue && /^["[{]/.test(value);
    view.dispatch({
      changes: { from, to, insert: text },
      selection: { anchor: from + text.length - (isInside ? 1 : 0) },
      userEvent: 'input.complete',
    });
  };
}

function toValueResult(
  context: CompletionContext,
  { from, to }: ValuePlace,
  shape: PlaceShape,
): CompletionResult | null {
  if (shape.values.length === 0 || (!context.explicit && from === to)) return null;
  // The quotes are part of what is replaced and no part of what was typed: matching them too would hide every choice.
  const typed = context.state.sliceDoc(from, context.pos).replaceAll('"', '').toLowerCase();
  const options = shape.values
    .map((value, index) => ({ label: JSON.stringify(value), type: 'enum', detail: shape.hints?.[index] ?? '' }))
    .filter(({ label }) => label.toLowerCase().includes(typed));
  return { from, to, options, filter: false };
}

/** The keys and indexes from the root to the value that `node` is, or is the property of. */
function stepsTo(node: SyntaxNode, state: EditorState): string[] {
  const steps: string[] = [];
  for (let at: SyntaxNode | null = node; at !== null; at = at.parent) {
    if (at.name === 'Property') steps.unshift(nameOf(at, state));
    else if (at.parent?.name === 'Array') steps.unshift(String(indexOf(at)));
  }
  return steps;
}

function keysOf(object: SyntaxNode, state: EditorState): string[] {
  return object.getChildren('Property').map((property) => nameOf(property, state));
}

function nameOf(property: SyntaxNode, state: EditorState): string {
  const name = property.getChild('PropertyName');
  return name === null ? '' : state.sliceDoc(name.from + 1, name.to - 1);
}

function indexOf(item: SyntaxNode): number {
  let index = 0;
  for (let at = item.prevSibling; at !== null; at = at.prevSibling) if (/[A-Z]/.test(at.name)) index += 1;
  return index;
}
