// The editor itself: CodeMirror over a text that lives elsewhere. What is typed goes to that text as edits; what changes
// there comes back as edits. The two never differ, so no view ever writes back an old copy.
import { EditorState, Transaction } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { diffEdit, type TextEdit } from '../../lib/text-edit.js';
import type { CodeEditorProps, CodeHandle, CodeSource } from './code-source.js';
import { createExtensions, External, setMarks, toAttributes } from './extensions.js';

/** The editor. */
export function CodeView(props: CodeEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const current = useRef(props);
  const view = useRef<EditorView>(undefined);
  useEffect(() => {
    current.current = props;
  });
  const { source, language, readOnly, marks, label, describedBy, invalid, onHandle } = props;
  useEffect(() => {
    if (place.current === null) return;
    const made = createView(place.current, source, current);
    view.current = made;
    return () => {
      view.current = undefined;
      made.destroy();
    };
  }, [source]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new source makes a new view
  useEffect(() => {
    const compartments = { language, readOnly: readOnly === true, attributes: { label, describedBy, invalid } };
    view.current?.dispatch({ effects: toAttributes(compartments) });
  }, [source, language, readOnly, label, describedBy, invalid]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new source makes a new view
  useEffect(() => {
    if (view.current !== undefined) setMarks(view.current, marks ?? []);
  }, [source, marks]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new source makes a new view
  useEffect(() => {
    const made = view.current;
    if (made === undefined || onHandle === undefined) return;
    onHandle(toHandle(made));
    return () => onHandle(undefined);
  }, [source, onHandle]);
  return <div ref={place} className="code-editor-place" />;
}

function createView(parent: HTMLElement, source: CodeSource, props: { current: CodeEditorProps }): EditorView {
  const view = new EditorView({
    parent,
    state: EditorState.create({ doc: source.get(), extensions: createExtensions(props) }),
    dispatchTransactions: (transactions, into) => {
      into.update(transactions);
      for (const transaction of transactions) {
        const isOwn = transaction.docChanged && transaction.annotation(External) !== true;
        if (isOwn) source.edit(toEdits(transaction));
      }
    },
  });
  const unsubscribe = source.subscribe(() => follow(view, source.get()));
  const destroy = view.destroy.bind(view);
  view.destroy = () => {
    unsubscribe();
    destroy();
  };
  return view;
}

/** Takes over a change that was made elsewhere; where somebody works in this editor, the cursor goes to it. */
function follow(view: EditorView, text: string): void {
  const changes = diffEdit(view.state.doc.toString(), text);
  const [change] = changes;
  if (change === undefined) return;
  const end = change.from + change.insert.length;
  view.dispatch({
    changes,
    annotations: [External.of(true), Transaction.addToHistory.of(false)],
    ...(view.hasFocus && { selection: { anchor: end }, scrollIntoView: true }),
  });
}

function toEdits(transaction: Transaction): TextEdit[] {
  const edits: TextEdit[] = [];
  transaction.changes.iterChanges((...[from, to, , , inserted]) => {
    edits.push({ from, to, insert: inserted.toString() });
  });
  return edits;
}

function toHandle(view: EditorView): CodeHandle {
  return {
    focus: () => view.focus(),
    select: (from, to) => {
      const end = view.state.doc.length;
      const anchor = Math.min(from, end);
      const head = Math.min(to, end);
      view.dispatch({
        selection: { anchor, head },
        effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
      });
      view.focus();
    },
    place: () => view.state.selection.main.from,
    hasFocus: () => view.hasFocus,
    isVisible: () => view.dom.checkVisibility(),
  };
}
