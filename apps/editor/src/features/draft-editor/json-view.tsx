// The draft's text itself, with every problem at its place and completion of what the registry knows.
import { useCallback, useMemo } from 'react';
import { CodeEditor } from '../../components/code-editor/code-editor.js';
import type { CodeHandle, CodeMark } from '../../components/code-editor/code-source.js';
import { deviceShapeAt } from '../../lib/device-shape.js';
import { shapeAt } from '../../lib/draft-document-shape.js';
import { draftMessages as words } from '../../lib/messages/draft.js';
import { useCataloguesOf, useEditor } from './editor-context.js';
import { registerHandle } from './place-handles.js';

/** The text's own pointer among the editors of the page. */
export const WHOLE_TEXT = '';

/** The JSON view. */
export function JsonView() {
  const { session, kind, problems, readOnlyReason } = useEditor();
  const { document } = session;
  const source = useMemo(
    () => ({ get: () => document.get().text, subscribe: document.subscribe, edit: document.type }),
    [document],
  );
  const marks = useMemo(
    () =>
      problems
        .filter(({ weight }) => weight !== 'publish')
        .map(
          ({ range, weight, message, note, fix }): CodeMark => ({
            ...range,
            weight: weight === 'error' ? 'error' : 'warning',
            message: note === undefined ? message : `${message}\n${note}`,
            fix: fix && { label: fix.label, apply: () => document.applyFix(fix.edits) },
          }),
        ),
    [problems, document],
  );
  const catalogues = useCataloguesOf(session);
  const completion = useMemo(
    () => ({
      type: 'json' as const,
      shapeAt: (steps: readonly string[]) =>
        (catalogues && deviceShapeAt(catalogues, document.get().value, steps)) ?? shapeAt(kind, steps),
    }),
    [kind, catalogues, document],
  );
  const onHandle = useCallback((handle: CodeHandle | undefined) => registerHandle(WHOLE_TEXT, handle), []);
  return (
    <CodeEditor
      label={words.views.json}
      language="json"
      className="json-view"
      readOnly={readOnlyReason !== undefined}
      {...{ source, marks, completion, onHandle }}
    />
  );
}
