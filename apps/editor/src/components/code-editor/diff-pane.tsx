// The comparison itself: CodeMirror's merge view, read-only, with equal parts folded and hidden characters shown.
import { MergeView, unifiedMergeView } from '@codemirror/merge';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { DiffProps } from './diff-view.js';
import { cspNonce } from './extensions.js';
import { hiddenMarks } from './hidden-marks.js';
import { languageOf } from './languages.js';
import { looks } from './looks.js';

const WIDE = '(min-width: 900px)';
const COLLAPSED = { margin: 3, minSize: 4 };

/** The comparison. */
export function DiffPane({ before, after, labels, language }: DiffProps) {
  const place = useRef<HTMLDivElement>(null);
  const { before: beforeLabel, after: afterLabel } = labels;
  useEffect(() => {
    const parent = place.current;
    if (parent === null) return;
    const shared = [languageOf(language)];
    const isWide = window.matchMedia(WIDE).matches;
    const view = isWide
      ? openSplit(parent, {
          before: { doc: before, extensions: [...shared, toReader(beforeLabel)] },
          after: { doc: after, extensions: [...shared, toReader(afterLabel)] },
        })
      : openUnified(parent, { before, after, extensions: [...shared, toReader(afterLabel)] });
    return () => view.destroy();
  }, [before, after, beforeLabel, afterLabel, language]);
  return (
    <>
      <div className="code-diff-heads" aria-hidden="true">
        <span>{labels.before}</span>
        <span>{labels.after}</span>
      </div>
      <div ref={place} className="code-diff-place" />
    </>
  );
}

type Side = { doc: string; extensions: Extension[] };

function openSplit(parent: HTMLElement, { before, after }: { before: Side; after: Side }): { destroy: () => void } {
  return new MergeView({ a: before, b: after, parent, collapseUnchanged: COLLAPSED, gutter: true });
}

function openUnified(
  parent: HTMLElement,
  { before, after, extensions }: { before: string; after: string; extensions: Extension[] },
): { destroy: () => void } {
  const merge = unifiedMergeView({
    original: before,
    mergeControls: false,
    collapseUnchanged: COLLAPSED,
    gutter: true,
  });
  return new EditorView({ parent, state: EditorState.create({ doc: after, extensions: [...extensions, merge] }) });
}

function toReader(label: string): Extension[] {
  return [
    cspNonce(),
    EditorState.lineSeparator.of('\n'),
    EditorState.readOnly.of(true),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true', tabindex: '0' }),
    lineNumbers(),
    looks,
    hiddenMarks,
  ];
}
