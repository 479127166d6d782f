// The four kinds of action, each with an icon and a colour of its own, and always its name for those who see neither.
import type { Kind } from '@action-registry/schema';
import { MessageSquareText, SquareTerminal, TvMinimal, Wrench } from 'lucide-react';
import { messages } from '../lib/messages/common.js';
import { Icon, type IconGlyph } from './icon.js';

/** The icon of each kind. */
export const kindIcons: Readonly<Record<Kind, IconGlyph>> = {
  prompt: MessageSquareText,
  command: SquareTerminal,
  tool: Wrench,
  device: TvMinimal,
};

/** A kind as an icon, with its name beside it when `showLabel`. */
export function KindMark({ kind, showLabel = false, size = 16 }: { kind: Kind; showLabel?: boolean; size?: number }) {
  return (
    <span className="kind" data-kind={kind}>
      <Icon of={kindIcons[kind]} size={size} label={showLabel ? undefined : messages.kinds[kind]} />
      {showLabel && <span>{messages.kinds[kind]}</span>}
    </span>
  );
}
