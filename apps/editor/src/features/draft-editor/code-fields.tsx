// Long texts of the form: a prompt or a command in a code editor of its own, over the string that stands in the draft.
import { isJsonObject } from '@action-registry/schema';
import { useCallback, useId, useMemo, useRef } from 'react';
import { CodeEditor } from '../../components/code-editor/code-editor.js';
import type { CodeHandle, CodeMark, CodeSource } from '../../components/code-editor/code-source.js';
import type { DraftDocument } from '../../lib/draft-document.js';
import { findNode, indexInString, type JsonNode, parsePointer } from '../../lib/json-tree.js';
import { valueAt } from '../../lib/json-value.js';
import { fieldMessages as words } from '../../lib/messages/draft.js';
import type { Problem } from '../../lib/problems.js';
import { describeType } from '../../lib/schema-words.js';
import { applyEdits } from '../../lib/text-edit.js';
import { usePlace } from './bound-fields.js';
import { useDraft, useEditor } from './editor-context.js';
import { registerHandle } from './place-handles.js';

type CodeFieldProps = { pointer: string; label: string; hint: string; language: 'prompt' | 'shell' };

/** A string of the draft in a code editor. */
export function BoundCode({ pointer, label, hint, language }: CodeFieldProps) {
  const id = useId();
  const { session, problems } = useEditor();
  const { text, tree } = useDraft();
  const { value, isReadOnly } = usePlace(pointer);
  const source = useMemo(() => toSource(session.document, pointer), [session, pointer]);
  const own = useMemo(() => problems.filter(({ path }) => path === pointer), [problems, pointer]);
  const marks = useMemo(
    () => toMarks(own, { text, node: findNode(tree, pointer), fix: session.document.applyFix }),
    [own, text, tree, pointer, session],
  );
  const completion = useMemo(() => variablesOf(session.document), [session]);
  const handle = useRef<CodeHandle>(undefined);
  const onHandle = useCallback(
    (next: CodeHandle | undefined) => {
      handle.current = next;
      registerHandle(pointer, next);
    },
    [pointer],
  );
  const error = own.find(({ weight }) => weight === 'error');
  return (
    <div className={error === undefined ? 'field' : 'field has-error'} data-pointer={pointer}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the editor itself is reached by Tab; this is what labels do */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: as above */}
      <span className="field-label" onClick={() => handle.current?.focus()}>
        {label}
      </span>
      <CodeEditor
        {...{ label, source, language, marks, onHandle }}
        readOnly={isReadOnly}
        completion={language === 'prompt' ? completion : undefined}
        describedBy={`${id}-hint`}
        invalid={error !== undefined}
      />
      <div id={`${id}-hint`}>
        {error !== undefined && <p className="field-error">{error.message}</p>}
        <p className="field-hint">
          {hint} <span className="code-count">{countOf(value)}</span>
        </p>
      </div>
    </div>
  );
}

/** Characters as Unicode counts them, and a rough number of tokens: four characters each. */
function countOf(value: unknown): string {
  if (typeof value !== 'string') return '';
  const characters = value.length - (value.match(/[\u{10000}-\u{10FFFF}]/gu)?.length ?? 0);
  return words.characters(characters, Math.ceil(characters / 4));
}

/** The string at a pointer as a text of its own. */
function toSource(document: DraftDocument, pointer: string): CodeSource {
  const steps = parsePointer(pointer);
  const get = (): string => {
    const value = valueAt(document.get().value, steps);
    return typeof value === 'string' ? value : '';
  };
  return {
    get,
    subscribe: document.subscribe,
    edit: (edits) => document.setField(pointer, applyEdits(get(), edits)),
  };
}

type MarkPlace = { text: string; node: JsonNode | undefined; fix: DraftDocument['applyFix'] };

/** Problems of a string, at their places in its value. */
function toMarks(problems: readonly Problem[], { text, node, fix }: MarkPlace): CodeMark[] {
  if (node?.type !== 'string') return [];
  return problems.map((problem) => ({
    from: indexInString(text, node, problem.range.from),
    to: indexInString(text, node, problem.range.to),
    weight: problem.weight === 'error' ? 'error' : 'warning',
    message: problem.message,
    fix: problem.fix && { label: problem.fix.label, apply: () => fix(problem.fix?.edits ?? []) },
  }));
}

/** The names of inputs, as they stand when they are asked for. */
function variablesOf(document: DraftDocument) {
  const names = () => {
    const { inputSchema } = document.get().value;
    const properties = isJsonObject(inputSchema) ? inputSchema.properties : undefined;
    return isJsonObject(properties)
      ? Object.entries(properties).map(([name, schema]) => ({ name, detail: describeType(schema) }))
      : [];
  };
  return { type: 'variables' as const, names };
}
