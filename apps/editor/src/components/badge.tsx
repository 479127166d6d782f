// Badges: small facts in words, with an icon, never by colour alone. The badge of verification says who vouches.
import {
  BadgeCheck,
  CircleDashed,
  CircleHelp,
  type LucideIcon,
  PackageOpen,
  ShieldAlert,
  ShieldOff,
  ShieldQuestion,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { verifyMessages } from '../lib/messages/verify.js';
import type { VerifyState } from '../lib/verify-state.js';
import { classNames } from './class-names.js';
import { Icon, type IconGlyph } from './icon.js';

type BadgeProps = {
  tone?: 'neutral' | 'accent' | 'good' | 'warning' | 'danger' | 'info' | undefined;
  icon?: IconGlyph | undefined;
  title?: string | undefined;
  className?: string | undefined;
  children: ReactNode;
};

/** A small fact. */
export function Badge({ tone = 'neutral', icon, title, className, children }: BadgeProps) {
  return (
    <span className={classNames('badge', `badge-${tone}`, className)} title={title}>
      {icon && <Icon of={icon} size={13} />}
      <span className="badge-text">{children}</span>
    </span>
  );
}

const LOOKS: Readonly<Record<VerifyState, { tone: NonNullable<BadgeProps['tone']>; icon: LucideIcon }>> = {
  checking: { tone: 'neutral', icon: CircleDashed },
  verified: { tone: 'good', icon: BadgeCheck },
  unknown_key: { tone: 'warning', icon: ShieldQuestion },
  invalid: { tone: 'danger', icon: ShieldAlert },
  unsigned: { tone: 'warning', icon: ShieldOff },
  builtin: { tone: 'accent', icon: PackageOpen },
  unavailable: { tone: 'neutral', icon: CircleHelp },
};

/** The verdict of this browser; `detail` is the key that vouches, or the cause in words. */
export function VerifyBadge({ state, detail }: { state: VerifyState; detail?: string | undefined }) {
  const { tone, icon } = LOOKS[state];
  return (
    <span className={classNames('badge', `badge-${tone}`)} data-verify={state}>
      <Icon of={icon} size={13} />
      <span className="badge-text">
        {verifyMessages.states[state]}
        {detail !== undefined && <span className="badge-detail"> · {detail}</span>}
      </span>
    </span>
  );
}
