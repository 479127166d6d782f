// Where each value of a JSON text stands. For texts that the strict reader accepts: this only finds places, it decides
// nothing about validity.

/** A key with its value; offsets are in UTF-16 units, quotes included. */
export type JsonMember = { key: string; keyFrom: number; keyTo: number; node: JsonNode };

/** A value's place; `to` is after its last character. */
export type JsonNode = { from: number; to: number } & (
  | { type: 'object'; members: JsonMember[] }
  | { type: 'array'; items: JsonNode[] }
  | { type: 'string' }
  | { type: 'literal' }
);

type Reader = { text: string; at: number };

const SPACE = /[ \t\n\r]/;
const LITERAL = /[-+.0-9A-Za-z]/;

/** The places in a text that is JSON; undefined for one that is not. */
export function parseTree(text: string): JsonNode | undefined {
  const reader: Reader = { text, at: 0 };
  const node = readNode(reader);
  skipSpace(reader);
  return reader.at === text.length ? node : undefined;
}

/** The steps of an RFC 6901 pointer. */
export function parsePointer(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A pointer to `step` below `pointer`. */
export function pointerTo(pointer: string, step: string | number): string {
  return `${pointer}/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The pointer without its last step; the root's is the root. */
export function parentPointer(pointer: string): string {
  return pointer.slice(0, Math.max(pointer.lastIndexOf('/'), 0));
}

/** The value at a pointer. */
export function findNode(root: JsonNode | undefined, pointer: string): JsonNode | undefined {
  let node = root;
  for (const step of parsePointer(pointer)) node = node && childOf(node, step);
  return node;
}

/** The key and value at a pointer into an object. */
export function findMember(root: JsonNode | undefined, pointer: string): JsonMember | undefined {
  const steps = parsePointer(pointer);
  const parent = findNode(root, parentPointer(pointer));
  return parent?.type === 'object' ? parent.members.find(({ key }) => key === steps.at(-1)) : undefined;
}

/** The text's span of a value, or of its nearest parent that is there; the start where the text cannot be read. */
export function rangeOf(tree: JsonNode | undefined, pointer: string): { from: number; to: number } {
  if (tree === undefined) return { from: 0, to: 0 };
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const node = findNode(tree, at);
    if (node !== undefined) return { from: node.from, to: node.to };
  }
  return { from: tree.from, to: Math.min(tree.from + 1, tree.to) };
}

/** The offset in the text of the character at `index` of a string's value; `node` is that string. */
export function offsetInString(text: string, node: JsonNode, index: number): number {
  let at = node.from + 1;
  for (let seen = 0; seen < index && at < node.to - 1; seen += 1) at += escapeLength(text, at);
  return at;
}

/** The index in a string's value of the character at an offset of the text; the reverse of `offsetInString`. */
export function indexInString(text: string, node: JsonNode, offset: number): number {
  let index = 0;
  for (let at = node.from + 1; at < Math.min(offset, node.to - 1); index += 1) at += escapeLength(text, at);
  return index;
}

/** How many characters of the text stand for one of the string's value. */
function escapeLength(text: string, at: number): number {
  if (text[at] !== '\\') return 1;
  return text[at + 1] === 'u' ? 6 : 2;
}

function childOf(node: JsonNode, step: string): JsonNode | undefined {
  if (node.type === 'object') return node.members.find(({ key }) => key === step)?.node;
  if (node.type === 'array') return /^(?:0|[1-9]\d*)$/.test(step) ? node.items[Number(step)] : undefined;
  return undefined;
}

function readNode(reader: Reader): JsonNode | undefined {
  skipSpace(reader);
  const first = reader.text[reader.at];
  if (first === '{') return readObject(reader);
  if (first === '[') return readArray(reader);
  const from = reader.at;
  if (first === '"') return readStringEnd(reader) ? { type: 'string', from, to: reader.at } : undefined;
  while (LITERAL.test(reader.text[reader.at] ?? '')) reader.at += 1;
  return reader.at > from ? { type: 'literal', from, to: reader.at } : undefined;
}

function readObject(reader: Reader): JsonNode | undefined {
  const from = reader.at;
  const members: JsonMember[] = [];
  const isRead = readList(reader, '}', () => {
    const member = readMember(reader);
    if (member !== undefined) members.push(member);
    return member !== undefined;
  });
  return isRead ? { type: 'object', from, to: reader.at, members } : undefined;
}

function readMember(reader: Reader): JsonMember | undefined {
  const keyFrom = reader.at;
  if (!readStringEnd(reader)) return undefined;
  const keyTo = reader.at;
  skipSpace(reader);
  if (reader.text[reader.at] !== ':') return undefined;
  reader.at += 1;
  const node = readNode(reader);
  const key = readKey(reader.text.slice(keyFrom, keyTo));
  return node === undefined || key === undefined ? undefined : { key, keyFrom, keyTo, node };
}

function readKey(quoted: string): string | undefined {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return undefined;
  }
}

function readArray(reader: Reader): JsonNode | undefined {
  const from = reader.at;
  const items: JsonNode[] = [];
  const isRead = readList(reader, ']', () => {
    const node = readNode(reader);
    if (node !== undefined) items.push(node);
    return node !== undefined;
  });
  return isRead ? { type: 'array', from, to: reader.at, items } : undefined;
}

/** Reads from an opening bracket to after the closing one. */
function readList(reader: Reader, close: string, readOne: () => boolean): boolean {
  reader.at += 1;
  skipSpace(reader);
  if (reader.text[reader.at] === close) {
    reader.at += 1;
    return true;
  }
  for (;;) {
    skipSpace(reader);
    if (!readOne()) return false;
    skipSpace(reader);
    const next = reader.text[reader.at];
    if (next !== ',' && next !== close) return false;
    reader.at += 1;
    if (next === close) return true;
  }
}

/** Moves to after a string's closing quote. */
function readStringEnd(reader: Reader): boolean {
  const { text } = reader;
  if (text[reader.at] !== '"') return false;
  for (let at = reader.at + 1; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === '"') {
      reader.at = at + 1;
      return true;
    }
  }
  return false;
}

function skipSpace(reader: Reader): void {
  while (SPACE.test(reader.text[reader.at] ?? '')) reader.at += 1;
}
