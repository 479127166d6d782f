// The code editor as pages use it: fetched apart from them, with a placeholder of its size until it is here.
import { lazy, Suspense } from 'react';
import { classNames } from '../class-names.js';
import type { CodeEditorProps } from './code-source.js';

const load = () => import('./code-view.js');
const CodeView = lazy(() => load().then(({ CodeView: component }) => ({ default: component })));

/** Fetches the editor's code before it is needed. */
export function preloadCodeEditor(): void {
  void load();
}

/** A text in an editor with marks, completion and visible hidden characters. */
export function CodeEditor(props: CodeEditorProps) {
  return (
    <div
      className={classNames('code-editor', `code-editor-${props.language}`, props.className)}
      data-readonly={props.readOnly || undefined}
    >
      <Suspense fallback={<div className="code-editor-waiting" aria-hidden="true" />}>
        <CodeView {...props} />
      </Suspense>
    </div>
  );
}
