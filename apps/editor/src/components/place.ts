// Puts a popover beside its button, inside the window. Written through CSSOM, which the Content-Security-Policy allows.

const GAP_PX = 4;
const MARGIN_PX = 8;

/** Places `popover` below `anchor`, above it where there is more room, and never outside the window. */
export function place(popover: HTMLElement, anchor: HTMLElement, align: 'start' | 'end'): void {
  const { top, bottom, left, right } = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const { clientWidth, clientHeight } = document.documentElement;
  const wanted = align === 'start' ? left : right - width;
  const x = Math.max(MARGIN_PX, Math.min(wanted, clientWidth - width - MARGIN_PX));
  const isBelow = bottom + GAP_PX + height <= clientHeight - MARGIN_PX || clientHeight - bottom >= top;
  const y = isBelow ? bottom + GAP_PX : Math.max(MARGIN_PX, top - GAP_PX - height);
  popover.style.setProperty('--x', `${x}px`);
  popover.style.setProperty('--y', `${y}px`);
  popover.style.setProperty('--room', `${(isBelow ? clientHeight - bottom : top) - GAP_PX - MARGIN_PX}px`);
}
