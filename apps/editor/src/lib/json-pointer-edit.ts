// Changes one value of a JSON text in place: the fewest characters, so that key order, spacing, spelling and fields that
// nobody here knows stay as they are. What returns to a value of the anchor (the text before these changes) returns to its
// very spelling and place.
import type { Json } from '@action-registry/schema';
import { isSameJson } from './json-same.js';
import { indentUnit, isOnLineOfItsOwn, lineIndent } from './json-spacing.js';
import {
  findMember,
  findNode,
  type JsonMember,
  type JsonNode,
  offsetInString,
  parentPointer,
  parsePointer,
  pointerTo,
} from './json-tree.js';
import { diffEdit, shiftEdits, type TextEdit } from './text-edit.js';

/** A JSON text with the places in it. */
export type JsonSource = { text: string; tree: JsonNode };

/** `anchor` is the text whose spelling comes back; `order` names where new keys belong, by parent pointer. */
export type EditOptions = { anchor?: JsonSource | undefined; order?: Readonly<Record<string, readonly string[]>> };

/** The edits that make the value at `pointer` be `value`; parents that are missing are made. None where a parent is no container. */
export function editValue(source: JsonSource, pointer: string, change: { value: Json } & EditOptions): TextEdit[] {
  const node = findNode(source.tree, pointer);
  if (node !== undefined) return replaceNode(source, node, { pointer, ...change });
  const { pointer: place, value } = findInsertion(source.tree, pointer, change.value);
  const parent = findNode(source.tree, parentPointer(place));
  const step = parsePointer(place).at(-1) ?? '';
  if (parent?.type === 'object') return insertMember(source, parent, { ...change, pointer: place, key: step, value });
  return parent?.type === 'array' ? insertItem(source, parent, value) : [];
}

/** The edits that take the value at `pointer` away, with its key and its comma. */
export function editRemove({ tree }: JsonSource, pointer: string): TextEdit[] {
  const parent = findNode(tree, parentPointer(pointer));
  const step = parsePointer(pointer).at(-1);
  if (step === undefined || parent === undefined) return [];
  if (parent.type === 'object') {
    const spans = parent.members.map(({ keyFrom, node }) => ({ from: keyFrom, to: node.to }));
    return removeSpan(
      parent,
      spans,
      parent.members.findIndex(({ key }) => key === step),
    );
  }
  return parent.type === 'array' ? removeSpan(parent, parent.items, Number(step)) : [];
}

/** The edit that gives the member at `pointer` another key; none when that key is taken. */
export function editRename({ tree }: JsonSource, pointer: string, key: string): TextEdit[] {
  const member = findMember(tree, pointer);
  if (member === undefined || member.key === key) return [];
  if (findMember(tree, pointerTo(parentPointer(pointer), key)) !== undefined) return [];
  return [{ from: member.keyFrom, to: member.keyTo, insert: JSON.stringify(key) }];
}

/** The edits that put a value before the item at `pointer` of a list; after the last one where there is none. */
export function editInsert(source: JsonSource, pointer: string, value: Json): TextEdit[] {
  const { text, tree } = source;
  const next = findNode(tree, pointer);
  const list = findNode(tree, parentPointer(pointer));
  if (list?.type !== 'array') return [];
  if (next === undefined) return insertItem(source, list, value);
  const isOwnLine = isOnLineOfItsOwn(text, next.from);
  const indent = isOwnLine ? lineIndent(text, next.from) : '';
  const gap = isOwnLine ? `\n${indent}` : ' ';
  return [{ from: next.from, to: next.from, insert: `${stringify(value, indentUnit(text), indent)},${gap}` }];
}

/** The edits that let two values change places, each with its spelling; none where one lies in the other. */
export function editSwap({ text, tree }: JsonSource, pointer: string, other: string): TextEdit[] {
  const nodes = [findNode(tree, pointer), findNode(tree, other)].filter((node) => node !== undefined);
  const [first, second] = nodes.sort((left, right) => left.from - right.from);
  if (first === undefined || second === undefined || first.to > second.from) return [];
  return [
    { from: first.from, to: first.to, insert: text.slice(second.from, second.to) },
    { from: second.from, to: second.to, insert: text.slice(first.from, first.to) },
  ];
}

type Replacement = { pointer: string; value: Json } & EditOptions;

function replaceNode({ text }: JsonSource, node: JsonNode, { pointer, value, anchor }: Replacement): TextEdit[] {
  const slice = text.slice(node.from, node.to);
  const known = anchor && findSpelling(anchor, pointer, value);
  if (known !== undefined) return shiftEdits(diffEdit(slice, known), node.from);
  if (node.type === 'string' && typeof value === 'string') return editString(text, node, value);
  const spelt = stringify(value, indentUnit(text), lineIndent(text, node.from));
  return shiftEdits(diffEdit(slice, spelt), node.from);
}

/** Replaces only the characters of a string that differ, so that the spelling of the others stays. */
function editString(text: string, node: JsonNode, value: string): TextEdit[] {
  const old = JSON.parse(text.slice(node.from, node.to)) as string;
  return diffEdit(old, value).map(({ from, to, insert }) => ({
    from: offsetInString(text, node, from),
    to: offsetInString(text, node, to),
    insert: JSON.stringify(insert).slice(1, -1),
  }));
}

/** The anchor's own text of a value at a place, where it has that value there. */
function findSpelling({ text, tree }: JsonSource, pointer: string, value: Json): string | undefined {
  const node = findNode(tree, pointer);
  if (node === undefined) return undefined;
  const slice = text.slice(node.from, node.to);
  return isSameJson(JSON.parse(slice) as Json, value) ? slice : undefined;
}

/** The nearest place whose parent exists, and the value with the parents between in it. */
function findInsertion(tree: JsonNode, pointer: string, value: Json): { pointer: string; value: Json } {
  const parent = parentPointer(pointer);
  if (parent === '' || findNode(tree, parent) !== undefined) return { pointer, value };
  return findInsertion(tree, parent, { [parsePointer(pointer).at(-1) ?? '']: value });
}

type Insertion = Replacement & { key: string };

function insertMember(source: JsonSource, parent: JsonNode & { type: 'object' }, insertion: Insertion): TextEdit[] {
  const { text } = source;
  const { members } = parent;
  const spelt = spellMember(source, members, insertion);
  const [first] = members;
  if (first === undefined) return [fillEmpty(text, parent, (indent) => spelt(indent))];
  const previous = findPrevious(members, insertion);
  const indent = isOnLineOfItsOwn(text, first.keyFrom) ? lineIndent(text, first.keyFrom) : undefined;
  const gap = indent === undefined ? ' ' : `\n${indent}`;
  if (previous === undefined)
    return [{ from: first.keyFrom, to: first.keyFrom, insert: `${spelt(indent ?? '')},${gap}` }];
  const at = previous.node.to;
  return [{ from: at, to: at, insert: `,${gap}${spelt(indent ?? '')}` }];
}

/** Writes a member as the anchor had it, else as its neighbours are written. */
function spellMember({ text }: JsonSource, members: readonly JsonMember[], insertion: Insertion) {
  const { anchor, pointer, key, value } = insertion;
  const known = anchor && findMember(anchor.tree, pointer);
  if (anchor !== undefined && known !== undefined && findSpelling(anchor, pointer, value) !== undefined) {
    const slice = anchor.text.slice(known.keyFrom, known.node.to);
    return () => slice;
  }
  const [first] = members;
  const colon = first === undefined ? ': ' : text.slice(first.keyTo, first.node.from);
  return (indent: string) => `${JSON.stringify(key)}${colon}${stringify(value, indentUnit(text), indent)}`;
}

/** The member that the new one comes after: as in the anchor, else as in the known order, else the last one. */
function findPrevious(members: readonly JsonMember[], insertion: Insertion): JsonMember | undefined {
  const { anchor, order, pointer, key } = insertion;
  const parent = parentPointer(pointer);
  const before = anchor && findNode(anchor.tree, parent);
  const anchored = before?.type === 'object' ? before.members.map((member) => member.key) : [];
  const known = [anchored, order?.[parent] ?? []].find((keys) => keys.includes(key));
  if (known === undefined) return members.at(-1);
  const earlier = new Set(known.slice(0, known.indexOf(key)));
  const previous = members.findLast((member) => earlier.has(member.key));
  const isFirst = previous === undefined && members.some((member) => known.includes(member.key));
  return isFirst ? undefined : (previous ?? members.at(-1));
}

function insertItem({ text }: JsonSource, parent: JsonNode & { type: 'array' }, value: Json): TextEdit[] {
  const last = parent.items.at(-1);
  if (last === undefined) return [fillEmpty(text, parent, (indent) => stringify(value, indentUnit(text), indent))];
  const isOwnLine = isOnLineOfItsOwn(text, last.from);
  const indent = lineIndent(text, last.from);
  const gap = isOwnLine ? `\n${indent}` : ' ';
  return [
    { from: last.to, to: last.to, insert: `,${gap}${stringify(value, indentUnit(text), isOwnLine ? indent : '')}` },
  ];
}

function fillEmpty(text: string, { from, to }: JsonNode, write: (indent: string) => string): TextEdit {
  const outer = lineIndent(text, from);
  const isOneLine = !text.includes('\n');
  const inner = isOneLine ? '' : outer + indentUnit(text);
  const insert = isOneLine ? write('') : `\n${inner}${write(inner)}\n${outer}`;
  return { from: from + 1, to: to - 1, insert };
}

function removeSpan(parent: JsonNode, spans: readonly { from: number; to: number }[], index: number): TextEdit[] {
  const span = spans[index];
  if (span === undefined) return [];
  const previous = spans[index - 1];
  const next = spans[index + 1];
  if (previous !== undefined) return [{ from: previous.to, to: span.to, insert: '' }];
  if (next !== undefined) return [{ from: span.from, to: next.from, insert: '' }];
  return [{ from: parent.from + 1, to: parent.to - 1, insert: '' }];
}

/** JSON over several lines, each after the first indented by `indent`. */
function stringify(value: Json, unit: string, indent: string): string {
  if (unit === '') return JSON.stringify(value);
  return JSON.stringify(value, null, unit).replaceAll('\n', `\n${indent}`);
}
