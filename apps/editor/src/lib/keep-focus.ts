// Where the focus goes when what had it is gone: to the view's heading, so that whoever works by keyboard or listens does not
// begin at the top of the page again.

/** Moves the focus to the heading if, once the page was drawn again, nothing has it. */
export function keepFocus(): void {
  requestAnimationFrame(() => {
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
  });
}
