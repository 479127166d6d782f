// What a press must not be disturbed by: a field that loses the focus to a press may grow by its error, and what was pressed
// would be gone from under the pointer before it is released.

/** Calls `then` at once, or where something is being pressed when that press has become a click. */
export function afterPress(then: () => void): void {
  if (document.querySelector(':active') === null) {
    then();
    return;
  }
  const ending = new AbortController();
  const end = (): void => {
    ending.abort();
    // The click follows its pointer's release.
    setTimeout(then);
  };
  for (const event of ['pointerup', 'pointercancel', 'keyup'] as const)
    window.addEventListener(event, end, { signal: ending.signal, capture: true });
}
