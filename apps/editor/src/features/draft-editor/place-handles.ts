// The way from a problem to its place: the field that edits it, the spot in a code editor, or the draft's text. The code
// editors on the page are known here by the pointer of what they edit.
import type { CodeHandle } from '../../components/code-editor/code-source.js';

const handles = new Map<string, CodeHandle>();

/** How long a view that is being opened may take until its editor is there. */
const FRAMES_MAX = 120;

/** Registers an editor; without a handle it is taken away. */
export function registerHandle(pointer: string, handle: CodeHandle | undefined): void {
  if (handle === undefined) handles.delete(pointer);
  else handles.set(pointer, handle);
}

/** The editor of a pointer that is on the screen. */
export function findHandle(pointer: string): CodeHandle | undefined {
  const handle = handles.get(pointer);
  return handle?.isVisible() === true ? handle : undefined;
}

/** The pointer and cursor of the editor that has the focus. */
export function findFocused(): { pointer: string; offset: number } | undefined {
  for (const [pointer, handle] of handles) if (handle.hasFocus()) return { pointer, offset: handle.place() };
  return undefined;
}

/** Uses an editor as soon as it is on the screen. */
export function whenVisible(pointer: string, use: (handle: CodeHandle) => void): void {
  let frames = 0;
  const look = (): void => {
    const handle = findHandle(pointer);
    frames += 1;
    if (handle !== undefined) use(handle);
    else if (frames < FRAMES_MAX) requestAnimationFrame(look);
  };
  look();
}

/** The form's field of a pointer, or of the list that holds it. */
export function findField(form: ParentNode, pointer: string): HTMLElement | undefined {
  const parent = pointer.replace(/\/\d+$/, '');
  for (const each of [pointer, parent]) {
    const field = form.querySelector<HTMLElement>(`[data-pointer="${CSS.escape(each)}"]`);
    if (field !== null) return field;
  }
  return undefined;
}

/** Opens what hides a field, shows it and moves the focus into it. */
export function focusField(field: HTMLElement): void {
  for (let at = field.closest('details'); at !== null; at = at.parentElement?.closest('details') ?? null)
    at.open = true;
  const control = field.matches('input, select, textarea')
    ? field
    : field.querySelector<HTMLElement>('input, select, textarea, [contenteditable]');
  (control ?? field).focus({ preventScroll: true });
  field.scrollIntoView({ block: 'center' });
}
