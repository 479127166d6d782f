// Searching and replacing in an editor: fetched with its first use, because most texts are short.
import { openSearchPanel, search, searchKeymap } from '@codemirror/search';
import { StateEffect } from '@codemirror/state';
import { type EditorView, keymap } from '@codemirror/view';

const prepared = new WeakSet<EditorView>();
// Mod-Alt-g asks with a window of its own for a line; the browser's and the page's keys stay theirs.
const keys = searchKeymap.filter(({ key }) => key !== 'Mod-Alt-g');

/** Opens the panel, at the selected words. */
export function openSearch(view: EditorView): void {
  if (!prepared.has(view)) {
    prepared.add(view);
    view.dispatch({ effects: StateEffect.appendConfig.of([search({ top: true }), keymap.of(keys)]) });
  }
  openSearchPanel(view);
}
