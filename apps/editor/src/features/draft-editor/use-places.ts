// Going to places: from problems, from the address, and round through all problems with a key.
import { useCallback, useRef, useState } from 'react';
import { findNode, indexInString, rangeOf } from '../../lib/json-tree.js';
import type { Problem } from '../../lib/problems.js';
import type { DraftSession } from './draft-session.js';
import { WHOLE_TEXT } from './json-view.js';
import { findField, findFocused, findHandle, focusField, whenVisible } from './place-handles.js';
import type { ViewName } from './use-view.js';

/** A place to go to; `inJson` leaves the form aside. */
export type Place = { path: string; range?: { from: number; to: number } | undefined; inJson?: boolean };

type PlacesOptions = { session: DraftSession; view: ViewName; openJson: () => void };

/** What goes to a place, and the element that the form is looked for in. */
export function usePlaces({ session, view, openJson }: PlacesOptions) {
  const form = useRef<HTMLDivElement>(null);
  const goTo = useCallback(
    ({ path, range, inJson = false }: Place) => {
      const { text, tree } = session.document.get();
      const span = range ?? rangeOf(tree, path);
      if (view !== 'json' && !inJson && path !== '') {
        const node = findNode(tree, path);
        const handle = findHandle(path);
        if (handle !== undefined && node?.type === 'string') {
          handle.select(indexInString(text, node, span.from), indexInString(text, node, span.to));
          return;
        }
        const field = form.current === null ? undefined : findField(form.current, path);
        if (field !== undefined) {
          focusField(field);
          return;
        }
      }
      if (view === 'form') openJson();
      whenVisible(WHOLE_TEXT, (handle) => handle.select(span.from, span.to));
    },
    [session, view, openJson],
  );
  return { form, goTo };
}

/** Walks the problems: forwards, backwards, and the one that a fix is wanted for. */
export function useProblemWalk(problems: readonly Problem[], goTo: (problem: Problem) => void) {
  const [currentId, setCurrentId] = useState<string | undefined>();
  const step = (by: 1 | -1): void => {
    if (problems.length === 0) return;
    const at = problems.findIndex(({ id }) => id === currentId);
    const start = at === -1 ? (by === 1 ? -1 : 0) : at;
    const next = problems.at((start + by + problems.length) % problems.length);
    if (next === undefined) return;
    setCurrentId(next.id);
    goTo(next);
  };
  return {
    currentId,
    next: () => step(1),
    previous: () => step(-1),
    findFixable: () => findFixable(problems, currentId),
  };
}

/** The problem with a fix where somebody works: at the cursor, in the field, the one walked to, else the first. */
function findFixable(problems: readonly Problem[], currentId: string | undefined): Problem | undefined {
  const fixable = problems.filter(({ fix }) => fix !== undefined);
  const focused = findFocused();
  const field = document.activeElement?.closest<HTMLElement>('[data-pointer]')?.dataset.pointer ?? focused?.pointer;
  const atCursor =
    focused?.pointer === WHOLE_TEXT
      ? fixable.find(({ range }) => focused.offset >= range.from && focused.offset <= range.to)
      : undefined;
  const inField = fixable.filter(({ path }) => path === field || path.startsWith(`${field}/`));
  const walkedTo = fixable.find(({ id }) => id === currentId);
  // Of several in one field, the one that was walked to is meant.
  const near = walkedTo !== undefined && inField.includes(walkedTo) ? walkedTo : inField[0];
  return atCursor ?? near ?? walkedTo ?? fixable[0];
}
