// What a code editor edits: a text that lives elsewhere. The editor follows it and sends edits to it; nothing else.
import type { PlaceShape } from '../../lib/draft-document-shape.js';
import type { TextEdit } from '../../lib/text-edit.js';

/** A text, who changes it, and who wants to know. `edit` takes edits of the text as `get` gives it. */
export type CodeSource = {
  get: () => string;
  subscribe: (listener: () => void) => () => void;
  edit: (edits: readonly TextEdit[]) => void;
};

/** A marked span with words, and a way to mend it. */
export type CodeMark = {
  from: number;
  to: number;
  weight: 'error' | 'warning';
  message: string;
  fix?: { label: string; apply: () => void } | undefined;
};

/** What is offered while typing: names after `{{`, or keys and values of JSON by the steps of their place. */
type CodeCompletion =
  | { type: 'variables'; names: () => readonly { name: string; detail: string }[] }
  | { type: 'json'; shapeAt: (steps: readonly string[]) => PlaceShape };

/** What a page can do with an editor. */
export type CodeHandle = {
  focus: () => void;
  /** Selects a span, shows it and moves the focus there. */
  select: (from: number, to: number) => void;
  /** The start of the selection. */
  place: () => number;
  hasFocus: () => boolean;
  /** False while the view that holds it is put away. */
  isVisible: () => boolean;
};

/** How an editor looks and what it edits. */
export type CodeEditorProps = {
  label: string;
  source: CodeSource;
  language: 'json' | 'prompt' | 'shell';
  readOnly?: boolean | undefined;
  marks?: readonly CodeMark[] | undefined;
  completion?: CodeCompletion | undefined;
  describedBy?: string | undefined;
  invalid?: boolean | undefined;
  /** Called when the editor is there, and with undefined when it goes. */
  onHandle?: ((handle: CodeHandle | undefined) => void) | undefined;
  onBlur?: (() => void) | undefined;
  className?: string | undefined;
};
