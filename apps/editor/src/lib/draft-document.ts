// A draft being written: one text, which is the truth. Form and JSON are two ways to change it; each change goes through
// here, is undone from here, and none ever converts the text. While it does not parse, the last good value stands beside it.
import { StrictJsonError, strictRead } from '@action-registry/core';
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import { editInsert, editRemove, editRename, editSwap, editValue, type JsonSource } from './json-pointer-edit.js';
import { isSameJson } from './json-same.js';
import { findNode, type JsonNode, parentPointer, parseTree } from './json-tree.js';
import { createStore, type Store } from './store.js';
import { applyEdits, diffEdit, type TextEdit } from './text-edit.js';
import { EMPTY_HISTORY, type History, type Move, recordChange, redoStep, undoStep } from './undo.js';

/** Why a text is no draft; `offset` is the place to mend, in UTF-16 units. */
type TextProblem = { reason: StrictJsonError['reason'] | 'not_an_object'; offset: number };

/** The draft at one moment. `value` is the last one that could be read; it is the text's own while `problem` is absent. */
export type DraftState = {
  text: string;
  value: JsonObject;
  tree: JsonNode | undefined;
  problem: TextProblem | undefined;
  canUndo: boolean;
  canRedo: boolean;
  /** The edits that led here from the state before, for views that keep a copy of the text. */
  edits: readonly TextEdit[];
};

/** A draft and what can be done to it; each of the form's changes does nothing while the text cannot be read. */
export type DraftDocument = Pick<Store<DraftState>, 'get' | 'subscribe'> & {
  /** Changes by hand in the text itself. */
  type: (edits: readonly TextEdit[]) => void;
  setField: (pointer: string, value: Json) => void;
  removeField: (pointer: string) => void;
  /** Several changes as one step, each to the text as the one before left it; steps of one `group` are joined as typing is. */
  change: (steps: readonly FieldChange[], group?: string) => void;
  /** Edits made elsewhere, such as a quick fix, as one step. */
  applyFix: (edits: readonly TextEdit[]) => void;
  /** Another text in its place, as one step. */
  replace: (text: string) => void;
  undo: () => void;
  redo: () => void;
};

/**
 * A change of one field: another value, another key, or with neither its end; of a list also a value that comes before the
 * item at the pointer (`insert`), or an exchange with another item (`swap`, its pointer).
 */
export type FieldChange = { pointer: string; value?: Json; key?: string; insert?: Json; swap?: string };

/** Far more than can be saved: what is too long is told at its field and kept, not refused as a text. */
const TEXT_BYTES_MAX = 16 * 1024 * 1024;

/** Where new fields belong, by parent pointer. */
export type FieldOrder = Readonly<Record<string, readonly string[]>>;

/** A draft with this text; `now` gives milliseconds, for joining steps. */
export function createDraftDocument(
  text: string,
  { order = {}, now = () => performance.now() }: { order?: FieldOrder; now?: () => number } = {},
): DraftDocument {
  const store = createStore<DraftState>(toState(text, undefined));
  let history: History = EMPTY_HISTORY;
  // The last text that was no change by the form: what the form returns to a value returns to its spelling.
  let anchor: JsonSource | undefined = toSource(store.get());

  const show = (next: string, edits: readonly TextEdit[]): void => {
    const state = toState(next, store.get().value);
    store.set({ ...state, edits, canUndo: history.done.length > 0, canRedo: history.undone.length > 0 });
  };
  const commit = (edits: readonly TextEdit[], { group, byForm }: { group: string; byForm: boolean }): void => {
    if (edits.length === 0) return;
    const before = store.get().text;
    history = recordChange(history, { before, edits, group, at: now(), byForm });
    show(applyEdits(before, edits), edits);
    if (!byForm) anchor = toSource(store.get()) ?? anchor;
  };
  const commitForm = (makeEdits: (source: JsonSource) => TextEdit[], group: string): void => {
    const source = toSource(store.get());
    if (source === undefined) return;
    const text = returnToAnchor(applyEdits(source.text, makeEdits(source)), anchor);
    commit(diffEdit(source.text, text), { group, byForm: true });
  };
  const move = (taken: Move | undefined): void => {
    if (taken === undefined) return;
    history = taken.history;
    const before = store.get().text;
    const after = taken.batches.reduce((each, edits) => applyEdits(each, edits), before);
    show(after, diffEdit(before, after));
    if (!taken.byForm) anchor = toSource(store.get()) ?? anchor;
  };
  const applyChange = (source: JsonSource, { pointer, value, key, insert, swap }: FieldChange): TextEdit[] => {
    if (key !== undefined) return editRename(source, pointer, key);
    if (insert !== undefined) return editInsert(source, pointer, insert);
    if (swap !== undefined) return editSwap(source, pointer, swap);
    return value === undefined
      ? editRemove(source, withEmptied(source, pointer, anchor))
      : editValue(source, pointer, { value, anchor, order });
  };

  return {
    get: store.get,
    subscribe: store.subscribe,
    type: (edits) => commit(edits, { group: 'typing', byForm: false }),
    setField: (pointer, value) => commitForm((source) => applyChange(source, { pointer, value }), pointer),
    removeField: (pointer) => commitForm((source) => applyChange(source, { pointer }), ''),
    change: (steps, group = '') => commitForm((source) => applyAll(source, steps, applyChange), group),
    applyFix: (edits) => commit(edits, { group: '', byForm: false }),
    replace: (next) => commit(diffEdit(store.get().text, next), { group: '', byForm: false }),
    undo: () => move(undoStep(history)),
    redo: () => move(redoStep(history)),
  };
}

/** What goes when the value at a pointer goes: also the objects that the form made only to hold it. */
function withEmptied(source: JsonSource, pointer: string, anchor: JsonSource | undefined): string {
  const { tree } = source;
  const parent = parentPointer(pointer);
  const node = findNode(tree, parent);
  const isOnlyOne = node?.type === 'object' && node.members.length === 1 && findNode(tree, pointer) !== undefined;
  const wasThere = parent === '' || anchor === undefined || findNode(anchor.tree, parent) !== undefined;
  return isOnlyOne && !wasThere ? withEmptied(source, parent, anchor) : pointer;
}

function applyAll(
  source: JsonSource,
  steps: readonly FieldChange[],
  apply: (source: JsonSource, step: FieldChange) => TextEdit[],
): TextEdit[] {
  let current: JsonSource = source;
  for (const step of steps) {
    const text = applyEdits(current.text, apply(current, step));
    const tree = parseTree(text);
    if (tree !== undefined) current = { text, tree };
  }
  return diffEdit(source.text, current.text);
}

/** A text whose value is the anchor's is the anchor's text, down to the last space. */
function returnToAnchor(text: string, anchor: JsonSource | undefined): string {
  if (anchor === undefined || text === anchor.text) return text;
  return isSameJson(JSON.parse(text) as Json, JSON.parse(anchor.text) as Json) ? anchor.text : text;
}

function toSource({ text, tree, problem }: DraftState): JsonSource | undefined {
  return tree === undefined || problem !== undefined ? undefined : { text, tree };
}

function toState(text: string, last: JsonObject | undefined): DraftState {
  const rest = { edits: [], canUndo: false, canRedo: false };
  const fail = (problem: TextProblem): DraftState => ({ text, value: last ?? {}, tree: undefined, problem, ...rest });
  try {
    const value = strictRead(text, { maxBytes: TEXT_BYTES_MAX });
    if (!isJsonObject(value)) return fail({ reason: 'not_an_object', offset: 0 });
    return { text, value, tree: parseTree(text), problem: undefined, ...rest };
  } catch (error) {
    if (!(error instanceof StrictJsonError)) throw error;
    return fail({ reason: error.reason, offset: error.offset });
  }
}
