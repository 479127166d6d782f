// One way to draw an icon: decoration unless it is given a label, and then an image with that name.
import type { LucideIcon } from 'lucide-react';

/** A component that draws an icon, such as those of lucide-react. */
export type IconGlyph = LucideIcon;

/** An icon of `size` pixels; without a label, assistive technology passes over it. */
export function Icon({ of: Glyph, size = 16, label }: { of: IconGlyph; size?: number; label?: string | undefined }) {
  const named = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return <Glyph size={size} strokeWidth={1.75} {...named} />;
}
