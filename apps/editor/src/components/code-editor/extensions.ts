// What every editor of the page has: its keys, its looks, line numbers, marks, completion, and hidden characters that show.
// It keeps no history of its own: undo belongs to the text, which other views change too.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, foldGutter, foldKeymap, indentUnit } from '@codemirror/language';
import { type Diagnostic, linter, setDiagnostics } from '@codemirror/lint';
import { Annotation, Compartment, EditorState, type Extension, type StateEffect } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import type { CodeEditorProps, CodeMark } from './code-source.js';
import { hiddenMarks } from './hidden-marks.js';
import { completeJson } from './json-completion.js';
import { languageOf } from './languages.js';
import { looks } from './looks.js';
import { completeVariables } from './variable-completion.js';

/** Marks a change that came from the text itself, so that it is not sent back. */
export const External = Annotation.define<boolean>();

const language = new Compartment();
const access = new Compartment();
const attributes = new Compartment();

type Changing = {
  language: CodeEditorProps['language'];
  readOnly: boolean;
  attributes: Pick<CodeEditorProps, 'label' | 'describedBy' | 'invalid'>;
};

/** The extensions of a new editor; what may change later is read from `props` when it is needed. */
export function createExtensions(props: { current: CodeEditorProps }): Extension[] {
  const { readOnly = false, label, describedBy, invalid } = props.current;
  return [
    cspNonce(),
    // The text's own offsets: without this a carriage return would vanish.
    EditorState.lineSeparator.of('\n'),
    EditorState.allowMultipleSelections.of(true),
    language.of(toLanguage(props.current.language)),
    access.of(toAccess(readOnly)),
    attributes.of(toContentAttributes({ label, describedBy, invalid })),
    looks,
    drawSelection(),
    EditorView.lineWrapping,
    highlightActiveLine(),
    hiddenMarks,
    linter(null),
    autocompletion({
      icons: false,
      override: [(context) => complete(props.current, context)],
      tooltipClass: () => 'code-completion',
    }),
    EditorView.domEventHandlers({
      blur: () => {
        props.current.onBlur?.();
        return false;
      },
    }),
    keymap.of([
      ...closeBracketsKeymap,
      ...completionKeymap,
      { key: 'Mod-f', run: findInText },
      ...foldKeymap,
      // Esc, then Tab leaves the editor.
      indentWithTab,
      // Mod-Enter reviews the draft, Alt with a number changes the view.
      ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'),
    ]),
  ];
}

function findInText(view: EditorView): boolean {
  void import('./search.js').then(({ openSearch }) => openSearch(view));
  return true;
}

/** Effects that bring an editor to other settings. */
export function toAttributes(next: Changing): StateEffect<unknown>[] {
  return [
    language.reconfigure(toLanguage(next.language)),
    access.reconfigure(toAccess(next.readOnly)),
    attributes.reconfigure(toContentAttributes(next.attributes)),
  ];
}

/** Shows marks in place of those that were shown. */
export function setMarks(view: EditorView, marks: readonly CodeMark[]): void {
  const end = view.state.doc.length;
  const diagnostics: Diagnostic[] = marks.map(({ from, to, weight, message, fix }) => ({
    from: Math.min(from, end),
    to: Math.min(Math.max(to, from), end),
    severity: weight,
    message,
    ...(fix && { actions: [{ name: fix.label, apply: fix.apply }] }),
  }));
  view.dispatch(setDiagnostics(view.state, diagnostics));
}

type CompletionContext = Parameters<typeof completeJson>[0];

function complete({ completion }: CodeEditorProps, context: CompletionContext) {
  if (completion === undefined) return null;
  return completion.type === 'json'
    ? completeJson(context, completion.shapeAt)
    : completeVariables(context, completion.names());
}

function toLanguage(name: CodeEditorProps['language']): Extension {
  const isJson = name === 'json';
  return [
    languageOf(name),
    indentUnit.of('  '),
    isJson ? [lineNumbers(), foldGutter(), highlightActiveLineGutter(), bracketMatching(), closeBrackets()] : [],
    name === 'shell' ? [lineNumbers(), highlightActiveLineGutter(), bracketMatching()] : [],
  ];
}

function toAccess(readOnly: boolean): Extension {
  // Still focusable, so that it can be read and copied from by keyboard.
  return EditorState.readOnly.of(readOnly);
}

function toContentAttributes({ label, describedBy, invalid }: Changing['attributes']): Extension {
  return EditorView.contentAttributes.of({
    'aria-label': label,
    // What can be edited has the focus anyway; this says so to tools that only look for it.
    tabindex: '0',
    spellcheck: 'false',
    ...(describedBy !== undefined && { 'aria-describedby': describedBy }),
    ...(invalid === true && { 'aria-invalid': 'true' }),
  });
}

/** The nonce that lets the editor's styles in, which the registry put into the page. */
export function cspNonce(): Extension {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
  return nonce === undefined ? [] : EditorView.cspNonce.of(nonce);
}
