// Characters that people do not see, drawn as labelled marks where they stand, by core's own rule for which they are.
import { findHiddenCharacters } from '@action-registry/core';
import { type EditorState, RangeSetBuilder } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin, WidgetType } from '@codemirror/view';
import { formatCodePoint } from '../../lib/format.js';
import { messages } from '../../lib/messages/common.js';

class HiddenMark extends WidgetType {
  readonly codePoint: number;
  readonly label: string;

  constructor(codePoint: number, name: string) {
    super();
    this.codePoint = codePoint;
    this.label = messages.hiddenCharacter(name, formatCodePoint(codePoint));
  }

  override eq(other: HiddenMark): boolean {
    return other.codePoint === this.codePoint;
  }

  toDOM(): HTMLElement {
    const mark = document.createElement('span');
    mark.className = 'mark-hidden';
    mark.textContent = formatCodePoint(this.codePoint);
    mark.title = this.label;
    mark.setAttribute('role', 'img');
    mark.setAttribute('aria-label', this.label);
    return mark;
  }
}

function decorate(state: EditorState, ranges: readonly { from: number; to: number }[]): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of ranges) {
    const start = state.doc.lineAt(from).from;
    for (const { codePoint, name, offset } of findHiddenCharacters(state.sliceDoc(start, to))) {
      const at = start + offset;
      const length = String.fromCodePoint(codePoint).length;
      builder.add(at, at + length, Decoration.replace({ widget: new HiddenMark(codePoint, name) }));
    }
  }
  return builder.finish();
}

/** Shows hidden characters in what is on the screen. */
export const hiddenMarks = ViewPlugin.define(
  (view) => ({
    decorations: decorate(view.state, view.visibleRanges),
    update(update) {
      if (update.docChanged || update.viewportChanged)
        this.decorations = decorate(update.view.state, update.view.visibleRanges);
    },
  }),
  {
    decorations: ({ decorations }) => decorations,
    provide: (plugin) => EditorView.atomicRanges.of((view) => view.plugin(plugin)?.decorations ?? Decoration.none),
  },
);
